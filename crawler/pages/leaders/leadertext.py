"""Which lines of a page tell of its leader: his curriculum vitae, and his duties beside it."""

from __future__ import annotations

from bisect import bisect_left

from crawler.pages.leaders.leaderlines import begins_life, name_alone
from crawler.pages.leaders.leadernames import leads_on
from crawler.pages.leaders.leaderoffices import ends_in_post
from crawler.pages.markup.outline import outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.pairs import pairs_of
from crawler.pages.markup.shown import Line, Shown, shown
from crawler.pages.words.labels import labels_of
from crawler.pages.words.leader_words import is_division
from crawler.pages.words.text import key, simplify

_HEAD_LINES = 3
_LONGEST_HEAD = 60


def lines_of_text(page: Page) -> range:
    """The lines of the text of a page that tells of leaders.

    A curriculum vitae may be longer than all else, and then its box is that of the text: the
    duties under a label of their own beside it belong to the text as well, and who is named
    right above these.
    """
    layout, view = outline(page), shown(page)
    start, end = layout.content_start, min(layout.content_end, layout.footer)
    if not _begins_with_life(page, view, start):
        return range(start, end)
    told = [n for n in range(layout.footer - 1) if _heads_duties(view, n)]
    box = view.boxes[layout.box]
    while box.parent >= 0 and not _first_in(told, box.start, box.end):
        box = view.boxes[box.parent]
    first = _first_in(told, box.start, box.end)
    if not first:
        return range(start, end)
    begin = _head_above(view, first[0]) if first[0] < start else start
    # Duties may stand behind the curriculum vitae though the tab that names them is before it.
    behind = first[0] > start or is_tab_beside(view, first[0], first[0] + 1) or (
        is_tab_beside(view, first[0], first[0] - 1)
    )  # fmt: skip
    return range(begin, max(end, min(box.end, layout.footer)) if behind else end)


def _first_in(numbers: list[int], start: int, end: int) -> list[int]:
    """The first of some rising numbers from `start` to before `end`, if there is one."""
    at = bisect_left(numbers, start)
    return [one for one in numbers[at : at + 1] if one < end]


def _begins_with_life(page: Page, view: Shown, start: int) -> bool:
    """Whether a life, or its label, stands in the line at `start`, or the label right above it."""
    if start < len(view.lines) and begins_life(view.lines[start].text):
        return True
    if any(_label(view, number) == "resume" for number in (start - 1, start) if number >= 0):
        return True
    return any(
        pair.slug == "resume" and start - 1 <= pair.start <= start
        for pair in pairs_of(page, "leader")
    )


def _heads_duties(view: Shown, number: int) -> bool:
    """Whether a line is the name of a tab of duties, or a label, a name or a post above some."""
    line, below = view.lines[number : number + 2]
    if line.template or leads_on(line, view):
        return False
    label = _label(view, number)
    if label == "division" and any(
        is_tab_beside(view, number, n) for n in (number - 1, number + 1)
    ):
        return True
    if label != "division" and not _names(line):
        return False
    return is_division(below.text) and not below.template and not below.link_chars


def _names(line: Line) -> bool:
    """Whether a line is a name or a post."""
    text = simplify(line.text) if len(line.text) <= _LONGEST_HEAD and not line.link_chars else ""
    return name_alone(text) != "" or (ends_in_post(text) and not is_division(text))


def is_tab_beside(view: Shown, one: int, other: int) -> bool:
    """Whether two lines are labels in items of one list: tabs, which head nothing."""
    if not 0 <= min(one, other) <= max(one, other) < len(view.lines):
        return False
    boxes = [view.boxes[view.lines[number].box] for number in (one, other)]
    items = all(box.tag == "li" for box in boxes) and boxes[0].parent == boxes[1].parent
    return items and None not in (_label(view, one), _label(view, other))


def _label(view: Shown, number: int) -> str | None:
    text = view.lines[number].text if number < len(view.lines) else ""
    return labels_of("leader").get(key(text)) if len(text) <= _LONGEST_HEAD else None


def _head_above(view: Shown, number: int) -> int:
    """The first of the lines right above another that are a name or a post, or that line."""
    for _ in range(_HEAD_LINES):
        if not number or view.lines[number - 1].template or not _names(view.lines[number - 1]):
            break
        number -= 1
    return number

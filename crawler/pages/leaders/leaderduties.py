"""A leader's duties below the label that names them, whatever their words are."""

from __future__ import annotations

import re

from crawler.pages.leaders.leaderlines import names_one, tells_years
from crawler.pages.leaders.leaderoffices import is_office
from crawler.pages.leaders.leadertext import is_tab_beside
from crawler.pages.markup.shown import Line, Shown
from crawler.pages.words.labels import is_placeholder, labels_of
from crawler.pages.words.leader_words import begins_duty, describes, is_division
from crawler.pages.words.text import key, simplify

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CELLS = frozenset({"td", "th"})
_MOST_LINES = 30
_LABEL = re.compile(r"\s*([\u3400-\u9fff ]{2,14})[:：]\s*")
_OF_ONE = re.compile(r"分工|(?:分管|主管|协管).*工作")
"""Labels of somebody's work: a body has duties (主要职责) as well, and 分管单位 is over bodies."""
_TELLS_OF_ELSE = re.compile(r"\d{4}|(?:^|[，,\s])[男女](?:[，,、\s]|$)|出生|族[，,]")
"""Days, telephone numbers and who somebody is: no duties."""


def duties_below(view: Shown, number: int) -> range:
    """The lines of duties that begin at a label of somebody's: whatever their words, up to the
    next name, post, label or heading, or the end of the box that holds the label.

    Empty where the line is no such label, or the name of a tab. A label that shares its line with
    the first of the duties begins them, one that fills its line stands above them.
    """
    line = view.lines[number]
    label = _label_of(line)
    if not _OF_ONE.search(label) or labels_of("leader").get(label) != "division":
        return range(0)
    if line.template or any(is_tab_beside(view, number, n) for n in (number - 1, number + 1)):
        return range(0)
    box = view.boxes[line.box]
    while (
        (box.start, box.end) == (number, number + 1) and box.parent >= 0 and box.tag not in _CELLS
    ):
        box = view.boxes[box.parent]
    fills = key(line.text) == label
    if not fills and is_placeholder(_LABEL.sub("", line.text, count=1)):
        return range(0)
    end = number + 1
    while end < min(box.end, number + _MOST_LINES) and _goes_on(view, end):
        end += 1
    return range(number + fills, end)


def _label_of(line: Line) -> str:
    """The words that a line is, or those before its first colon."""
    label = _LABEL.match(line.text)
    return key(label[1] if label is not None else line.text[:16])


def _goes_on(view: Shown, number: int) -> bool:
    """Whether duties go on in a line: nothing begins there that is said of somebody or else."""
    line, text = view.lines[number], simplify(view.lines[number].text)
    if line.template or line.has_input or line.link_chars * 2 > len(line.text):
        return False
    if is_division(text) or begins_duty(text):
        return not names_one(line)
    ends = line.tag in _HEADINGS or names_one(line) or _LABEL.match(text) or describes(text)
    ends = ends or _TELLS_OF_ELSE.search(text) or tells_years(text) or is_placeholder(text)
    if ends or key(text) in labels_of("leader"):
        return False
    # What stands right above a post may be the name of whoever holds it.
    return not any(is_office("".join(simplify(one.text).split()))
                   for one in view.lines[number : number + 2])  # fmt: skip

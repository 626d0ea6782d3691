"""Units that stand beside several answers under the name of who deals with a letter (办理单位).

With the labels below a heading of other letters, which are none of the letter's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from crawler.pages.letters.openstates import is_of_answer
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Shown
from crawler.pages.words.text import key
from crawler.pages.words.wording import pattern

_OF_LETTER = frozenset({"number", "title", "submitted_on", "letter", "message_kind", "sender"})
_OF_ANSWER = frozenset({"body", "reply", "replied_on"})
_LEAST = 2
_LONGEST_HEADING = 12


def without_other_letters(view: Shown, events: list[Pair]) -> list[Pair]:
    """The labels of one letter, those below a heading of others (相关办件), in its box, as noise.

    No value of a label (信件类型 | 其他咨询) and no cell beside another is such a heading.
    """
    at = next((n for n, pair in enumerate(events) if pair.slug in _OF_LETTER), len(events))
    heads = pattern("other_letters")
    labels = frozenset(pair.start for pair in events)
    values = {line for pair in events if pair.label for line in _valued(view, pair, labels)}
    others = [
        _below(view, number)
        for number in range(events[at].end, events[-1].start)
        if len(view.lines[number].text) <= _LONGEST_HEADING
        and not view.lines[number].link_chars
        and number not in values
        and not _is_beside(view, number)
        and heads.fullmatch(key(view.lines[number].text))
    ] if at < len(events) else []  # fmt: skip
    asked = any(pair.slug == "letter" for pair in events)
    if not others or (asked and not any(
        pair.slug == "letter" and pair.start < others[0].start for pair in events
    )):  # fmt: skip
        return events  # the letter itself stands below
    held = {number for lines in others for number in lines}
    cut = [
        replace(pair, slug="noise", label="", raw="")
        if pair.start in held else pair
        for pair in events
    ]  # fmt: skip
    cut += [Pair("noise", "", "", lines.start, lines.start + 1, "h") for lines in others]
    return sorted(cut, key=lambda pair: (pair.start, pair.offset))


def _valued(view: Shown, pair: Pair, labels: Collection[int]) -> Iterator[int]:
    """The lines of a label's value.

    No part of a text below its heading (回复内容) is a heading of others, where that is all it
    begins with, or is marked as a heading, or where another label or a link follows right below.
    """
    running = pair.whole and pair.slug in ("reply", "letter") and pair.group[:1] != "t"
    for number in range(pair.start, pair.end):
        line, below = view.lines[number], number + 1
        empty = pair.slug == "reply" and number == pair.start + 1
        linked = below < pair.end and (below in labels or view.lines[below].link_chars > 0)
        if not running or not (empty or linked or _rank(line.tag)):
            yield number


def _is_beside(view: Shown, number: int) -> bool:
    """Whether a line is all that stands in a cell which is not the only one of its row."""
    box = view.boxes[view.lines[number].box]
    while box.parent >= 0 and box.tag not in ("td", "th", "dd", "table", "body"):
        box = view.boxes[box.parent]
    if box.end - box.start > 1:
        return False
    row = view.boxes[box.parent]
    return box.tag == "dd" or (box.tag in ("td", "th") and len(row.children) > 1)


def _rank(tag: str) -> bool:
    return tag[:1] == "h" and tag[1:].isdecimal()


def _below(view: Shown, heading: int) -> range:
    """The lines of the box that a heading begins, or of the one that it stands in, up to another
    heading of its rank."""
    index = view.lines[heading].box
    while view.boxes[index].parent >= 0 and view.boxes[index].end <= heading + 1:
        index = view.boxes[index].parent
    rank, end = view.lines[heading].tag, view.boxes[index].end
    same = (n for n in range(heading + 1, end) if _rank(rank) and view.lines[n].tag == rank)
    return range(heading, next(same, end))


def with_units(events: list[Pair]) -> tuple[list[Pair], frozenset[int]]:
    """The labels of a letter, with the unit beside each of several answers as who gave it.

    Below what the letter itself tells, units of one name take turns with the answers, one for
    each: before all of them, or behind. Where some answer has none nothing is told by the turn,
    nor where an answer is shown again. The unit that stands first below the letter has it.
    With them the places of units that open an answer, where each is the first of its labels.
    """
    answers = _answers(events)
    if len(answers) < _LEAST or any(pair.slug == "reply_body" for pair in events):
        return events, frozenset()
    said = [key(events[n].raw) for n in answers if events[n].slug == "reply" and events[n].raw]
    if len(set(said)) < len(said):
        return events, frozenset()
    below = max((n for n in range(answers[0]) if events[n].slug in _OF_LETTER), default=-1)
    named: dict[str, list[int]] = {}
    for number in range(below + 1, len(events)):
        if events[number].slug == "body":
            named.setdefault(key(events[number].label), []).append(number)
    units = next((found for found in named.values() if _in_turn(found, answers)), [])
    taken = frozenset(units)
    first = next((n for n in range(below + 1, len(events)) if events[n].slug in _OF_ANSWER), -1)
    told = [
        replace(pair, slug="reply_body") if number in taken else pair
        for number, pair in enumerate(events)
    ]
    of_one = len({key(events[number].raw) for number in units}) == 1
    if of_one or first in taken:
        has = replace(events[units[0]], start=events[first].start, group="u")
        told.insert(first, has)
    opening = units if first in taken else []
    return told, frozenset(events[number].start for number in opening)


def _answers(events: list[Pair]) -> list[int]:
    """Where the texts of the answers stand among the labels, or their days, where none has one.

    The day of a step (处理时间) without a text is that of no answer.
    """
    for slug in ("reply", "replied_on"):
        found = [n for n, pair in enumerate(events) if pair.slug == slug]
        if any(events[n].raw for n in found):
            own = slug == "reply" or all(is_of_answer(events[n].label) for n in found)
            return found if own else []
    return []


def _in_turn(units: Sequence[int], answers: Sequence[int]) -> bool:
    if len(units) != len(answers):
        return False
    first, second = (units, answers) if units[0] < answers[0] else (answers, units)
    turns = [place for both in zip(first, second, strict=True) for place in both]
    return all(one < two for one, two in pairwise(turns))

"""Where one letter of a list ends and the next begins: boxes that repeat, or what parts them.

A letter is a card (a box that repeats around each), a run of boxes or lines of one block, or
what stands between two rules, empty lines or lines of signs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from crawler.pages.letters.answers import ASIDE, is_no_reply
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Line, Shown
from crawler.pages.words.dates import find_dates
from crawler.pages.words.offices import OFFICE_NAME

_OWN = frozenset({"submitted_on", "letter", "number", "title"})
_HEADING = frozenset({"number", "title", "message_kind", "status", "body", "sender"})
_ONCE = ("number", "title", "submitted_on")
_SIGNS = re.compile(r"[\W_]{4,}")
_SENTENCE = re.compile(r"[，。；！？,;!?:：]")
_OFFICE = re.compile(OFFICE_NAME)
_LONGEST_HEAD = 40
Bounds = list[tuple[int, int]]


@dataclass(frozen=True)
class Part:
    """A box in the block of a list, or a line that stands there in none of its own."""

    start: int
    end: int
    tag: str = ""
    names: str = ""


def card_bounds(view: Shown, lines: Sequence[int], events: Sequence[Pair]) -> Bounds:
    """From the first line of each letter to the line after its last; `lines` hold a mark of each.

    Without anything that parts them, a letter goes on up to the next mark, or the heading in
    front of it.
    """
    box = _around(view, lines)
    parts = _parts(view, box)
    return _parted(view, parts, events) or _repeated(view, parts, lines, events)


def _around(view: Shown, lines: Sequence[int]) -> int:
    """The innermost box that holds all of some lines."""
    box = 0
    while True:
        inner = [
            child
            for child in view.boxes[box].children
            if view.boxes[child].start <= lines[0] and lines[-1] < view.boxes[child].end
        ]
        if not inner or inner[0] == box:
            return box
        box = inner[0]


def _parts(view: Shown, index: int) -> list[Part]:
    """The boxes of a box and the lines between them, in reading order."""
    box = view.boxes[index]
    found: list[Part] = []
    at = box.start
    for child in (view.boxes[child] for child in box.children):
        if child.end > child.start:
            found += [Part(number, number + 1) for number in range(at, child.start)]
            found.append(Part(child.start, child.end, child.tag, child.names))
            at = child.end
    return found + [Part(number, number + 1) for number in range(at, box.end)]


# --- letters with something between them ----------------------------------------------------


def _parted(view: Shown, parts: list[Part], events: Sequence[Pair]) -> Bounds:
    """The letters between rules, lines of signs or empty lines; none where these part others."""
    if not parts:
        return []
    first, last = parts[0].start, parts[-1].end
    inside = [box for box in view.boxes if first < box.start == box.end < last]
    rules = {box.start for box in inside if box.tag == "hr"}
    empty = {box.start for box in inside if box.tag in ("p", "tr", "li")} | view.gaps
    for split in (
        lambda part: part.start in rules,
        lambda part: _is_signs(view, part),
        lambda part: part.start in empty,
    ):
        found = _runs(view, parts, events, split)
        if found:
            return found
    return []


def _runs(
    view: Shown, parts: list[Part], events: Sequence[Pair], split: Callable[[Part], bool]
) -> Bounds:
    runs: Bounds = []
    fresh = True
    for part in parts:
        fresh = fresh or split(part)
        if _is_signs(view, part):
            continue
        if fresh:
            runs.append((part.start, part.end))
        else:
            runs[-1] = (runs[-1][0], part.end)
        fresh = False
    told = [_slugs(events, run) for run in runs]
    while told and _OWN.isdisjoint(told[0]):
        del told[0], runs[0]
    while told and _OWN.isdisjoint(told[-1]):
        del told[-1], runs[-1]
    each = all(
        not _OWN.isdisjoint(slugs) and all(slugs.count(slug) < 2 for slug in _ONCE)
        for slugs in told
    )
    return runs if each and len(runs) > 1 else []


def _slugs(events: Sequence[Pair], run: tuple[int, int]) -> list[str]:
    return [pair.slug for pair in labels_between(events, *run)]


def labels_between(events: Sequence[Pair], start: int, stop: int) -> Sequence[Pair]:
    """The labels of some lines; labels are in reading order."""
    return events[bisect_left(events, start, key=_line) : bisect_left(events, stop, key=_line)]


def _line(pair: Pair) -> int:
    return pair.start


def _is_signs(view: Shown, part: Part) -> bool:
    return (
        part.end - part.start == 1 and _SIGNS.fullmatch(view.lines[part.start].text) is not None
    )  # fmt: skip


# --- letters that repeat --------------------------------------------------------------------


def _repeated(
    view: Shown, parts: list[Part], lines: Sequence[int], events: Sequence[Pair]
) -> Bounds:
    """Parts that hold a mark, each with those after it up to the next and its heading above."""
    marks = sorted(lines)
    marked = [
        number
        for number, part in enumerate(parts)
        if bisect_left(marks, part.start) < bisect_left(marks, part.end)
    ]
    if not marked:
        return []
    lead = _lead(view, parts, marked, events)
    firsts = [number - lead for number in marked]
    span = max((b - a for a, b in pairwise(firsts)), default=1)
    cards: Bounds = []
    for number, first in enumerate(firsts):
        last = firsts[number + 1] if number + 1 < len(firsts) else min(first + span, len(parts))
        cards.append((parts[first].start, parts[last - 1].end))
    return cards


def _lead(view: Shown, parts: list[Part], marked: list[int], events: Sequence[Pair]) -> int:
    """How many parts in front of each mark belong to its letter: a heading, a number."""
    gap = min((b - a for a, b in pairwise(marked)), default=1)
    told: dict[int, set[str]] = {}
    for pair in events:
        told.setdefault(pair.start, set()).add(pair.slug)
    lead = 0
    while lead + 1 < gap and marked[0] - lead - 1 >= 0:
        above = [parts[n - lead - 1] for n in marked]
        if len({(part.tag, part.names) for part in above}) > 1:
            break
        if not all(_heads(view, part, told) for part in above):
            break
        lead += 1
    return lead


def _heads(view: Shown, part: Part, told: dict[int, set[str]]) -> bool:
    """Whether a part is a heading: by its tag, in bold, by what it tells, or as mere words."""
    slugs = {slug for line in range(part.start, part.end) for slug in told.get(line, ())}
    if slugs:
        return slugs <= _HEADING
    own = view.lines[part.start : part.end]
    if len(own) <= 2 and (part.tag[:1] == "h" or all(line.bold for line in own)):
        return True
    return len(own) == 1 and is_plain_heading(own[0])


def is_plain_heading(line: Line) -> bool:
    """Whether a line may be the bare title of a letter: no sentence, day, office or aside."""
    text = line.text
    return (
        2 <= len(text) <= _LONGEST_HEAD and not line.template and not line.has_input
        and not _SENTENCE.search(text) and not find_dates(text) and not _OFFICE.fullmatch(text)
        and not is_no_reply(text) and not ASIDE.fullmatch(text)
    )  # fmt: skip


def within(view: Shown, events: Sequence[Pair], start: int, stop: int) -> Iterator[Pair]:
    """The labels of a letter; a value that runs on into the next letter ends with its own."""
    for pair in labels_between(events, start, stop):
        if pair.end > stop:
            raw = view.text(pair.start + 1, stop) if pair.whole else pair.raw
            pair = replace(pair, end=stop, raw=raw)
        yield pair

"""Labels that stand once in each row of a list: fields of its rows, and not of one letter."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from crawler.pages.letters.voices import asks
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.outline import Outline
from crawler.pages.markup.shown import Box, Shown
from crawler.pages.words.text import SENTENCE

_HEADS = ("submitted_on", "number", "title", "accepted_on")
OF_LETTER = frozenset({*_HEADS, "letter", "reply", "replied_on", "reply_stamp", "sender"})
"""What a page says of the letter that it shows."""
_TEXTS = frozenset({"letter", "reply"})
_LEAST_ROWS = 3
_LEVELS = 5
_MOST_LINES = 8
_LONGEST_TITLE = 80
_LEAST_TITLE = 4
_ROUND = re.compile(r".{0,6}(?:提问|追问|来信|留言|回复|咨询|答复|补充|评价)")
"""What heads a turn of one letter, and no letter: 再次追问."""


def without_rows(view: Shown, events: list[Pair]) -> list[Pair]:
    """The labels of a page without those of the rows of a list of letters.

    In each row a label that a letter has but once stands once, beside one title at the most and
    no text of a letter or an answer; each row names a letter, and not all the same.
    """
    for slug in _HEADS:
        rows = _rows(view, events, [pair for pair in events if pair.slug == slug])
        if rows:
            held = {number for row in rows for number in range(row.start, row.end)}
            events = [pair for pair in events if pair.start not in held]
    return events


def asks_above(view: Shown, layout: Outline, events: Sequence[Pair]) -> bool:
    """Whether between a page's title and all labels a sentence asks as one who writes a letter."""
    # Above the title stands a breadcrumb (您现在的位置：), below it 字体：大 中 小.
    told = [pair.start for pair in events if pair.slug != "noise"]
    first = min((start for start in told if start >= layout.title_end), default=0)
    return layout.title_line >= 0 and any(
        SENTENCE.search(line.text) and asks(line.text)
        and not line.template and line.link_chars * 2 <= len(line.text)
        for line in view.lines[layout.title_end : first]
    )  # fmt: skip


def _rows(view: Shown, events: list[Pair], heads: Sequence[Pair]) -> list[Box]:
    """The boxes side by side that hold one of some labels each, and no text."""
    if len(heads) < _LEAST_ROWS:
        return []
    lines = [pair.start for pair in heads]
    beside: dict[tuple[int, str], list[Box]] = defaultdict(list)
    for pair in heads:
        row = _row_of(view, pair, lines)
        beside[row.parent, row.tag].append(row)
    labels = defaultdict(list)
    for pair in events:
        labels[pair.start].append(pair.slug)
    return [
        row for found in beside.values() if len(found) >= _LEAST_ROWS
        and all(_is_row(view, row, labels) for row in found) and _are_named(view, found, events)
        for row in found
    ]  # fmt: skip


def _are_named(view: Shown, rows: Sequence[Box], events: Sequence[Pair]) -> bool:
    """Whether each row names a letter: not the turns of one letter, nor its head shown again."""
    at: dict[int, list[Pair]] = defaultdict(list)
    for pair in events:
        at[pair.start].append(pair)
    names = [_name(view, row, at) for row in rows]
    named = all(len(one) >= _LEAST_TITLE and not _ROUND.fullmatch(one) for one in names)
    return named and len(set(names)) > 1


def _name(view: Shown, row: Box, at: dict[int, list[Pair]]) -> str:
    """What a row says before and beside its labels; `at` has those that begin on each line."""
    own = [pair for number in range(row.start, row.end) for pair in at.get(number, ())]
    titles = [pair.raw for pair in own if pair.slug == "title"]
    firsts: dict[int, int] = {}
    for pair in own:
        firsts[pair.start] = min(firsts.get(pair.start, pair.offset), pair.offset)
    texts = (view.lines[n].text[: firsts.get(n)] for n in range(row.start, row.end))
    return max([*titles, *(text.strip() for text in texts)], key=len, default="")


def _row_of(view: Shown, pair: Pair, lines: Sequence[int]) -> Box:
    """The largest box around a label that holds no other of the same kind."""
    row = view.boxes[view.lines[pair.start].box]
    for _ in range(_LEVELS):
        if row.parent < 0:
            break
        around = view.boxes[row.parent]
        if bisect_left(lines, around.end) - bisect_left(lines, around.start) != 1:
            break
        row = around
    return row


def _is_row(view: Shown, row: Box, labels: dict[int, list[str]]) -> bool:
    if row.end - row.start > _MOST_LINES:
        return False
    told = [slug for number in range(row.start, row.end) for slug in labels.get(number, ())]
    if not _TEXTS.isdisjoint(told) or len(set(told)) < len(told):
        return False
    rest = [view.lines[n].text for n in range(row.start, row.end) if n not in labels]
    return len(rest) < 2 and all(len(text) <= _LONGEST_TITLE for text in rest)

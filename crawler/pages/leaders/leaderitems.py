"""Leaders in a list of items alike: each headed by a name with his post, whatever is told below."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice

from crawler.pages.leaders.leaderheads import Heads, speaks_of_others, spoken_of
from crawler.pages.leaders.leaderindex import is_post, named_in, rows_of
from crawler.pages.leaders.leaderlines import Person, begins_life, name_alone
from crawler.pages.leaders.leadernames import leads_on
from crawler.pages.markup.outline import outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import Box, Line, Shown, shown
from crawler.pages.words.leader_words import name_in
from crawler.pages.words.text import simplify
from crawler.pages.words.wording import pattern

_HEAD_LINES = 2
_RECEIVES = re.compile(r"[接下]访|接待|值班|带班|值守")
_ELEMENTS = 3
"""Elements of a line from which one tells more than a name and posts."""


def people_in_items(page: Page, label: str = "", told: Collection[str] = ()) -> list[Person]:
    """Everybody who heads an item of a list of which each is headed by a name and posts, two at
    least, and most tell more: that is a list of leaders, with or without the duties of each.

    Only where page, column (`label`) or heading speak of leaders; not of those with own pages.
    Where duties are `told`, a list of none of those people is left out below a heading of its
    own that speaks of the heads of other bodies.
    """
    view, above, footer = shown(page), spoken_of(page, label), outline(page).footer
    lists: dict[tuple[int, str, str], list[Box]] = defaultdict(list)
    for box in rows_of(view, footer):
        lists[box.parent, box.tag, box.names].append(box)
    several = [boxes for boxes in lists.values() if len(boxes) > 1]
    heads = {box.start: head for boxes in several for box in boxes
             if (head := _heading(view, box)) is not None}  # fmt: skip
    rows: dict[int, list[list[int]]] = defaultdict(list)
    for boxes in several:
        for start in (starts := [box.start for box in boxes if box.start in heads]):
            rows[start].append(starts)
    found: dict[str, Person] = {}
    for items in several:
        headed = [heads[item.start] for item in items
                  if item.start in heads and _is_one(item, heads, rows[item.start])]  # fmt: skip
        more = sum(stop < item.end for item, (_, stop) in zip(items, headed, strict=False))
        if len(headed) < len(items) or more * 2 <= len(items):
            continue
        over = view.lines[max(0, items[0].start - 1)]
        others = told and pattern("heads_of_others").fullmatch(simplify(over.text))
        if others and not any(one.name in told for one, _ in headed):
            continue
        for item, (one, stop) in zip(items, headed, strict=True):
            if above[one.line] in (Heads.LEADERS, Heads.FORMER):
                found.setdefault(one.name, _unless_told(view, item, one, stop))
    return list(found.values())


def _unless_told(view: Shown, item: Box, one: Person, stop: int) -> Person:
    """Somebody whose item tells more than name and posts, as `unread`: that may be his duties.

    Not where it is his life that the item tells, in which duties are read as in any other.
    """
    life = any(begins_life(line.text) for line in view.lines[stop : item.end])
    return replace(one, unread=stop < item.end and not life)


def _is_one(
    item: Box, heads: Mapping[int, tuple[Person, int]], rows: Sequence[Sequence[int]]
) -> bool:
    """Whether who heads an item heads it alone: a box of several people holds a list (`rows`)
    of which he is one. Who stands in another list within it may be his staff.
    """
    name = heads[item.start][0].name
    below = chain.from_iterable(
        islice(starts, bisect_right(starts, item.start), bisect_left(starts, item.end))
        for starts in rows
    )
    return all(heads[start][0].name == name for start in below)


def _heading(view: Shown, item: Box) -> tuple[Person, int] | None:
    """Who is named with his posts in the first line of an item, or in the first two, and the line
    after these."""
    for stop in range(item.start + 1, min(item.end, item.start + _HEAD_LINES) + 1):
        if leads_on(view.lines[stop - 1], view):
            return None
        if (one := named_in(view, range(item.start, stop))) is not None:
            return _with_own_post(view, item, one, stop)
    return _in_elements(view.lines[item.start], item)


def _with_own_post(view: Shown, item: Box, one: Person, stop: int) -> tuple[Person, int] | None:
    """Somebody named below a post with the post that stands right below his name, if one does in
    a box of the two: the one above is that of his group. Nobody where it may be the next one's."""
    below = simplify(view.lines[stop].text) if stop < item.end else ""
    if not below or not is_post(below) or name_alone(view.lines[stop - 1].text) != one.name:
        return one, stop
    box = view.boxes[view.lines[stop - 1].box]
    while box.end <= stop and box.parent >= 0:
        box = view.boxes[box.parent]
    own = (box.start, box.end) == (stop - 1, stop + 1)
    return (replace(one, post=below), stop) if own else None


def _in_elements(line: Line, item: Box) -> tuple[Person, int] | None:
    """Who is named with his posts in the first two elements of a line, whatever the others tell;
    nobody where these are about who receives visitors or is on duty."""
    held = [simplify(piece.text) for piece in line.pieces if piece.text.strip()]
    if len(held) < _ELEMENTS or not (name := name_in(held[0])) or not is_post(held[1]):
        return None
    if any(map(speaks_of_others, held[2:])) or _RECEIVES.search(line.text):
        return None
    return Person(name, held[1], "", item.start), item.start

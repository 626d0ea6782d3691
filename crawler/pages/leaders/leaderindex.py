"""Leaders in an index beside one person's details: rows that are a name and a post, no more."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from crawler.pages.leaders.leaderheads import Heads, spoken_of
from crawler.pages.leaders.leaderlines import Person, person_of, spaced
from crawler.pages.leaders.leadernames import leads_on, names_body, people_by_labels
from crawler.pages.leaders.leaderoffices import ends_in_post, leads_nothing
from crawler.pages.markup.outline import outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import Box, Shown, shown
from crawler.pages.words.labels import people_words
from crawler.pages.words.text import simplify

_ROWS = frozenset({"li", "tr", "dd", "p", "div", "details"})
_ROW_LINES = 2
_LONGEST_ROW = 80
_LONGEST_NAME = 3
_ASIDE = re.compile(r"[(（][^()（）]{1,20}[)）]")
_BETWEEN = re.compile(r"[、，,\s]+")
_SPOKEN_OF = (Heads.LEADERS, Heads.FORMER)


@lru_cache(maxsize=4)
def people_in_index(page: Page, label: str = "", unlinked: bool = False) -> tuple[Person, ...]:
    """Everybody in the lists of which most rows are a name and a post, two people at least.

    Only where page, column (`label`) or heading speak of leaders. Whether a row leads to a page
    of its own is all the same, unless only those are asked for that lead nowhere (`unlinked`):
    these need no such words if one of them is he whose 姓名 and 职务 the page tells beside.
    Who has something to click that has no address is `unread`: his duties may be behind it.
    """
    view, above, footer = shown(page), spoken_of(page, label), outline(page).footer
    lists: dict[tuple[int, str], list[Box]] = defaultdict(list)
    for box in rows_of(view, footer):
        lists[box.parent, box.tag].append(box)
    labelled = {one.name for one in people_by_labels(page, view, label)} if unlinked else set()
    found: dict[str, Person] = {}
    for rows in lists.values():
        people = [one for row in rows if (one := _in_row(view, row)) is not None]
        if unlinked and any(leads_on(view.lines[n], view) for row in rows
                            for n in range(row.start, row.end)):  # fmt: skip
            continue
        beside = unlinked and any(one.name in labelled for one in people)
        for one in people if len(people) * 2 > len(rows) else ():
            spoken = above[one.line]
            if spoken in _SPOKEN_OF or (beside and spoken is Heads.UNKNOWN):
                found.setdefault(one.name, one)
    return tuple(found.values()) if len(found) > 1 else ()


def rows_of(view: Shown, footer: int) -> Iterator[Box]:
    """The boxes above the foot of a page that may be rows of a list."""
    for box in view.boxes:
        if box.tag in _ROWS and box.start < box.end <= footer and not box.template:
            yield box


def _in_row(view: Shown, row: Box) -> Person | None:
    """Who is named in a row that is a name and posts, in one line or in one below the other."""
    whole = row.end - row.start <= _ROW_LINES
    person = named_in(view, range(row.start, row.end)) if whole else None
    if person is None:
        return None
    lines = view.lines[row.start : row.end]
    if row.tag == "details":  # what unfolds may be filled when it does
        return replace(person, unread=True)
    clicked = any(line.link_chars for line in lines) and not any(leads_on(n, view) for n in lines)
    return replace(person, unread=True) if clicked else person


def named_in(view: Shown, numbers: range) -> Person | None:
    """Who is named in lines that are a name and posts, and nothing else."""
    lines = view.lines[numbers.start : numbers.stop]
    if any(line.template or len(line.text) > _LONGEST_ROW for line in lines):
        return None
    told = person_of(simplify(" ".join(map(spaced, lines))))
    if told is None:
        return None
    name, post, rest = told
    return None if rest or not is_name(name) or not is_post(post) else (
        Person(name, post, "", numbers.start)
    )  # fmt: skip


def is_name(name: str) -> bool:
    """Whether a name is no longer than names are, and no body's."""
    known = len(name) <= _LONGEST_NAME or name.startswith(people_words("double_surnames"))
    return (known or "·" in name) and not names_body(name)


def is_post(text: str) -> bool:
    """Whether words are posts and nothing else, but for what stands in brackets."""
    parts = _BETWEEN.split(_ASIDE.sub("", text).strip())
    return all(map(ends_in_post, parts)) and not leads_nothing(text)

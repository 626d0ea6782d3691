"""The faults of entries, one rule each: every hit with the words that show it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from checks.content.batches import batch_dump
from checks.content.entries import Entries, Hit, Terms, Text
from checks.content.surroundings import surroundings
from checks.judging.bench import proof
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Entry, SoughtPage

_SIGNS = re.compile(r"[\W_]+")
_COUNTS = re.compile(r"(?:点击|阅读|浏览|访问|查看)(?:数|次数|量|率)?[:：]?\d+次?")
_NUMBER = re.compile(r"\d+|[一二三四五六七八九十]+")
_SHORTEST_TITLE = 6


def empty(entries: Entries, terms: Terms) -> Iterator[Hit]:
    """Pages with neither text nor anything else of their own."""
    least = int(terms["min_text_chars"])
    read = [page for page in entries.pages.values() if isinstance(page, SoughtPage)]
    unlike = list({page.url: page for page in read}.values())
    around = surroundings(unlike, least, entries.body)
    for row in entries.rows:
        page = entries.page(row)
        if isinstance(page, SoughtPage) and around.bare(page, least):
            yield row.title, proof(page, row.title, page.text)


def duplicate(entries: Entries, terms: Terms) -> Iterator[Hit]:
    """Two pages of one section with one title, day and text; two sections may show one matter."""
    told: set[str] = set()
    for first, again in entries.twins():
        one, other = entries.page(first), entries.page(again)
        if one is None or other is None or first.pinned or again.pinned:
            continue
        text = _words(one)
        # What answers with the same bytes is known under one address.
        if len(text) >= int(terms["min_text_chars"]) and text == _words(other):
            told.add(again.url)
            yield again.title, proof(again, again.title)
    for again in _told_again(entries, int(terms["min_twin_chars"])):
        if again.url not in told:
            yield again.title, proof(again, again.title)


def _told_again(entries: Entries, least: int) -> Iterator[Entry]:
    """Rows whose page has the text of another of its section and day under a shortened title.

    Only pages with nothing beside their text: what tells them apart may stand in files, pictures.
    """
    alike: dict[tuple[Role, date, str], list[Entry]] = defaultdict(list)
    for row in entries.rows:
        page = entries.page(row)
        if not isinstance(page, SoughtPage) or page.beside or page.attachments or row.pinned:
            continue
        if page.text_chars >= least:
            alike[row.role, entries.day(row), _words(page)].append(row)
    for same in alike.values():
        for place, again in enumerate(same):
            if any(_shortens(again.title, first.title) for first in same[:place]):
                yield again


def _shortens(left: str, right: str) -> bool:
    """Whether one of two titles is the other without some of its words, numbers alike."""
    shorter, longer = sorted((_SIGNS.sub("", plain(one)) for one in (left, right)), key=len)
    if shorter == longer or len(shorter) < _SHORTEST_TITLE:
        return False
    letters = iter(longer)
    return _NUMBER.findall(left) == _NUMBER.findall(right) and all(
        one in letters for one in shorter
    )


def _words(page: Text) -> str:
    """The words of a page without the counts of its visitors, in plain form."""
    return _COUNTS.sub("", plain(page.text))


def unsure_twins(entries: Entries) -> list[Entry]:
    """Twins of which a page could not be read."""
    return [b for a, b in entries.twins() if {a.url, b.url} & entries.unread]


def expired(entries: Entries, terms: Terms) -> Iterator[Hit]:
    """Entries on a matter long over that are still pinned on top."""
    oldest = entries.last - timedelta(days=int(terms["expired_days"]))
    for row in entries.rows:
        title = plain(row.title)
        timed = any(re.search(pattern, title) for pattern in terms["timed_patterns"])
        if timed and row.pinned and entries.day(row) < oldest:
            yield row.title, proof(row, row.title)


def filler(entries: Entries, terms: Terms) -> Iterator[Hit]:
    """Entries whose title says nothing."""
    for row in entries.rows:
        title = _SIGNS.sub("", plain(row.title)).lower()
        if any(re.search(pattern, title) for pattern in terms["filler_patterns"]):
            yield row.title, proof(row, row.title)


def layout(entries: Entries, terms: Terms) -> Iterator[Hit]:
    """Texts with left-overs of templates and editors in them."""
    for row in entries.rows:
        page = entries.page(row)
        text = page.text if page is not None else ""
        for pattern in terms["layout_patterns"]:
            found = re.search(pattern, text)
            if found is not None and page is not None:
                around = text[max(0, found.start() - 12) : found.end() + 12]
                yield row.title, proof(page, around)
                break


def off_topic(entries: Entries, terms: Terms) -> Iterator[Hit]:
    """Entries whose title has nothing to do with a government's work, as far as words tell."""
    for row in entries.rows:
        if any(word in plain(row.title) for word in terms["off_topic_words"]):
            yield row.title, proof(row, row.title)


RULES: Mapping[str, tuple[str, Callable[[Entries, Terms], Iterator[Hit]]]] = {
    "empty": ("空白信息", empty),
    "duplicate": ("重复发布", duplicate),
    "expired": ("过期置顶", expired),
    "filler": ("无效标题", filler),
    "batch_dump": ("集中补发", batch_dump),
    "layout": ("版式残留", layout),
}
"""Each rule that can fail: what its fault is called, and how it is found."""

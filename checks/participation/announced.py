"""Every call for opinions that a portal, or one above it, announces by a page or by a mere row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from checks.judging.dates import shown
from checks.matching.rows import page_key
from checks.matching.titles import is_interpretation
from checks.matching.words import plain
from checks.participation.calls import ROLES, calls, is_outcome, pages, tells_outcome
from crawler.records import Consultation, Dossier, Entry

_CALL = re.compile(r"征求|征集|征询|意见稿|草案|预公开|听证")


@dataclass(frozen=True)
class Announced:
    """A call, and the day on which it began or was announced.

    Of one known by its outcome alone `on` is the day on which that was told: it began before.
    """

    title: str
    on: date | None
    record: Consultation | Entry
    by_outcome: bool = False


Scored = Sequence[tuple[float, Announced]]
"""Calls, each with how alike it is to something, from 0 to 1."""


def announced(dossier: Dossier) -> tuple[Announced, ...]:
    """The calls that pages and rows tell of, each page once, as far as they exist yet."""
    return tuple(one for portal in (dossier, *dossier.higher) for one in _of(portal))


def _of(portal: Dossier) -> Iterator[Announced]:
    read = set()
    for call in calls(portal):
        read.add(page_key(portal, call.url))
        began = call.begins_on.value if call.begins_on is not None else None
        yield Announced(call.title, began or shown(call.published_on), call)
    for page in pages(portal):
        if is_outcome(page):
            read.add(page_key(portal, page.url))
            yield Announced(page.title, shown(page.published_on), page, by_outcome=True)
    for row in portal.entries():
        if page_key(portal, row.url) in read:
            continue
        day, outcome = shown(row.date), tells_outcome(row.title)
        if row.role not in ROLES and (is_interpretation(row.title) or "起草说明" in row.title):
            continue  # what tells of a draft besides
        says = row.role in ROLES or _CALL.search(plain(row.title)) is not None
        if says and (day is None or day <= portal.today):
            yield Announced(row.title, day, row, by_outcome=outcome)

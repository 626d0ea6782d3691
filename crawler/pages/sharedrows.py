"""Rows of one list that lead to the same address: one row shown twice, or several rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from crawler.pages.text import key
from crawler.portals.roles import Role
from crawler.records.model import Entry

_RECORDS = frozenset({Role.MESSAGE_BOARD})
"""Roles whose rows are what stands behind them: a letter is its address."""


def rows_once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The rows of a list once each, in their order.

    A row that leads where another does is a row of its own if its title and its day are both
    other ones: one file may be put up for two notices. Where most rows lead to few addresses,
    these tell no row from another: of each the first alone is kept.
    """
    first: dict[str, Entry] = {}
    titles: dict[str, set[str]] = {}
    days: dict[str, set[date | None]] = {}
    kept: list[Entry] = []
    for entry in entries:
        title, day, url = key(entry.title), entry.date.value if entry.date else None, entry.url
        if url not in first:
            first[url], titles[url], days[url] = entry, {title}, {day}
        elif (
            entry.role in _RECORDS or day is None or None in days[url]
            or title in titles[url] or day in days[url]
        ):  # fmt: skip
            continue
        titles[url].add(title)
        days[url].add(day)
        kept.append(entry)
    return tuple(first.values()) if len(first) * 2 < len(kept) else tuple(kept)

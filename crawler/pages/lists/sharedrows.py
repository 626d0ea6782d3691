"""Rows of one list that lead to the same address: one row shown twice, or several rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain

from crawler.pages.markup.fileaddresses import is_file_address
from crawler.pages.words.text import key
from crawler.portals.roles import Role
from crawler.records.model import Entry

_DOTS = ("…", "..", "。。")
_MOST = 20
"""Rows of one file that are told apart: no file is put up for more notices."""
_RECORDS = frozenset({Role.MESSAGE_BOARD})
"""Roles whose rows are what stands behind them: a letter is its address."""


def rows_once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The rows of a list once each, in their order.

    A row that leads to a file as another does is a row of its own if its title and its day are
    both other ones: one file may be put up for two notices, while a page tells but of itself. Of
    a row shown twice the one with the later day stays, in its own place: the other is pinned, or
    has none. Where most rows lead to few addresses, these tell no row from another: of each
    address one row is kept.
    """
    rows = list(entries)
    by_address: dict[str, list[int]] = {}
    for number, entry in enumerate(rows):
        known = by_address.setdefault(entry.url, [])
        same = next((n for n, one in enumerate(known) if not _is_other(entry, rows[one])), -1)
        if same >= 0 and _day(entry) > _day(rows[known[same]]):
            known[same] = number
        elif same < 0 and len(known) < _MOST:
            known.append(number)
    if len(by_address) * 2 < sum(map(len, by_address.values())):
        by_address = {
            url: [max(known, key=lambda n: _day(rows[n]))] for url, known in by_address.items()
        }
    return tuple(rows[number] for number in sorted(chain.from_iterable(by_address.values())))


def rows_with_days(entries: Iterable[Entry]) -> dict[str, Entry]:
    """The first row of each address that shows a day."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.date is not None and entry.date.value is not None:
            found.setdefault(entry.url, entry)
    return found


def showing_day(entry: Entry, dated: Mapping[str, Entry]) -> Entry:
    """The row itself, or, if it shows no day, the same row as another list shows it with one.

    A column above often shows the newest rows of those below it without their year.
    """
    other = dated.get(entry.url)
    if other is None or (entry.date is not None and entry.date.value is not None):
        return entry
    return other if _is_titled_alike(entry.title, other.title) else entry


def _day(entry: Entry) -> date:
    """The day of a row where that decides which of two stays; the first does where none does."""
    day = entry.date.value if entry.date is not None else None
    return day if day is not None and entry.role not in _RECORDS else date.min


def _is_other(entry: Entry, known: Entry) -> bool:
    days = [one.date.value if one.date else None for one in (entry, known)]
    if entry.role in _RECORDS or None in days or days[0] == days[1]:
        return False
    return is_file_address(entry.url) and not _is_titled_alike(entry.title, known.title)


def _is_titled_alike(one: str, other: str) -> bool:
    return key(one) == key(other) or _is_cut(one, other) or _is_cut(other, one)


def _is_cut(title: str, other: str) -> bool:
    """Whether a title is the beginning of another, cut: 关于印发…"""
    return title.endswith(_DOTS) and key(other).startswith(key(title))

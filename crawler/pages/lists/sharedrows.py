"""Rows of one list that lead to the same address: one row shown twice, or several rows."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.pages.markup.fileaddresses import is_file_address
from crawler.pages.words.text import key
from crawler.portals.roles import Role
from crawler.records.model import Entry

_MOST = 20
"""Rows of one file that are told apart: no file is put up for more notices."""
_RECORDS = frozenset({Role.MESSAGE_BOARD})
"""Roles whose rows are what stands behind them: a letter is its address."""


def rows_once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The rows of a list once each, in their order.

    A row that leads to a file as another does is a row of its own if its title and its day are
    both other ones: one file may be put up for two notices, while a page tells but of itself.
    Where most rows lead to few addresses, these tell no row from another: of each the first alone
    is kept.
    """
    by_address: dict[str, list[Entry]] = {}
    kept: list[Entry] = []
    for entry in entries:
        known = by_address.setdefault(entry.url, [])
        if len(known) < _MOST and all(_is_other(entry, one) for one in known):
            known.append(entry)
            kept.append(entry)
    if len(by_address) * 2 < len(kept):
        kept = [same[0] for same in by_address.values()]
    return tuple(kept)


def _is_other(entry: Entry, known: Entry) -> bool:
    days = [one.date.value if one.date else None for one in (entry, known)]
    if entry.role in _RECORDS or None in days or days[0] == days[1]:
        return False
    one, other = sorted((key(entry.title), key(known.title)), key=len)
    # A title that the other begins with is that one, cut: 关于印发…
    return is_file_address(entry.url) and not other.startswith(one)

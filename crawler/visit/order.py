"""Whether a list runs from its newest rows to its oldest, so that a window may end it early."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import pairwise

from crawler.records.model import Entry

Days = tuple[date | None, ...]
"""The days of the rows of one page in their order; None for a row that shows none."""


def days_of(entries: Iterable[Entry], known: Collection[str] = ()) -> Days:
    """The days of a page's own rows: not of those pinned on top, nor of those that stood on an
    earlier page (`known`), for a row that is pinned without a mark stands on every page."""
    return tuple(
        entry.date.value if entry.date else None
        for entry in entries
        if not entry.pinned and entry.url not in known
    )


def is_ordered(days: Days) -> bool:
    """Whether every row has a day and none is newer than the one above it."""
    found = [day for day in days if day is not None]
    return len(found) == len(days) and all(above >= below for above, below in pairwise(found))


def runs_down(pages: Sequence[Days]) -> bool:
    """Whether pages read from the first one on show that what follows is older.

    Their middle days must not rise from page to page: a row out of place, pinned without a mark
    or dated wrongly, does not matter. Rows of one single day show nothing: those of a list that
    runs from its oldest row, or was filled on one day, look the same.
    """
    known = [sorted(day for day in page if day is not None) for page in pages]
    middles = [days[len(days) // 2] for days in known if days]
    several = len({day for days in known for day in days}) > 1
    return several and all(above >= below for above, below in pairwise(middles))

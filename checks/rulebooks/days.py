"""Days of a rulebook that cannot be: of its period, its notice and its rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from checks.engine.requirement import Rulebook

_LATEST = timedelta(days=366)


def faults(book: Rulebook) -> Iterator[tuple[str | None, str, str]]:
    """What is wrong with the days of a book: row (None: the book), key, and what is said of it.

    A day that the file gives in no usable form (`date.min`) is told where it is read.
    """
    if book.ends_on is not None and date.min < book.ends_on < book.starts_on:
        yield None, "ends_on", f"{book.ends_on} is before starts_on {book.starts_on}"
    elif book.issued_on and book.ends_on and date.min < book.ends_on < book.issued_on:
        yield None, "issued_on", f"{book.issued_on} is after ends_on {book.ends_on}"
    for row in book.requirements:
        yield from ((row.id, "due_on", said) for said in _never_due(row.due_on, book))
        if row.due_assumed and row.due_on is None:
            yield row.id, "due_assumed", "is said of a `due_on`, and there is none"


def _never_due(day: date | None, book: Rulebook) -> Iterator[str]:
    """A day before the period is over before it begins; one long after it is never waited for."""
    if day is None or day == date.min:
        return
    if day < book.starts_on:
        yield f"{day} is before starts_on {book.starts_on}"
    if book.ends_on not in (None, date.min) and day > book.ends_on + _LATEST:
        yield f"{day} is more than a year after ends_on {book.ends_on}"

"""Which edition of a rulebook is in force on a day, and which of its waiting rows bind by then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from checks.engine.requirement import Requirement, Rulebook


def edition_on(editions: Sequence[Rulebook], day: date) -> Rulebook:
    """The edition that began last, up to a day; before the first of them, the first.

    Whether it is in force then, `Rulebook.in_force` tells. There is at least one edition.
    """
    begun = [book for book in editions if book.starts_on <= day]
    if begun:
        return max(begun, key=lambda book: book.starts_on)
    return min(editions, key=lambda book: book.starts_on)


def with_triggers(book: Rulebook, triggers: Mapping[str, date], day: date) -> Rulebook:
    """The rulebook as it binds on a day: a row whose event has happened waits no longer.

    `triggers` maps ids of rows to the day of the event; the row binds from that day on.
    """
    rows = tuple(_triggered(row, triggers.get(row.id), day) for row in book.requirements)
    changed = any(row is not old for row, old in zip(rows, book.requirements, strict=True))
    return replace(book, requirements=rows) if changed else book


def trigger_faults(triggers: Iterable[str], books: Iterable[Rulebook]) -> tuple[str, ...]:
    """What is wrong with the ids of triggers: unknown rows, and rows that wait for nothing."""
    rows: dict[str, list[Requirement]] = {}
    for book in books:
        for row in book.requirements:
            rows.setdefault(row.id, []).append(row)
    faults = []
    for row_id in triggers:
        if row_id not in rows:
            faults.append(f"{row_id!r}: no rulebook here has such a row")
        elif not any(row.waits_for for row in rows[row_id]):
            faults.append(f"{row_id!r}: the row waits for no event")
    return tuple(faults)


def _triggered(row: Requirement, happened: date | None, day: date) -> Requirement:
    if not row.waits_for or happened is None or day < happened:
        return row
    begin = happened if row.from_on is None else max(row.from_on, happened)
    return replace(row, waits_for="", from_on=begin)

"""Sums of working days: the due date, what was used, and the count shown day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from checks.calendar import CalendarGap, WorkCalendar
from checks.engine.finding import Day

UNIT = "working days"

_SHOWN_DAYS = 40
"""A count shows day 0 and so many days at most: longer ones help nobody."""


@dataclass(frozen=True)
class Sum:
    """What a term came to. `late` is None where there was no term to keep."""

    due_on: date | None = None
    settled_on: date | None = None
    measured: float | None = None
    unit: str | None = None
    day_count: tuple[Day, ...] = ()
    late: bool | None = None


NO_SUM = Sum()


def working_days(
    calendar: WorkCalendar, start: date, limit: int, settled_on: date | None, today: date
) -> Sum:
    """A term of `limit` working days from `start` (day 0), kept or not by `settled_on`.

    Settled, it is late if more working days were used: a day off after the due date uses none.
    Not settled, it is late once `today` is past the due date, and `measured` runs to today.
    Raises CalendarGap if the answer depends on a year without data; a term that was kept before
    such a year began needs none of its days.
    """
    try:
        due_on = calendar.add(start, limit)
    except CalendarGap:
        if settled_on is None or (used := calendar.count(start, settled_on)) > limit:
            raise
        return Sum(None, settled_on, used, UNIT, _days(calendar, start, settled_on), False)
    if settled_on is not None:
        used = calendar.count(start, settled_on)
        days = _days(calendar, start, max(due_on, settled_on))
        return Sum(due_on, settled_on, used, UNIT, days, used > limit)
    # What is still open is counted up to its due date: the days since then prove nothing more.
    days = _days(calendar, start, due_on)
    try:
        return Sum(due_on, None, calendar.count(start, today), UNIT, days, today > due_on)
    except CalendarGap:
        return Sum(due_on, None, None, None, days, today > due_on)


def _days(calendar: WorkCalendar, start: date, end: date) -> tuple[Day, ...]:
    return calendar.day_count(start, max(start, end))[: _SHOWN_DAYS + 1]

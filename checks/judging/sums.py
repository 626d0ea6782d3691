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

    Not settled, it is late once `today` is past the due date, and `measured` runs to today.
    Raises CalendarGap if the answer depends on a year without data; a term that was kept before
    such a year began, or was over before it, needs none of its days.
    """
    until = settled_on if settled_on is not None else today
    try:
        due_on = calendar.add(start, limit)
    except CalendarGap:
        if settled_on is None or (used := calendar.count(start, settled_on)) > limit:
            raise
        days = calendar.day_count(start, max(start, settled_on))
        return Sum(None, settled_on, used, UNIT, days[: _SHOWN_DAYS + 1], False)
    try:
        measured: float | None = calendar.count(start, until)
        days = calendar.day_count(start, max(due_on, until))
    except CalendarGap:
        measured, days = None, calendar.day_count(start, due_on)
    return Sum(
        due_on, settled_on, measured, UNIT if measured is not None else None,
        days[: _SHOWN_DAYS + 1], until > due_on,
    )  # fmt: skip

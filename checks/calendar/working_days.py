"""Counting working days: which days count, when a term ends, and the sum day by day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from checks.errors import CalendarGap

WEEKEND = "周末"
LOCAL_HOLIDAY = "本地假日"

_ONE_DAY = timedelta(days=1)
_FRIDAY = 4


@dataclass(frozen=True)
class Day:
    """One day of a due-date sum: the `day`-th working day, or `off` with the reason.

    Day 0 is the day of receipt or publication.
    """

    date: date
    day: int | None = None
    off: str | None = None


@dataclass(frozen=True)
class WorkCalendar:
    """Working days of the years for which there is data.

    `holidays` gives the name of every official day off, weekends inside a holiday included;
    `workdays` are the make-up days (调休上班); `local` the portal's own further holidays.
    `version` names the data the calendar was made from, for manifests. The day of receipt is
    not counted and the last day of a term belongs to it (Civil Code art. 201, 203).
    """

    years: frozenset[int]
    holidays: Mapping[date, str]
    workdays: frozenset[date]
    version: str
    local: frozenset[date] = field(default=frozenset())

    def __post_init__(self) -> None:
        object.__setattr__(self, "holidays", MappingProxyType(dict(self.holidays)))

    def covers(self, year: int) -> bool:
        """Whether there is data for that year."""
        return year in self.years

    def off_reason(self, day: date) -> str | None:
        """Why that day is no working day, as shown to users; None for a working day.

        Raises CalendarGap for a year without data, TypeError for a moment instead of a date.
        """
        if isinstance(day, datetime):
            raise TypeError(f"a date is wanted, not a moment: {day!r}")
        if day.year not in self.years:
            raise CalendarGap(day.year)
        name = self.holidays.get(day)
        if name is not None:
            return name
        if day in self.local:
            return LOCAL_HOLIDAY
        if day.weekday() > _FRIDAY and day not in self.workdays:
            return WEEKEND
        return None

    def is_working_day(self, day: date) -> bool:
        """Whether work is done on that day; raises CalendarGap for a year without data."""
        return self.off_reason(day) is None

    def add(self, start: date, working_days: int) -> date:
        """The last day of a term of so many working days; `start` is day 0.

        A term of 0 ends on `start` itself. Raises CalendarGap if the sum leaves the years with
        data, ValueError for a negative term.
        """
        if working_days < 0:
            raise ValueError(f"a term cannot be negative: {working_days}")
        day = start
        for _ in range(working_days):
            day = self._next_working_day(day)
        return day

    def count(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; 0 if `end` is not later."""
        return sum(self.is_working_day(day) for day in _days_after(start, end))

    def day_count(self, start: date, end: date) -> tuple[Day, ...]:
        """The sum from `start` (day 0) to `end`, every date with its number or its reason off."""
        sum_so_far = [Day(start, 0)]
        number = 0
        for day in _days_after(start, end):
            reason = self.off_reason(day)
            if reason is None:
                number += 1
                sum_so_far.append(Day(day, number))
            else:
                sum_so_far.append(Day(day, off=reason))
        return tuple(sum_so_far)

    def with_holidays(self, extra: frozenset[date]) -> WorkCalendar:
        """The same calendar with a portal's extra local holidays."""
        return replace(self, local=self.local | extra) if extra else self

    def _next_working_day(self, day: date) -> date:
        day += _ONE_DAY
        while not self.is_working_day(day):
            day += _ONE_DAY
        return day


def _days_after(start: date, end: date) -> Iterator[date]:
    day = start
    while day < end:
        day += _ONE_DAY
        yield day

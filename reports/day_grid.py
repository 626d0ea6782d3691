"""The due-date sum laid on a calendar: the weeks of each month that it touches, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from checks.calendar import Day
from checks.engine.finding import Finding

_MOST_MONTHS = 4
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class GridDay:
    """A day of a month. `kind` is due, off, on, start, or empty for a day outside the sum.

    `note` says in Chinese what it is to the sum; `number` counts working days, 0 for one that is
    not counted; `settled` marks the day of settlement.
    """

    on: date
    kind: str
    note: str
    settled: bool
    number: int = 0


@dataclass(frozen=True)
class GridMonth:
    """A month's drawn weeks, from Monday to Sunday; None for days of another month."""

    year: int
    month: int
    weeks: tuple[tuple[GridDay | None, ...], ...]


def day_grid(finding: Finding) -> tuple[GridMonth, ...]:
    """The months that the sum touches; none without a sum and for a very long one.

    Only the weeks from the first marked day of a month to the last are there, and the day of
    settlement is marked where it falls within the months of the sum.
    """
    if not finding.day_count:
        return ()
    dates = [day.date for day in finding.day_count]
    if finding.due_on:
        dates.append(finding.due_on)
    months = list(_months(min(dates), max(dates)))
    if len(months) > _MOST_MONTHS:
        return ()
    drawn = (_month(year, month, finding) for year, month in months)
    return tuple(month for month in drawn if month.weeks)


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _month(year: int, month: int, finding: Finding) -> GridMonth:
    days = {day.date: day for day in finding.day_count}
    marked = {*days, finding.due_on, finding.settled_on}
    whole = [date(year, month, 1) + n * _ONE_DAY for n in range(31)]
    mondays = [_monday(day) for day in whole if day.month == month and day in marked]
    weeks = []
    monday = min(mondays, default=date.max)
    while mondays and monday <= max(mondays):
        week = [monday + n * _ONE_DAY for n in range(7)]
        weeks.append(
            tuple(_day(day, days.get(day), finding) if day.month == month else None for day in week)
        )
        monday += 7 * _ONE_DAY
    return GridMonth(year, month, tuple(weeks))


def _monday(day: date) -> date:
    return day - day.weekday() * _ONE_DAY


def _day(day: date, counted: Day | None, finding: Finding) -> GridDay:
    kind, note = _kind(day, counted, finding)
    number = counted.day or 0 if counted else 0
    return GridDay(day, kind, note, settled=day == finding.settled_on, number=number)


def _kind(day: date, counted: Day | None, finding: Finding) -> tuple[str, str]:
    number = f"第{counted.day}日" if counted and counted.day else ""
    if day == finding.due_on:
        return "due", number or "到期"
    if counted is None:
        return "", ""
    if counted.off is not None:
        return "off", counted.off
    return ("on", number) if number else ("start", "起算")

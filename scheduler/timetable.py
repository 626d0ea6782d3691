"""When the five linked jobs are due (日读网、周总结、月提醒、季通报、年评分): pure.

Every job has a day by which it is known for good, whatever the calendar says later: a night its
own date, a paper the first day of its period: the Monday of the week, the first of the month or
quarter, New Year's Day. The working day on which it is due may move when a holiday is announced
late; the job stays the same one, so it is never made twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from checks.calendar import CalendarGap, WorkCalendar
from crawler.portals.schedule import WEEKDAYS, Schedule

_ONE_DAY = timedelta(days=1)
_FRIDAY = 4
_LOOK = 45
"""Days that a paper may be due after its period began; no run of holidays is longer."""


class Job(StrEnum):
    """The jobs. `special` is a run on demand, whose day is its run's name."""

    NIGHTLY = "nightly"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    SPECIAL = "special"


PAPERS = (Job.WEEKLY, Job.MONTHLY, Job.QUARTERLY, Job.YEARLY)
"""The jobs that make papers from what the nights have found."""


@dataclass(frozen=True)
class Due:
    """One job of one day and the moment at which it is due."""

    job: Job
    day: date
    at: datetime


Working = Callable[[date], bool]
"""Whether work is done on a day."""


def working_days(calendar: WorkCalendar) -> Working:
    """The calendar's working days; Monday to Friday in a year without data.

    Nothing is judged by the timetable, so a guess does no harm here; `missing_years` says that
    it is one.
    """

    def working(day: date) -> bool:
        try:
            return calendar.is_working_day(day)
        except CalendarGap:
            return day.weekday() <= _FRIDAY

    return working


def missing_years(calendar: WorkCalendar, today: date) -> tuple[int, ...]:
    """Years without calendar data that matter now: this one, and from December on the next."""
    wanted = (today.year, today.year + 1) if today.month == 12 else (today.year,)
    return tuple(year for year in wanted if not calendar.covers(year))


def due_between(
    schedule: Schedule, timezone: str, working: Working, first: date, until: datetime
) -> tuple[Due, ...]:
    """All jobs due from the beginning of `first` up to and including the moment, in order."""
    zone = ZoneInfo(timezone)
    last = until.astimezone(zone).date()
    begin = datetime.combine(first, time(), zone)
    found = [*_nights(schedule, zone, first, last)]
    for job in PAPERS:
        found.extend(_papers(job, schedule, zone, working, first, last))
    return tuple(sorted((due for due in found if begin <= due.at <= until), key=lambda due: due.at))


def next_due(
    schedule: Schedule, timezone: str, working: Working, after: datetime
) -> dict[Job, Due]:
    """The next moment of every job after a moment."""
    today = after.astimezone(ZoneInfo(timezone)).date()
    # A yearly paper is due within a year and its run of holidays.
    until = after + timedelta(days=366 + _LOOK)
    found: dict[Job, Due] = {}
    for due in due_between(schedule, timezone, working, today, until):
        if due.at > after:
            found.setdefault(due.job, due)
    return found


def deadline_of(schedule: Schedule, due: Due) -> datetime:
    """The moment by which the night must have started: the next deadline after it is due."""
    moment = datetime.combine(due.at.date(), schedule.deadline, due.at.tzinfo)
    return moment if moment > due.at else moment + _ONE_DAY


def _nights(schedule: Schedule, zone: ZoneInfo, first: date, last: date) -> Iterator[Due]:
    day = first
    while day <= last:
        if WEEKDAYS[day.weekday()] in schedule.nights:
            yield Due(Job.NIGHTLY, day, datetime.combine(day, schedule.nightly, zone))
        day += _ONE_DAY


def _papers(
    job: Job, schedule: Schedule, zone: ZoneInfo, working: Working, first: date, last: date
) -> Iterator[Due]:
    clock: time = getattr(schedule, job.value)
    day = first - timedelta(days=_LOOK)
    while day <= last:
        if _begins(job, day):
            on = _first_working(working, _wanted(job, schedule, day))
            yield Due(job, day, datetime.combine(on, clock, zone))
        day += _ONE_DAY


def _begins(job: Job, day: date) -> bool:
    """Whether a period of the job's papers begins on that day."""
    if job is Job.WEEKLY:
        return day.weekday() == 0
    months = {Job.MONTHLY: range(1, 13), Job.QUARTERLY: (1, 4, 7, 10), Job.YEARLY: (1,)}
    return day.day == 1 and day.month in months[job]


def _wanted(job: Job, schedule: Schedule, begin: date) -> date:
    """The day of the period on which the paper is wanted, be it a working day or not."""
    later = {
        Job.WEEKLY: WEEKDAYS.index(schedule.weekly_on),
        Job.MONTHLY: schedule.monthly_day - 1,
        Job.QUARTERLY: 0,
        Job.YEARLY: schedule.yearly_day - 1,
    }
    return begin + timedelta(days=later[job])


def _first_working(working: Working, day: date) -> date:
    for later in range(_LOOK):
        if working(day + timedelta(days=later)):
            return day + timedelta(days=later)
    return day

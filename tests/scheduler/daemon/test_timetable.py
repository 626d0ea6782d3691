"""When jobs are due: working days, make-up days, a year without data."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from checks.calendar.sources import load_calendar
from crawler.portals.schedule import Schedule
from crawler.records import BEIJING
from scheduler.timetable import (
    Due,
    Job,
    deadline_of,
    due_between,
    missing_years,
    next_due,
    working_days,
)

CALENDAR = load_calendar()
WORKING = working_days(CALENDAR)


def due(job: Job, first: date, last: date, schedule: Schedule | None = None) -> list[date]:
    """Days on which a job is due."""
    until = datetime(last.year, last.month, last.day, 23, 59, tzinfo=BEIJING)
    found = due_between(schedule or Schedule(), "Asia/Shanghai", WORKING, first, until)
    return [one.at.date() for one in found if one.job is job]


@pytest.mark.parametrize(
    ("job", "begins", "on"),
    [
        (Job.WEEKLY, date(2026, 11, 16), date(2026, 11, 16)),
        (Job.WEEKLY, date(2026, 10, 5), date(2026, 10, 8)),  # National Day to the 7th
        (Job.MONTHLY, date(2026, 10, 1), date(2026, 10, 8)),
        (Job.MONTHLY, date(2026, 8, 1), date(2026, 8, 3)),  # a Saturday
        (Job.QUARTERLY, date(2026, 1, 1), date(2026, 1, 4)),  # a Sunday at work
        (Job.QUARTERLY, date(2026, 7, 1), date(2026, 7, 1)),
        (Job.YEARLY, date(2026, 1, 1), date(2026, 1, 12)),
    ],
)
def test_papers_are_due_on_the_first_working_day(job: Job, begins: date, on: date) -> None:
    until = datetime(2026, 12, 31, tzinfo=BEIJING)
    found = due_between(Schedule(), "Asia/Shanghai", WORKING, date(2026, 1, 1), until)
    assert [one.at.date() for one in found if (one.job, one.day) == (job, begins)] == [on]


def test_a_year_without_data_goes_by_the_week_and_says_so() -> None:
    assert due(Job.WEEKLY, date(2027, 2, 1), date(2027, 2, 28))[:2] == [
        date(2027, 2, 1),
        date(2027, 2, 8),
    ]
    assert missing_years(CALENDAR, date(2026, 11, 30)) == ()
    assert missing_years(CALENDAR, date(2026, 12, 1)) == (2027,)
    assert missing_years(CALENDAR, date(2027, 1, 1)) == (2027,)


def test_chosen_nights_and_days() -> None:
    schedule = Schedule(nights=frozenset({"sat"}), weekly_on="thu", monthly_day=15)
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    assert due(Job.NIGHTLY, first, last, schedule) == [date(2026, 11, n) for n in (7, 14, 21, 28)]
    assert due(Job.WEEKLY, first, last, schedule) == [date(2026, 11, n) for n in (5, 12, 19, 26)]
    assert due(Job.MONTHLY, first, last, schedule) == [date(2026, 11, 16)]


def test_times_are_those_of_the_timezone() -> None:
    first = date(2026, 10, 25)  # the day on which Berlin's clocks go back
    until = datetime(2026, 10, 26, 2, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    found = due_between(Schedule(), "Europe/Berlin", WORKING, first, until)
    assert [one.at.utctimetuple().tm_hour for one in found] == [23, 0]


def test_the_deadline_is_the_next_one_after_the_night_is_due() -> None:
    day = date(2026, 11, 20)
    late = Due(Job.NIGHTLY, day, datetime(2026, 11, 20, 23, 0, tzinfo=BEIJING))
    assert deadline_of(Schedule(), late) == datetime(2026, 11, 21, 6, 0, tzinfo=BEIJING)
    early = Due(Job.NIGHTLY, day, datetime(2026, 11, 20, 1, 30, tzinfo=BEIJING))
    assert deadline_of(Schedule(), early) == datetime(2026, 11, 20, 6, 0, tzinfo=BEIJING)


def test_every_job_has_a_next_moment() -> None:
    after = datetime(2026, 1, 12, 8, 30, tzinfo=BEIJING)
    found = next_due(Schedule(), "Asia/Shanghai", WORKING, after)
    assert set(found) == set(Job) - {Job.SPECIAL}
    assert found[Job.YEARLY].day == date(2027, 1, 1)

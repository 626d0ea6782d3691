from dataclasses import replace
from datetime import date, timedelta

import pytest

from checks.calendar import CalendarGap
from crawler.portals import Mail
from reports.mail import digest_due, due_mails
from reports.model import PreviousRun
from tests.reports.builders import AS_OF, CALENDAR, case, finding, judged, report

MAIL = Mail("smtp://127.0.0.1:2525", "gongkai@yunzhou.example", ("zwgk@yunzhou.example",))
UNIT = "office@yunxi.example"
WORKING = CALENDAR.is_working_day


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 11, 16), True),    # a Monday
        (date(2026, 11, 17), False),   # the Tuesday after
        (date(2026, 11, 20), False),   # a Friday
        (date(2026, 11, 22), False),   # a Sunday
        (date(2026, 10, 5), False),    # a Monday within National Day
        (date(2026, 10, 8), True),     # the first working day of that week
        (date(2026, 10, 9), False),
        (date(2026, 10, 10), False),   # a make-up Saturday after it
    ],
)  # fmt: skip
def test_weekly_means_monday_or_the_next_working_day(day: date, due: bool) -> None:
    assert digest_due(day, "weekly", WORKING) is due
    assert digest_due(day, "nightly", WORKING)


def test_a_missed_digest_day_is_made_up_for_once() -> None:
    friday = date(2026, 11, 20)
    assert digest_due(friday, "weekly", WORKING, date(2026, 11, 9))
    assert not digest_due(friday, "weekly", WORKING, date(2026, 11, 16))
    assert not digest_due(friday, "weekly", WORKING, date(2026, 11, 18))


def test_a_week_off_passes_the_digest_on() -> None:
    off = {date(2026, 10, day) for day in range(5, 12)}
    assert not any(digest_due(day, "weekly", lambda d: d not in off) for day in off)
    assert digest_due(date(2026, 10, 12), "weekly", lambda d: d not in off)


def test_the_office_hears_every_night_and_units_on_their_day() -> None:
    night = report(judged())
    assert [due.recipient.office for due in due_mails(night, MAIL, WORKING)] == [True]
    monday = replace(night, as_of=AS_OF.replace(day=16), run="2026-11-16")
    assert [due.recipient.office for due in due_mails(monday, MAIL, WORKING)] == [True, False]
    nightly = replace(MAIL, rhythm="nightly")
    assert len(due_mails(night, nightly, WORKING)) == 2
    keys = {due.key for due in due_mails(night, nightly, WORKING)}
    assert keys == {due.key for due in due_mails(night, nightly, WORKING)}


def test_nothing_to_say_is_no_mail_and_a_trial_mails_nobody() -> None:
    nightly = replace(MAIL, rhythm="nightly")
    assert len(due_mails(report(), nightly, WORKING)) == 1
    assert due_mails(replace(report(judged()), trial=True), nightly, WORKING) == ()


def test_a_unit_that_was_never_told_hears_of_everything_as_new() -> None:
    old = case(finding(), since=AS_OF - timedelta(days=9))
    before = PreviousRun("2026-11-19", AS_OF - timedelta(days=1))
    night = replace(report(judged(case=old)), previous=before)
    nightly = replace(MAIL, rhythm="nightly")
    for last, words in ((None, "新增0项"), ({}, "新增1项"), ({UNIT: date(2026, 11, 12)}, "新增0项"),
                        ({UNIT: date(2026, 11, 10)}, "新增1项")):  # fmt: skip
        subjects = [str(one.message["Subject"]) for one in due_mails(night, nightly, WORKING, last)]
        assert words in subjects[1]
        assert "新增0项" in subjects[0]


def test_a_rerun_tells_what_the_night_told() -> None:
    nightly = replace(MAIL, rhythm="nightly")
    night = report(judged())
    last = {"office@yunxi.example": AS_OF.date()}
    first, again = (
        due_mails(night, nightly, WORKING)[1],
        due_mails(night, nightly, WORKING, last)[1],
    )
    assert bytes(first.message) == bytes(again.message)


def test_a_year_without_calendar_is_for_the_caller() -> None:
    with pytest.raises(CalendarGap):
        digest_due(date(2031, 1, 6), "weekly", WORKING)

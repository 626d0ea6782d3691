from dataclasses import replace
from datetime import date, timedelta

import pytest

from checks.calendar import CalendarGap
from crawler.portals import Mail
from reports.mail import DueMail, Memory, Told, digest_due, due_mails
from reports.model import PreviousRun
from tests.reports.builders import (
    AS_OF,
    CALENDAR,
    PRIVACY,
    case,
    finding,
    judged,
    portal,
    report,
)

MAIL = Mail("smtp://127.0.0.1:2525", "gongkai@yunzhou.example", ("zwgk@yunzhou.example",))
UNIT = "office@yunxi.example"
NIGHTLY = replace(MAIL, rhythm="nightly")
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
    assert [due.recipient.office for due in due_mails(night, MAIL, WORKING).mails] == [True]
    monday = replace(night, as_of=AS_OF.replace(day=16), run="2026-11-16")
    assert [due.recipient.office for due in due_mails(monday, MAIL, WORKING).mails] == [True, False]
    nightly = replace(MAIL, rhythm="nightly")
    assert len(due_mails(night, nightly, WORKING).mails) == 2
    keys = {due.key for due in due_mails(night, nightly, WORKING).mails}
    assert keys == {due.key for due in due_mails(night, nightly, WORKING).mails}


def test_nothing_to_say_is_no_mail_and_a_trial_mails_nobody() -> None:
    assert len(due_mails(report(), NIGHTLY, WORKING).mails) == 1
    assert due_mails(replace(report(judged()), trial=True), NIGHTLY, WORKING).mails == ()


def test_a_unit_that_was_never_told_hears_of_everything_as_new() -> None:
    long_ago = AS_OF - timedelta(days=9)
    begun = long_ago.date()
    old = case(finding(), since=long_ago, opened_on=begun, first_failed_on=begun)
    before = PreviousRun("2026-11-19", AS_OF - timedelta(days=1))
    night = replace(report(judged(case=old)), previous=before)
    for memories, units in (
        (None, []),
        ({}, ["新增1项"]),
        ({UNIT: Memory(until=date(2026, 11, 12))}, []),
        ({UNIT: Memory(until=date(2026, 11, 10))}, ["新增1项"]),
        ({UNIT: Memory(told={old.id: Told(long_ago)})}, []),
        ({UNIT: Memory(told={old.id: Told(long_ago, mended=True)})}, ["新增1项"]),
    ):
        mails = due_mails(night, NIGHTLY, WORKING, memories).mails
        told = [str(one.message["Subject"]) for one in mails if not one.recipient.office]
        assert len(told) == len(units)
        assert all(words in subject for words, subject in zip(units, told, strict=True))


def test_the_days_digest_is_made_once() -> None:
    night = report(judged())
    first = due_mails(night, NIGHTLY, WORKING, {}).mails[1]
    again = due_mails(night, NIGHTLY, WORKING, {UNIT: Memory()}).mails[1]
    assert bytes(first.message) == bytes(again.message)
    out = Memory(closed=True, today=frozenset({night.judged[0].finding.case_id}))
    assert [m.kind for m in due_mails(night, NIGHTLY, WORKING, {UNIT: out}).mails] == ["office"]


def test_a_portal_may_have_its_own_rhythm() -> None:
    other = portal(id="b", name="乙局", rhythm="nightly", contacts=("office@yunxi.example",))
    night = report(
        judged(), judged(finding(portal="b", number=2)), portals=(portal(), other), scores=()
    )
    (unit,) = [m for m in due_mails(night, MAIL, WORKING, {}).mails if not m.recipient.office]
    assert [case_id for case_id, _ in unit.tells] == [night.judged[1].finding.case_id]
    settled = due_mails(night, MAIL, WORKING, {}).settled
    assert settled == ((UNIT, "b"),)


def test_what_presses_goes_at_once_and_privacy_only_after_a_person_confirmed_it() -> None:
    leak = judged(finding(row=PRIVACY, number=3))
    friday = report(leak, judged(finding(number=4)))

    def units(confirmed: bool, memory: Memory = Memory()) -> list[DueMail]:  # noqa: B008
        mails = due_mails(
            friday, MAIL, WORKING, {UNIT: memory}, confirmed=lambda one: confirmed
        ).mails
        return [one for one in mails if not one.recipient.office]

    assert units(False) == []
    (urgent,) = units(True)
    assert urgent.kind == "urgent"
    assert urgent.tells == ((leak.finding.case_id, "new"),)
    assert "新增1项，请立即处理" in str(urgent.message["Subject"])
    assert units(True, Memory(told={leak.finding.case_id: Told(AS_OF)})) == []
    # A second one of the same day, after the day's digest: about the new case alone.
    out = Memory(closed=True)
    assert [one.kind for one in units(True, out)] == ["urgent"]
    assert units(True, replace(out, today=frozenset({leak.finding.case_id}))) == []
    # The office sees what waits for its confirmation; the unit's thread goes by the case.
    office = due_mails(friday, MAIL, WORKING, {}, confirmed=lambda one: False).mails[0]
    assert "隐私待核实1项" in str(office.message["Subject"])
    monday = replace(friday, as_of=AS_OF.replace(day=16), run="2026-11-16")
    digest_mail = due_mails(monday, MAIL, WORKING, {}, confirmed=lambda one: True).mails[1]
    assert "其中1项请立即处理" in str(digest_mail.message["Subject"])
    root = str(urgent.message["References"])
    assert root in str(digest_mail.message["References"]).split()


def test_a_year_without_calendar_is_for_the_caller() -> None:
    with pytest.raises(CalendarGap):
        digest_due(date(2031, 1, 6), "weekly", WORKING)

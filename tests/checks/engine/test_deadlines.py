from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from checks.calendar import calendar_from
from checks.engine.case import Case, CaseState, Casework, Stage
from checks.engine.deadlines import deadlines, stage_on
from crawler.portals import Cases
from crawler.records import BEIJING
from tests.checks.engine.builders import CALENDAR


def issued(on: str, stage: Stage = Stage.ISSUED, **work: object) -> Case:
    at = datetime.fromisoformat(f"{on}T09:00").replace(tzinfo=BEIJING)
    given: dict[str, object] = {"stage": stage, "issued_at": at}
    made = Casework(**(given | work))  # type: ignore[arg-type]
    return Case("x", CaseState.NOTIFIED, at.date(), at, at, work=made)


@pytest.mark.parametrize(
    ("on", "sign", "appeal", "mend"),
    [
        ("2026-11-20", "2026-11-24", "2026-11-27", "2026-12-04"),  # a Friday
        # 国庆 1 to 7 October, made up for on Sunday 20 September and Saturday 10 October
        ("2026-09-29", "2026-10-08", "2026-10-12", "2026-10-19"),
        ("2026-09-18", "2026-09-21", "2026-09-24", "2026-10-09"),
    ],
)
def test_terms_are_counted_in_working_days(on: str, sign: str, appeal: str, mend: str) -> None:
    due = deadlines(issued(on), "section_present", CALENDAR, Cases())
    days = [due.sign_by, due.appeal_by, due.mend_by]
    assert [day.isoformat() if day else None for day in days] == [sign, appeal, mend]


def test_local_holidays_and_other_terms() -> None:
    local = CALENDAR.with_holidays(frozenset({date(2026, 11, 23)}))
    due = deadlines(issued("2026-11-20"), "link_health", local, Cases(sign=1, links=3))
    assert due.sign_by == date(2026, 11, 24)
    assert due.mend_by == date(2026, 11, 26)


def test_privacy_is_a_matter_of_hours() -> None:
    case = issued("2026-11-20")
    due = deadlines(case, "pii_exposure", CALENDAR, Cases())
    assert due.mend_at == case.since + timedelta(hours=24)
    assert due.mend_by == date(2026, 11, 21)
    assert stage_on(case, due, case.since + timedelta(hours=24)) is Stage.ISSUED
    assert stage_on(case, due, case.since + timedelta(hours=24, seconds=1)) is Stage.OVERDUE


@pytest.mark.parametrize(
    ("day", "stage"), [("2026-12-04", Stage.ISSUED), ("2026-12-05", Stage.OVERDUE)]
)
def test_overdue_begins_the_day_after(day: str, stage: Stage) -> None:
    case = issued("2026-11-20")
    due = deadlines(case, "section_present", CALENDAR, Cases())
    moment = datetime.fromisoformat(f"{day}T23:59").replace(tzinfo=BEIJING)
    assert stage_on(case, due, moment) is stage
    answered = replace(case, work=replace(case.work, stage=Stage.REPORTED))
    assert stage_on(answered, due, moment) is Stage.REPORTED


def test_a_named_day_goes_before_the_term() -> None:
    named = date(2027, 6, 30)  # a year without data: nothing is counted
    due = deadlines(issued("2026-11-20", Stage.EXTENDED, due_on=named), "x", CALENDAR, Cases())
    assert due.mend_by == named


def test_a_gap_in_the_calendar_gives_no_date() -> None:
    due = deadlines(issued("2026-12-30"), "x", CALENDAR, Cases())
    assert (due.mend_by, due.appeal_by) == (None, None)
    assert stage_on(issued("2026-12-30"), due, datetime(2027, 3, 1, tzinfo=BEIJING)) is Stage.ISSUED


def test_a_holiday_announced_late_moves_the_term() -> None:
    text = (
        'year = 2026\nnotice = { number = "国办发明电〔2026〕9号", date = 2026-11-19 }\n'
        'holidays = [{ date = 2026-11-23, name = "临时放假" }]\n'
    )
    later = calendar_from({"2026.toml": text})
    case = issued("2026-11-20")
    assert deadlines(case, "x", later, Cases()).mend_by == date(2026, 12, 7)

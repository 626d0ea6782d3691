"""The truth holds on any day of the year: what lies ahead does not exist, dues move along."""

from collections import Counter
from datetime import date, timedelta

import chinese_calendar
import pytest

from demo import build, workdays

DAYS = [
    date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 17), date(2026, 3, 31), date(2026, 4, 1),
    date(2026, 4, 8), date(2026, 5, 5), date(2026, 6, 30), date(2026, 8, 15), date(2026, 10, 4),
    date(2026, 12, 31),
]  # fmt: skip


def test_working_days_agree_with_the_official_calendar():
    day = date(2024, 1, 1)
    while day <= date(2026, 12, 31):
        assert workdays.is_workday(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)
    assert workdays.is_workday(date(2027, 1, 4)) is None


def test_counting_to_the_day():
    assert workdays.after(date(2026, 9, 28), 3) == date(2026, 10, 8)
    assert workdays.between(date(2026, 9, 28), date(2026, 10, 8)) == 3
    assert workdays.after(date(2026, 9, 18), 1) == date(2026, 9, 20)  # a Sunday worked
    assert workdays.before(date(2026, 10, 8), 3) == date(2026, 9, 28)
    assert workdays.after(date(2026, 12, 30), 3) is None
    assert workdays.between(date(2026, 5, 4), date(2026, 5, 4)) == 0


@pytest.mark.parametrize("day", DAYS)
def test_built_on_any_day(day):
    county = build(day)
    count = Counter((t.check, t.outcome) for t in county.truth)
    for unit in county.units:
        assert all(item.on <= day for column in unit.columns for item in column.items)
    for check in ("message_reply_latency", "interpretation_latency", "doc_publication_latency"):
        assert count[check, "failed"] >= 4, check
        assert count[check, "passed"] >= 6, check
    calendar = [t for t in county.truth if t.cause == "calendar"]
    assert bool(calendar) == (day == date(2026, 12, 31))


@pytest.mark.parametrize(
    "day, expected",
    [
        (date(2026, 1, 20), {"yunzhou": "pending", "yunxi": "pending", "jiaoyu": "pending"}),
        (date(2026, 1, 31), {"jiaoyu": "passed", "shuiwu": "pending", "qinglan": "pending"}),
        (date(2026, 2, 1), {"shuiwu": "passed"}),  # published by day, seen the next night
        (date(2026, 3, 31), {"yunzhou": "passed", "yunxi": "pending", "qinglan": "pending"}),
        (date(2026, 4, 1), {"yunzhou": "passed", "yunxi": "failed", "qinglan": "failed"}),
        (date(2026, 11, 20), {"yunxi": "failed", "qinglan": "failed", "yunxi-rsj": "cant_tell"}),
    ],
)
def test_the_yearly_report_follows_the_date(day, expected):
    truth = {t.portal: t.outcome for t in build(day).truth if t.check == "annual_report_on_time"}
    assert expected.items() <= truth.items()
    assert "baisha" not in truth
    assert "songling" not in truth

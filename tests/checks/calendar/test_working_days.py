from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.calendar import CalendarGap, Day, load_calendar

STEADY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
CALENDAR = load_calendar()
COVERED = st.dates(date(2004, 1, 1), date(2026, 10, 1))


@pytest.mark.parametrize(
    "start, due",
    [
        pytest.param(date(2024, 5, 24), date(2024, 5, 29), id="an ordinary weekend"),
        pytest.param(date(2024, 4, 30), date(2024, 5, 8), id="over Labour Day"),
        pytest.param(date(2024, 2, 8), date(2024, 2, 19), id="a make-up Sunday ends the holiday"),
        pytest.param(date(2024, 9, 13), date(2024, 9, 19), id="a make-up Saturday counts"),
        pytest.param(date(2020, 9, 29), date(2020, 10, 10), id="a make-up Saturday is the due day"),
        pytest.param(date(2020, 1, 22), date(2020, 2, 4), id="the prolonged festival of 2020"),
        pytest.param(date(2026, 2, 12), date(2026, 2, 24), id="Spring Festival of 2026"),
        pytest.param(date(2026, 9, 24), date(2026, 9, 30), id="Mid-autumn of 2026"),
    ],
)
def test_three_working_days(start: date, due: date) -> None:
    assert CALENDAR.add(start, 3) == due
    assert CALENDAR.count(start, due) == 3
    assert CALENDAR.count(start, due - timedelta(days=1)) == 2


@pytest.mark.parametrize(
    "day, reason",
    [
        (date(2026, 9, 30), None),
        (date(2026, 10, 1), "国庆节"),
        (date(2026, 10, 3), "国庆节"),
        (date(2026, 10, 10), None),
        (date(2026, 10, 11), "周末"),
        (date(2004, 1, 1), "元旦"),
    ],
)
def test_the_reason_of_a_day_off(day: date, reason: str | None) -> None:
    assert CALENDAR.off_reason(day) == reason
    assert CALENDAR.is_working_day(day) == (reason is None)


def test_the_sum_is_shown_day_by_day() -> None:
    days = CALENDAR.day_count(date(2026, 9, 28), date(2026, 10, 9))
    assert days[0] == Day(date(2026, 9, 28), 0)
    assert days[1] == Day(date(2026, 9, 29), 1)
    assert days[3] == Day(date(2026, 10, 1), off="国庆节")
    assert days[-1] == Day(date(2026, 10, 9), 4)
    assert [d.date for d in days] == [date(2026, 9, 28) + timedelta(n) for n in range(12)]


def test_receipt_on_a_day_off_is_day_zero() -> None:
    assert CALENDAR.add(date(2024, 10, 5), 1) == date(2024, 10, 8)
    assert CALENDAR.day_count(date(2024, 10, 5), date(2024, 10, 8))[0] == Day(date(2024, 10, 5), 0)


def test_a_term_of_zero_ends_where_it_starts_even_without_data() -> None:
    assert CALENDAR.add(date(2030, 1, 1), 0) == date(2030, 1, 1)


def test_nothing_is_counted_backwards() -> None:
    assert CALENDAR.count(date(2024, 5, 24), date(2024, 5, 24)) == 0
    assert CALENDAR.count(date(2024, 5, 24), date(2024, 5, 20)) == 0
    assert CALENDAR.day_count(date(2024, 5, 24), date(2024, 5, 20)) == (Day(date(2024, 5, 24), 0),)


@pytest.mark.parametrize("day", [date(2003, 12, 31), date(2027, 1, 1), date(1, 1, 1)])
def test_a_year_without_data_is_refused(day: date) -> None:
    assert not CALENDAR.covers(day.year)
    with pytest.raises(CalendarGap) as gap:
        CALENDAR.is_working_day(day)
    assert gap.value.year == day.year


def test_a_sum_that_runs_into_a_year_without_data_is_refused() -> None:
    assert CALENDAR.add(date(2026, 12, 28), 3) == date(2026, 12, 31)
    with pytest.raises(CalendarGap):
        CALENDAR.add(date(2026, 12, 28), 4)
    with pytest.raises(CalendarGap):
        CALENDAR.count(date(2026, 12, 28), date(2027, 1, 1))
    with pytest.raises(CalendarGap):
        CALENDAR.day_count(date(2026, 12, 28), date(2027, 1, 1))
    with pytest.raises(CalendarGap):
        CALENDAR.add(date.max - timedelta(days=1), 5)


def test_a_moment_is_no_date() -> None:
    with pytest.raises(TypeError, match="date is wanted"):
        CALENDAR.is_working_day(datetime(2024, 10, 1, 9, 0))  # noqa: DTZ001  (a naive one, too)


def test_a_negative_term_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        CALENDAR.add(date(2024, 1, 2), -1)


def test_local_holidays_belong_to_one_portal() -> None:
    local = CALENDAR.with_holidays(frozenset({date(2026, 8, 5), date(2026, 10, 10)}))
    assert local.off_reason(date(2026, 8, 5)) == "本地假日"
    assert local.off_reason(date(2026, 10, 10)) == "本地假日"
    assert local.add(date(2026, 8, 4), 1) == date(2026, 8, 6)
    assert CALENDAR.add(date(2026, 8, 4), 1) == date(2026, 8, 5)
    assert local.off_reason(date(2026, 10, 1)) == "国庆节"
    more = local.with_holidays(frozenset({date(2026, 8, 6)}))
    assert more.add(date(2026, 8, 4), 1) == date(2026, 8, 7)
    assert CALENDAR.with_holidays(frozenset()) is CALENDAR


def test_the_data_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        CALENDAR.holidays[date(2026, 3, 3)] = "x"  # type: ignore[index]


@STEADY
@given(COVERED, st.integers(0, 40))
def test_count_undoes_add(start: date, term: int) -> None:
    due = CALENDAR.add(start, term)
    assert CALENDAR.count(start, due) == term
    assert term == 0 or CALENDAR.is_working_day(due)


@STEADY
@given(COVERED, st.integers(0, 60), st.integers(0, 30))
def test_a_later_end_never_counts_less(start: date, span: int, more: int) -> None:
    end = start + timedelta(days=span)
    assert CALENDAR.count(start, end) <= CALENDAR.count(start, end + timedelta(days=more))
    assert 0 <= CALENDAR.count(start, end) <= span


@STEADY
@given(COVERED, st.integers(0, 60))
def test_the_sum_agrees_with_the_count(start: date, span: int) -> None:
    end = start + timedelta(days=span)
    days = CALENDAR.day_count(start, end)
    assert len(days) == span + 1
    assert max(d.day for d in days if d.day is not None) == CALENDAR.count(start, end)
    assert all((d.day is None) != (d.off is None) for d in days)


@STEADY
@given(st.sampled_from(sorted(CALENDAR.workdays)))
def test_a_make_up_day_counts(day: date) -> None:
    assert day.weekday() > 4
    assert CALENDAR.is_working_day(day)
    assert CALENDAR.count(day - timedelta(days=1), day) == 1

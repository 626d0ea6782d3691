# ruff: noqa: E501  (pages read best unbroken)
from __future__ import annotations

import time
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.words.dates import find_dates, first_date, parse_compact
from crawler.records import BEIJING

DAY = date(2026, 9, 28)
CHINESE = "〇一二三四五六七八九"


@pytest.mark.parametrize(
    "text",
    [
        "2026-09-28", "2026/9/28", "2026.09.28", "2026年9月28日", "[2026-09-28]", "（2026-9-28）",
        "2026 年 9 月 28 日", "二〇二六年九月二十八日", "二○二六年九月二十八日", "二O二六年九月廿八日",
        "二零二六年9月28日", "2026—09—28", "发布于2026-09-28", "2026年09月28号",
    ],
)  # fmt: skip
def test_forms_without_time(text: str) -> None:
    found = find_dates(text)
    assert [(one.value, one.at) for one in found] == [(DAY, None)]
    assert text[found[0].start :].startswith(found[0].raw)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2026-09-28 15:06", (15, 6, 0)), ("2026-09-28 15:06:21", (15, 6, 21)),
        ("2026-09-28T15:06:21+08:00", (15, 6, 21)), ("2026-09-2815:06:21", (15, 6, 21)),
        ("2026年9月28日 下午3:06", (15, 6, 0)), ("2026年9月28日15时06分", (15, 6, 0)),
        ("2026-09-28 08：05", (8, 5, 0)), ("2026-09-28 0:00", (0, 0, 0)),
    ],
)  # fmt: skip
def test_forms_with_time(text: str, clock: tuple[int, int, int]) -> None:
    found = first_date(text)
    assert found is not None
    assert found.at == datetime(2026, 9, 28, *clock, tzinfo=BEIJING)


@pytest.mark.parametrize(
    "text",
    [
        "", "2024521", "20260928", "2026-02-30", "2025-02-29", "1970-01-01", "0001-01-01", "0000-00-00",
        "2026-13-01", "2026-00-10", "2026年9月", "2026年度第9号", "皖政〔2026〕9号", "0557-7022345",
        "2026-9/28", "1.2026.10.11", "二〇二六年十三月一日", "3026-01-01", "2021131日", "2026-10-001",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text) == []


def test_the_letter_o_for_zero() -> None:
    found = first_date("二O一一年5月16日")
    assert found is not None
    assert found.value == date(2011, 5, 16)


def test_several_dates_in_order() -> None:
    found = find_dates("自2026年9月4日至2026-09-27，二〇二六年十月一日")
    assert [one.value for one in found] == [date(2026, 9, 4), date(2026, 9, 27), date(2026, 10, 1)]


def test_compact_only_when_asked() -> None:
    assert parse_compact("t20260928_123.html") == DAY
    assert parse_compact("20260230") is None
    assert parse_compact("120260928") is None


days = st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)).filter(
    lambda day: day != date(1970, 1, 1)
)


def chinese_number(number: int) -> str:
    tens, units = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else CHINESE[tens] + "十"
    return head + (CHINESE[units] if units or not head else "")


@given(days, st.sampled_from(["-", "/", "."]), st.booleans())
def test_digits_come_back(day: date, sign: str, padded: bool) -> None:
    parts = [f"{day.month:02d}", f"{day.day:02d}"] if padded else [str(day.month), str(day.day)]
    found = first_date(f"发布日期：{day.year}{sign}{parts[0]}{sign}{parts[1]} 来源")
    assert found is not None
    assert found.value == day


@given(days)
def test_chinese_numerals_come_back(day: date) -> None:
    year = "".join(CHINESE[int(digit)] for digit in str(day.year))
    text = f"{year}年{chinese_number(day.month)}月{chinese_number(day.day)}日"
    found = find_dates(text)
    expected = [day] if day.year >= 1000 and text[0] in "一二" else []
    assert [one.value for one in found] == expected


@given(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99))
def test_only_real_days(year: int, month: int, day: int) -> None:
    found = find_dates(f"{year:04d}-{month}-{day}")
    try:
        real: date | None = date(year, month, day)
    except ValueError:
        real = None
    assert all(one.value == real for one in found)
    if real and 1949 <= year <= 2100 and real != date(1970, 1, 1):
        assert found


@given(st.text(alphabet="0123456789年月日-/.: 一二〇十T", max_size=60))
def test_never_fails(text: str) -> None:
    for one in find_dates(text):
        assert abs(one.value - date(2020, 1, 1)) < timedelta(days=40_000)


@pytest.mark.parametrize(
    "hostile", ["2026年 " * 100_000, "二〇二六年" * 100_000, "1" * 500_000, "2026-" * 100_000]
)
def test_time_is_linear(hostile: str) -> None:
    start = time.process_time()
    find_dates(hostile)
    assert time.process_time() - start < 10

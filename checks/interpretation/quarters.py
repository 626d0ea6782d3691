"""Which quarter a bulletin is on: as its title says, else by the day it came."""

from __future__ import annotations

import re
from datetime import date, timedelta

from checks.disclosure.spans import Span
from checks.matching.words import plain

_QUARTER = re.compile(
    r"(?:(20\d{2})年)?(?:第?([一二三四1-4])季度|(上半年|前三季度|下半年|全年|年度))"
)
_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4, "上半年": 2, "前三季度": 3}
_LAST = 4
_SPAN_DAYS = 92
"""What came within so many days after a quarter and names none is on it."""


def serves(title: str, on: date | None, quarter: Span) -> bool:
    """Whether a bulletin of that title and day is on the quarter; a half-year's on its second."""
    year, number = int(quarter.label[:4]), int(quarter.label[-1])
    match = _QUARTER.search(plain(title))
    if match is None:
        last = quarter.last
        return on is not None and last < on <= last + timedelta(days=_SPAN_DAYS)
    told = match[2] or match[3]
    of = int(told) if told.isdecimal() else _NUMBERS.get(told, _LAST)
    written = int(match[1]) if match[1] else _year_of(on, of)
    return of == number and written in (None, year)


def _year_of(on: date | None, quarter: int) -> int | None:
    """The year that a title without one speaks of: that of the last such quarter before."""
    if on is None:
        return None
    return on.year if quarter <= (on.month + 2) // 3 else on.year - 1

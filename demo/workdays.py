"""Working days for the ground truth, counted without any code of `checks`.

The table holds the State Council's yearly notices for 2024 to 2026 as ranges of days off and
single make-up days. Beyond it nothing is known: the functions give None.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

FIRST_YEAR, LAST_YEAR = 2024, 2026

_OFF = {
    2024: "0101 0210-0217 0404-0406 0501-0505 0610 0915-0917 1001-1007",
    2025: "0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008",
    2026: "0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007",
}
_MAKE_UP = {
    2024: "0204 0218 0407 0428 0511 0914 0929 1012",
    2025: "0126 0208 0427 0928 1011",
    2026: "0104 0214 0228 0509 0920 1010",
}


def _day(year: int, text: str) -> date:
    return date(year, int(text[:2]), int(text[2:]))


@cache
def _special(year: int) -> tuple[frozenset[date], frozenset[date]]:
    off: set[date] = set()
    for part in _OFF[year].split():
        first, _, last = part.partition("-")
        day, end = _day(year, first), _day(year, last or first)
        while day <= end:
            off.add(day)
            day += timedelta(days=1)
    return frozenset(off), frozenset(_day(year, part) for part in _MAKE_UP[year].split())


def is_workday(day: date) -> bool | None:
    """Whether offices work on that day; None outside the table."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    off, make_up = _special(day.year)
    return day in make_up or (day.weekday() < 5 and day not in off)


def after(start: date, count: int) -> date | None:
    """The `count`-th working day after `start` (day 0); None if the sum leaves the table."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        works = is_workday(day)
        if works is None:
            return None
        count -= works
    return day


def before(end: date, count: int) -> date:
    """The `count`-th working day before `end`; days before the table count by weekday alone."""
    day = end
    while count > 0:
        day -= timedelta(days=1)
        works = is_workday(day)
        count -= (day.weekday() < 5) if works is None else works
    return day


def between(start: date, end: date) -> int | None:
    """Working days from `start` (day 0) to `end`, 0 if `end` is not later; None off the table."""
    count = 0
    day = start
    while day < end:
        day += timedelta(days=1)
        works = is_workday(day)
        if works is None:
            return None
        count += works
    return count


def settle(day: date) -> date:
    """The day itself if offices work on it, else the last working day before it."""
    while is_workday(day) is False or (is_workday(day) is None and day.weekday() >= 5):
        day -= timedelta(days=1)
    return day

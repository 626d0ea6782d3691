"""Working days of 2025 and 2026 from a table of the yearly holiday notices."""

from __future__ import annotations

from datetime import date, timedelta

_OFF = (
    (date(2025, 1, 1), 1),
    (date(2025, 1, 28), 8),
    (date(2025, 4, 4), 3),
    (date(2025, 5, 1), 5),
    (date(2025, 5, 31), 3),
    (date(2025, 10, 1), 8),
    (date(2026, 1, 1), 3),
    (date(2026, 2, 15), 9),
    (date(2026, 4, 4), 3),
    (date(2026, 5, 1), 5),
    (date(2026, 6, 19), 3),
    (date(2026, 9, 25), 3),
    (date(2026, 10, 1), 7),
)
HOLIDAYS = frozenset(start + timedelta(n) for start, length in _OFF for n in range(length))
MAKE_UP = frozenset(
    date(2025, month, day) for month, day in ((1, 26), (2, 8), (4, 27), (9, 28), (10, 11))
) | frozenset(
    date(2026, month, day) for month, day in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))
)


def is_working(day: date) -> bool:
    """Whether work is done on a day of 2025 or 2026. Raises ValueError for other years."""
    if day.year not in (2025, 2026):
        raise ValueError(f"no table for {day}")
    return day in MAKE_UP or (day.weekday() < 5 and day not in HOLIDAYS)


def add(day: date, working_days: int) -> date:
    """The n-th working day after a day (before it, if n is negative); the day itself is 0."""
    step = timedelta(1 if working_days > 0 else -1)
    left = abs(working_days)
    while left:
        day += step
        left -= is_working(day)
    return day


def between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; 0 if the end is not later."""
    count = 0
    while start < end:
        start += timedelta(1)
        count += is_working(start)
    return count


def on_or_before(day: date) -> date:
    """The day itself if work is done on it, else the last working day before it."""
    while not is_working(day):
        day -= timedelta(1)
    return day

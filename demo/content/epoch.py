"""The day from which the county's history is told, and days counted from it.

What a plan says is told once for good: ages count from the epoch, whatever day is looked at, and
a negative age lies after it. So every piece keeps its day, number and address on all days.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

EPOCH = date(2026, 11, 20)
LAST = date(2026, 12, 31)
"""Nothing is told beyond it: the working days end here."""


def day(age: int) -> date:
    """The day `age` days before the epoch."""
    return EPOCH - timedelta(days=age)


def onward(first: int, step: int) -> Iterator[date]:
    """Every `step`-th day from `first` days after the epoch on, to the end of the history."""
    on = day(-first)
    while on <= LAST:
        yield on
        on += timedelta(days=step)

"""Years, half-years, quarters and months of a period."""

from __future__ import annotations

import calendar
from datetime import date
from typing import NamedTuple

from checks.disclosure.period import Period

MONTHS = {"year": 12, "half_year": 6, "quarter": 3, "month": 1}
"""The kinds of spans that a term may name, by their months."""


class Span(NamedTuple):
    """Some months of a year with their label: 2024, 2024H1, 2024Q3, 2024-05."""

    label: str
    first: date
    last: date

    @property
    def chinese(self) -> str:
        """What the span is called in sentences: 2024年第3季度."""
        year, rest = self.label[:4], self.label[4:]
        if rest.startswith("H"):
            return f"{year}年{'上' if rest == 'H1' else '下'}半年"
        if rest.startswith("Q"):
            return f"{year}年第{rest[1:]}季度"
        return f"{year}年{int(rest[1:])}月" if rest else f"{year}年"


def spans(kind: str, period: Period, since: date | None = None) -> tuple[Span, ...]:
    """The spans of that kind that a period is made of, in the order of time.

    A period without end is that of the running year; as long as none of its spans has ended, the
    last span of the year before stands in front. What is due before a span's end ends it.
    What ended before `since`, the day of the notice, is none of them.
    """
    return tuple(
        one for one in _made_of(MONTHS[kind], period) if since is None or one.last >= since
    )


def _made_of(months: int, period: Period) -> tuple[Span, ...]:
    if period.first is None or _endless(period):
        year = _of_year(period.today.year, months)
        before = _of_year(period.today.year - 1, months)[-1:]
        found = [one for one in year if one.first <= period.today]
        found = found if any(one.last < period.today for one in found) else [*before, *found]
        return tuple(one for one in found if period.first is None or one.last >= period.first)
    end = period.due_on if period.due_on is not None else period.last
    years = range(period.first.year, end.year + 1)
    found = [one for year in years for one in _of_year(year, months)]
    return tuple(
        Span(one.label, max(one.first, period.first), min(one.last, end))
        for one in found
        if one.last >= period.first and one.first <= end
    )


def _endless(period: Period) -> bool:
    return period.due_on is None


def _of_year(year: int, months: int) -> list[Span]:
    found = []
    for number, start in enumerate(range(1, 13, months), 1):
        end = start + months - 1
        label = {12: f"{year}", 6: f"{year}H{number}", 3: f"{year}Q{number}"}.get(
            months, f"{year}-{start:02d}"
        )
        last = date(year, end, calendar.monthrange(year, end)[1])
        found.append(Span(label, date(year, start, 1), last))
    return found

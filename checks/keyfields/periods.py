"""Months and quarters: which have ended, and which of them a report speaks of."""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checks.matching.titles import years_of
from checks.matching.words import plain

_WORDS = {
    name: re.compile(pattern)
    for name, pattern in tomllib.loads(
        Path(__file__).with_name("periods.toml").read_text(encoding="utf-8")
    ).items()
}
_NUMERALS = "零一二三四五六七八九十"
_AHEAD = 2
"""So many months before its last one is over a report may be told without a year."""
_EARLY = 20
"""The last day of a month up to which a report "as of" it is one on the months before."""
MONTHS_IN = {"month": 1, "quarter": 3}


@dataclass(frozen=True)
class Span:
    """A month or a quarter by its first and last month."""

    year: int
    first: int
    last: int

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, self.first, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return date(self.year, self.last, monthrange(self.year, self.last)[1])

    @property
    def label(self) -> str:
        """As an aspect names it: 2026Q3, 2026-09."""
        if self.first == self.last:
            return f"{self.year}-{self.last:02d}"
        return f"{self.year}Q{self.last // 3}"

    @property
    def chinese(self) -> str:
        """As a sentence names it: 2026年第三季度, 2026年9月."""
        if self.first == self.last:
            return f"{self.year}年{self.last}月"
        return f"{self.year}年第{_NUMERALS[self.last // 3]}季度"


def ended(months: int, today: date, from_on: date | None, until_on: date | None) -> Iterator[Span]:
    """The ended periods of the year, and in its first quarter the last one of the year before.

    What ended before the row's notice began, or after it ran out, is none of them.
    """
    judged = min(today, until_on) if until_on is not None else today
    spans = [Span(judged.year, first, first + months - 1) for first in range(1, 13, months)]
    if judged.month <= 3:
        spans.insert(0, Span(judged.year - 1, 13 - months, 12))
    for span in spans:
        late = until_on is not None and span.end > until_on
        if span.end < today and not late and (from_on is None or span.end >= from_on):
            yield span


def spoken_of(title: str, published: date | None) -> tuple[int, int, int] | None:
    """Year, first and last month that a title names; None if it names no month.

    Without a year it is that of publication, or the one before for months not yet over then.
    """
    text = re.sub(r"(?:19|20)\d{2}年?度?(?=[^\d月])", "", plain(title))
    months = _months(text)
    if months is None:
        return None
    years = sorted(years_of(title))
    if years:
        return years[-1], *months
    if published is None:
        return None
    over = months[0] <= published.month and months[1] <= published.month + _AHEAD
    return published.year - (not over), *months


def last_end(title: str, published: date | None, span: Span) -> date:
    """The end from which the grace of a report on a period runs: of two months that of both."""
    told = spoken_of(title, published)
    if told is None or told[2] - told[1] >= 2:
        return span.end
    return max(span.end, Span(told[0], told[2], told[2]).end)


def serves(title: str, published: date | None, span: Span, until: date) -> bool | None:
    """Whether a report is one on a period; None if it may be, but shows no date.

    Reports on two months at most serve both; longer ones stand for their last period. A title
    without months serves the period in which (or up to `until`, after which) it was published.
    """
    told = spoken_of(title, published)
    if told is None:
        years = years_of(title)
        if years and span.year not in years:
            return False
        if published is None:
            return None
        return span.start <= published <= until
    year, first, last = told
    if year != span.year:
        return False
    return span.first <= last <= span.last or (
        last - first < 2 and span.first <= first <= span.last
    )


def _months(text: str) -> tuple[int, int] | None:
    found: tuple[int, int] | None = None
    if match := _WORDS["quarter"].search(text):
        number = _number(match[1])
        found = number * 3 - 2, number * 3
        if "前" in text[max(0, match.start() - 1) : match.start()]:
            found = 1, number * 3
    elif match := _WORDS["months"].search(text):
        found = int(match[1]), int(match[2])
    elif match := _WORDS["first_months"].search(text):
        found = 1, _number(match[1]) * (3 if match[2] == "季度" else 1)
    elif match := _WORDS["until"].search(text):
        # Until a day of the first weeks: what is told is the period that ended before.
        early = match[2] is not None and int(match[2]) <= _EARLY
        found = 1, int(match[1]) - early
    elif _WORDS["second_half"].search(text):
        found = 7, 12
    elif _WORDS["first_half"].search(text):
        found = 1, 6
    elif match := _WORDS["month"].search(text):
        month = _number(match[1] or match[2])
        found = month, month
    elif _WORDS["whole_year"].search(text):
        found = 1, 12
    return found if found is not None and 1 <= found[0] <= found[1] <= 12 else None


def _number(text: str) -> int:
    text = text.replace("两", "二")
    if text.isdecimal():
        return int(text)
    tens, ten, units = text.partition("十")
    if not ten:
        return _NUMERALS.find(text)
    return (_NUMERALS.find(tens) if tens else 1) * 10 + (_NUMERALS.find(units) if units else 0)

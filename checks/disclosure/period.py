"""The period that a row looks at, and by when its duty is to be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from checks.engine.requirement import Requirement
from checks.judging import chinese_date
from crawler.records import Dossier

_YEARS_AHEAD = 5


@dataclass(frozen=True)
class Period:
    """The days that count, from `first` (None: without beginning) to `last`, both included.

    What counts is done by `due_on`; None if at any time. The last day is that of the rulebook's
    period or today, whichever comes first.
    """

    first: date | None
    last: date
    due_on: date | None
    today: date

    def holds(self, day: date) -> bool:
        """Whether a day counts."""
        return (self.first is None or self.first <= day) and day <= self.last

    @property
    def open(self) -> bool:
        """Whether the duty may still be done in time: what is due today is not late."""
        begun = self.first is None or self.first <= self.today
        return not begun or (self.due_on is not None and self.today <= self.due_on)

    @property
    def days_late(self) -> int:
        """Days since the due date; 0 up to it, and where there is none."""
        return max((self.today - self.due_on).days, 0) if self.due_on is not None else 0

    def of_other_years(self, years: frozenset[int]) -> bool:
        """Whether years that a title names all lie outside the rulebook's own.

        A year far ahead is a goal (2035年远景目标) and none of them.
        """
        if self.first is None:
            return False
        end = self.due_on if self.due_on is not None else self.last
        last = max(end, self.last).year
        own = [year for year in years if year <= last + _YEARS_AHEAD]
        return bool(own) and not any(self.first.year <= year <= last for year in own)


def period_of(dossier: Dossier, row: Requirement, window_days: int = 0) -> Period:
    """The period of a row as of the moment.

    A window (0: none) is counted back from its last day, so that a notice of a former year is
    looked at as it was when its year ended. Without a date of its own a row is due when the
    period of its rulebook ends.
    """
    last = min(day for day in (row.until_on, dossier.today) if day is not None)
    starts = [row.from_on] if row.from_on is not None else []
    if window_days > 0:
        starts.append(last - timedelta(days=window_days))
    due_on = row.due_on if row.due_on is not None else row.until_on
    return Period(max(starts, default=None), last, due_on, dossier.today)


def due_words(row: Requirement, period: Period) -> str:
    """By when, as a clause; empty where there is no date. A date of ours says so."""
    if period.due_on is None:
        return ""
    ours = row.due_on is None or row.due_assumed
    return f"应于{chinese_date(period.due_on)}前完成" + ("（通知未定具体日期）" if ours else "")

"""Interpretation statistics (政策解读情况统计) of a period, unit by unit (Wuding 2018, item 22)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reports.papers.books import Interpreted


@dataclass(frozen=True)
class Interpretations:
    """A unit's counts of the documents whose term for interpretation ended in the period.

    `due` is done + open + unknown. `done` were interpreted, early or late, `in_time` of them
    within the term, `linked` of them linked both ways. `open` have none; `unknown` could not be
    told, await a second read, or were not over at the last run.
    """

    due: int = 0
    done: int = 0
    in_time: int = 0
    linked: int = 0
    open: int = 0
    unknown: int = 0

    def plus(self, other: Interpretations) -> Interpretations:
        """Both together."""
        return Interpretations(
            self.due + other.due,
            self.done + other.done,
            self.in_time + other.in_time,
            self.linked + other.linked,
            self.open + other.open,
            self.unknown + other.unknown,
        )


def count(documents: Iterable[Interpreted], start: date, end: date) -> Interpretations:
    """The counts over the documents whose due day lies from `start` to `end`."""
    own = [one for one in documents if start <= one.due_on <= end]
    done = [one for one in own if one.done]
    return Interpretations(
        due=len(own),
        done=len(done),
        in_time=sum(one.in_time is True for one in done),
        linked=sum(one.linked is True for one in done),
        open=sum(one.done is False for one in own),
        unknown=sum(one.done is None for one in own),
    )


def gaps(documents: Iterable[Interpreted], start: date, end: date) -> tuple[Interpreted, ...]:
    """The documents of the period without an interpretation: what a unit has to fill."""
    return tuple(one for one in documents if start <= one.due_on <= end and one.done is False)

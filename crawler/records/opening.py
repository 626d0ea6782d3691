"""Records of a home page opened many times a day, beside the nights (站点无法访问)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from crawler.records.model import Record
from crawler.records.moments import beijing_date


class Doubt(StrEnum):
    """Why an opening tells nothing of the portal.

    `refused`: the answer is meant for whoever asks (a challenge, 403, 429), or we could not speak
    its protocol. `elsewhere`: it leads to a host that the watchlist does not list. `robots`:
    robots.txt forbids the page, or could not be read. `own`: others failed in the same minutes,
    or nothing else was seen to answer then. `maintenance`: an announced window.
    """

    REFUSED = "refused"
    ELSEWHERE = "elsewhere"
    ROBOTS = "robots"
    OWN = "own"
    MAINTENANCE = "maintenance"


@dataclass(frozen=True)
class Opening:
    """One opening (一次访问) of a home page, begun at `at`.

    `seconds` passed until the whole page had come, or until it was given up: redirects included,
    waiting for a turn and for robots.txt not. `status` is that of the last answer, None where
    there was none. `error` says why it failed; `cut` that it was given up after `seconds`, still
    waiting. One with a `doubt` is not counted.
    """

    at: datetime
    seconds: float = 0.0
    status: int | None = None
    error: str = ""
    cut: bool = False
    doubt: Doubt | None = None

    @property
    def silent(self) -> bool:
        """Whether it failed without any answer: so it looks, too, to one who is locked out."""
        return bool(self.error) and self.status is None


@dataclass(frozen=True)
class VisitSpan:
    """One visit of ours to a portal, for a run: when it began and when it ended."""

    began: datetime
    ended: datetime


@dataclass(frozen=True)
class HomeOpenings(Record):
    """All openings of a home page from `first` to `last`, whole days both, in their order.

    `visits` are those of our runs to the portal in these days, the first first; of days before
    the first of them none is known. Archived as a resource of the night that judges them. None
    at all where no daemon opens it.
    """

    kind: ClassVar[str] = "home_openings"
    first: date = date.min
    last: date = date.min
    openings: tuple[Opening, ...] = ()
    visits: tuple[VisitSpan, ...] = ()


def whole_days(as_of: datetime, days: int) -> tuple[date, date]:
    """The first and the last of so many whole days (Beijing) before a moment."""
    last = beijing_date(as_of) - timedelta(days=1)
    return last - timedelta(days=days - 1), last


__all__ = ["Doubt", "HomeOpenings", "Opening", "VisitSpan", "whole_days"]

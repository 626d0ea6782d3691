"""What persons attest (人工认定) of rows that no crawler measures, and when that falls due.

The verdict is a person's and stays marked as such. Silence is no verdict: a row that nobody
attested by its date is owed, not failed.
"""

from __future__ import annotations

import calendar as months
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from checks.engine.requirement import Assessment, Requirement, Rulebook
from crawler.portals import Portal

Key = tuple[str, str, str]
"""Portal, rulebook and requirement."""
_ATTESTED = (Assessment.MANUAL, Assessment.PARTIAL)
_CADENCES = (
    (re.compile(r"每(?:个)?月|按月|月度|monthly", re.I), 1),
    (re.compile(r"每(?:个)?季|按季|季度|quarterly", re.I), 3),
    (re.compile(r"每半年|半年度|half[- ]year", re.I), 6),
    (re.compile(r"每年|按年|年度|yearly|annual", re.I), 12),
)
"""Words of a cadence, and the months of its period; the shorter go first."""


class Verdict(StrEnum):
    """What a person attests."""

    MET = "met"  # 符合
    NOT_MET = "not_met"  # 不符合
    INAPPLICABLE = "inapplicable"  # 不适用


@dataclass(frozen=True)
class Said:
    """A person's verdict as a score keeps it: what, by whom, of which day."""

    verdict: Verdict
    person: str
    day: date


@dataclass(frozen=True)
class Attestation:
    """One attestation of one row of a rulebook for one portal.

    `at` is the moment from which it counts, as its person gave it, `noted_at` what the clock said
    when it was recorded (None before it is), `day` the day that it speaks of. `sha256`, `file`
    (its name) and `bytes` are those of the file that was handed in, empty and 0 without one; the
    file itself lies apart and leaves the data folder in backups only.
    """

    id: int
    at: datetime
    portal: str
    rulebook: str
    requirement: str
    verdict: Verdict
    day: date
    person: str
    reason: str = ""
    sha256: str = ""
    file: str = ""
    bytes: int = 0
    noted_at: datetime | None = None

    @property
    def key(self) -> Key:
        """What it is about."""
        return self.portal, self.rulebook, self.requirement

    @property
    def said(self) -> Said:
        """What a score keeps of it."""
        return Said(self.verdict, self.person, self.day)


@dataclass(frozen=True)
class Owed:
    """A manual row that a portal's office has yet to attest, and by when."""

    portal: str
    rulebook: str
    requirement: Requirement
    due_on: date


def may_be_attested(row: Requirement) -> bool:
    """Whether persons attest the row: manual ones, and what is not seen of partial ones."""
    return row.assessment in _ATTESTED


def scored_verdicts(
    portal: str, rulebook: Rulebook, attestations: Mapping[Key, Attestation]
) -> dict[str, Said]:
    """The verdicts that may count in a score: of manual rows only, by requirement.

    What is not seen of a partial row never mends or spoils what was measured of it.
    """
    found = {}
    for row in rulebook.requirements:
        known = attestations.get((portal, rulebook.id, row.id))
        if known is not None and row.assessment is Assessment.MANUAL:
            found[row.id] = known.said
    return found


def period_of(row: Requirement, day: date) -> tuple[date, date] | None:
    """First and last day of the period in which a row is to be attested as of a day.

    A row with a date has one, that ends on it; one with a cadence in months or years the calendar
    period that holds the day, no later than its rulebook's last day. None for a row that is due
    at no known day.
    """
    if row.due_on is not None:
        return row.from_on or date.min, row.due_on
    length = next((count for words, count in _CADENCES if words.search(row.cadence)), None)
    if length is None:
        return None
    first_month = (day.month - 1) // length * length + 1
    last_month = first_month + length - 1
    start = date(day.year, first_month, 1)
    end = date(day.year, last_month, months.monthrange(day.year, last_month)[1])
    if row.until_on is not None:
        end = min(end, row.until_on)
    return max(start, row.from_on or start), end


def is_settled(row: Requirement, known: Attestation | None, day: date) -> bool:
    """Whether nothing is owed of a row any more: attested as met or as not applicable.

    Of a row with a cadence only what speaks of the present period counts.
    """
    if known is None or known.verdict is Verdict.NOT_MET:
        return False
    period = period_of(row, day)
    if row.due_on is not None or period is None:
        return True
    return period[0] <= known.day <= period[1]


def owed(
    portals: Iterable[Portal],
    rulebooks: Iterable[Rulebook],
    attestations: Mapping[Key, Attestation],
    day: date,
    ahead_days: int,
) -> tuple[Owed, ...]:
    """What is due up to `ahead_days` days after `day` and not settled, earliest first.

    What was due before stays owed as long as its rulebook is in force, and what has a date until
    the rulebook is settled.
    """
    until = day + timedelta(days=ahead_days)
    books = [book for book in rulebooks if book.in_force(day) or book.settling(day)]
    found = []
    for portal in portals:
        for book in books:
            if book.id not in portal.rulebooks or not portal.in_force(day):
                continue
            for row in book.requirements:
                if row.assessment is not Assessment.MANUAL or not row.binds_body(portal):
                    continue
                if row.due_on is None and not book.in_force(day):
                    continue
                period = period_of(row, day)
                if period is None or period[1] > until:
                    continue
                if not is_settled(row, attestations.get((portal.id, book.id, row.id)), day):
                    found.append(Owed(portal.id, book.id, row, period[1]))
    return tuple(sorted(found, key=lambda one: one.due_on))

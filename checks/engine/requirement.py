"""A requirement (测评指标): one clause of a rulebook, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from crawler.portals import Portal, PortalKind

SETTLING_DAYS = 30
"""So long after the last due date of a rulebook nights decide what fell due under it: room for the
second read that confirms an absence, and for nights that failed."""


class Assessment(StrEnum):
    """How a clause is measured."""

    AUTOMATIC = "automatic"
    PARTIAL = "partial"
    MANUAL = "manual"
    PROCESS = "process"


class Scoring(StrEnum):
    """How failures cost (standing rulebook, reading 10)."""

    SHARE = "share"  # passed / (passed + failed)
    PER_DEFECT = "per_defect"  # points lost each, up to a cap, from 1
    VETO = "veto"  # any failure makes the portal's day 不合格
    NONE = "none"  # advice: measured, never scored


@dataclass(frozen=True)
class Measure:
    """One check that measures a clause, with the clause's terms for it."""

    check: str
    terms: Mapping[str, Any] = field(default_factory=dict)
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Requirement:
    """One clause of a rulebook.

    `check`, `terms` (numbers with their unit in the name, lists) and `assumed` (the terms that
    no notice gives) are those of the measure under judgement; a clause that several checks
    measure has the others in `more`, and under judgement the names of all others in `beside`.
    `points` and `cap` serve `per_defect`. `curable` is false where a late act stays late
    (不可补正). `basis_text` cites notice and clause, `remedy` says what to do, `remedy_late` what
    remains once it was done late, `level1` is the first-level indicator
    (一级指标) that the ledger groups by: all four as shown to users.

    Whom it binds: portals of the kinds in `binds` (empty: all) whose name holds one of the words
    in `named` (empty: whatever they are called). `bodies` are the bound bodies in the notice's
    words. When: `due_on`, or a `cadence` in words; `due_assumed` where the notice gives no date.
    `from_on` and `until_on` are the first and the last day of the period that its rulebook lays
    duties down for (None: no such day), `issued_on` the day of the notice; `reaches_back_to` the
    day from which what is older than the notice is bound as well, where the clause speaks of what
    there is already. `unseen` says of a
    partial row what no public page shows; every finding says so, too. `why` says of a row that no
    check judges why that is: what its notice leaves open, or why a page that shows a part is not
    judged. `process` names the duties
    on the monitor itself that it lays down. `waits_for` is the event without which it does not bind
    yet; `blocked` why it cannot be judged at all. `part_of` is the row whose weight it shares:
    of a tree its heading, of a split item the item's first clause.
    """

    id: str
    rulebook: str
    title: str
    summary: str
    check: str | None
    sources: tuple[str, ...] = ()
    terms: Mapping[str, Any] = field(default_factory=dict)
    binds: frozenset[PortalKind] = frozenset()
    scoring: Scoring = Scoring.SHARE
    weight: float = 1.0
    points: float = 0.0
    cap: float = 0.0
    curable: bool = True
    deduct_with: str | None = None
    assessment: Assessment = Assessment.AUTOMATIC
    assumed: tuple[str, ...] = ()
    basis_text: str = ""
    remedy: str = ""
    remedy_late: str = ""
    level1: str = ""
    more: tuple[Measure, ...] = ()
    clause: str = ""
    named: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    due_on: date | None = None
    due_assumed: bool = False
    cadence: str = ""
    unseen: str = ""
    why: str = ""
    process: tuple[str, ...] = ()
    waits_for: str = ""
    blocked: str = ""
    part_of: str | None = None
    beside: tuple[str, ...] = ()
    from_on: date | None = None
    until_on: date | None = None
    issued_on: date | None = None
    reaches_back_to: date | None = None

    def bound(self, kind: PortalKind) -> bool:
        """Whether it may bind portals of that kind."""
        return not self.binds or kind in self.binds

    def binds_body(self, portal: Portal) -> bool:
        """Whether it binds that body now."""
        if self.waits_for or self.blocked or not self.bound(portal.kind):
            return False
        return not self.named or any(word in portal.name for word in self.named)

    def measures(self) -> Iterator[Requirement]:
        """The clause once for each check that measures it, with that check's terms."""
        if not self.more:
            if self.check is not None:
                yield self
            return
        own = () if self.check is None else (Measure(self.check, self.terms, self.assumed),)
        every = (*own, *self.more)
        for place, one in enumerate(every):
            beside = tuple(o.check for n, o in enumerate(every) if n != place)
            yield replace(
                self, check=one.check, terms=one.terms, assumed=one.assumed, beside=beside
            )

    @property
    def checks(self) -> tuple[str, ...]:
        """The checks that measure it."""
        return tuple(str(one.check) for one in self.measures())


@dataclass(frozen=True)
class Rulebook:
    """One notice as data (测评指标体系). `text_sha256` pins the text it was read from.

    `number` (文号) and `issued_on` are those of the notice; `ends_on` is the last day of the
    period it lays duties down for, None for one that has no end.
    """

    id: str
    title: str
    version: str
    starts_on: date
    source: str
    requirements: tuple[Requirement, ...]
    text_sha256: str = ""
    number: str = ""
    issued_on: date | None = None
    ends_on: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether it lays duties down on that Beijing date."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)

    @property
    def settled_on(self) -> date | None:
        """The last day on which what fell due under it is still decided; None without an end.

        `SETTLING_DAYS` after its last day, or after the latest date of a row of it.
        """
        if self.ends_on is None:
            return None
        days = (row.due_on for row in self.requirements if row.due_on is not None)
        return max((self.ends_on, *days)) + timedelta(days=SETTLING_DAYS)

    def settling(self, on: date) -> bool:
        """Whether its period is over on that Beijing date and what fell due is still decided."""
        last = self.settled_on
        return self.ends_on is not None and last is not None and self.ends_on < on <= last

    def requirement(self, requirement_id: str) -> Requirement:
        """The requirement of that id; KeyError if there is none."""
        for requirement in self.requirements:
            if requirement.id == requirement_id:
                return requirement
        raise KeyError(requirement_id)

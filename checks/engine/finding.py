"""A finding (测评记录): one dated judgement, with its proof."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from checks.calendar import Day
from checks.engine.outcome import Basis, Outcome
from crawler.records import Cause, Evidence

__all__ = ["Day", "Finding"]


@dataclass(frozen=True)
class Finding:
    """One judgement of one requirement over one subject as of one moment.

    `measured` is in `unit`; `statement` is one Chinese sentence ending in 。 ; `aspect` as in
    DESIGN 3.3. `identity` is the part of the aspect that belongs to the case's identity
    (section, host, year, detector): lists of faults do not, so it is empty for them.
    Raises ValueError for a failure without evidence, a cant_tell without cause, a statement
    that is no sentence.
    """

    portal: str
    rulebook: str
    requirement: str
    sources: tuple[str, ...]
    check: str
    subject: str
    title: str
    outcome: Outcome
    statement: str
    aspect: str | None = None
    identity: str = ""
    cause: Cause | None = None
    basis: Basis = Basis.WORDS
    due_on: date | None = None
    settled_on: date | None = None
    measured: float | None = None
    unit: str | None = None
    day_count: tuple[Day, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        if self.outcome is Outcome.FAILED and not self.evidence:
            raise ValueError(f"{self.check}: a failure needs evidence ({self.subject})")
        if (self.outcome is Outcome.CANT_TELL) != (self.cause is not None):
            raise ValueError(f"{self.check}: cause goes with cant_tell ({self.subject})")
        if not self.statement.endswith("。"):
            raise ValueError(f"{self.check}: the statement must end in 。 ({self.statement!r})")

    @property
    def case_id(self) -> str:
        """Stable across nights: portal, rulebook, requirement, check, subject, identity."""
        parts = (
            self.portal,
            self.rulebook,
            self.requirement,
            self.check,
            self.subject,
            self.identity,
        )
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]

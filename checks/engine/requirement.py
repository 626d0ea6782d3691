"""A requirement (测评指标): one clause of a rulebook, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from crawler.portals import PortalKind


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
class Requirement:
    """One clause of a rulebook.

    `binds` holds the kinds of portal it binds; empty means all. `terms` are the check's
    parameters (numbers with their unit in the name, lists). `assumed` names the terms that no
    notice gives. `points` and `cap` serve `per_defect`. `curable` is false where a late act
    stays late (不可补正). `basis_text` cites notice and clause, `remedy` says what to do,
    `remedy_late` what remains once it was done late, `level1` is the first-level indicator
    (一级指标) that the ledger groups by: all four as shown to users.
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

    def bound(self, kind: PortalKind) -> bool:
        """Whether it binds portals of that kind."""
        return not self.binds or kind in self.binds


@dataclass(frozen=True)
class Rulebook:
    """One notice as data (测评指标体系). `text_sha256` pins the file it was read from."""

    id: str
    title: str
    version: str
    starts_on: date
    source: str
    requirements: tuple[Requirement, ...]
    text_sha256: str = ""

    def requirement(self, requirement_id: str) -> Requirement:
        """The requirement of that id; KeyError if there is none."""
        for requirement in self.requirements:
            if requirement.id == requirement_id:
                return requirement
        raise KeyError(requirement_id)

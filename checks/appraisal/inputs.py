"""What people give to an appraisal, and what we measured ourselves: frozen, each with its key.

A later input of the same key takes the place of an earlier one; the earlier one is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from checks.appraisal.plan import Level, Part


class Aspect(StrEnum):
    """What a rater of the peer part marks, 芜湖2020 三（二）: its own field, and the whole."""

    FIELD = "field"
    OVERALL = "overall"


@dataclass(frozen=True)
class Mark:
    """A mark of the professional or the social part, out of 100.

    `unit` is the assessed unit, `member` the township or department of a county that the mark is
    about (empty for the unit itself), `source` who tested. `report_tested_on` is when the annual
    report was tested, where that was another day. `portal` is the member's portal with us, to set
    our own score beside the mark.
    """

    part: Part
    unit: str
    level: Level
    member: str
    mark: Decimal
    tested_on: date
    source: str
    report_tested_on: date | None = None
    portal: str = ""

    @property
    def key(self) -> str:
        """What a later mark must share to take its place."""
        return _key(self.part, self.unit, self.level, self.member)


@dataclass(frozen=True)
class PeerMark:
    """A mark out of 100 that `rater` gave to `unit`."""

    rater: str
    unit: str
    aspect: Aspect
    mark: Decimal
    rated_on: date

    @property
    def key(self) -> str:
        """What a later mark must share to take its place."""
        return peer_key(self.rater, self.unit, self.aspect)


@dataclass(frozen=True)
class SpreadReason:
    """Why a rater's highest and lowest marks lie close together."""

    rater: str
    aspect: Aspect
    reason: str

    @property
    def key(self) -> str:
        """What a later reason must share to take its place."""
        return reason_key(self.rater, self.aspect)


@dataclass(frozen=True)
class RoundChoice:
    """A scoring round (测评轮次) that the daily part counts, and its weight among them."""

    round: str
    weight: Decimal = Decimal(1)

    @property
    def key(self) -> str:
        """The round."""
        return self.round


@dataclass(frozen=True)
class Adjustment:
    """Points added or taken away: by which rule, on what proof, approved by whom and when."""

    unit: str
    rule: str
    proof: str
    approver: str
    approved_on: date
    rank: int | None = None

    @property
    def key(self) -> str:
        """Unit, rule and proof."""
        return _key(self.unit, self.rule, self.proof)


@dataclass(frozen=True)
class Choice:
    """The value of a setting: the key of a choice, a number, or a text."""

    setting: str
    value: str

    @property
    def key(self) -> str:
        """The setting."""
        return self.setting


@dataclass(frozen=True)
class PortalOf:
    """The portal by which a unit is measured by us."""

    unit: str
    portal: str

    @property
    def key(self) -> str:
        """The unit."""
        return self.unit


@dataclass(frozen=True)
class Counterpart:
    """An indicator of an assessor's scheme and the requirement of ours that it stands beside."""

    part: Part
    indicator: str
    rulebook: str
    requirement: str

    @property
    def key(self) -> str:
        """All of it: an indicator may have several counterparts."""
        return _key(self.part, self.indicator, self.rulebook, self.requirement)


Input: TypeAlias = (
    Mark | PeerMark | SpreadReason | RoundChoice | Adjustment | Choice | PortalOf | Counterpart
)
KINDS: dict[str, type[Input]] = {
    "mark": Mark,
    "peer_mark": PeerMark,
    "spread_reason": SpreadReason,
    "round": RoundChoice,
    "adjustment": Adjustment,
    "setting": Choice,
    "portal": PortalOf,
    "counterpart": Counterpart,
}
"""The kinds of input by the name that they are stored under."""


@dataclass(frozen=True)
class OwnScore:
    """A score out of 100 that we measured, as a frozen round has it (None: nothing was judged)."""

    round: str
    portal: str
    rulebook: str
    value: Decimal | None
    run: str = ""
    veto: bool = False


@dataclass(frozen=True)
class Inputs:
    """All inputs in force, and our own frozen scores. `frozen` are the rounds that are frozen.

    `outside` are those of them that lie outside the plan's year and so count for nothing.
    """

    given: tuple[Input, ...] = ()
    own: tuple[OwnScore, ...] = ()
    frozen: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks of the professional and the social part."""
        return tuple(one for one in self.given if isinstance(one, Mark))

    @property
    def peer_marks(self) -> tuple[PeerMark, ...]:
        """The peer matrix."""
        return tuple(one for one in self.given if isinstance(one, PeerMark))

    @property
    def reasons(self) -> tuple[SpreadReason, ...]:
        """The reasons for a small spread."""
        return tuple(one for one in self.given if isinstance(one, SpreadReason))

    @property
    def rounds(self) -> tuple[RoundChoice, ...]:
        """The rounds of the daily part."""
        return tuple(one for one in self.given if isinstance(one, RoundChoice))

    @property
    def adjustments(self) -> tuple[Adjustment, ...]:
        """Plus and minus points."""
        return tuple(one for one in self.given if isinstance(one, Adjustment))

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The settings that were filled in."""
        return tuple(one for one in self.given if isinstance(one, Choice))

    @property
    def counterparts(self) -> tuple[Counterpart, ...]:
        """Indicators of assessors beside ours."""
        return tuple(one for one in self.given if isinstance(one, Counterpart))

    def portal_of(self, unit: str) -> str:
        """The portal of a unit; empty if none was given."""
        found = (o.portal for o in self.given if isinstance(o, PortalOf) and o.unit == unit)
        return next(found, "")


def peer_key(rater: str, unit: str, aspect: Aspect) -> str:
    """The key of a rater's mark for a unit."""
    return _key(rater, unit, aspect)


def reason_key(rater: str, aspect: Aspect) -> str:
    """The key of a rater's reason for a small spread."""
    return _key(rater, aspect)


def _key(*parts: str) -> str:
    return "|".join(parts)


def kind_of(one: Input) -> str:
    """The name that an input is stored under."""
    return next(name for name, cls in KINDS.items() if type(one) is cls)


def in_order(given: Sequence[Input]) -> tuple[Input, ...]:
    """Inputs in one fixed order, whatever order they came in."""
    names = list(KINDS)
    return tuple(sorted(given, key=lambda one: (names.index(kind_of(one)), one.key)))

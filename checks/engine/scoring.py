"""What findings cost: the score of one rulebook for one portal and day.

Reading 10 of the standing rulebook. Nothing here judges: the outcome, the state of the case,
the rulebook's weights and the portal's baseline are all it goes by. Sums are exact fractions,
rounded half up once at the end.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from checks.engine.case import Case, CaseState, Closing
from checks.engine.deadlines import PRIVACY_CHECKS
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement, Rulebook, Scoring
from crawler.portals import Portal, Round


@dataclass(frozen=True)
class ScoreLine:
    """One requirement's part of a score.

    `value` runs from 0 to 1; None if nothing was judged, or if the row is never scored.
    `points` is what the row could give of the 100, `deducted` what it cost of them. `failed`
    are the failures that count; those that do not are told apart: `suspected` await a second
    read or, for privacy, a person, `old_stock` (存量问题, passes too) fell due before the
    baseline, `waived` are free of deduction, `other_round` are incurable and fell due outside
    the day's round, `elsewhere` cost in the row that `deduct_with` names. `reasons` are the
    statements of `failed`.
    """

    requirement: str
    weight: float
    value: Decimal | None
    passed: int = 0
    failed: int = 0
    pending: int = 0
    cant_tell: int = 0
    inapplicable: int = 0
    suspected: int = 0
    old_stock: int = 0
    waived: int = 0
    other_round: int = 0
    elsewhere: int = 0
    points: Decimal = Decimal(0)
    deducted: Decimal = Decimal(0)
    reasons: tuple[str, ...] = ()

    @property
    def measured(self) -> bool:
        """Whether the row's check gave any finding at all."""
        return any(
            (
                self.passed, self.failed, self.pending, self.cant_tell, self.inapplicable,
                self.suspected, self.old_stock, self.waived, self.other_round, self.elsewhere,
            )
        )  # fmt: skip


@dataclass(frozen=True)
class Score:
    """The score (得分) of a rulebook for a portal and day, out of 100.

    `low` and `high` are what it would be if everything unseen or suspected had failed, or had
    passed; `coverage` the share, from 0 to 1, of planned observations that were really made.
    `veto` is true if a row of veto scoring failed: the day is 不合格 whatever the value.
    """

    portal: str
    rulebook: str
    day: date
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    coverage: Decimal
    veto: bool
    lines: tuple[ScoreLine, ...]


class _Place(StrEnum):
    """Where a finding is counted: the names of the fields of ScoreLine."""

    PASSED = "passed"
    FAILED = "failed"
    PENDING = "pending"
    CANT_TELL = "cant_tell"
    INAPPLICABLE = "inapplicable"
    SUSPECTED = "suspected"
    OLD_STOCK = "old_stock"
    WAIVED = "waived"
    OTHER_ROUND = "other_round"
    ELSEWHERE = "elsewhere"


_Placed = Mapping[_Place, tuple[Finding, ...]]
_Weighted = tuple[Fraction, Fraction]
"""Weight and value of one requirement."""


def score(
    portal: Portal,
    rulebook: Rulebook,
    findings: Iterable[Finding],
    cases: Mapping[str, Case],
    day: date,
    rounds: Sequence[Round] = (),
) -> Score:
    """The score from the findings of this portal and rulebook; those of others are passed over.

    `cases` go by case id. With `rounds`, an incurable failure costs only in a round that
    contains both its due date and `day`; without rounds it costs always.
    """
    bound = [r for r in rulebook.requirements if r.binds_body(portal)]
    binding = {r.id for r in bound}
    own = [
        f
        for f in findings
        if (f.portal, f.rulebook) == (portal.id, rulebook.id) and f.requirement in binding
    ]
    placed = {r.id: _place(r, own, cases, portal.baseline_on, day, rounds) for r in bound}
    final = {r.id: _deduct_once(r, placed) for r in bound}
    judged: list[_Weighted] = []
    bounds: list[tuple[_Weighted, _Weighted, bool]] = []
    for requirement in bound:
        if requirement.scoring in (Scoring.NONE, Scoring.VETO):
            continue
        weight = Fraction(str(requirement.weight))
        passed, failed, unknown = _counts(final[requirement.id])
        value = _value(requirement, passed, failed)
        worst = _value(requirement, passed, failed + unknown)
        best = _value(requirement, passed + unknown, failed)
        if value is not None:
            judged.append((weight, value))
        if worst is not None and best is not None:
            bounds.append(((weight, worst), (weight, best), value is not None))
    total = sum((weight for weight, _ in judged), Fraction(0))
    return Score(
        portal=portal.id,
        rulebook=rulebook.id,
        day=day,
        value=_percent(_mean(judged)),
        low=_percent(_extreme([(low, sure) for low, _, sure in bounds], -1)),
        high=_percent(_extreme([(high, sure) for _, high, sure in bounds], 1)),
        coverage=_coverage(own),
        veto=any(r.scoring is Scoring.VETO and final[r.id][_Place.FAILED] for r in bound),
        lines=tuple(_line(r, final[r.id], total) for r in bound),
    )


def _place(
    requirement: Requirement,
    findings: Sequence[Finding],
    cases: Mapping[str, Case],
    baseline_on: date | None,
    day: date,
    rounds: Sequence[Round],
) -> _Placed:
    places: dict[_Place, list[Finding]] = {place: [] for place in _Place}
    for finding in findings:
        if finding.requirement == requirement.id:
            place = _Place(finding.outcome.value)
            if place in (_Place.PASSED, _Place.FAILED) and _is_old(finding, baseline_on):
                place = _Place.OLD_STOCK
            elif place is _Place.FAILED:
                place = _failure(requirement, finding, cases.get(finding.case_id), day, rounds)
            places[place].append(finding)
    return {place: tuple(found) for place, found in places.items()}


def _is_old(finding: Finding, baseline_on: date | None) -> bool:
    return baseline_on is not None and finding.due_on is not None and finding.due_on < baseline_on


def _failure(
    requirement: Requirement,
    finding: Finding,
    case: Case | None,
    day: date,
    rounds: Sequence[Round],
) -> _Place:
    if case is not None and _free(case):
        return _Place.WAIVED
    if rounds and not requirement.curable and finding.due_on is not None:
        shared = [r for r in rounds if _within(r, day) and _within(r, finding.due_on)]
        if not shared:
            return _Place.OTHER_ROUND
    if finding.check in PRIVACY_CHECKS and (case is None or case.work.confirmed_by is None):
        return _Place.SUSPECTED  # it counts once a person has looked (privacy-1)
    # Without a case the failure is new: an absence then still awaits its second read.
    suspected = (
        finding.basis is Basis.ABSENCE if case is None else case.state is CaseState.SUSPECTED
    )
    return _Place.SUSPECTED if suspected else _Place.FAILED


def _free(case: Case) -> bool:
    """Waived, or found without ground after the day that is scored."""
    groundless = case.state is CaseState.RESOLVED and case.work.closing is Closing.RETRACTED
    return case.state is CaseState.WAIVED or groundless


def _within(a_round: Round, day: date) -> bool:
    return a_round.start_on <= day <= a_round.end_on


def _deduct_once(requirement: Requirement, placed: Mapping[str, _Placed]) -> _Placed:
    own = placed[requirement.id]
    costly = placed.get(requirement.deduct_with or "", {}).get(_Place.FAILED, ())
    subjects = {finding.subject for finding in costly}
    if not subjects:
        return own
    failed = own[_Place.FAILED]
    return {
        **own,
        _Place.FAILED: tuple(f for f in failed if f.subject not in subjects),
        _Place.ELSEWHERE: tuple(f for f in failed if f.subject in subjects),
    }


def _counts(placed: _Placed) -> tuple[int, int, int]:
    unknown = len(placed[_Place.CANT_TELL]) + len(placed[_Place.SUSPECTED])
    return len(placed[_Place.PASSED]), len(placed[_Place.FAILED]), unknown


def _value(requirement: Requirement, passed: int, failed: int) -> Fraction | None:
    if passed + failed == 0:
        return None
    if requirement.scoring is Scoring.PER_DEFECT:
        lost = Fraction(str(requirement.points)) * failed
        return 1 - min(lost, Fraction(str(requirement.cap)))
    return Fraction(passed, passed + failed)


def _mean(values: Sequence[_Weighted]) -> Fraction | None:
    total = sum((weight for weight, _ in values), Fraction(0))
    if not total:
        return None
    return sum((weight * value for weight, value in values), Fraction(0)) / total


def _extreme(values: Sequence[tuple[_Weighted, bool]], sign: int) -> Fraction | None:
    # A row of which nothing was judged may turn out not to apply at all, so it takes part only
    # where that makes the best case better (sign 1) or the worst case worse (sign -1).
    taken = [value for value, sure in values if sure]
    unsure = [value for value, sure in values if not sure]
    for row in sorted(unsure, key=lambda row: row[1] * sign, reverse=True):
        mean = _mean(taken)
        if mean is None or row[1] * sign > mean * sign:
            taken.append(row)
    return _mean(taken)


def _percent(value: Fraction | None) -> Decimal | None:
    return None if value is None else _half_up(value * 100, 2)


def _half_up(value: Fraction, digits: int) -> Decimal:
    scaled = math.floor(value * 10**digits + Fraction(1, 2))
    return Decimal(scaled).scaleb(-digits)


def _coverage(findings: Sequence[Finding]) -> Decimal:
    planned = [f for f in findings if f.outcome is not Outcome.INAPPLICABLE]
    if not planned:
        return Decimal("1.0000")
    made = sum(f.outcome is not Outcome.CANT_TELL for f in planned)
    return _half_up(Fraction(made, len(planned)), 4)


def _line(requirement: Requirement, placed: _Placed, total: Fraction) -> ScoreLine:
    passed, failed, _ = _counts(placed)
    scored = requirement.scoring in (Scoring.SHARE, Scoring.PER_DEFECT)
    value = _value(requirement, passed, failed) if scored else None
    points = Fraction(0)
    if value is not None and total:
        points = Fraction(str(requirement.weight)) / total * 100
    return ScoreLine(
        requirement=requirement.id,
        weight=requirement.weight,
        value=None if value is None else _half_up(value, 4),
        points=_half_up(points, 2),
        deducted=_half_up(points * (1 - (value or 0)), 2) if value is not None else Decimal(0),
        reasons=tuple(f.statement for f in placed[_Place.FAILED]),
        **{place.value: len(found) for place, found in placed.items()},
    )

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
from types import MappingProxyType

from checks.engine.attesting import Said, Verdict
from checks.engine.case import Case, CaseState, Closing
from checks.engine.deadlines import PRIVACY_CHECKS
from checks.engine.finding import Finding
from checks.engine.items import Item, items
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement, Rulebook, Scoring
from checks.engine.stock import fell_due, is_old_stock
from checks.engine.weighing import Span, best_case, mean_of, worst_case
from crawler.portals import Portal, Round


@dataclass(frozen=True)
class ScoreLine:
    """One requirement's part of a score.

    `value` runs from 0 to 1; None if nothing was judged, or if the row is never scored; of a row
    that several checks measure it is the least of theirs. `points` is what the row could give of
    the 100 (of an item's clause its share of the item's), `deducted` what it cost of them. `failed`
    are the failures that count; those that do not are told apart: `suspected` await a second
    read or, for privacy, a person, `old_stock` (存量问题, passes too) fell due before the
    baseline, `waived` are free of deduction, `other_round` are incurable and fell due outside
    the day's round, `elsewhere` cost in the row that `deduct_with` names. `reasons` are the
    statements of `failed`. `attested` is a person's verdict that counts in `value` beside them
    (人工认定); it is in no count.
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
    attested: Said | None = None

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


_NOBODY: Mapping[str, Said] = MappingProxyType({})
_Placed = Mapping[_Place, tuple[Finding, ...]]
_SCORED = (Scoring.SHARE, Scoring.PER_DEFECT)


def score(
    portal: Portal,
    rulebook: Rulebook,
    findings: Iterable[Finding],
    cases: Mapping[str, Case],
    day: date,
    rounds: Sequence[Round] = (),
    attested: Mapping[str, Said] = _NOBODY,
) -> Score:
    """The score from the findings of this portal and rulebook; those of others are passed over.

    `cases` go by case id. With `rounds`, an incurable failure costs only in a round that
    contains both its due date and `day`; without rounds it costs always. `attested` are persons'
    verdicts that count, by requirement: each like one judgement of its row.
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
    spans = {r.id: _span(r, final[r.id], attested.get(r.id)) for r in bound if r.scoring in _SCORED}
    weighed = items(rulebook.requirements)
    whole = [(Fraction(str(one.weight)), _item(one, spans)) for one in weighed]
    points = _points(weighed, spans)
    return Score(
        portal=portal.id,
        rulebook=rulebook.id,
        day=day,
        value=_percent(mean_of([(weight, one.value) for weight, one in whole])),
        low=_percent(worst_case(whole)),
        high=_percent(best_case(whole)),
        coverage=_coverage(own),
        veto=any(
            r.scoring is Scoring.VETO and _vetoed(final[r.id], attested.get(r.id)) for r in bound
        ),
        lines=tuple(
            _line(r, final[r.id], spans.get(r.id), points.get(r.id), attested.get(r.id))
            for r in bound
        ),
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
            if place in (_Place.PASSED, _Place.FAILED) and is_old_stock(finding, baseline_on):
                place = _Place.OLD_STOCK
            elif place is _Place.FAILED:
                place = _failure(requirement, finding, cases.get(finding.case_id), day, rounds)
            places[place].append(finding)
    return {place: tuple(found) for place, found in places.items()}


def _failure(
    requirement: Requirement,
    finding: Finding,
    case: Case | None,
    day: date,
    rounds: Sequence[Round],
) -> _Place:
    if case is not None and _free(case):
        return _Place.WAIVED
    due = fell_due(finding)
    if rounds and not requirement.curable and due is not None:
        shared = [r for r in rounds if _within(r, day) and _within(r, due)]
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


def _vetoed(placed: _Placed, said: Said | None) -> bool:
    return bool(placed[_Place.FAILED]) or (said is not None and said.verdict is Verdict.NOT_MET)


def _span(requirement: Requirement, placed: _Placed, said: Said | None) -> Span:
    """The least of the values that the row's checks come to: it passes only if all pass.

    What a person attests counts like one check more.
    """
    checks = {f.check: None for found in placed.values() for f in found}
    spans = [_span_of_check(requirement, placed, check) for check in checks]
    if said is not None and said.verdict is not Verdict.INAPPLICABLE:
        met = said.verdict is Verdict.MET
        value = _value(requirement, int(met), int(not met))
        spans.append(Span(value, value, value))
    values = [span.value for span in spans if span.value is not None]
    lows = [span.low for span in spans if span.low is not None]
    highs = [span.high for span in spans if span.high is not None]
    return Span(
        value=min(values, default=None),
        low=min(lows, default=None),
        high=min(highs, default=None),
    )


def _span_of_check(requirement: Requirement, placed: _Placed, check: str) -> Span:
    def count(*places: _Place) -> int:
        return sum(f.check == check for place in places for f in placed[place])

    passed, failed = count(_Place.PASSED), count(_Place.FAILED)
    unknown = count(_Place.CANT_TELL, _Place.SUSPECTED)
    return Span(
        value=_value(requirement, passed, failed),
        low=_value(requirement, passed, failed + unknown),
        high=_value(requirement, passed + unknown, failed),
    )


def _item(item: Item, spans: Mapping[str, Span]) -> Span:
    """What an item comes to: its clauses with a verdict count alike."""
    clauses = [(Fraction(1), spans[one]) for one in item.clauses if one in spans]
    return Span(
        value=mean_of([(weight, one.value) for weight, one in clauses]),
        low=worst_case(clauses),
        high=best_case(clauses),
    )


def _points(weighed: Sequence[Item], spans: Mapping[str, Span]) -> Mapping[str, Fraction]:
    """What each clause with a verdict could give of the 100, by row."""
    judged = {
        item: [one for one in item.clauses if one in spans and spans[one].value is not None]
        for item in weighed
    }
    total = sum((Fraction(str(item.weight)) for item, own in judged.items() if own), Fraction(0))
    return {
        one: Fraction(str(item.weight)) / total * 100 / len(own)
        for item, own in judged.items()
        for one in own
        if total
    }


def _value(requirement: Requirement, passed: int, failed: int) -> Fraction | None:
    if passed + failed == 0:
        return None
    if requirement.scoring is Scoring.PER_DEFECT:
        lost = Fraction(str(requirement.points)) * failed
        return 1 - min(lost, Fraction(str(requirement.cap)))
    return Fraction(passed, passed + failed)


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


def _line(
    requirement: Requirement,
    placed: _Placed,
    span: Span | None,
    points: Fraction | None,
    said: Said | None,
) -> ScoreLine:
    value = None if span is None else span.value
    points = points or Fraction(0)
    return ScoreLine(
        requirement=requirement.id,
        weight=requirement.weight,
        value=None if value is None else _half_up(value, 4),
        points=_half_up(points, 2),
        deducted=_half_up(points * (1 - value), 2) if value is not None else Decimal(0),
        reasons=tuple(f.statement for f in placed[_Place.FAILED]),
        attested=said,
        **{place.value: len(found) for place, found in placed.items()},
    )

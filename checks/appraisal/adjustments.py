"""Plus and minus points (加、扣分), each with rule, proof and approver, 芜湖2020 三（五）."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from checks.appraisal.inputs import Adjustment, Inputs
from checks.appraisal.plan import AdjustmentRule, Part, Plan, Unit
from checks.appraisal.result import PartResult, missing
from checks.appraisal.settings import Settings

CONTEST = "contest"
"""The rule whose place the notice leaves open: in the total, or in the professional part."""


@dataclass(frozen=True)
class Points:
    """One adjustment with its signed amount; `in_professional` where it counts in that part."""

    given: Adjustment
    rule: AdjustmentRule
    amount: Fraction | None
    in_professional: bool = False


def rule_named(plan: Plan, name: str) -> AdjustmentRule | None:
    """The rule of that id or title."""
    return next((one for one in plan.adjustments if name in (one.rule, one.title)), None)


def lacking(settings: Settings, rule: AdjustmentRule) -> tuple[str, ...]:
    """The titles of settings that must be filled in before a rule can be used."""
    keys = [key for key in (rule.setting,) if key]
    if rule.rule == CONTEST:
        keys.append("contest_place")
    return tuple(settings.title(key) for key in keys if not settings.text(key))


def amount_of(settings: Settings, rule: AdjustmentRule, rank: int | None) -> Fraction | None:
    """The signed amount; None while a setting is not filled in, or a rank is not given."""
    if rule.tiers:
        if rank is None:
            return None
        points = next(t.points for t in rule.tiers if t.up_to is None or rank <= t.up_to)
        return Fraction(rule.sign * points)
    number = settings.number(rule.setting)
    return None if number is None else rule.sign * number


def points_of(plan: Plan, settings: Settings, unit: Unit, inputs: Inputs) -> tuple[Points, ...]:
    """The adjustments of a unit with their amounts, in one fixed order."""
    found = []
    for one in sorted(inputs.adjustments, key=lambda one: one.key):
        rule = rule_named(plan, one.rule)
        if one.unit != unit.id or rule is None:
            continue
        inside = one.rule == CONTEST and settings.text("contest_place") == "professional"
        found.append(Points(one, rule, amount_of(settings, rule, one.rank), inside))
    return tuple(found)


def adjustments(settings: Settings, points: tuple[Points, ...]) -> PartResult:
    """The sum of what counts in the total; missing until the office says that all are recorded."""
    unset = tuple(
        f"设置“{title}”未填写"
        for title in dict.fromkeys(t for one in points for t in lacking(settings, one.rule))
    )
    incomplete = () if settings.text("adjustments_complete") == "yes" else ("尚未确认全部登记",)
    if unset or incomplete or any(one.amount is None for one in points):
        return missing(Part.ADJUSTMENT, *unset, *incomplete)
    counted = [one for one in points if not one.in_professional]
    total = sum((one.amount for one in counted if one.amount is not None), Fraction(0))
    sources = tuple(
        f"{one.rule.title}：{one.given.proof}（{one.given.approver}批准）" for one in points
    )
    return PartResult(Part.ADJUSTMENT, total, sources=sources)

"""The whole of an appraisal: five parts of each unit and their total, 芜湖2020 三、四."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from checks.appraisal.adjustments import Points, adjustments, points_of
from checks.appraisal.daily import daily
from checks.appraisal.inputs import Inputs
from checks.appraisal.peer import Spread, peer, spreads
from checks.appraisal.plan import Part, Plan, Unit
from checks.appraisal.result import PartResult, missing, rounded
from checks.appraisal.settings import Settings, settings_of
from checks.appraisal.tested import tested

_WHOLE = Fraction(100)


@dataclass(frozen=True)
class UnitResult:
    """One unit: its parts in the order of the plan, its plus and minus points, its total.

    `total` is rounded half up to 0.01 from exact fractions; None while a part is missing, and
    `missing` then names each with what it lacks. It is not cut at 0 or 100.
    """

    unit: Unit
    parts: tuple[PartResult, ...]
    points: tuple[Points, ...]
    total: Decimal | None
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Appraisal:
    """An appraisal: every unit of the register, the raters' spreads, the settings it rests on."""

    plan: Plan
    settings: Settings
    units: tuple[UnitResult, ...]
    spreads: tuple[Spread, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """Raters who made too little difference, explained or not."""
        return tuple(one.words for one in self.spreads if one.small)


def appraise(plan: Plan, inputs: Inputs) -> Appraisal:
    """The appraisal that inputs come to: total = Σ weight · part + plus and minus points.

    Pure: the same plan and inputs, in whatever order, give the same result.
    """
    settings = settings_of(plan, inputs.choices)
    found = spreads(plan, settings, inputs)
    units = tuple(_unit(plan, settings, one, inputs, found) for one in plan.units)
    return Appraisal(plan, settings, units, found)


def _unit(
    plan: Plan, settings: Settings, unit: Unit, inputs: Inputs, found: tuple[Spread, ...]
) -> UnitResult:
    points = points_of(plan, settings, unit, inputs)
    results = {
        Part.PROFESSIONAL: _with_points(
            tested(plan, settings, Part.PROFESSIONAL, unit, inputs.marks), points
        ),
        Part.PEER: peer(plan, settings, unit, inputs, found),
        Part.DAILY: daily(plan, settings, unit, inputs),
        Part.SOCIAL: tested(plan, settings, Part.SOCIAL, unit, inputs.marks),
        Part.ADJUSTMENT: adjustments(settings, points),
    }
    parts = tuple(results[rule.part] for rule in plan.parts)
    lacking = tuple(
        f"{rule.title}：{'；'.join(one.missing)}"
        for rule, one in zip(plan.parts, parts, strict=True)
        if one.value is None
    )
    return UnitResult(unit, parts, points, _total(plan, parts), lacking)


def _with_points(result: PartResult, points: tuple[Points, ...]) -> PartResult:
    inside = [one for one in points if one.in_professional]
    if result.value is None or not inside:
        return result
    if any(one.amount is None for one in inside):
        return missing(result.part, "加分的分值未设定")
    added = sum((one.amount for one in inside if one.amount is not None), Fraction(0))
    note = f"含优秀政策解读材料加分{float(added):g}分，满分100分封顶"
    return replace(result, value=min(result.value + added, _WHOLE), notes=(*result.notes, note))


def _total(plan: Plan, parts: tuple[PartResult, ...]) -> Decimal | None:
    total = Fraction(0)
    for rule, one in zip(plan.parts, parts, strict=True):
        if one.value is None:
            return None
        weight = Fraction(1) if rule.part is Part.ADJUSTMENT else Fraction(rule.weight, 100)
        total += weight * one.value
    return rounded(total)

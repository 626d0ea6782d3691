"""The professional and the social part: marks of assessors, of counties rolled up 7:2:1.

芜湖2020 三（一）、三（四）.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from checks.appraisal.inputs import Mark
from checks.appraisal.plan import Level, LevelRule, Part, Plan, Unit, UnitKind
from checks.appraisal.result import PartResult, each_once, mean, missing
from checks.appraisal.settings import Settings
from checks.appraisal.windows import outside


def tested(
    plan: Plan, settings: Settings, part: Part, unit: Unit, marks: Sequence[Mark]
) -> PartResult:
    """What assessors' marks come to for a unit.

    A city unit has its own mark; a county 0.7 of its own, 0.2 of the plain mean of its townships,
    0.1 of that of its departments. A level without any mark blocks the part, unless the setting
    `empty_group` says otherwise. Marks from outside the window do not count and are told.
    """
    own = [one for one in marks if (one.part, one.unit) == (part, unit.id)]
    late = [one for one in own if outside(plan, settings, one) is not None]
    valid = [one for one in own if one not in late]
    groups = {
        rule: [Fraction(one.mark) for one in valid if one.level is rule.level]
        for rule in _levels(plan, unit)
    }
    notes = tuple(f"{one.member or unit.name}：{one.mark}分不在测评时间内，未计入" for one in late)
    empty = [rule for rule, values in groups.items() if not values]
    if len(empty) == len(groups):
        return missing(part, "无成绩", *notes)
    if empty and settings.text("empty_group") == "block":
        return missing(part, *(f"{rule.title}无成绩" for rule in empty), *notes)
    notes += tuple(f"{rule.title}无成绩，按其余各组比例折算" for rule in empty)
    sources = each_once([one.source for one in valid])
    return PartResult(part, _rolled_up(groups), sources=sources, notes=notes)


def _levels(plan: Plan, unit: Unit) -> tuple[LevelRule, ...]:
    if unit.kind is UnitKind.COUNTY:
        return plan.levels
    return (plan.level(Level.OWN),)


def _rolled_up(groups: Mapping[LevelRule, Sequence[Fraction]]) -> Fraction:
    filled = {rule: mean(values) for rule, values in groups.items() if values}
    whole = sum(rule.share for rule in filled)
    return sum((rule.share * value for rule, value in filled.items()), Fraction(0)) / whole

"""The daily part (日常测评): the mean of the frozen scores of named rounds, 芜湖2020 三（三）."""

from __future__ import annotations

from fractions import Fraction

from checks.appraisal.inputs import Inputs, OwnScore
from checks.appraisal.plan import Part, Plan, Unit, UnitKind
from checks.appraisal.result import PartResult, missing
from checks.appraisal.settings import Settings


def rulebook_of(settings: Settings, unit: Unit) -> str:
    """The rulebook whose score counts for a unit; for a zone by the setting `zones_tree`."""
    tree = unit.kind.value
    if unit.kind is UnitKind.ZONE:
        tree = settings.text("zones_tree")
    return settings.text("county_rulebook" if tree == "county" else "department_rulebook")


def daily(plan: Plan, settings: Settings, unit: Unit, inputs: Inputs) -> PartResult:
    """The weighted mean of a unit's scores in the named rounds, weights being 1 unless given.

    Missing until every named round is frozen and has a score of the unit's portal. Of a round
    outside the plan's year it is said that it does not count.
    """
    named = sorted(inputs.rounds, key=lambda one: one.round)
    rounds = [one for one in named if one.round not in inputs.outside]
    left_out = [
        f"轮次{one.round}不在{plan.year}年度内，不计入" for one in named if one not in rounds
    ]
    if not rounds:
        return missing(Part.DAILY, *(left_out or ["未指定测评轮次"]))
    portal = inputs.portal_of(unit.id)
    if not portal:
        return missing(Part.DAILY, "未填写门户编号")
    book = rulebook_of(settings, unit)
    scores: dict[str, OwnScore] = {
        one.round: one for one in inputs.own if (one.portal, one.rulebook) == (portal, book)
    }
    total, whole = Fraction(0), Fraction(0)
    lacking: list[str] = []
    sources: list[str] = []
    notes = left_out
    for choice in rounds:
        score = scores.get(choice.round)
        if choice.round not in inputs.frozen:
            lacking.append(f"轮次{choice.round}未封存")
        elif score is None or score.value is None:
            lacking.append(f"轮次{choice.round}没有门户{portal}按{book}的得分")
        else:
            total += Fraction(choice.weight) * Fraction(score.value)
            whole += Fraction(choice.weight)
            sources.append(f"轮次{choice.round}（{score.run}）{score.value}分")
            if score.veto:
                notes.append(f"轮次{choice.round}有单项否决")
    if lacking:
        return missing(Part.DAILY, *lacking)
    return PartResult(Part.DAILY, total / whole, sources=tuple(sources), notes=tuple(notes))

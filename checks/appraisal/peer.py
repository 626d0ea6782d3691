"""The peer part (双向互评): who rates whom, and raters who make no difference (三（二）)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from checks.appraisal.inputs import Aspect, Inputs, PeerMark
from checks.appraisal.plan import Part, Plan, Unit, UnitKind
from checks.appraisal.result import PartResult, mean, missing
from checks.appraisal.settings import Settings
from checks.appraisal.windows import outside

ASPECTS = {Aspect.FIELD: "领域", Aspect.OVERALL: "综合"}
_WHOLE = 100


@dataclass(frozen=True)
class Spread:
    """How far a rater's highest and lowest marks of one aspect lie apart, in percent."""

    rater: Unit
    aspect: Aspect
    highest: Decimal
    lowest: Decimal
    percent: Fraction
    small: bool
    reason: str = ""

    @property
    def blocks(self) -> bool:
        """Whether the marks cannot count yet: too close together, and no reason given."""
        return self.small and not self.reason

    @property
    def words(self) -> str:
        """The warning as shown to users."""
        text = (
            f"{self.rater.name}（{ASPECTS[self.aspect]}）最高{self.highest}分、最低{self.lowest}分，"
            f"差距{float(self.percent):.2f}%，低于规定"
        )
        return f"{text}；理由：{self.reason}" if self.reason else f"{text}，未说明理由"


def raters_of(plan: Plan, unit: Unit) -> tuple[Unit, ...]:
    """Who rates a unit: sixteen departments a county, the counties a city unit; never itself."""
    raters = plan.raters if unit.kind is UnitKind.COUNTY else plan.counties
    return tuple(one for one in raters if one.id != unit.id)


def aspects_of(settings: Settings, unit: Unit) -> tuple[tuple[Aspect, Fraction], ...]:
    """What a unit is rated in, and the share of each in a rater's mark."""
    if unit.kind is not UnitKind.COUNTY:
        return ((Aspect.OVERALL, Fraction(1)),)
    share = (settings.number("peer_field_percent") or Fraction(0)) / _WHOLE
    both = ((Aspect.FIELD, share), (Aspect.OVERALL, 1 - share))
    return tuple((aspect, part) for aspect, part in both if part)


def why_not(plan: Plan, rater: Unit, unit: Unit, aspect: Aspect) -> str | None:
    """Why a rater may not give such a mark; None if it may."""
    if rater.id == unit.id:
        return f"{rater.name} rates itself"
    if rater not in raters_of(plan, unit):
        return f"{rater.name} does not rate {unit.name}"
    if aspect is Aspect.FIELD and unit.kind is not UnitKind.COUNTY:
        return f"{unit.name} is rated as a whole only"
    return None


def spreads(plan: Plan, settings: Settings, inputs: Inputs) -> tuple[Spread, ...]:
    """The spread of every rater with two marks or more of an aspect, in the order of the plan."""
    reasons = {(one.rater, one.aspect): one.reason for one in inputs.reasons}
    least = settings.number("spread_percent") or Fraction(0)
    counted = [one for one in inputs.peer_marks if _counts(plan, settings, one)]
    found = []
    for rater in (*plan.counties, *plan.raters):
        for aspect in Aspect:
            marks = [o.mark for o in counted if (o.rater, o.aspect) == (rater.id, aspect)]
            if len(marks) < 2:
                continue
            percent = _percent(max(marks), min(marks), settings.text("spread_of"))
            reason = reasons.get((rater.id, aspect), "")
            found.append(
                Spread(rater, aspect, max(marks), min(marks), percent, percent < least, reason)
            )
    return tuple(found)


def peer(
    plan: Plan, settings: Settings, unit: Unit, inputs: Inputs, found: Sequence[Spread]
) -> PartResult:
    """What the peer matrix comes to for a unit: the plain mean of its raters' marks.

    A county's rater gives one mark for its field and one for the whole, weighed by a setting.
    `found` are the spreads of all raters: one that is too small and unexplained blocks the part
    of every unit that the rater marked.
    """
    marks = {
        (one.rater, one.aspect): Fraction(one.mark)
        for one in inputs.peer_marks
        if one.unit == unit.id and _counts(plan, settings, one)
    }
    if not marks:
        return missing(Part.PEER, "无成绩")
    aspects = aspects_of(settings, unit)
    blocked = [
        one.words
        for one in found
        if one.blocks and (one.rater.id, one.aspect) in marks and one.aspect in dict(aspects)
    ]
    values, absent = [], []
    for rater in raters_of(plan, unit):
        lacking = [aspect for aspect, _ in aspects if (rater.id, aspect) not in marks]
        if lacking:
            absent.append(f"{rater.name}（{'、'.join(ASPECTS[one] for one in lacking)}）")
        else:
            values.append(sum((p * marks[rater.id, a] for a, p in aspects), Fraction(0)))
    notes = []
    if absent and (settings.text("peer_absent") == "block" or not values):
        blocked.append(f"未评分：{'、'.join(absent)}")
    elif absent:
        notes.append(f"未评分，取其余平均：{'、'.join(absent)}")
    if blocked:
        return missing(Part.PEER, *blocked)
    explained = (one.words for one in found if one.small and (one.rater.id, one.aspect) in marks)
    notes.extend(explained)
    source = f"{len(values)}家测评单位评分的平均值"
    return PartResult(Part.PEER, mean(values), sources=(source,), notes=tuple(notes))


def _counts(plan: Plan, settings: Settings, one: PeerMark) -> bool:
    try:
        rater, unit = plan.unit(one.rater), plan.unit(one.unit)
    except KeyError:
        return False
    if why_not(plan, rater, unit, one.aspect) is not None:
        return False
    return outside(plan, settings, one) is None


def _percent(highest: Decimal, lowest: Decimal, base: str) -> Fraction:
    gap = Fraction(highest) - Fraction(lowest)
    if base == "highest":
        return gap / Fraction(highest) * _WHOLE if highest else Fraction(0)
    return gap

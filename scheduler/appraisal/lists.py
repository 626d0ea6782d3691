"""The sheets of an appraisal's workbook that hold one thing a row."""

from __future__ import annotations

from checks.appraisal.adjustments import lacking, rule_named
from checks.appraisal.inputs import (
    Adjustment,
    Choice,
    Counterpart,
    Mark,
    PortalOf,
    RoundChoice,
)
from checks.appraisal.plan import Level, Part, Plan, UnitKind
from checks.appraisal.settings import Settings, setting_value
from checks.appraisal.windows import outside
from reports.appraisal import layout
from scheduler.appraisal.cells import Row
from scheduler.appraisal.ground import Given, Ground, given, taken_back, unit_of

FIELDS = {
    "tested_on": layout.TESTED,
    "report_tested_on": layout.REPORT_TESTED,
    "rated_on": layout.RATED,
}
"""The columns in which the dates of marks stand."""


def setting(row: Row, ground: Ground) -> Given | None:
    """A row of 设置; 作废 as its value brings back the default."""
    if not row.filled(layout.VALUE):
        return None
    name, text = row.needed(layout.SETTING), row.text(layout.VALUE)
    rule = next((rule for rule in ground.plan.settings if rule.title == name), None)
    if rule is None:
        row.fault(layout.SETTING, f"{name[:40]!r} is no setting of the plan")
        return None
    if text == layout.VOID:
        return taken_back(row, "setting", rule.key)
    if not row.sound:
        return None
    try:
        value = setting_value(rule, text)
    except ValueError as error:
        row.fault(layout.VALUE, str(error))
        return None
    if rule.key.endswith("_rulebook") and value not in {rule.default, *ground.requirements}:
        row.fault(layout.VALUE, f"{value[:40]!r} is no rulebook of the watchlist")
    return given(row, Choice(rule.key, value))


def portal(row: Row, ground: Ground) -> Given | None:
    """A row of 单位对应."""
    if not row.filled(layout.PORTAL):
        return None
    unit = unit_of(row, ground.plan, layout.UNIT)
    if unit is None:
        return None
    if row.text(layout.PORTAL) == layout.VOID:
        return taken_back(row, "portal", unit.id)
    return given(row, PortalOf(unit.id, _known_portal(row, ground)))


def _known_portal(row: Row, ground: Ground) -> str:
    name = row.text(layout.PORTAL)
    if name and name not in ground.portals:
        row.fault(layout.PORTAL, f"{name[:40]!r} is no portal of the watchlist")
    return name


def mark(row: Row, ground: Ground, settings: Settings, part: Part) -> Given | None:
    """A row of 专业机构测评 or 社会评议; one with nothing but unit and level says nothing."""
    in_advance = (layout.UNIT, layout.LEVEL)
    if not any(row.filled(name) for name in row.cells if name not in in_advance):
        return None
    plan = ground.plan
    unit, level = unit_of(row, plan, layout.UNIT), _level(row, plan)
    if unit is not None and unit.kind is not UnitKind.COUNTY and level is not Level.OWN:
        row.fault(layout.LEVEL, f"{unit.name} has no lower level")
    if level is Level.OWN and row.filled(layout.MEMBER):
        row.fault(layout.MEMBER, "stays empty for the unit itself")
    one = Mark(
        part=part,
        unit="" if unit is None else unit.id,
        level=level,
        member="" if level is Level.OWN else row.needed(layout.MEMBER),
        mark=row.mark(layout.MARK),
        tested_on=row.needed_day(layout.TESTED),
        source=row.needed(layout.SOURCE),
        report_tested_on=row.day(layout.REPORT_TESTED),
        portal=_known_portal(row, ground),
    )
    if row.sound and not row.filled(layout.VOID):
        fault = outside(plan, settings, one)
        if fault is not None:
            row.fault(FIELDS[fault[0]], fault[1])
    return given(row, one)


def _level(row: Row, plan: Plan) -> Level:
    words = row.needed(layout.LEVEL)
    for rule in plan.levels:
        if words == rule.title:
            return rule.level
    if words:
        known = "、".join(rule.title for rule in plan.levels)
        row.fault(layout.LEVEL, f"{words[:40]!r} is none of {known}")
    return Level.OWN


def daily_round(row: Row, ground: Ground) -> Given | None:
    """A row of 日常测评: a round of the plan's year; one named before may be taken back."""
    name, year = row.needed(layout.ROUND), ground.plan.year
    known = ground.rounds.get(name)
    if name and known is None:
        row.fault(layout.ROUND, f"{name[:40]!r} is no round of the watchlist")
    elif (
        known is not None
        and not row.filled(layout.VOID)
        and not ground.plan.takes(known.start_on, known.end_on)
    ):
        span = f"{known.start_on} to {known.end_on}"
        row.fault(layout.ROUND, f"{name[:40]!r} ({span}) lies outside the plan's year {year}")
    if not row.filled(layout.WEIGHT):
        return given(row, RoundChoice(name))
    weight = row.number(layout.WEIGHT)
    if row.sound and not weight > 0:
        row.fault(layout.WEIGHT, f"{weight} is not above 0")
    return given(row, RoundChoice(name, weight))


def points(row: Row, ground: Ground, settings: Settings) -> Given | None:
    """A row of 加扣分: rule, proof and approver must be there, and an amount for the rule."""
    unit = unit_of(row, ground.plan, layout.UNIT)
    name = row.needed(layout.RULE)
    rule = rule_named(ground.plan, name)
    if name and rule is None:
        row.fault(layout.RULE, f"{name[:40]!r} is no rule of the plan")
    if unit is not None and rule is not None and unit.kind not in rule.kinds:
        row.fault(layout.RULE, f"does not apply to {unit.name} ({rule.clause})")
    unset = () if rule is None else lacking(settings, rule)
    if unset:
        wanted = "、".join(unset)
        row.fault(layout.RULE, f"first fill in on sheet {layout.SETTINGS!r}: {wanted}")
    ranked = rule is not None and bool(rule.tiers)
    if rule is not None and not ranked and row.filled(layout.RANK):
        row.fault(layout.RANK, f"stays empty for {rule.title}")
    one = Adjustment(
        unit="" if unit is None else unit.id,
        rule="" if rule is None else rule.rule,
        proof=row.needed(layout.PROOF),
        approver=row.needed(layout.APPROVER),
        approved_on=row.needed_day(layout.APPROVED),
        rank=_rank(row) if ranked else None,
    )
    return given(row, one)


def _rank(row: Row) -> int:
    rank = row.number(layout.RANK)
    if row.filled(layout.RANK) and row.sound and not (rank >= 1 and rank == int(rank)):
        row.fault(layout.RANK, f"{rank} is no rank")
    return int(rank)


def counterpart(row: Row, ground: Ground) -> Given | None:
    """A row of 指标对照."""
    parts = {ground.plan.part(one).title: one for one in (Part.PROFESSIONAL, Part.SOCIAL)}
    words = row.needed(layout.PART)
    if words and words not in parts:
        row.fault(layout.PART, f"{words[:40]!r} is none of {'、'.join(parts)}")
    indicator = row.needed(layout.INDICATOR)
    book, requirement = row.needed(layout.RULEBOOK), row.needed(layout.REQUIREMENT)
    if book and book not in ground.requirements:
        row.fault(layout.RULEBOOK, f"{book[:40]!r} is no rulebook of the watchlist")
    elif requirement and requirement not in ground.requirements.get(book, ()):
        row.fault(layout.REQUIREMENT, f"{requirement[:40]!r} is no row of {book}")
    return given(
        row, Counterpart(parts.get(words, Part.PROFESSIONAL), indicator, book, requirement)
    )

"""Test windows (测评时间): a mark made outside its window cannot enter, 芜湖2020 三."""

from __future__ import annotations

from datetime import date, timedelta

from checks.appraisal.inputs import Mark, PeerMark
from checks.appraisal.plan import Level, Part, Plan, UnitKind
from checks.appraisal.settings import Settings


def outside(plan: Plan, settings: Settings, one: Mark | PeerMark) -> tuple[str, str] | None:
    """Which date of a mark lies outside its window, and what would have been right.

    The first text is the name of the field. Annual reports are tested after they are due, and for
    some days (a setting) after the window has closed (catalogue 9, ambiguity 4).
    """
    if isinstance(one, PeerMark):
        return _outside_part(plan, Part.PEER, "rated_on", one.rated_on)
    fault = _outside_part(plan, one.part, "tested_on", one.tested_on)
    if fault is None and one.report_tested_on is not None:
        fault = _report(plan, settings, one, one.report_tested_on)
    return fault


def report_due_on(plan: Plan, unit: str, level: Level) -> date:
    """When the annual report of a unit, or of the members of a county's level, is due."""
    if plan.unit(unit).kind is UnitKind.COUNTY:
        return plan.level(level).report_due_on
    return plan.city_reports.due_on


def _outside_part(plan: Plan, part: Part, field: str, day: date) -> tuple[str, str] | None:
    rule = plan.part(part)
    if rule.start_on is None or rule.end_on is None or rule.start_on <= day <= rule.end_on:
        return None
    return field, f"{day} lies outside the window {rule.start_on} to {rule.end_on} ({rule.clause})"


def _report(plan: Plan, settings: Settings, one: Mark, day: date) -> tuple[str, str] | None:
    due = report_due_on(plan, one.unit, one.level)
    grace = int(settings.number("report_grace_days") or 0)
    end = plan.part(one.part).end_on
    field = "report_tested_on"
    if day <= due:
        return field, f"{day}: the annual report is due on {due} and is tested after that"
    if end is not None and day > end + timedelta(days=grace):
        last = end + timedelta(days=grace)
        return field, f"{day} lies after {last} (window and {grace} days of grace)"
    return None

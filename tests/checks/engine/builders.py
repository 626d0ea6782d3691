"""Small builders for the engine's tests: say only what matters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from checks.calendar import WorkCalendar, load_calendar
from checks.engine.check import Check, Judge
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import BuiltCheck
from checks.engine.requirement import Requirement, Rulebook
from crawler.portals import Portal, PortalKind
from crawler.records import BEIJING, Cause, Dossier, Evidence

CALENDAR = load_calendar()
NIGHT = datetime(2026, 11, 20, 2, 0, tzinfo=BEIJING)
PROOF = Evidence("http://www.yunxi.test/a.html", NIGHT, "0" * 64, "原文")


def portal(**changes: Any) -> Portal:
    """A county's portal."""
    values: dict[str, Any] = {
        "id": "yunxi",
        "name": "云溪县人民政府",
        "kind": PortalKind.COUNTY,
        "home": "http://www.yunxi.test/",
        "rulebooks": ("local",),
    }
    return Portal(**(values | changes))


def dossier(**changes: Any) -> Dossier:
    """An empty dossier of that portal."""
    values: dict[str, Any] = {
        "portal": portal(),
        "as_of": NIGHT,
        "sections": MappingProxyType({}),
        "coverage": PROOF,
    }
    return Dossier(**(values | changes))


def requirement(row_id: str = "row-1", **changes: Any) -> Requirement:
    """A row measured by the check `sample`."""
    values: dict[str, Any] = {
        "id": row_id,
        "rulebook": "local",
        "title": "指标",
        "summary": "指标。",
        "check": "sample",
    }
    return Requirement(**(values | changes))


def rulebook(*rows: Requirement) -> Rulebook:
    """A rulebook of these rows."""
    return Rulebook("local", "地方指标", "1", date(2026, 1, 1), "某通知", rows)


def finding(
    outcome: Outcome = Outcome.FAILED, subject: str = "/a", row_id: str = "row-1", **changes: Any
) -> Finding:
    """A finding of that row; failures rest on words."""
    values: dict[str, Any] = {
        "portal": "yunxi",
        "rulebook": "local",
        "requirement": row_id,
        "sources": (),
        "check": "sample",
        "subject": subject,
        "title": "标题",
        "outcome": outcome,
        "statement": f"{subject}如此。",
        "cause": Cause.UNREACHABLE if outcome is Outcome.CANT_TELL else None,
        "basis": Basis.WORDS,
        "evidence": (PROOF,),
    }
    return Finding(**(values | changes))


def built(judge: Judge, slug: str = "sample", terms: tuple[str, ...] = ()) -> BuiltCheck:
    """A built check with that code."""
    return BuiltCheck(Check(slug, "样例", (), terms), judge, "manual")


def says(*findings: Finding) -> BuiltCheck:
    """A built check that always says the same."""

    def judge(_: Dossier, __: Requirement, ___: WorkCalendar) -> Iterator[Finding]:
        yield from findings

    return built(judge)

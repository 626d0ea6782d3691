"""What holds for all checks of this area."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from checks.engine.outcome import Outcome
from checks.engine.requirement import Assessment
from checks.engine.runner import judge_portal
from crawler.portals import PortalKind, Role
from crawler.records import Cause, Dossier, ReadState
from tests.builders import calendar, dossier, entry, portal, section
from tests.checks.disclosure.cases import judged, notice, seen

CHECKS = sorted({check for row in notice().requirements for check in row.checks})
BOUND = (PortalKind.CITY, PortalKind.COUNTY, PortalKind.DEPARTMENT)


def unseen() -> Dossier:
    states = [section(role, ReadState.UNOBSERVABLE, Cause.CHALLENGED) for role in Role]
    return dossier(sections=states, column_tree_cause=Cause.CHALLENGED)


@pytest.mark.parametrize("check", CHECKS)
def test_nothing_unseen_is_failed(check: str) -> None:
    assert judged(check, unseen()).outcome is Outcome.CANT_TELL


@pytest.mark.parametrize("kind", PortalKind)
@pytest.mark.parametrize("as_of", ["2025-06-01T02:00", "2026-11-20T02:00", "2029-01-01T02:00"])
def test_every_binding_row_gives_a_finding_that_is_one_sentence(
    kind: PortalKind, as_of: str
) -> None:
    empty = seen(of=portal(kind=kind), as_of=as_of)
    result = judge_portal(empty, notice(), calendar())
    assert result.errors == ()
    assert len(result.findings) == (6 if kind in BOUND else 0)
    for finding in result.findings:
        assert finding.statement.count("。") == 1
        assert "None" not in finding.statement
        assert "，，" not in finding.statement


@pytest.mark.parametrize("state", [unseen(), seen(), seen(as_of="2025-06-01T02:00")])
def test_under_a_partial_row_every_finding_says_what_is_not_seen(state: Dossier) -> None:
    findings = {f.requirement: f for f in judge_portal(state, notice(), calendar()).findings}
    for row in notice().requirements:
        finding = findings[row.id]
        said = "仅就公开可见部分判断" in finding.statement
        assert said == bool(row.unseen)
        assert row.unseen.rstrip("。") in finding.statement
        asks = "属待核实线索" in finding.statement
        partial = row.assessment is Assessment.PARTIAL
        assert asks == (partial and finding.outcome is Outcome.FAILED)


def test_a_large_portal_is_judged_in_seconds() -> None:
    rows = [
        entry(Role.NEWS, f"news/{n}.html", f"第{n}期农村供水简报{n % 97}", "2026-05-05")
        for n in range(20_000)
    ]
    state = replace(seen(), records=tuple(rows))
    began = time.process_time()
    for check in CHECKS:
        judged(check, state)
    assert time.process_time() - began < 10

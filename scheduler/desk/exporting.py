"""Findings as the console exports them: judged, one after the other, none held."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlite_utils import Database

from checks.engine.case import Case
from checks.engine.finding import Finding
from checks.engine.requirement import Requirement
from crawler.records.codec import revive
from reports.console.books import Wanted
from reports.model import JudgedFinding, RunReport
from scheduler.desk import listing
from scheduler.reporting.gathering import detail_of, judged_by_of
from scheduler.reporting.judgements import with_case
from scheduler.run import Run
from scheduler.store.findings import captured_in, unpack
from scheduler.workplace import Workplace


def outline(db: Database, workplace: Workplace, run: Run) -> RunReport:
    """What a run was about and judged by, without anything that it found."""
    workplace = workplace.on(run.as_of.date())
    return RunReport(
        run=run.name,
        as_of=run.as_of,
        portals=run.portals,
        rulebooks=tuple(workplace.rulebooks.values()),
        judged=(),
        sample=workplace.watchlist.sample,
        trial=workplace.watchlist.monitor.trial,
        calendar=workplace.calendar,
        judged_by=judged_by_of(detail_of(db, run.name)),
    )


def judged(
    db: Database, workplace: Workplace, run: Run, wanted: Wanted, order: Sequence[str]
) -> Iterator[JudgedFinding]:
    """What is asked for of a run, in the order of the list and with the cases shown there."""
    workplace = workplace.on(run.as_of.date())
    portals = {portal.id: portal for portal in run.portals}
    for rows in listing.stored(db, wanted, order):
        for finding, row in zip(_unpacked(db, run.name, rows), rows, strict=True):
            case = _case(row["case_data"])
            portal = portals.get(finding.portal)
            found = with_case(finding, case, portal, workplace, run) if portal else ()
            yield found[0] if found else JudgedFinding(finding, case, _gone(finding))


def _unpacked(db: Database, run: str, rows: Sequence[dict[str, Any]]) -> Iterator[Finding]:
    """The findings of some rows, with what their run cites read at once for each portal."""
    urls: dict[str, set[str]] = {}
    for row in rows:
        cited = json.loads(row["data"]).get("evidence", [])
        urls.setdefault(row["portal"], set()).update(one["url"] for one in cited)
    captured = {portal: captured_in(db, run, portal, own) for portal, own in urls.items()}
    for row in rows:
        yield unpack(row["data"], captured[row["portal"]])


def _case(text: str | None) -> Case | None:
    return revive(Case, json.loads(text)) if text else None


def _gone(finding: Finding) -> Requirement:
    """Stands for a row that the rulebook has no longer: what was judged by it is still listed."""
    return Requirement(
        finding.requirement, finding.rulebook, finding.requirement, "", finding.check,
        level1="已停用指标",
    )  # fmt: skip

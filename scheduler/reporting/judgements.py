"""Findings as reports show them: each with its case, its dates and its bodies."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from checks.engine.case import Case, CaseState, Stage
from checks.engine.deadlines import deadlines, stage_on
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.stock import is_old_stock
from checks.engine.workflow import may_go_out
from crawler.portals import Portal
from crawler.records.moments import beijing_date, stamp
from reports.model import JudgedFinding, Standing
from scheduler.casework.acts import MAIL
from scheduler.casework.frozen import Frozen
from scheduler.casework.view import last_judgement
from scheduler.run import Run
from scheduler.store.cases import cases_after, cases_as_of, cases_on, causes_of, retraction_causes
from scheduler.store.findings import judgement_in, portal_runs, recall
from scheduler.workplace import Workplace


def judged_in(
    db: Database, workplace: Workplace, run: Run, frozen: Frozen | None, until: str
) -> tuple[JudgedFinding, ...]:
    """Every finding of a run; cases stand as after the run `until`, or as a round froze them."""
    found: list[JudgedFinding] = []
    for portal in run.portals:
        cases = cases_as_of(db, until, portal.id)
        if frozen is not None:
            cases = frozen.cases_in(run.name, portal.id, cases)
        scored = _scored(db, run, portal.id, until) if frozen is None else {}
        causes = causes_of(db, run.name, portal.id)
        taken_back = retraction_causes(db, run.name, portal.id)
        for finding in recall(db, run.name, portal.id):
            case = cases.get(finding.case_id)
            retracted = case is not None and case.stage is Stage.RETRACTED
            found.extend(
                replace(
                    one,
                    why=causes.get(finding.case_id),
                    taken_back=taken_back.get(finding.case_id) if retracted else None,
                    scored=scored.get(finding.case_id),
                )
                for one in with_case(finding, case, portal, workplace, run)
            )
    return tuple(found)


def _scored(db: Database, run: Run, portal: str, until: str) -> dict[str, Case]:
    """The cases that moved after the run, as its score counted them."""
    rows = db.query(
        "SELECT DISTINCT case_id FROM case_events WHERE portal = ? AND run BETWEEN ? AND ?"
        " AND (at > ? OR (at = ? AND person IS NOT NULL))",
        [portal, run.name, until, stamp(run.as_of), stamp(run.as_of)],
    )
    moved = {str(row["case_id"]) for row in rows}
    if not moved:
        return {}
    after = cases_after(db, run.name, portal, run.as_of)
    return {case_id: case for case_id, case in after.items() if case_id in moved}


def one_judged(db: Database, workplace: Workplace, run: str, case_id: str) -> JudgedFinding | None:
    """One finding as it stood in a run, or last before it; None for one that nobody knows."""
    rows = list(
        db.query(
            "SELECT portal, data, last_run FROM findings WHERE case_id = ? AND first_run <= ?"
            " ORDER BY last_run DESC, id DESC LIMIT 1",
            [case_id, run],
        )
    )
    listed = {portal.id: portal for portal in workplace.watchlist.portals}
    if not rows or rows[0]["portal"] not in listed:
        return None
    portal = listed[rows[0]["portal"]]
    seen = [one for one in portal_runs(db, portal.id) if one <= min(run, rows[0]["last_run"])]
    moment = next(iter(db.query("SELECT as_of FROM runs WHERE run = ?", [run])), None)
    if not seen or moment is None:
        return None
    as_of = datetime.fromisoformat(moment["as_of"])
    day = beijing_date(as_of)
    finding = judgement_in(db, seen[-1], portal.id, rows[0]["data"])
    event = cases_on(db, only=[case_id]).get(case_id)
    case = event.case if event is not None else None
    found = with_case(finding, case, portal, workplace.on(day), Run(run, as_of, (portal,)))
    then = cases_after(db, run, portal.id, as_of, case_id).get(case_id)
    return replace(found[0], scored=then if then != case else None) if found else None


def unlisted_in(
    db: Database, workplace: Workplace, run: Run, until: str
) -> tuple[JudgedFinding, ...]:
    """Cases that nobody closed and whose page the run no longer judged."""
    found: list[JudgedFinding] = []
    for portal in run.portals:
        for case in cases_as_of(db, until, portal.id).values():
            if case.work.unlisted_on is None or case.state is CaseState.RESOLVED:
                continue
            finding = last_judgement(db, case.id, run.as_of)
            if finding is not None and finding.outcome is Outcome.FAILED:
                found.extend(with_case(finding, case, portal, workplace, run))
    return tuple(found)


def with_case(
    finding: Finding, case: Case | None, portal: Portal, workplace: Workplace, run: Run
) -> tuple[JudgedFinding, ...]:
    """A finding with its case, its dates and its bodies; nothing for a row no longer known."""
    book = workplace.rulebooks.get(finding.rulebook)
    row = (
        next((r for r in book.requirements if r.id == finding.requirement), None) if book else None
    )
    if row is None:
        return ()
    judged = JudgedFinding(
        finding, case, row, old_stock=is_old_stock(finding, portal.baseline_on),
        handling=portal.handling or "", platform=portal.platform or "",
    )  # fmt: skip
    if case is None:
        return (judged,)
    calendar = workplace.calendar.with_holidays(portal.extra_holidays)
    terms = workplace.watchlist.cases
    due = deadlines(case, finding.check, calendar, terms)
    begins = terms.notified_by == MAIL and case.work.issued_at is None and may_go_out(case)
    told_due = None
    if begins and case.state in (CaseState.OPEN, CaseState.REOPENED):
        issued = replace(case, work=replace(case.work, issued_at=run.as_of))
        told_due = deadlines(issued, finding.check, calendar, terms)
    return (
        replace(
            judged,
            due=due,
            told_due=told_due,
            mend_by=due.mend_by if judged.standing is Standing.PROBLEM else None,
            stage=stage_on(case, due, run.as_of),
            handling=case.work.handling or judged.handling,
        ),
    )

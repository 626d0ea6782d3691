"""Gathering what the reports of a run need from the books, and writing them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from sqlite_utils import Database

from checks.engine.attesting import owed
from checks.engine.case import Case, CaseState, Stage
from checks.engine.deadlines import deadlines, stage_on
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.registry import checks
from checks.engine.requirement import Requirement, Rulebook
from checks.engine.scoring import Score
from checks.engine.stock import is_old_stock
from checks.engine.workflow import may_go_out
from crawler.portals import Portal
from crawler.records import Dossier, LateEntry, Record, Redated, decode
from crawler.records.codec import revive
from crawler.records.ledger import HostLedger
from crawler.records.moments import beijing_date, stamp
from crawler.storage import GroupStore
from reports.amendments import Amendment
from reports.model import (
    Archived,
    CheckError,
    JudgedFinding,
    PolitenessRow,
    PreviousRun,
    ReportFiles,
    RunReport,
    ScorePoint,
    Standing,
    Visit,
)
from reports.publish import write_reports
from scheduler.archived import archived_pages
from scheduler.casework.acts import MAIL
from scheduler.casework.frozen import Frozen, frozen_on
from scheduler.casework.rounds import rounds_of, workplace_of
from scheduler.casework.view import last_judgement
from scheduler.feeding import mark_final, publish, shown_scores, was_released
from scheduler.manifest import code_version, pinned_groups
from scheduler.moments import now
from scheduler.pictured import pictures
from scheduler.pipeline import Run, groups_of
from scheduler.store import open_database
from scheduler.store.amendments import amendments
from scheduler.store.attestations import attested
from scheduler.store.cases import (
    cases_after,
    cases_as_of,
    cases_on,
    causes_of,
    retraction_causes,
)
from scheduler.store.findings import judgement_in, portal_runs, recall
from scheduler.store.runs import stored_run
from scheduler.store.scores import scores_of
from scheduler.unvisited import unvisited
from scheduler.workplace import Workplace

REMIND_DAYS = 30
"""So many days ahead the office is told what is to be attested."""
HISTORY = 60
"""Nights shown in a trend."""


def gather(
    db: Database,
    workplace: Workplace,
    run: Run,
    dossiers: Mapping[str, Dossier] | None = None,
    until: str | None = None,
) -> RunReport:
    """The report of a stored run. Without dossiers it tells nothing of the visit itself.

    Cases stand as they did after the run `until`, this one unless told otherwise.
    """
    until = until or run.name
    today = beijing_date(run.as_of)
    workplace = workplace.on(today)
    every, detail = tuple(workplace.rulebooks.values()), detail_of(db, run.name)
    frozen = frozen_on(db, today)
    judged = _judged(db, workplace, run, frozen, until)
    told = {one.finding.rulebook for one in judged}
    in_force = tuple(book for book in every if book.in_force(today))
    books = tuple(book for book in every if book in in_force or book.id in told)
    chosen = {portal.id for portal in run.portals}
    said = {key: one for key, one in attested(db, run.as_of).items() if key[0] in chosen}
    late = _late(detail, chosen)
    report = RunReport(
        run=run.name,
        as_of=run.as_of,
        portals=run.portals,
        rulebooks=books,
        judged=judged,
        unlisted=_unlisted(db, workplace, run, until),
        scores=_final(scores_of(db, run.name, chosen), run.name, frozen),
        final=frozen is not None,
        visits=tuple(_visits(db, run, dossiers)) if dossiers is not None else (),
        sample=workplace.watchlist.sample,
        trial=workplace.watchlist.monitor.trial,
        previous=_previous(db, run),
        history={portal.id: _history(db, portal, run.name) for portal in run.portals},
        not_measured=_not_measured(in_force, run.portals),
        politeness=tuple(politeness(workplace, run)) if dossiers is not None else (),
        check_errors=tuple(_error(text) for text in detail.get("errors", ())),
        preflight=(
            *detail.get("preflight", ()),
            *detail.get("unvisited", ()),
            *detail.get("drifts", ()),
        ),
        unvisited=tuple(one for one in unvisited(db, run.name) if one in chosen),
        late=tuple((name, one) for name, one in late if isinstance(one, LateEntry)),
        redated=tuple((name, one) for name, one in late if isinstance(one, Redated)),
        lacks=tuple(detail.get("lacks", ())),
        rounds=rounds_of(db, workplace, run.name),
        calendar=workplace.calendar,
        # What the run was made with, as it was sealed; while it is made, what makes it.
        calendar_version=str(detail.get("calendar") or workplace.calendar.version),
        code_version=str(detail.get("code") or code_version()),
        amendments=_amendments(db, run.name),
        attested=tuple(said.values()),
        owed=owed(run.portals, every, said, today, REMIND_DAYS),
        judged_by=judged_by_of(detail),
        archived=_archive(workplace, db, run.name),
        picture=partial(
            pictures, workplace.places.pictures, workplace.watchlist.monitor.screenshots
        ),
    )
    return replace(report, released=was_released(db, report))


def _late(detail: Mapping[str, Any], chosen: Collection[str]) -> tuple[tuple[str, Record], ...]:
    """The hints of a run about the portals that take part, each with its portal's id."""
    rows = [(str(row["portal"]), decode(row["entry"])) for row in detail.get("late", ())]
    return tuple((name, one) for name, one in rows if name in chosen)


def write(db: Database, workplace: Workplace, report: RunReport) -> ReportFiles:
    """Write report, workbook, exports and feed of a run; the feed's latest is the newest run."""
    files = write_reports(report, workplace.places.report(report.run))
    publish(db, workplace, report, now())
    return files


def publish_frozen(db: Database, workplace: Workplace, frozen: Frozen, at: datetime) -> None:
    """Say in the feed that a round is final, and give the scores that were frozen.

    They are others than those of the night where an appeal was upheld since; a run whose scores
    stay as they are keeps its edition, and with it its release.
    """
    mark_final(db, workplace.places, frozen.round.id, at)
    for run in frozen.runs:
        shown = shown_scores(workplace.places, run)
        told = {
            (s.portal, s.rulebook): _figures(s)
            for s in frozen.scores
            if frozen.run_of(s.portal, s.rulebook) == run
        }
        if shown and any(shown.get(key, told[key]) != told[key] for key in told):
            then = workplace_of(db, workplace, run)
            publish(db, then, gather(db, then, stored_run(db, then, run)), at)


def _figures(score: Score) -> tuple[float | None, float | None, float | None]:
    low, value, high = (
        None if one is None else float(one) for one in (score.low, score.value, score.high)
    )
    return low, value, high


def detail_of(db: Database, run: str) -> dict[str, Any]:
    """What a run noted about itself; nothing for a run that there is not."""
    rows = list(db.query("SELECT detail FROM runs WHERE run = ?", [run]))
    return dict(json.loads(rows[0]["detail"])) if rows else {}


def _amendments(db: Database, run: str) -> tuple[Amendment, ...]:
    """What nobody signed yet, and what this run was the first under."""
    return tuple(one for one in amendments(db) if one.unsigned or one.first_run == run)


def judged_by_of(detail: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Version and digest of the rulebooks that a run went by; older runs tell no version."""
    versions = detail.get("versions", {})
    return {
        name: (str(versions.get(name, "")), str(sha256))
        for name, sha256 in detail.get("rulebooks", {}).items()
    }


def _judged(
    db: Database, workplace: Workplace, run: Run, frozen: Frozen | None, until: str
) -> tuple[JudgedFinding, ...]:
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


def _unlisted(
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


def _final(scores: tuple[Score, ...], run: str, frozen: Frozen | None) -> tuple[Score, ...]:
    """The scores of a run, the frozen ones where a frozen round rests on it."""
    if frozen is None:
        return scores
    kept = {
        (s.portal, s.rulebook): s
        for s in frozen.scores
        if frozen.run_of(s.portal, s.rulebook) == run
    }
    return tuple(kept.get((s.portal, s.rulebook), s) for s in scores)


def _history(db: Database, portal: Portal, run: str) -> tuple[ScorePoint, ...]:
    rows = list(
        db.query(
            "SELECT run, rulebook, value, low, high FROM scores WHERE portal = ? AND run <= ?"
            " ORDER BY run DESC LIMIT ?",
            [portal.id, run, HISTORY],
        )
    )
    return tuple(
        ScorePoint(
            row["run"],
            row["rulebook"],
            _decimal(row["value"]),
            _decimal(row["low"]),
            _decimal(row["high"]),
        )
        for row in reversed(rows)
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _previous(db: Database, run: Run) -> PreviousRun | None:
    """The last complete night before this one; a special run may be of a few portals only."""
    rows = list(
        db.query(
            "SELECT run, as_of, detail FROM runs WHERE run < ? AND state = 'complete'"
            " AND run NOT LIKE '%.%' ORDER BY run DESC LIMIT 1",
            [run.name],
        )
    )
    if not rows:
        return None
    name = str(rows[0]["run"])
    detail = json.loads(rows[0]["detail"])
    findings: list[Finding] = []
    for portal in run.portals:
        findings.extend(recall(db, name, portal.id))
    return PreviousRun(
        run=name,
        as_of=datetime.fromisoformat(rows[0]["as_of"]),
        findings=tuple(findings),
        scores=scores_of(db, name, [portal.id for portal in run.portals]),
        rulebooks=detail.get("rulebooks", {}),
        calendar_version=detail.get("calendar", ""),
        code_version=detail.get("code", ""),
    )


def _not_measured(books: Sequence[Rulebook], portals: Sequence[Portal]) -> tuple[Requirement, ...]:
    built = checks()
    return tuple(
        row
        for book in books
        for row in book.requirements
        if built.keys().isdisjoint(row.checks) and any(map(row.binds_body, portals))
    )


def _visits(db: Database, run: Run, dossiers: Mapping[str, Dossier]) -> list[Visit]:
    summaries = {
        str(row["portal"]): json.loads(row["summary"] or "{}")
        for row in db.query("SELECT portal, summary FROM run_portals WHERE run = ?", [run.name])
    }
    found = []
    for portal in run.portals:
        dossier = dossiers.get(portal.id)
        if dossier is None:
            found.append(Visit(portal.id, note="本次未能完成采集。"))
            continue
        summary = revive(Visit, {"portal": portal.id} | summaries.get(portal.id, {}))
        assert isinstance(summary, Visit)
        found.append(
            replace(
                summary,
                family=dossier.family,
                version=dossier.manner.version,
                confidence=dossier.manner.confidence,
                unasked=len(dossier.manner.unasked),
                sections=tuple(dossier.sections.values()),
                misses=dossier.misses,
                columns=tuple(dossier.named.values()),
            )
        )
    return found


def politeness(workplace: Workplace, run: Run) -> list[PolitenessRow]:
    """One row per host; a portal's crawl may ask the host of the portal above it too."""
    rows: dict[str, PolitenessRow] = {}
    for group in groups_of(workplace, run):
        path = workplace.places.group_database(group.name)
        if not path.exists():
            continue
        db = open_database(path)
        try:
            for one in GroupStore(db).ledger(run.name):
                row = polite_row(one)
                known = rows.get(one.host)
                rows[one.host] = row if known is None else known.with_another(row)
        finally:
            db.close()
    return list(rows.values())


def polite_row(one: HostLedger) -> PolitenessRow:
    """A host's ledger as reports show it."""
    return PolitenessRow(
        host=one.host,
        requests=one.requests,
        bytes=one.bytes,
        peak_per_second=one.peak_per_second,
        retries=one.retries,
        refused=one.complaints,
        robots_skips=one.robots_skips,
        seconds=one.seconds,
        rate=one.rate,
    )


def _error(text: str) -> CheckError:
    portal, _, rest = text.partition(": ")
    requirement, _, message = rest.partition(": ")
    return CheckError(portal, requirement, message)


def _archive(workplace: Workplace, db: Database, run: str) -> Archived:
    """A function that finds archived bytes by digest and address among the run's files."""
    warcs = {warc for _, warc in pinned_groups(db, workplace.places, run).values()}
    return archived_pages(warc for warc in warcs if warc.exists())

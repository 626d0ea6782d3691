"""Gathering what the reports of a run need from the books."""

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
from checks.engine.finding import Finding
from checks.engine.registry import checks
from checks.engine.requirement import Requirement, Rulebook
from checks.engine.scoring import Score
from crawler.portals import Portal
from crawler.records import Dossier, LateEntry, Record, Redated, decode
from crawler.records.moments import beijing_date
from reports.amendments import Amendment
from reports.model import Archived, CheckError, PreviousRun, RunReport, ScorePoint
from scheduler.casework.frozen import Frozen, frozen_on
from scheduler.casework.rounds import rounds_of
from scheduler.evidence.archived import archived_pages
from scheduler.evidence.manifest import code_version, pinned_groups
from scheduler.evidence.pictured import pictures
from scheduler.reporting.feeding import was_released
from scheduler.reporting.judgements import judged_in, unlisted_in
from scheduler.reporting.visits import politeness, visits_in
from scheduler.run import Run
from scheduler.store.amendments import amendments
from scheduler.store.attestations import attested
from scheduler.store.findings import recall
from scheduler.store.scores import scores_of
from scheduler.store.unvisited import unvisited
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
    judged = judged_in(db, workplace, run, frozen, until)
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
        unlisted=unlisted_in(db, workplace, run, until),
        scores=_final(scores_of(db, run.name, chosen), run.name, frozen),
        final=frozen is not None,
        visits=tuple(visits_in(db, run, dossiers)) if dossiers is not None else (),
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


def _error(text: str) -> CheckError:
    portal, _, rest = text.partition(": ")
    requirement, _, message = rest.partition(": ")
    return CheckError(portal, requirement, message)


def _archive(workplace: Workplace, db: Database, run: str) -> Archived:
    """A function that finds archived bytes by digest and address among the run's files."""
    warcs = {warc for _, warc in pinned_groups(db, workplace.places, run).values()}
    return archived_pages(warc for warc in warcs if warc.exists())

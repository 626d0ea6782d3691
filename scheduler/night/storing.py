"""What a run judged goes into the books: findings, cases, scores, in one transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from sqlite_utils import Database

from checks.engine.attesting import scored_verdicts
from checks.engine.scoring import Score, score
from crawler.records.moments import beijing_date
from scheduler.casework.frozen import frozen_scores
from scheduler.casework.moving import move_cases
from scheduler.engines.crawling import CrawlDone
from scheduler.moments import now
from scheduler.night.amending import note_amendments
from scheduler.night.judging import Judged, books_in_force
from scheduler.run import Run
from scheduler.store.attestations import attested
from scheduler.store.cases import cases_as_of
from scheduler.store.findings import forget, recall, remember
from scheduler.store.scores import put_scores, scores_of
from scheduler.store.unvisited import nothing_seen, unvisited
from scheduler.workplace import Workplace


def _out_of_force(place: Workplace, day: date) -> frozenset[tuple[str, str]]:
    """The (rulebook, requirement) of rulebooks that are not in force: but for what it decides, a
    night is silent on them."""
    return frozenset(
        (name, row.id)
        for name, book in place.rulebooks.items()
        if not book.in_force(day)
        for row in book.requirements
    )


def store_judgement(
    db: Database,
    workplace: Workplace,
    run: Run,
    judged: Judged,
    crawled: Sequence[CrawlDone] = (),
) -> None:
    """Publish findings, cases and scores of a run in one transaction; a rerun replaces them.

    What it goes by and the runs before it did not is logged with them.
    """
    workplace = workplace.on(beijing_date(run.as_of))
    ended = _out_of_force(workplace, beijing_date(run.as_of))
    summaries = _summaries(crawled)
    with db.atomic():
        for portal in run.portals:
            found = judged.findings.get(portal.id)
            if found is None:
                continue
            forget(db, run.name, portal.id)
            db.table("run_portals").upsert(
                {
                    "run": run.name,
                    "portal": portal.id,
                    "name": portal.name,
                    "kind": portal.kind.value,
                }
                | summaries.get(portal.id, {}),
                pk=("run", "portal"),
            )
            remember(db, run.name, portal.id, found)
            silent = (
                ended
                | _raised(judged, portal.id)
                | {(book, row) for name, book, row in judged.in_part if name == portal.id}
            )
            move_cases(db, workplace, run.name, run.as_of, portal, found, silent)
        store_scores(db, workplace, run)
        note_amendments(db, workplace, run.name, now())


def _raised(judged: Judged, portal: str) -> frozenset[tuple[str, str]]:
    """The (rulebook, requirement) of a portal whose check raised."""
    texts = (text.removeprefix(f"{portal}: ") for text in judged.errors)
    words = (text.partition(": ")[0].split(" ", 1) for text in texts)
    return frozenset((pair[0], pair[1]) for pair in words if len(pair) == 2)


def _summaries(crawled: Sequence[CrawlDone]) -> dict[str, dict[str, str]]:
    """How each portal's visit went, in figures, for the reports."""
    found = {}
    for one in crawled:
        for portal in one.result.portals if one.result else ():
            missed = sum(count for _, count in portal.misses)
            figures: dict[str, object] = {"planned": portal.pages + missed, "read": portal.pages}
            figures["family"], figures["confidence"] = portal.family, portal.confidence
            figures |= {"version": portal.version} if portal.version else {}
            found[portal.portal] = {"summary": json.dumps(figures)}
    return found


def store_scores(db: Database, workplace: Workplace, run: Run) -> tuple[Score, ...]:
    """Compute the scores of a run from its stored findings and cases, and store them.

    What a frozen round rests on stays as it was frozen. What persons had attested by the run's
    moment counts where the watchlist says so.
    """
    day = beijing_date(run.as_of)
    workplace = workplace.on(day)
    frozen = frozen_scores(db, run.name)
    said = attested(db, run.as_of) if workplace.watchlist.monitor.score_attested else {}
    scores = [one for one in scores_of(db, run.name) if (one.portal, one.rulebook) in frozen]
    left = unvisited(db, run.name)
    for portal in run.portals:
        if not portal.in_force(day):
            continue
        findings = recall(db, run.name, portal.id)
        cases = cases_as_of(db, run.name, portal.id)
        for book in books_in_force(workplace, portal, day):
            if (portal.id, book.id) in frozen:
                continue
            made = score(
                portal,
                book,
                [one for one in findings if one.rulebook == book.id],
                cases,
                day,
                rounds=workplace.watchlist.monitor.rounds,
                attested=scored_verdicts(portal.id, book, said),
            )
            scores.append(nothing_seen(made) if portal.id in left else made)
    put_scores(db, run.name, (one for one in scores if (one.portal, one.rulebook) not in frozen))
    return tuple(scores)

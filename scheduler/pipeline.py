"""The nightly run as one readable function: crawl → judge → score → seal → report → alert.

Each step can be run alone; what one leaves in the data folder is what the next takes up.
"""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from checks.engine.attesting import scored_verdicts
from checks.engine.finding import Finding
from checks.engine.outcome import Basis
from checks.engine.registry import checks
from checks.engine.requirement import Rulebook
from checks.engine.runner import judge_portal, left_to_decide
from checks.engine.scoring import Score, score
from checks.judging import seen_in_part
from checks.judging.backdating import hints_in
from checks.judging.drifts import drifts_under
from checks.judging.resting import up_to_date
from crawler.errors import GongkaiError
from crawler.portals import Portal, Role
from crawler.records import Asked, Dossier, Drift, LateEntry, Redated, encode
from crawler.records.moments import beijing_date, stamp
from crawler.records.opening import VisitSpan, whole_days
from scheduler.above import Above, absent_above, last_reads, with_above
from scheduler.amending import note_amendments
from scheduler.asked import asked_of
from scheduler.casework.frozen import frozen_scores
from scheduler.casework.moving import move_cases
from scheduler.crawling import CrawlDone, CrawlJob
from scheduler.dossiers import StoredDossiers
from scheduler.drifting import told_drifts
from scheduler.engines.choose import crawl_with
from scheduler.engines.marks import finished_mark
from scheduler.groups import Group, group_portals
from scheduler.manifest import (
    GroupFiles,
    Sealed,
    anchor,
    code_version,
    pinned_groups,
    pinned_paths,
    seal,
)
from scheduler.moments import now
from scheduler.openings import archived
from scheduler.places import make_folder
from scheduler.preflight import Preflight
from scheduler.resting import resting
from scheduler.store.attestations import attested
from scheduler.store.cases import cases_as_of
from scheduler.store.findings import forget, in_order, recall, remember
from scheduler.store.scores import put_scores, scores_of
from scheduler.store.visits import note_beginning, note_visit
from scheduler.store.worked_on import cases_accused, pages_worked_on
from scheduler.unvisited import (
    ASKED_BEFORE,
    asked_in,
    nothing_seen,
    told_unvisited,
    unvisited,
)
from scheduler.workplace import Workplace

log = logging.getLogger(__name__)
_REFERRED = timedelta(days=45)
Progress = Callable[[str, int, int], None]
"""Called with (what, done, of) as a run goes on."""
Asking = Callable[[Workplace, Portal], Asked]
"""What is asked of the visit of a portal."""


@dataclass(frozen=True)
class Run:
    """One run: its name, its moment, and the portals that take part."""

    name: str
    as_of: datetime
    portals: tuple[Portal, ...]


@dataclass(frozen=True)
class Judged:
    """What judging a run came to; `errors` are checks that raised.

    `above` are the sealed reads of higher portals that it rests on. `in_part` are the (portal,
    rulebook, requirement) of whose sections not all was seen: what is missing there proves nothing.
    `drifts` are, by portal, the changes against its history that nothing new is failed for,
    `late` the pages that bear an earlier day than they can have stood in their list, or than they
    once bore.
    """

    findings: Mapping[str, Sequence[Finding]]
    errors: tuple[str, ...] = ()
    above: tuple[Above, ...] = ()
    in_part: frozenset[tuple[str, str, str]] = frozenset()
    drifts: Mapping[str, tuple[Drift, ...]] = field(default_factory=dict)
    late: Mapping[str, tuple[LateEntry | Redated, ...]] = field(default_factory=dict)


def groups_of(workplace: Workplace, run: Run) -> tuple[Group, ...]:
    """The groups of a run: whole groups, less the portals that take no part."""
    chosen = {portal.id for portal in run.portals}
    groups = []
    for group in group_portals(workplace.watchlist.portals):
        members = tuple(portal for portal in group.portals if portal.id in chosen)
        if members:
            groups.append(replace(group, portals=members))
    return tuple(groups)


def same_kind(db: Database, workplace: Workplace) -> None:
    """Refuse to mix invented and real portals in one data folder. Raises GongkaiError."""
    kinds = {bool(row["sample"]) for row in db.query("SELECT DISTINCT sample FROM runs")}
    if (not workplace.watchlist.sample) in kinds:
        held = "sample data" if True in kinds else "real portals"
        raise GongkaiError(
            f"{workplace.places.data}: this data folder holds {held}; name another with --data"
        )


def begin(db: Database, run: Run, workplace: Workplace) -> str:
    """Open the run in the books and return its token; a run that was killed keeps its own."""
    same_kind(db, workplace)
    rows = list(db.query("SELECT state, as_of, detail FROM runs WHERE run = ?", [run.name]))
    asked = sorted(portal.id for portal in run.portals)
    if rows and rows[0]["state"] == "running" and rows[0]["as_of"] == stamp(run.as_of):
        detail = json.loads(rows[0]["detail"])
        if detail.get("portals") == asked and detail.get("watchlist") == workplace.watchlist_text:
            return str(detail["token"])
    token = secrets.token_hex(8)
    detail = {"token": token, "portals": asked, "watchlist": workplace.watchlist_text}
    if before := asked_in(json.loads(rows[0]["detail"])) if rows else set():
        detail[ASKED_BEFORE] = sorted(before)
    with db.atomic():
        db.table("runs").upsert(
            {
                "run": run.name,
                "as_of": stamp(run.as_of),
                "state": "running",
                "sample": int(workplace.watchlist.sample),
                "started_at": stamp(now()),
                "finished_at": None,
                "detail": json.dumps(detail, ensure_ascii=False),
            },
            pk="run",
        )
    return token


def crawl(
    db: Database,
    workplace: Workplace,
    run: Run,
    preflight: Preflight,
    progress: Progress = lambda what, done, of: None,
    asking: Asking = asked_of,
) -> tuple[CrawlDone, ...]:
    """Visit every group of the run with the watchlist's engine, each in a process of its own.

    `asking` says what is asked of each portal's visit.
    """
    token = begin(db, run, workplace)
    pinned = pinned_paths(db, workplace.places)
    jobs = []
    for group in groups_of(workplace, run):
        edition = 1
        while True:
            warc = workplace.places.group_archive(group.name, run.name, edition)
            if warc.relative_to(workplace.places.archive).as_posix() not in pinned:
                break
            edition += 1
        asked = {one.id: asking(workplace, one) for one in group.portals}
        jobs.append(
            CrawlJob(
                group=group.name,
                portals=tuple(portal.id for portal in group.portals),
                watchlist=workplace.watchlist,
                run=run.name,
                as_of=run.as_of,
                token=token,
                data=workplace.places.data,
                warc=warc,
                scanner=preflight.scanner,
                blind=preflight.blind,
                asked=asked,
                worked_on={
                    portal.id: pages
                    for portal in group.portals
                    if (pages := pages_worked_on(db, run.name, portal.id, run.as_of))
                },
                accused={
                    portal.id: cases
                    for portal in group.portals
                    if (cases := cases_accused(db, run.name, portal.id, run.as_of))
                },
                originals=_originals(workplace, group, run, pinned),
                resting=resting(db, workplace.watchlist.monitor.limits.ask_nights, group, run.name),
                openings={
                    one.id: archived(db, workplace.watchlist, one, *whole_days(run.as_of, days))
                    for one in group.portals
                    if (days := asked[one.id].opening_days)
                },
            )
        )
    done, about = [], now()
    note_beginning(db, (portal for job in jobs for portal in job.portals), about)
    for one in crawl_with(db, workplace.watchlist, jobs, now()):
        done.append(one)
        _note_visits(db, one, about)
        progress("crawl", len(done), len(jobs))
    order = {job.group: index for index, job in enumerate(jobs)}
    return tuple(sorted(done, key=lambda one: order[one.job.group]))


def _note_visits(db: Database, done: CrawlDone, about: datetime) -> None:
    """Enter when a group's portals were visited: at some time since `about`, if nobody knows."""
    results = done.result.portals if done.result is not None else ()
    told = {one.portal: one for one in results}
    for portal in done.job.portals:
        span = VisitSpan(about, now())
        if (one := told.get(portal)) is not None and one.began is not None:
            span = VisitSpan(one.began, one.began + timedelta(seconds=one.seconds))
        note_visit(db, portal, about, span)


def _originals(
    workplace: Workplace, group: Group, run: Run, pinned: Mapping[str, str]
) -> dict[str, str]:
    """The archive files of a group that tonight's may refer to: sealed, there, and not old.

    Each with the digest that it was sealed with.
    """
    folder = workplace.places.archive / group.name
    since = (beijing_date(run.as_of) - _REFERRED).isoformat()
    return {
        path.name: pinned[name]
        for path in sorted(folder.glob("*.warc.gz"))
        if path.name >= since and (name := f"{group.name}/{path.name}") in pinned
    }


def load_dossiers(workplace: Workplace, run: Run) -> Mapping[str, Dossier]:
    """The dossiers of a run from the group databases, each read when it is asked for."""
    groups = groups_of(workplace, run)
    return StoredDossiers(workplace.places, workplace.watchlist, groups, run.name)


def reads_above(
    db: Database, workplace: Workplace, run: Run, own: Collection[str]
) -> tuple[Above, ...]:
    """The last sealed reads of the higher portals that have no dossier in a run."""
    absent = absent_above(own, workplace.watchlist)
    return last_reads(db, workplace.places, absent, run.as_of)


def judge(
    workplace: Workplace, dossiers: Mapping[str, Dossier], above: Sequence[Above] = ()
) -> Judged:
    """Judge every dossier under its portal's rulebooks, each beside those of its parents.

    `above` are the sealed reads of parents that have no dossier here. A rulebook that is not in
    force on a dossier's day is passed over, once it is settled what fell due under it. A new
    failure that rests on a page which was not asked for is held.
    """
    built = checks()
    places: dict[date, Workplace] = {}
    findings: dict[str, Sequence[Finding]] = {}
    errors: list[str] = []
    in_part: set[tuple[str, str, str]] = set()
    drifts: dict[str, tuple[Drift, ...]] = {}
    late: dict[str, tuple[LateEntry | Redated, ...]] = {}
    for portal_id, dossier in with_above(dossiers, workplace.watchlist, above):
        found: list[Finding] = []
        if dossier.today not in places:
            places[dossier.today] = workplace.on(dossier.today)
        place = places[dossier.today]
        for book in books_judged(place, dossier.portal, dossier.today):
            name = book.id
            judgement = judge_portal(dossier, book, workplace.calendar)
            if not book.in_force(dossier.today):
                judgement = left_to_decide(judgement, book, dossier.today)
            found.extend(up_to_date(one, dossier) for one in judgement.findings)
            in_part.update(
                (portal_id, name, row.id)
                for row in book.requirements
                for check in row.checks
                if check in built and _may_be_missed(dossier, built[check].check.reads)
            )
            drifts[portal_id] = dossier.manner.drifts
            errors.extend(
                f"{portal_id}: {name} {requirement}: {text}"
                for requirement, text in judgement.errors
            )
        findings[portal_id] = in_order(found)
        if hints := hints_in(dossier):
            late[portal_id] = hints
    for error in errors:
        log.error("a check failed: %s", error)
    told = {name: found for name, found in drifts.items() if found}
    return Judged(findings, tuple(errors), tuple(above), frozenset(in_part), told, late)


def _may_be_missed(dossier: Dossier, reads: Sequence[Role]) -> bool:
    """Whether what a check judged before may be there although this night did not judge it."""
    return seen_in_part(dossier, reads) or any(drifts_under(dossier, reads, Basis.WORDS))


def books_in_force(place: Workplace, portal: Portal, day: date) -> tuple[Rulebook, ...]:
    """The rulebooks that a portal is judged by on a day; `place` goes by that day."""
    books = (place.rulebooks[name] for name in portal.rulebooks)
    return tuple(book for book in books if book.in_force(day))


def books_judged(place: Workplace, portal: Portal, day: date) -> tuple[Rulebook, ...]:
    """Those in force on a day, and those whose period is over while it is still decided what fell
    due under them; `place` goes by that day."""
    books = (place.rulebooks[name] for name in portal.rulebooks)
    return tuple(book for book in books if book.in_force(day) or book.settling(day))


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


def group_files(db: Database, workplace: Workplace, run: Run) -> tuple[GroupFiles, ...]:
    """The archive files that hold each portal's pages of a run.

    They are those that its crawl has just finished, else those that its last manifest pins: a
    rerun of some portals leaves the others where they were.
    """
    rows = list(db.query("SELECT detail FROM runs WHERE run = ?", [run.name]))
    token = json.loads(rows[0]["detail"])["token"] if rows else ""
    where = pinned_groups(db, workplace.places, run.name)
    for group in groups_of(workplace, run):
        done = finished_mark(workplace.places, group.name, token)
        for portal, warc in done.items():
            where[portal] = (group.name, warc)
    files: dict[tuple[str, Path], list[str]] = {}
    for portal in (one.id for one in run.portals):
        if portal in where:
            files.setdefault(where[portal], []).append(portal)
    return tuple(GroupFiles(name, tuple(portals), warc) for (name, warc), portals in files.items())


def close(
    db: Database,
    workplace: Workplace,
    run: Run,
    judged: Judged,
    crawled: Sequence[CrawlDone] = (),
) -> Sealed:
    """Seal the run with a manifest and mark it complete."""
    workplace = workplace.on(beijing_date(run.as_of))
    make_folder(workplace.places.manifests)
    files = group_files(db, workplace, run)
    held = {portal for one in files for portal in one.portals}
    findings = {name: found for name, found in judged.findings.items() if name in held}
    sealed = seal(db, workplace, run.name, run.as_of, files, findings, now(), judged.above)
    if workplace.watchlist.monitor.anchor is not None:
        anchor(workplace.watchlist.monitor.anchor, run.name, sealed)
    rows = list(db.query("SELECT detail FROM runs WHERE run = ?", [run.name]))
    detail = json.loads(rows[0]["detail"]) | {
        "errors": list(judged.errors),
        "unvisited": told_unvisited(unvisited(db, run.name), workplace.watchlist),
        "drifts": told_drifts(run.portals, judged.drifts),
        "late": [
            {"portal": portal, "entry": encode(one)}
            for portal, found in sorted(judged.late.items())
            for one in found
        ],
        "manifest": sealed.sha256,
        "rulebooks": {name: book.text_sha256 for name, book in workplace.rulebooks.items()},
        "versions": {name: book.version for name, book in workplace.rulebooks.items()},
        "calendar": workplace.calendar.version,
        "code": code_version(),
    }
    if crawled:
        detail["groups"] = {one.job.group: one.error or "ok" for one in crawled}
    with db.atomic():
        db.table("runs").update(
            run.name,
            {
                "state": "complete",
                "finished_at": stamp(now()),
                "detail": json.dumps(detail, ensure_ascii=False),
            },
        )
    return sealed

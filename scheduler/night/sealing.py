"""A run is sealed: its manifest is written, and the run is complete."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from sqlite_utils import Database

from crawler.records import encode
from crawler.records.moments import beijing_date, stamp
from scheduler.engines.crawling import CrawlDone
from scheduler.engines.marks import finished_mark
from scheduler.evidence.manifest import (
    GroupFiles,
    Sealed,
    anchor,
    code_version,
    pinned_groups,
    seal,
)
from scheduler.moments import now
from scheduler.night.drifting import told_drifts
from scheduler.night.judging import Judged
from scheduler.places import make_folder
from scheduler.run import Run, groups_of
from scheduler.store.unvisited import told_unvisited, unvisited
from scheduler.workplace import Workplace


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

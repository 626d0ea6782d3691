"""The visit of a run: it is entered in the books, and each of its groups is crawled."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from sqlite_utils import Database

from crawler.portals import Portal
from crawler.records import Asked
from crawler.records.moments import beijing_date, stamp
from crawler.records.opening import VisitSpan, whole_days
from scheduler.engines.choose import crawl_with
from scheduler.engines.crawling import CrawlDone, CrawlJob
from scheduler.evidence.manifest import pinned_paths
from scheduler.groups import Group
from scheduler.moments import now
from scheduler.night.asked import asked_of
from scheduler.night.openings import archived
from scheduler.night.preflight import Preflight
from scheduler.night.resting import resting
from scheduler.run import Run, groups_of, same_kind
from scheduler.store.unvisited import ASKED_BEFORE, asked_in
from scheduler.store.visits import note_beginning, note_visit
from scheduler.store.worked_on import cases_accused, pages_worked_on
from scheduler.workplace import Workplace

_REFERRED = timedelta(days=45)
Progress = Callable[[str, int, int], None]
"""Called with (what, done, of) as a run goes on."""
Asking = Callable[[Workplace, Portal], Asked]
"""What is asked of the visit of a portal."""


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
    jobs = [
        _job(db, workplace, run, group, preflight, pinned, token, asking)
        for group in groups_of(workplace, run)
    ]
    done, about = [], now()
    note_beginning(db, (portal for job in jobs for portal in job.portals), about)
    for one in crawl_with(db, workplace.watchlist, jobs, now()):
        done.append(one)
        _note_visits(db, one, about)
        progress("crawl", len(done), len(jobs))
    order = {job.group: index for index, job in enumerate(jobs)}
    return tuple(sorted(done, key=lambda one: order[one.job.group]))


def _job(
    db: Database,
    workplace: Workplace,
    run: Run,
    group: Group,
    preflight: Preflight,
    pinned: Mapping[str, str],
    token: str,
    asking: Asking,
) -> CrawlJob:
    """What the process of a group is told of its visit."""
    portals, limits = group.portals, workplace.watchlist.monitor.limits
    asked = {one.id: asking(workplace, one) for one in portals}
    worked_on = {one.id: pages_worked_on(db, run.name, one.id, run.as_of) for one in portals}
    accused = {one.id: cases_accused(db, run.name, one.id, run.as_of) for one in portals}
    return CrawlJob(
        group=group.name,
        portals=tuple(one.id for one in portals),
        watchlist=workplace.watchlist,
        run=run.name,
        as_of=run.as_of,
        token=token,
        data=workplace.places.data,
        warc=_unpinned(workplace, group, run, pinned),
        scanner=preflight.scanner,
        blind=preflight.blind,
        asked=asked,
        worked_on={name: pages for name, pages in worked_on.items() if pages},
        accused={name: cases for name, cases in accused.items() if cases},
        originals=_originals(workplace, group, run, pinned),
        resting=resting(db, limits.ask_nights, group, run.name),
        openings={
            one.id: archived(db, workplace.watchlist, one, *whole_days(run.as_of, days))
            for one in portals
            if (days := asked[one.id].opening_days)
        },
    )


def _unpinned(workplace: Workplace, group: Group, run: Run, pinned: Mapping[str, str]) -> Path:
    """Where a group's archive goes: beside what a manifest pins, never over it."""
    editions = (
        workplace.places.group_archive(group.name, run.name, edition) for edition in count(1)
    )
    root = workplace.places.archive
    return next(one for one in editions if one.relative_to(root).as_posix() not in pinned)


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

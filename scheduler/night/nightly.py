"""The main job as one call: preflight, crawl, judge, store, seal, score, report, alert.

`gongkai run` makes it once, the daemon every night. A night that was killed goes on where it
ended when it is made again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from crawler.records import Dossier
from reports.model import ReportFiles, RunReport
from scheduler.casework.rounds import freeze_due
from scheduler.engines.crawling import CrawlDone
from scheduler.garbage import collect_seldom
from scheduler.mailing.alerting import alert_run
from scheduler.moments import now
from scheduler.night.asked import asked_of
from scheduler.night.judging import Judged, judge, load_dossiers, reads_above
from scheduler.night.preflight import Preflight, check_scanner, note_preflight
from scheduler.night.sealing import close
from scheduler.night.storing import store_judgement
from scheduler.night.visiting import Asking, Progress, crawl
from scheduler.reporting.gathering import gather
from scheduler.reporting.publishing import publish_frozen, write
from scheduler.run import Run
from scheduler.store.runs import stored_run
from scheduler.workplace import Workplace

Tell = Callable[[str], None]
"""Called with one line that a person may want to read."""


@dataclass(frozen=True)
class Night:
    """What a night came to. `status` is the exit status of the command line (DESIGN 3.2)."""

    run: Run
    report: RunReport
    files: ReportFiles
    status: int


def to_standard_error(line: str) -> None:
    """The usual place for what a person may want to read."""
    sys.stderr.write(line.rstrip() + "\n")


def nightly(
    db: Database,
    place: Workplace,
    made: Run,
    *,
    alerts: bool = True,
    progress: Progress = lambda what, done, of: None,
    tell: Tell = to_standard_error,
) -> Night:
    """Make a run from preflight to mail; the caller holds the lock of the data folder."""
    collect_seldom()
    crawled = visit(db, place, made, progress=progress, tell=tell)
    dossiers = load_dossiers(place, made)
    judged = judge(place, dossiers, reads_above(db, place, made, dossiers))
    store_judgement(db, place, made, judged, crawled)
    close(db, place, made, judged, crawled)
    for frozen in freeze_due(db, place, made.as_of):
        publish_frozen(db, place, frozen, now())
        tell(f"round {frozen.round.id}: frozen after its appeal term")
    whole = stored_run(db, place, made.name)
    report = gather(db, place, whole, load_dossiers(place, whole))
    files = write(db, place, report)
    if alerts:
        alert_run(db, place, report)
    return Night(made, report, files, status(made, dossiers, crawled, judged))


def visit(
    db: Database,
    place: Workplace,
    made: Run,
    *,
    progress: Progress = lambda what, done, of: None,
    tell: Tell = to_standard_error,
    asking: Asking = asked_of,
) -> tuple[CrawlDone, ...]:
    """The preflight, told line by line, and the crawl."""
    preflight: Preflight = check_scanner(place, made.portals)
    for capability in preflight.capabilities:
        mark = "ok" if capability.ok else "missing"
        tell(f"preflight {capability.name}: {mark} {capability.note}")
    crawled = crawl(db, place, made, preflight, progress, asking)
    note_preflight(db, made.name, preflight)
    return crawled


def status(
    made: Run,
    dossiers: Mapping[str, Dossier],
    crawled: Sequence[CrawlDone],
    judged: Judged | None = None,
) -> int:
    """3 if something of ours failed, 1 if some portal could not be observed, else 0."""
    results = [one.result for one in crawled if one.result is not None]
    errors = judged.errors if judged is not None else ()
    if errors or len(results) < len(crawled) or any(result.errors for result in results):
        return 3
    unseen = any(portal.cause is not None for result in results for portal in result.portals)
    return 1 if unseen or any(portal.id not in dossiers for portal in made.portals) else 0

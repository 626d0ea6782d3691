"""`gongkai run` and its steps alone: crawl, check, score, report, alert."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Annotated

import typer
from sqlite_utils import Database

from crawler.errors import GongkaiError
from crawler.records import Dossier
from reports.terminal import print_summary
from scheduler.alerting import alert_run
from scheduler.cli.options import (
    AsOfOption,
    DataOption,
    PortalOption,
    RunOption,
    WatchlistOption,
    make_run,
    store_of,
    stored_run,
    workplace_for,
)
from scheduler.cli.progress import progress
from scheduler.crawling import CrawlDone
from scheduler.lock import locked
from scheduler.moments import parse_as_of
from scheduler.pipeline import (
    Run,
    close,
    judge,
    load_dossiers,
    reads_above,
    store_judgement,
    store_scores,
)
from scheduler.pipeline import (
    crawl as crawl_step,
)
from scheduler.preflight import check_scanner
from scheduler.reporting import gather, write
from scheduler.verify import dossiers_from_archive
from scheduler.workplace import Workplace

EngineOption = Annotated[str, typer.Option("--engine", help="Where groups are crawled: local.")]
NoAlertsOption = Annotated[bool, typer.Option("--no-alerts", help="Compose and send no mail.")]


def run(
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    portal: PortalOption = None,
    as_of: AsOfOption = None,
    engine: EngineOption = "local",
    no_alerts: NoAlertsOption = False,
) -> None:
    """The main job: preflight, crawl, check, store, score, report, alert."""
    if engine != "local":
        raise GongkaiError(f"--engine: {engine!r} is not known here (known: local)")
    moment = parse_as_of(as_of)
    with workplace_for(watchlist, data, moment, serve=True) as place:
        made = make_run(place, moment, portal)
        with locked(place.places.data), store_of(place.places, make=True) as db:
            crawled = _crawl(db, place, made)
            dossiers = load_dossiers(place, made)
            judged = judge(place, dossiers, reads_above(db, place, made, dossiers))
            store_judgement(db, place, made, judged, crawled)
            close(db, place, made, judged, crawled)
            whole = stored_run(db, place, made.name)
            report = gather(db, place, whole, load_dossiers(place, whole))
            files = write(db, place, report)
            if not no_alerts:
                alert_run(db, place, report)
            print_summary(report, files, sys.stdout)
    raise typer.Exit(_status(made, dossiers, crawled, judged.errors))


def crawl(
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    portal: PortalOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Visit the portals, archive every page and store the records; nothing is judged."""
    moment = parse_as_of(as_of)
    with workplace_for(watchlist, data, moment, serve=True) as place:
        made = make_run(place, moment, portal)
        with locked(place.places.data), store_of(place.places, make=True) as db:
            crawled = _crawl(db, place, made)
            dossiers = load_dossiers(place, made)
    raise typer.Exit(_status(made, dossiers, crawled, ()))


def check(
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    run: RunOption = None,
    archive: Annotated[
        bool, typer.Option("--archive", help="Read the pages again from the archive.")
    ] = False,
) -> None:
    """Judge the last (or named) crawled run, store findings, cases and scores, and seal it."""
    with (
        workplace_for(watchlist, data) as place,
        locked(place.places.data),
        store_of(place.places) as db,
    ):
        made = stored_run(db, place, run, unfinished=True)
        dossiers = (
            dossiers_from_archive(db, place.places, made.name, place.watchlist, made.as_of)
            if archive
            else load_dossiers(place, made)
        )
        judged = judge(place, dossiers, reads_above(db, place, made, dossiers))
        store_judgement(db, place, made, judged)
        close(db, place, made, judged)
    raise typer.Exit(_status(made, dossiers, (), judged.errors))


def score(
    watchlist: WatchlistOption = None, data: DataOption = None, run: RunOption = None
) -> None:
    """Compute the scores of a run again from its stored findings."""
    with (
        workplace_for(watchlist, data) as place,
        locked(place.places.data),
        store_of(place.places) as db,
    ):
        for one in store_scores(db, place, stored_run(db, place, run)):
            sys.stdout.write(f"{one.portal}\t{one.rulebook}\t{one.value}\n")


def report(
    watchlist: WatchlistOption = None, data: DataOption = None, run: RunOption = None
) -> None:
    """Write report, workbook and feed of a run again; prints where they lie."""
    with (
        workplace_for(watchlist, data) as place,
        locked(place.places.data),
        store_of(place.places) as db,
    ):
        made = stored_run(db, place, run)
        gathered = gather(db, place, made, load_dossiers(place, made))
        print_summary(gathered, write(db, place, gathered), sys.stdout)


def alert(
    watchlist: WatchlistOption = None, data: DataOption = None, run: RunOption = None
) -> None:
    """Compose the mail that is due for a run and send whatever waits in the outbox."""
    with (
        workplace_for(watchlist, data) as place,
        locked(place.places.data),
        store_of(place.places) as db,
    ):
        made = stored_run(db, place, run)
        gathered = gather(db, place, made, load_dossiers(place, made))
        delivery = alert_run(db, place, gathered)
        sys.stdout.write(f"sent {delivery.sent}, kept {delivery.kept}\n")


def _crawl(db: Database, place: Workplace, made: Run) -> tuple[CrawlDone, ...]:
    preflight = check_scanner(place, made.portals)
    for capability in preflight.capabilities:
        mark = "ok" if capability.ok else "missing"
        sys.stderr.write(f"preflight {capability.name}: {mark} {capability.note}\n".rstrip() + "\n")
    with progress() as tell:
        return crawl_step(db, place, made, preflight, tell)


def _status(
    made: Run,
    dossiers: Mapping[str, Dossier],
    crawled: Sequence[CrawlDone],
    errors: Sequence[str],
) -> int:
    """3 if something of ours failed, 1 if some portal could not be observed, else 0."""
    results = [one.result for one in crawled if one.result is not None]
    if errors or len(results) < len(crawled) or any(result.errors for result in results):
        return 3
    unseen = any(portal.cause is not None for result in results for portal in result.portals)
    return 1 if unseen or any(portal.id not in dossiers for portal in made.portals) else 0

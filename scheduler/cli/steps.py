"""`gongkai run` and its steps alone: crawl, check, score, report, alert."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from crawler.errors import GongkaiError
from reports.terminal import print_summary
from scheduler.apart.rejudging import night_of
from scheduler.apart.verify import dossiers_from_archive
from scheduler.cli.comparing import compare
from scheduler.cli.lookback import ApartFormat
from scheduler.cli.options import (
    AsOfOption,
    DataOption,
    PortalOption,
    RunOption,
    WatchlistOption,
    make_run,
    store_of,
    stored_run,
    tell_unvisited,
    workplace_for,
)
from scheduler.cli.progress import progress
from scheduler.engines.choose import with_engine
from scheduler.lock import locked
from scheduler.moments import parse_as_of
from scheduler.night.judging import judge, load_dossiers, reads_above
from scheduler.night.nightly import nightly, status, visit
from scheduler.night.sealing import close
from scheduler.night.storing import store_judgement, store_scores
from scheduler.night.taking_up import taken_up
from scheduler.reporting.gathering import gather
from scheduler.reporting.publishing import write

EngineOption = Annotated[
    str | None,
    typer.Option("--engine", help="Where groups are crawled: local, or dask://HOST:PORT."),
]
NoAlertsOption = Annotated[bool, typer.Option("--no-alerts", help="Compose and send no mail.")]


def run(
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    portal: PortalOption = None,
    as_of: AsOfOption = None,
    engine: EngineOption = None,
    no_alerts: NoAlertsOption = False,
) -> None:
    """The main job: preflight, crawl, check, store, score, report, alert."""
    moment = parse_as_of(as_of)
    with workplace_for(watchlist, data, moment, serve=True) as found:
        place = with_engine(found, engine)
        made = make_run(place, moment, portal)
        with locked(place.places.data), store_of(place.places, make=True) as db:
            if as_of is None:
                made = taken_up(db, place, made)
            with progress() as tell:
                night = nightly(db, place, made, alerts=not no_alerts, progress=tell)
            tell_unvisited(db, made.name)
            print_summary(night.report, night.files, sys.stdout)
    raise typer.Exit(night.status)


def crawl(
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    portal: PortalOption = None,
    as_of: AsOfOption = None,
    engine: EngineOption = None,
) -> None:
    """Visit the portals, archive every page and store the records; nothing is judged."""
    moment = parse_as_of(as_of)
    with workplace_for(watchlist, data, moment, serve=True) as found:
        place = with_engine(found, engine)
        made = make_run(place, moment, portal)
        with locked(place.places.data), store_of(place.places, make=True) as db:
            if as_of is None:
                made = taken_up(db, place, made)
            with progress() as tell:
                crawled = visit(db, place, made, progress=tell)
            dossiers = load_dossiers(place, made)
    raise typer.Exit(status(made, dossiers, crawled))


def check(
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    run: RunOption = None,
    archive: Annotated[
        bool, typer.Option("--archive", help="Read the pages again from the archive.")
    ] = False,
    rulebook: Annotated[
        list[str] | None,
        typer.Option(
            "--rulebook",
            help="Compare only, storing nothing: an id, ID@DATE or FILE.toml; given twice, two.",
        ),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="With --rulebook: another moment to judge as of.")
    ] = None,
    form: Annotated[
        ApartFormat, typer.Option("--format", help="With --rulebook: its form.")
    ] = ApartFormat.TABLE,
) -> None:
    """Judge the last (or named) crawled run, store findings, cases and scores, and seal it.

    With --rulebook nothing is stored: the rulebooks are judged over the same night, and printed is
    what each comes to, who would change and why. One alone is compared with what was stored.
    """
    if rulebook:
        with workplace_for(watchlist, data) as place, store_of(place.places) as db:
            asked = parse_as_of(as_of) if as_of is not None else None
            night = stored_run(db, place, run or night_of(db, asked))
            raise typer.Exit(
                compare(db, place, night, rulebook, as_of=as_of, archive=archive, form=form)
            )
    if as_of is not None:
        raise GongkaiError("--as-of: goes with --rulebook; a run is judged as of its own moment")
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
        tell_unvisited(db, made.name)
    raise typer.Exit(status(made, dossiers, (), judged))


def score(
    watchlist: WatchlistOption = None, data: DataOption = None, run: RunOption = None
) -> None:
    """Compute the scores of a run again from its stored findings."""
    with (
        workplace_for(watchlist, data) as place,
        locked(place.places.data),
        store_of(place.places) as db,
    ):
        made = stored_run(db, place, run)
        tell_unvisited(db, made.name)
        for one in store_scores(db, place, made):
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
        tell_unvisited(db, made.name)
        gathered = gather(db, place, made, load_dossiers(place, made))
        print_summary(gathered, write(db, place, gathered), sys.stdout)

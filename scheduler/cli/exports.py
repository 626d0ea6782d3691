"""`gongkai findings` and `gongkai scores`: data on standard output."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from checks.engine.outcome import Outcome
from reports.feed import score_csv, to_json
from reports.findings import finding_rows, to_csv, to_jsonl, to_table
from reports.scores import score_feed, to_score_table
from scheduler.cli.options import (
    DataOption,
    PortalOption,
    RunOption,
    WatchlistOption,
    chosen_portals,
    store_of,
    stored_run,
    tell_unvisited,
    workplace_for,
)
from scheduler.cli.progress import show_table
from scheduler.reporting.gathering import gather


class FindingsFormat(StrEnum):
    """Forms of the findings export."""

    JSONL = "jsonl"
    CSV = "csv"
    TABLE = "table"


class ScoresFormat(StrEnum):
    """Forms of the scores export."""

    JSON = "json"
    CSV = "csv"
    TABLE = "table"


def findings(
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    run: RunOption = None,
    portal: PortalOption = None,
    outcome: Annotated[
        list[Outcome] | None, typer.Option("--outcome", help="Only these outcomes.")
    ] = None,
    form: Annotated[
        FindingsFormat, typer.Option("--format", help="Its form.")
    ] = FindingsFormat.TABLE,
) -> None:
    """Findings of the last (or named) run."""
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        chosen_portals(place, portal)
        report = gather(db, place, stored_run(db, place, run))
        tell_unvisited(db, report.run)
    rows = [
        row
        for row in finding_rows(report, frozenset(outcome) if outcome else None)
        if not portal or row["portal"] in portal
    ]
    if form is FindingsFormat.TABLE:
        show_table(to_table(rows, sample=report.sample))
    else:
        sys.stdout.write(to_jsonl(rows) if form is FindingsFormat.JSONL else to_csv(rows))


def scores(
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    run: RunOption = None,
    form: Annotated[ScoresFormat, typer.Option("--format", help="Its form.")] = ScoresFormat.TABLE,
) -> None:
    """Scores of the last (or named) run."""
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        report = gather(db, place, stored_run(db, place, run))
        tell_unvisited(db, report.run)
    feed = score_feed(report)
    if form is ScoresFormat.TABLE:
        show_table(to_score_table(feed))
    else:
        sys.stdout.write(to_json(feed) if form is ScoresFormat.JSON else score_csv(feed))

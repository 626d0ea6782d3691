"""`gongkai keep plan|apply|check`: what goes by the terms of [keep], and whether all is whole."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Annotated

import typer

from crawler.portals.keep import Keep
from scheduler.cli.options import DataOption, WatchlistOption, data_folder, store_of, workplace_for
from scheduler.keeping.check import check_all
from scheduler.keeping.retention import Plan
from scheduler.keeping.tidy import openings_kept_from, planned, tidy
from scheduler.keeping.trimming import surplus
from scheduler.lock import locked
from scheduler.moments import parse_as_of
from scheduler.store.openings import old_openings

app = typer.Typer(help="Keeping (保存): retention by rule, and a check of all that is kept.")
OnOption = Annotated[
    str | None, typer.Option("--as-of", help="The moment whose terms count; default now.")
]


@app.command("plan")
def plan(
    watchlist: WatchlistOption = None, data: DataOption = None, as_of: OnOption = None
) -> None:
    """Say what would go by the terms of the watchlist, and why; nothing is changed."""
    moment = parse_as_of(as_of)
    with (
        workplace_for(watchlist, data) as place,
        locked(place.places.data, looking=True),
        store_of(place.places) as db,
    ):
        keep = place.watchlist.keep
        found = planned(db, place, moment)
        _print(found, keep, moment)
        for group, reads in surplus(place.places, keep.records_nights).items():
            if reads:
                sys.stdout.write(f"records\tgroups/{group}\t{reads} reads\trecords_nights\n")
        _print_openings(old_openings(db, openings_kept_from(place, moment)))


@app.command("apply")
def apply(
    watchlist: WatchlistOption = None, data: DataOption = None, as_of: OnOption = None
) -> None:
    """Remove what `keep plan` names. What went is written down and chained before it goes."""
    moment = parse_as_of(as_of)
    with (
        workplace_for(watchlist, data) as place,
        locked(place.places.data),
        store_of(place.places) as db,
    ):
        done = tidy(db, place, moment)
        _print(done.plan, place.watchlist.keep, moment)
        for one in done.trimmed:
            if one.reads:
                sys.stdout.write(
                    f"records\tgroups/{one.group}\t{one.reads} reads\trecords_nights"
                    f"\t{one.before} → {one.after} bytes\n"
                )
        _print_openings(done.openings)


def _print_openings(count: int) -> None:
    if count:
        sys.stdout.write(f"openings\tgongkai.db\t{count} openings\topenings_days\n")


@app.command("check")
def check(watchlist: WatchlistOption = None, data: DataOption = None) -> None:
    """Read every archive file, manifest and database and say what is not whole, a line each.

    Exit status 0 if all is whole, 3 if not. Leftovers of killed runs are told and are no fault.
    """
    places = data_folder(watchlist, data)
    with locked(places.data, looking=True):
        result = check_all(places)
    for one in result.removed:
        sys.stdout.write(f"removed\t{one.where}\t{one.what}\n")
    for one in result.leftovers:
        sys.stdout.write(f"leftover\t{one.where}\t{one.what}\n")
    for one in result.faults:
        sys.stdout.write(f"fault\t{one.where}\t{one.what}\n")
    sys.stdout.write(
        f"{'whole' if not result.faults else 'NOT WHOLE'}\tmanifests {result.manifests}"
        f"\tfiles {result.files}\trecords {result.records}\tdatabases {result.databases}"
        f"\tremoved {len(result.removed)}\n"
    )
    raise typer.Exit(3 if result.faults else 0)


def _print(found: Plan, keep: Keep, moment: datetime) -> None:
    for one in (*found.archive, *found.reports):
        sys.stdout.write(f"goes\t{one.path}\t{one.bytes} bytes\t{one.rule}\n")
    for reason, count in sorted(found.kept.items()):
        sys.stdout.write(f"stays\t{count} archive files\t{reason}\n")
    sys.stderr.write(
        f"{moment:%Y-%m-%d}: {len(found.archive)} archive files and {len(found.reports)} folders"
        f" of reports go, {found.bytes} bytes; terms: archive {keep.archive_days}, closed cases"
        f" {keep.closed_days}, reports {keep.reports_days} days, records {keep.records_nights}"
        " nights\n"
    )

"""`gongkai release`: a named person releases scores, or takes a release back."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from crawler.errors import GongkaiError
from scheduler.cli.options import DataOption, WatchlistOption, store_of, workplace_for
from scheduler.moments import now
from scheduler.reporting.feeding import release_runs, runs_of_round, withdraw_runs
from scheduler.store.releases import release_log, releases


def release(
    run: Annotated[str | None, typer.Argument(help="Name of the run, such as 2026-11-20.")] = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    round_: Annotated[
        str | None, typer.Option("--round", help="All runs of this scoring round (测评轮次).")
    ] = None,
    person: Annotated[str, typer.Option(help="Who releases: a person's name.")] = "",
    note: Annotated[str, typer.Option(help="A note for the log.")] = "",
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help="Take the release back instead.")
    ] = False,
    log: Annotated[bool, typer.Option("--log", help="Print the log of releases.")] = False,
) -> None:
    """Release the scores of a run or round: until then only readers with --unreleased see them.

    Prints run and digest of what was released. It is logged with time, person and digest.
    """
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        if log:
            for row in release_log(db):
                sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
            return
        if (run is None) == (round_ is None):
            raise GongkaiError("name either a run or a --round")
        if not person.strip():
            raise GongkaiError("--person: scores are released by a person with a name")
        if len(note) > 1_000 or not note.isprintable():
            raise GongkaiError("--note: one line of at most 1,000 characters")
        runs = [run] if run is not None else runs_of_round(place.places, str(round_))
        if withdraw:
            if round_ is not None:
                runs = [name for name in runs if name in releases(db)]
            withdraw_runs(db, place.places, runs, person, note, now())
            return
        digests = release_runs(db, place.places, runs, person, note, now())
        for name, digest in zip(runs, digests, strict=True):
            sys.stdout.write(f"{name}\t{digest}\n")

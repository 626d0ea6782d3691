"""`gongkai rectify template|import|measure`: units' answers (整改反馈), and measuring again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from checks.engine.finding import Finding
from checks.engine.requirement import Requirement
from crawler.errors import GongkaiError
from reports.answer_sheet import write_answer_sheet
from scheduler.casework.measuring import special_run, to_measure
from scheduler.casework.rectification import handed_out, take_answers
from scheduler.casework.sheet import read_answers
from scheduler.cli.cases import as_row
from scheduler.cli.options import (
    AsOfOption,
    DataOption,
    WatchlistOption,
    chosen_portals,
    store_of,
    workplace_for,
)
from scheduler.cli.progress import progress
from scheduler.daemon.service import is_alive
from scheduler.lock import locked
from scheduler.moments import now, parse_as_of
from scheduler.night.nightly import nightly
from scheduler.store.jobs import ask_special
from scheduler.workplace import Workplace

app = typer.Typer(help="Units' answers (整改反馈).", no_args_is_help=True)

AtOption = Annotated[str | None, typer.Option("--at", help="When it came; default now.")]


@app.command("template")
def template(
    unit: Annotated[
        str, typer.Option("--unit", "--portal", help="The portal whose problems are listed.")
    ],
    output: Annotated[Path | None, typer.Option("--output", help="File to write.")] = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """Write the sheet (.xlsx) that a unit fills in and sends back; prints where it lies."""
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        (portal,) = chosen_portals(place, [unit])
        views = handed_out(db, place, unit, now())
        rows = [(as_row(view), _requirement(place, view.finding)) for view in views]
        path = output or Path(f"{portal.id}-整改反馈表.xlsx")
        try:
            write_answer_sheet(path, portal.name, rows, sample=place.watchlist.sample)
        except OSError as error:
            raise GongkaiError(f"--output: {path}: {error.strerror or error}") from None
    sys.stdout.write(f"{path}\n")
    sys.stderr.write(f"{len(rows)} problems handed out\n")


@app.command("import")
def import_answers(
    file: Annotated[Path, typer.Argument(help="The sheet (.xlsx) that came back.")],
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit", "--portal", help="The portal it came from; others' rows are errors."
        ),
    ] = None,
    person: Annotated[str, typer.Option("--person", help="Who sent it.")] = "联络员",
    at: AtOption = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """Record a unit's answers, all or none; what was reported is measured again.

    A running daemon does so at once, as a special run; else the next night does.

    A link is only a hint where to look: the page of the duty itself decides.
    """
    answers = read_answers(file)
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        if unit is not None:
            chosen_portals(place, [unit])
        moment = now() if at is None else parse_as_of(at)
        taken = take_answers(db, place, answers, person, moment, unit)
        waiting = to_measure(db)
    for case in taken.cases:
        sys.stdout.write(f"{case.id}\t{case.state}\t{case.stage}\n")
    known = f", {taken.known} known before" if taken.known else ""
    sys.stderr.write(f"{len(taken.cases)} answers recorded{known}\n")
    if not waiting:
        return
    if is_alive(place.places):
        with store_of(place.places) as db:
            row = ask_special(db, now().date(), waiting, now())
        sys.stderr.write(f"gongkai: the schedule measures them again as special run {row.day}\n")
    else:
        sys.stderr.write(f"to measure again: {', '.join(waiting)} (gongkai rectify measure)\n")


@app.command("measure")
def measure(
    as_of: AsOfOption = None,
    no_alerts: Annotated[
        bool, typer.Option("--no-alerts", help="Compose and send no mail.")
    ] = False,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """Measure at once what units reported or disputed, as a special run DATE.N."""
    moment = parse_as_of(as_of)
    with (
        workplace_for(watchlist, data, moment, serve=True) as place,
        locked(place.places.data),
        store_of(place.places) as db,
    ):
        made = special_run(db, place, moment)
        if made is None:
            sys.stderr.write("nothing was reported or disputed that is not measured yet\n")
            return
        with progress() as tell:
            night = nightly(db, place, made, alerts=not no_alerts, progress=tell)
    sys.stdout.write(f"{made.name}\t{', '.join(portal.id for portal in made.portals)}\n")
    raise typer.Exit(night.status)


def _requirement(place: Workplace, finding: Finding | None) -> Requirement | None:
    book = place.rulebooks.get(finding.rulebook) if finding else None
    if book is None or finding is None:
        return None
    return next((row for row in book.requirements if row.id == finding.requirement), None)

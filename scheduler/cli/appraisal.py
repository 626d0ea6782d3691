"""`gongkai appraisal`: the yearly appraisal (年度考评), from people and from what we measured."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from checks.appraisal.loader import load_plan
from crawler.errors import GongkaiError
from crawler.records import encode
from reports.appraisal.shown import settings_table, to_csv, to_json, to_table
from reports.appraisal.template import write_template
from reports.safety import shown
from reports.writing import write_bytes
from scheduler.appraisal.gathering import ground_of, origin_row, result_of
from scheduler.appraisal.reading import read_workbook
from scheduler.cli.exports import ScoresFormat
from scheduler.cli.options import (
    DataOption,
    WatchlistOption,
    is_sample,
    store_of,
    workplace_for,
)
from scheduler.cli.progress import show_table
from scheduler.moments import now, parse_as_of
from scheduler.store.appraisals import (
    EXPORT,
    RELEASE,
    WITHDRAW,
    Entry,
    acts,
    add_inputs,
    all_inputs,
    log_act,
    released_digest,
)

app = typer.Typer(help="The yearly appraisal (年度考评).", no_args_is_help=True)

PlanOption = Annotated[str, typer.Option("--plan", help="The appraisal's plan (考评方案).")]
PersonOption = Annotated[str, typer.Option("--person", help="Who does it: a person's name.")]
_PLAN = "wuhu-2020"


@app.command("template")
def template(
    file: Annotated[Path, typer.Argument(help="The workbook (.xlsx) to write.")],
    plan: PlanOption = _PLAN,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """Write the workbook that people fill in, with the registers; an old file is never replaced.

    In a folder without a watchlist or a run over the sample county it is written all the same.
    """
    known = load_plan(plan)
    if file.exists():
        raise GongkaiError(f"{file}: is there already; name a new file")
    try:
        write_template(file, known, sample=is_sample(watchlist, data))
    except OSError as error:
        raise GongkaiError(f"{file}: {error.strerror or error}") from None
    sys.stdout.write(f"{file}\n")


@app.command("import")
def import_workbook(
    file: Annotated[Path, typer.Argument(help="The workbook (.xlsx) that was filled in.")],
    person: PersonOption,
    plan: PlanOption = _PLAN,
    at: Annotated[str | None, typer.Option("--at", help="When it came; default now.")] = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """Store what a workbook gives, all or nothing; faults are named by sheet, row and column.

    Nothing stored is ever changed: a later input of the same thing counts instead of the former,
    which is kept.
    """
    _person(person)
    moment = now() if at is None else parse_as_of(at)
    known = load_plan(plan)
    with workplace_for(watchlist, data) as place, store_of(place.places, make=True) as db:
        given = read_workbook(file, ground_of(db, place, known))
        new, before = add_inputs(
            db,
            known,
            [Entry(one.kind, one.key, one.place, one.one) for one in given],
            person=person.strip(),
            at=moment,
            file=file.name,
            sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
        )
        result = result_of(db, known, sample=place.watchlist.sample)
    for warning in result["warnings"]:
        sys.stderr.write(f"warning: {shown(warning)}\n")
    whole = sum(unit["total"] is not None for unit in result["units"])
    sys.stdout.write(f"{new}\t{before}\n")
    sys.stderr.write(
        f"{new} inputs recorded, {before} known before;"
        f" {whole} of {len(result['units'])} units are complete\n"
    )


@app.command("show")
def show_result(
    plan: PlanOption = _PLAN,
    form: Annotated[ScoresFormat, typer.Option("--format", help="Its form.")] = ScoresFormat.TABLE,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """Every unit's five parts and total, recomputed from the stored inputs.

    What is missing shows as missing (缺) with its name, never as zero.
    """
    known = load_plan(plan)
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        result = result_of(db, known, sample=place.watchlist.sample)
    if form is ScoresFormat.TABLE:
        show_table(to_table(result))
        show_table(settings_table(result))
        for warning in result["warnings"]:
            sys.stderr.write(f"warning: {shown(warning)}\n")
    else:
        sys.stdout.write(to_json(result) if form is ScoresFormat.JSON else to_csv(result))


@app.command("inputs")
def inputs(
    plan: PlanOption = _PLAN, watchlist: WatchlistOption = None, data: DataOption = None
) -> None:
    """Everything that was ever given, oldest first, as JSON lines: what, who, when, which file."""
    known = load_plan(plan)
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        rows = [{**origin_row(one), "data": encode(one.one)} for one in all_inputs(db, known.id)]
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


@app.command("release")
def release(
    person: PersonOption,
    plan: PlanOption = _PLAN,
    note: Annotated[str, typer.Option(help="A note for the log.")] = "",
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help="Take the release back instead.")
    ] = False,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """Release the result as it stands, once the leading group approved it; prints its digest.

    A result that comes out otherwise later is not released with it.
    """
    _person(person)
    _line("--note", note)
    known = load_plan(plan)
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        if withdraw:
            digest = released_digest(db, known.id)
            if digest is None:
                raise GongkaiError(f"appraisal {known.id}: it is not released")
            log_act(db, known.id, person.strip(), WITHDRAW, digest, note, now())
            return
        result = result_of(db, known, sample=place.watchlist.sample)
        lacking = [unit["name"] for unit in result["units"] if unit["total"] is None]
        if lacking:
            raise GongkaiError(
                f"appraisal {known.id}: {len(lacking)} units have no total yet"
                f" ({'、'.join(lacking[:5])}); see gongkai appraisal show"
            )
        log_act(db, known.id, person.strip(), RELEASE, result["digest"], note, now())
    sys.stdout.write(f"{known.id}\t{result['digest']}\n")


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="The CSV file to write.")],
    person: PersonOption,
    receiver: Annotated[str, typer.Option("--receiver", help="Who gets it.")],
    plan: PlanOption = _PLAN,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """Hand a released result on (目标管理绩效考核); logged with digest and receiver.

    Prints the SHA-256 of the file. What is not released never leaves.
    """
    _person(person)
    _line("--receiver", receiver)
    if not receiver.strip():
        raise GongkaiError("--receiver: must be named")
    known = load_plan(plan)
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        result = result_of(db, known, sample=place.watchlist.sample)
        if result["release"] != "released":
            raise GongkaiError(f"appraisal {known.id}: what is not released is not handed on")
        if file.exists():
            raise GongkaiError(f"{file}: is there already; name a new file")
        content = to_csv(result).encode("utf-8-sig")
        digest = hashlib.sha256(content).hexdigest()
        try:
            write_bytes(file, content)
        except OSError as error:
            raise GongkaiError(f"{file}: {error.strerror or error}") from None
        log_act(db, known.id, person.strip(), EXPORT, digest, receiver.strip(), now())
    sys.stdout.write(f"{file}\t{digest}\n")


@app.command("log")
def show_log(
    plan: PlanOption = _PLAN, watchlist: WatchlistOption = None, data: DataOption = None
) -> None:
    """Releases, withdrawals and exports as JSON lines, oldest first."""
    known = load_plan(plan)
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        rows = acts(db, known.id)
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def _line(option: str, text: str) -> None:
    if len(text) > 1_000 or not text.isprintable():
        raise GongkaiError(f"{option}: one line of at most 1,000 characters")


def _person(name: str) -> None:
    if not name.strip() or len(name) > 100 or not name.isprintable():
        raise GongkaiError("--person: must be a person's name on one line")

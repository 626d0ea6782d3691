"""`gongkai lookback`: a rulebook of an earlier year over what was seen, kept apart (回头看)."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import Annotated

import typer
from rich.text import Text

from checks.engine.requirement import Rulebook
from crawler.errors import GongkaiError
from crawler.portals import Portal
from crawler.records import encode
from reports.apart import LOOKBACK, finding_lines, report_apart, score_line, scores_table
from reports.findings import to_table
from scheduler.apart.looking_back import look_back, moment_of, pending_words
from scheduler.apart.rejudging import named_rulebook, night_of
from scheduler.cli.options import (
    DataOption,
    PortalOption,
    RunOption,
    WatchlistOption,
    chosen_portals,
    every_field,
    store_of,
    stored_run,
    workplace_for,
)
from scheduler.cli.progress import show_table
from scheduler.lock import locked
from scheduler.moments import now, parse_as_of
from scheduler.run import Run
from scheduler.store.lookbacks import Judgements, Lookback, get_lookback, lookbacks


class ApartFormat(StrEnum):
    """Forms of what is judged apart."""

    TABLE = "table"
    JSONL = "jsonl"


def lookback(
    rulebook: Annotated[
        str, typer.Option("--rulebook", help="The rulebook of an earlier year, or ID@DATE.")
    ] = "",
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="A day of that year; default its last.")
    ] = None,
    own_time: Annotated[
        bool,
        typer.Option("--own-time/--today", help="Judge as of that day (default), or of the run."),
    ] = True,
    run: RunOption = None,
    archive: Annotated[
        bool, typer.Option("--archive", help="Read the run's pages again from the archive.")
    ] = False,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    portal: PortalOption = None,
    list_: Annotated[bool, typer.Option("--list", help="List those that are stored.")] = False,
    show: Annotated[str | None, typer.Option("--show", help="Print the stored one again.")] = None,
    form: Annotated[ApartFormat, typer.Option("--format", help="Its form.")] = ApartFormat.TABLE,
) -> None:
    """Judge a rulebook of an earlier year: findings and scores apart from the current ones.

    No score, case, mail or feed of today is touched. Exit status 3 if a check raised.
    """
    if list_ or show:
        with workplace_for(watchlist, data) as place, store_of(place.places) as db:
            if list_:
                for one in lookbacks(db):
                    sys.stdout.write(json.dumps(every_field(one), ensure_ascii=False) + "\n")
                return
            made, judged = get_lookback(db, str(show))
            book = named_rulebook(place, made.rulebook, made.as_of)
            _print(made, judged, book, place.watchlist.portals, place.watchlist.sample, form)
        return
    if not rulebook:
        raise GongkaiError("--rulebook: name the rulebook to look back with")
    moment = moment_of(as_of, parse_as_of(as_of)) if as_of is not None else None
    with (
        workplace_for(watchlist, data) as place,
        locked(place.places.data),
        store_of(place.places) as db,
    ):
        chosen = {one.id for one in chosen_portals(place, portal)}
        whole = stored_run(db, place, run or (night_of(db, moment) if own_time else None))
        part = Run(whole.name, whole.as_of, tuple(one for one in whole.portals if one.id in chosen))
        made, judged, book = look_back(
            db, place, part, rulebook,
            as_of=moment, own_time=own_time, archive=archive, now=now(),
        )  # fmt: skip
        _print(made, judged, book, part.portals, place.watchlist.sample, form)
    raise typer.Exit(3 if made.errors else 0)


def _print(
    made: Lookback,
    judged: Judgements,
    book: Rulebook,
    portals: tuple[Portal, ...],
    sample: bool,
    form: ApartFormat,
) -> None:
    findings = [one for own in judged.findings.values() for one in own]
    report = report_apart(made.run, made.as_of, portals, book, findings, sample=sample)
    if form is ApartFormat.JSONL:
        head = {"lookback": made.id, "mode": made.mode, "as_of": encode(made.as_of)}
        lines = [score_line(one, head) for one in judged.scores.values()]
        for line in (*lines, *finding_lines(report, head)):
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    else:
        title = f"{LOOKBACK}：{book.title}（{made.id}）"
        show_table(scores_table(title, [(book.title, judged.scores)], portals, sample=sample))
        rows = [{**line, "case": None} for line in finding_lines(report, {}) if line["outcome"]]
        table = to_table(rows, sample=sample)
        table.title = Text("回头看测评记录")
        show_table(table)
    told = pending_words(findings, made.mode)
    if told:
        sys.stderr.write(f"{told}\n")
    for error in made.errors:
        sys.stderr.write(f"a check failed: {error}\n")

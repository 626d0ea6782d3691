"""`gongkai round list|show|freeze`: scoring rounds (测评轮次) and their frozen scores."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any

import typer
from rich.table import Table
from sqlite_utils import Database

from checks.calendar import CalendarGap
from crawler.errors import GongkaiError
from crawler.portals import Round
from crawler.records import encode
from crawler.records.moments import stamp
from scheduler.casework.frozen import Frozen, frozen_rounds
from scheduler.casework.rounds import corrections, freezable_after, freeze, round_named
from scheduler.cli.options import DataOption, WatchlistOption, store_of, workplace_for
from scheduler.cli.progress import show_table
from scheduler.moments import now, parse_as_of
from scheduler.reporting.publishing import publish_frozen
from scheduler.workplace import Workplace

app = typer.Typer(help="Scoring rounds (测评轮次).", no_args_is_help=True)

RoundArgument = Annotated[str, typer.Argument(help="Its id in the watchlist.")]


@app.command("list")
def list_rounds(watchlist: WatchlistOption = None, data: DataOption = None) -> None:
    """The rounds of the watchlist: from when on each can be frozen, and which are."""
    table = Table(title="测评轮次")
    for heading in ("轮次", "起", "止", "申诉期届满", "状态", "更正"):
        table.add_column(heading)
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        known = frozen_rounds(db)
        for one in place.watchlist.monitor.rounds:
            frozen = known.get(one.id)
            state = f"已冻结（{stamp(frozen.frozen_at)}，{frozen.person}）" if frozen else "未冻结"
            fixes = str(len(corrections(db, place, frozen))) if frozen else ""
            start, end = one.start_on.isoformat(), one.end_on.isoformat()
            table.add_row(one.id, start, end, _appeal_end(place, one), state, fixes)
    show_table(table)


@app.command("show")
def show(name: RoundArgument, watchlist: WatchlistOption = None, data: DataOption = None) -> None:
    """A frozen round as JSON: its scores, what they rest on, and corrections since."""
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        frozen = frozen_rounds(db).get(name)
        if frozen is None:
            round_named(place, name)
            raise GongkaiError(f"round {name}: it is not frozen")
        shown = as_json(db, place, frozen)
    sys.stdout.write(json.dumps(shown, ensure_ascii=False, indent=1) + "\n")


@app.command("freeze")
def freeze_round(
    name: RoundArgument,
    person: Annotated[str, typer.Option("--person", help="Who freezes it.")],
    at: Annotated[str | None, typer.Option("--at", help="When; default now.")] = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """Freeze a round after its appeal term: its scores never change afterwards."""
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        frozen = freeze(db, place, round_named(place, name), person, parse_as_of(at))
        publish_frozen(db, place, frozen, now())
    for score in frozen.scores:
        sys.stdout.write(f"{score.portal}\t{score.rulebook}\t{score.value}\n")
    sys.stderr.write(f"round {name}: frozen, {frozen.sha256}\n")


def as_json(db: Database, place: Workplace, frozen: Frozen) -> dict[str, Any]:
    """A frozen round with the corrections since."""
    whole: dict[str, Any] = encode(frozen)
    whole["corrections"] = [encode(one) for one in corrections(db, place, frozen)]
    return whole


def _appeal_end(place: Workplace, one: Round) -> str:
    try:
        return freezable_after(place, one).isoformat()
    except CalendarGap as gap:
        return f"缺{gap.year}年日历"

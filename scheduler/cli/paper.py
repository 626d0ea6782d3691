"""`gongkai paper`: the papers (公文材料) of the rhythm, notices, and their approval."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from crawler.errors import GongkaiError
from crawler.portals import Papers
from crawler.records.moments import beijing_date
from scheduler.cli.options import DataOption, WatchlistOption, store_of, workplace_for
from scheduler.cli.progress import show_table
from scheduler.lock import locked
from scheduler.moments import now
from scheduler.papers.making import PaperKind, approve, make_notices, make_papers, paper_rows

app = typer.Typer(help="Papers (公文材料): summaries, circulars, notices.", no_args_is_help=True)

DayOption = Annotated[
    str | None, typer.Option("--day", help="The day it is made for, 2026-11-30; default today.")
]
UnitOption = Annotated[
    list[str] | None,
    typer.Option("--unit", "--portal", help="Only this portal (may be given again)."),
]


@app.command("weekly")
def weekly(
    watchlist: WatchlistOption = None, data: DataOption = None, day: DayOption = None
) -> None:
    """周总结: the last full week, Monday to Sunday, before the day."""
    _make(PaperKind.WEEKLY, watchlist, data, day)


@app.command("monthly")
def monthly(
    watchlist: WatchlistOption = None, data: DataOption = None, day: DayOption = None
) -> None:
    """月提醒: what is overdue and nearly due on the day, and the statutory dates ahead."""
    _make(PaperKind.MONTHLY, watchlist, data, day)


@app.command("quarterly")
def quarterly(
    watchlist: WatchlistOption = None, data: DataOption = None, day: DayOption = None
) -> None:
    """季通报: the last full quarter before the day."""
    _make(PaperKind.QUARTERLY, watchlist, data, day)


@app.command("yearly")
def yearly(
    watchlist: WatchlistOption = None, data: DataOption = None, day: DayOption = None
) -> None:
    """年度考评: the last full year before the day, and a sheet for every unit."""
    _make(PaperKind.YEARLY, watchlist, data, day)


@app.command("notice")
def notice(
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    day: DayOption = None,
    unit: UnitOption = None,
) -> None:
    """整改通知: one for every unit with problems to mend, as of the day."""
    with (
        workplace_for(watchlist, data) as place,
        locked(place.places.data),
        store_of(place.places) as db,
    ):
        _print(make_notices(db, place, _day(day), tuple(unit or ())))
        _hint(place.watchlist.papers)


@app.command("list")
def list_papers(watchlist: WatchlistOption = None, data: DataOption = None) -> None:
    """The papers that were made, the newest first, and who approved them."""
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        table = Table()
        for heading in ("编号", "标题", "单位", "状态", "批准人", "批准时间"):
            table.add_column(heading, overflow="fold")
        for row in paper_rows(db):
            state = "已批准" if row.approved else "草稿"
            cells = (row.id, row.title, row.unit, state, row.approved_by, row.approved_at[:16])
            table.add_row(*(Text(cell) for cell in cells))
    show_table(table)


@app.command("approve")
def approve_paper(
    which: Annotated[str, typer.Argument(help="Its number (编号) or one of its files.")],
    person: Annotated[str, typer.Option("--person", help="Who approves it.")],
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """Approve a draft: it loses the mark 草稿, is never written over, and the log names who."""
    with (
        workplace_for(watchlist, data) as place,
        locked(place.places.data),
        store_of(place.places) as db,
    ):
        _print(approve(db, place.places, which, person, now()))


def _make(kind: PaperKind, watchlist: Path | None, data: Path | None, day: str | None) -> None:
    with (
        workplace_for(watchlist, data) as place,
        locked(place.places.data),
        store_of(place.places) as db,
    ):
        _print(make_papers(db, place, kind, _day(day)))
        _hint(place.watchlist.papers)


def _day(text: str | None) -> date:
    if text is None:
        return beijing_date(now())
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise GongkaiError(f"--day: {text!r} is no date (example: 2026-11-30)") from None


def _hint(settings: Papers) -> None:
    """Say where the name of the office comes from, where nobody has given it."""
    if "×" in settings.issuer:
        sys.stderr.write(
            f"gongkai: the papers are issued by {settings.issuer}:"
            " name the city or office under [papers] in the watchlist\n"
        )


def _print(paths: Sequence[Path]) -> None:
    for path in paths:
        sys.stdout.write(f"{path}\n")
    if not paths:
        sys.stderr.write("nothing to tell: no paper was made\n")

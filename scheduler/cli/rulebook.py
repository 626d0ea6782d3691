"""`gongkai rulebook list|show|coverage`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from checks.engine.registry import checks
from checks.engine.requirement import Rulebook
from checks.rulebooks import available, load_rulebook
from crawler.errors import GongkaiError
from scheduler.cli.options import DataOption, WatchlistOption
from scheduler.workplace import own_rulebooks

app = typer.Typer(help="Rulebooks (测评指标体系): the notices as data.", no_args_is_help=True)
NameArgument = Annotated[str, typer.Argument(help="Name of the rulebook, such as standing.")]


def _load(name: str, watchlist: Path | None) -> Rulebook:
    folder = own_rulebooks(watchlist)
    known = available(folder)
    if name not in known:
        raise GongkaiError(f"no rulebook {name!r} (known: {', '.join(sorted(known))})")
    return load_rulebook(name, folder)


@app.command("list")
def list_rulebooks(watchlist: WatchlistOption = None, data: DataOption = None) -> None:
    """Every rulebook, those beside the watchlist included: name, version, rows, title."""
    folder = own_rulebooks(watchlist)
    for name in sorted(available(folder)):
        book = load_rulebook(name, folder)
        sys.stdout.write(f"{name}\t{book.version}\t{len(book.requirements)}\t{book.title}\n")


@app.command("show")
def show(name: NameArgument, watchlist: WatchlistOption = None, data: DataOption = None) -> None:
    """Every clause of a rulebook, with its check and terms."""
    book = _load(name, watchlist)
    table = Table(title=book.title, show_lines=True)
    for column in ("id", "指标", "check", "scoring", "terms", "sources"):
        table.add_column(column, overflow="fold")
    for row in book.requirements:
        table.add_row(
            row.id,
            row.title,
            row.check or "–",
            row.scoring.value,
            json.dumps(dict(row.terms), ensure_ascii=False, default=str),
            "; ".join(row.sources),
        )
    Console(width=None if sys.stdout.isatty() else 160).print(table)


@app.command("coverage")
def coverage(
    name: NameArgument, watchlist: WatchlistOption = None, data: DataOption = None
) -> None:
    """Which clauses are measured, and which are not and why."""
    book, built = _load(name, watchlist), checks()
    measured = 0
    for row in book.requirements:
        if row.check in built:
            measured += 1
            state = f"measured by {row.check}"
        elif row.check:
            state = f"not measured: {row.check} is not built yet"
        else:
            state = f"not measured: {row.assessment.value}"
        sys.stdout.write(f"{row.id}\t{row.title}\t{state}\n")
    sys.stdout.write(f"total\t{measured} of {len(book.requirements)} clauses are measured\n")

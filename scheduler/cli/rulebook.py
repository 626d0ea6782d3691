"""`gongkai rulebook list|show|coverage`."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from checks.engine.registry import checks
from checks.engine.requirement import Rulebook
from checks.rulebooks import available, editions_of, load_rulebook, load_rulebooks
from checks.rulebooks.measured import counts_of, how_measured, notices, sums
from crawler.errors import GongkaiError
from scheduler.cli.options import DataOption, WatchlistOption
from scheduler.workplace import own_rulebooks

app = typer.Typer(help="Rulebooks (测评指标体系): the notices as data.", no_args_is_help=True)
NameArgument = Annotated[str, typer.Argument(help="Name of the rulebook, such as standing.")]


def _load(name: str, watchlist: Path | None) -> Rulebook:
    folder = own_rulebooks(watchlist)
    known = available(folder)
    if name not in known and name not in editions_of(name.partition("@")[0], folder):
        raise GongkaiError(f"no rulebook {name!r} (known: {', '.join(sorted(known))})")
    return load_rulebook(name, folder)


@app.command("list")
def list_rulebooks(watchlist: WatchlistOption = None, data: DataOption = None) -> None:
    """Every rulebook and edition, those beside the watchlist too: name, version, rows, title."""
    folder = own_rulebooks(watchlist)
    for rulebook_id in sorted(available(folder)):
        for name in editions_of(rulebook_id, folder):
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
            "\n".join(row.checks) or "–",
            row.scoring.value,
            "\n".join(
                json.dumps(dict(one.terms), ensure_ascii=False, default=_plain)
                for one in row.measures()
            ),
            "; ".join(row.sources),
        )
    Console(width=None if sys.stdout.isatty() else 160).print(table)


@app.command("coverage")
def coverage(
    name: Annotated[
        str | None, typer.Argument(help="One rulebook; default all, totals only.")
    ] = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """Which clauses are measured, and which are not and why; of all rulebooks: figures by notice.

    Refuses a rulebook that a run would refuse, with all that is wrong with it.
    """
    built = checks()
    if name is not None:
        book = _load(name, watchlist)
        for row in book.requirements:
            sys.stdout.write(f"{row.id}\t{row.title}\t{how_measured(row, built)}\n")
        _figures(name, [book], by_assessment=True)
        return
    folder = own_rulebooks(watchlist)
    books = load_rulebooks(sorted(available(folder)), folder)
    for book_name, book in books.items():
        _figures(book_name, [book], by_assessment=True)
    found = notices(books.values())
    for notice, own in found.items():
        _figures(f"{notice} ({', '.join(book.id for book in own)})", own, by_assessment=False)
    every = [book for own in found.values() for book in own]
    _figures(f"{len(found)} notices", every, by_assessment=True)


def _figures(name: str, books: Sequence[Rulebook], *, by_assessment: bool) -> None:
    """Lines of how many clauses are measured."""
    counted = counts_of(books, checks())
    for assessment, (rows, measured) in counted.items() if by_assessment else ():
        sys.stdout.write(f"{name}\t{assessment}\t{measured} of {rows} are measured\n")
    rows, measured = sums(counted)
    sys.stdout.write(f"{name}\ttotal\t{measured} of {rows} clauses are measured\n")


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else str(value)

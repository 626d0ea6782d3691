"""`gongkai checks list|explain`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from checks.engine.registry import checks
from checks.engine.terms import kind_of
from checks.rulebooks import available, load_rulebook, shared_terms
from crawler.errors import GongkaiError
from scheduler.cli.options import DataOption, WatchlistOption
from scheduler.workplace import own_rulebooks

app = typer.Typer(help="Checks: the code that judges one duty each.", no_args_is_help=True)


@app.command("list")
def list_checks(watchlist: WatchlistOption = None, data: DataOption = None) -> None:
    """Every built check: name and title."""
    for slug, built in sorted(checks().items()):
        sys.stdout.write(f"{slug}\t{built.check.title}\n")


@app.command("explain")
def explain(
    name: Annotated[str, typer.Argument(help="Name of the check.")],
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """What a check measures, on what evidence, its terms, and which clauses use it."""
    built = checks().get(name)
    if built is None:
        raise GongkaiError(f"no check {name!r} (known: {', '.join(sorted(checks()))})")
    sys.stdout.write(f"{name} {built.check.title}\n\n{built.docstring}\n")
    folder = own_rulebooks(watchlist)
    shared = shared_terms(name, folder)
    for term in sorted((*built.check.terms, *built.check.optional)):
        value = f" = {shared[term]}" if term in shared else ""
        optional = ", may be left out" if term in built.check.optional else ""
        kind = kind_of(built.check, term).said
        sys.stdout.write(f"{term}{value}: {kind}{optional}\n")
    for book_name in sorted(available(folder)):
        clauses = load_rulebook(book_name, folder).requirements
        for row in (one for clause in clauses for one in clause.measures()):
            if row.check == name:
                terms = ", ".join(f"{key} = {value}" for key, value in row.terms.items())
                sys.stdout.write(f"\n{book_name} {row.id} {row.title}\n  {row.basis_text}\n")
                sys.stdout.write(f"  {terms}\n" if terms else "")

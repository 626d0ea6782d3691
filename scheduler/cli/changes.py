"""`gongkai changes list|sign`: changes of rulebooks, roster and terms, and who answers for them."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from reports.amendments import Amendment
from scheduler.cli.options import (
    DataOption,
    WatchlistOption,
    every_field,
    one_line,
    store_of,
    workplace_for,
)
from scheduler.cli.progress import show_table
from scheduler.moments import parse_as_of
from scheduler.store import amendments as log

app = typer.Typer(
    help="Changes (规则变更) of rulebooks, roster and terms between two runs.", no_args_is_help=True
)


class ChangesFormat(StrEnum):
    """Forms of the list."""

    TABLE = "table"
    JSONL = "jsonl"


@app.command("list")
def list_changes(
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    unsigned: Annotated[
        bool, typer.Option("--unsigned", help="Only what nobody has signed yet.")
    ] = False,
    form: Annotated[
        ChangesFormat, typer.Option("--format", help="Its form.")
    ] = ChangesFormat.TABLE,
) -> None:
    """Every change: what, from which digest and version to which, and the first run under it."""
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        found = log.amendments(db, unsigned=unsigned)
    if form is ChangesFormat.JSONL:
        for one in found:
            sys.stdout.write(json.dumps(every_field(one), ensure_ascii=False) + "\n")
        return
    table = Table(title="规则变更", show_lines=True)
    for heading in ("编号", "变更对象", "版本", "内容", "首次适用批次", "说明"):
        table.add_column(heading, overflow="fold")
    for one in found:
        cells = (
            str(one.id), one.subject, versions_text(one), "\n".join(one.lines), one.first_run,
            one.signature,
        )  # fmt: skip
        table.add_row(*(Text(cell) for cell in cells))
    show_table(table)


@app.command("sign")
def sign(
    number: Annotated[int, typer.Argument(help="Number of the change (编号).")],
    person: Annotated[str, typer.Option("--person", help="Who answers for it.")],
    reason: Annotated[str, typer.Option("--reason", help="Why it was changed.")],
    at: Annotated[
        str | None, typer.Option("--at", help="When it was signed (Beijing time); default now.")
    ] = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """Give the reason of a change, as a named person; once, and for good."""
    who, why = one_line("--person", person), one_line("--reason", reason, 1_000)
    moment = parse_as_of(at)
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        signed = log.sign(db, number, who, why, moment)
    sys.stdout.write(f"{signed.id}\t{signed.subject}\t{signed.signature}\n")


def versions_text(one: Amendment) -> str:
    """From which version to which, with the beginnings of their digests."""
    ends = (
        f"{version or '—'}（{sha256[:12]}）" if sha256 else "无"
        for version, sha256 in (
            (one.from_version, one.from_sha256),
            (one.to_version, one.to_sha256),
        )
    )
    return " → ".join(ends)

"""`gongkai attest record|list|due|withdraw`: what persons attest of rows that no crawler sees."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from checks.engine.attesting import Attestation, Verdict, owed
from crawler.records.moments import beijing, beijing_date
from reports.attested import MARK
from reports.safety import shown
from reports.wording import VERDICTS
from scheduler.casework.attesting import attest, day_on
from scheduler.cli.options import (
    DataOption,
    WatchlistOption,
    every_field,
    one_line,
    store_of,
    workplace_for,
)
from scheduler.cli.progress import show_table
from scheduler.moments import now, parse_as_of
from scheduler.reporting.gathering import REMIND_DAYS
from scheduler.store import attestations as log
from scheduler.store.attestations import Entry

app = typer.Typer(
    help="Attestations (人工认定) of rows that no crawler measures.", no_args_is_help=True
)
PersonOption = Annotated[str, typer.Option("--person", help="Who attests it.")]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why.")]
AtOption = Annotated[
    str | None, typer.Option("--at", help="From when it counts (Beijing time); default now.")
]


class ListFormat(StrEnum):
    """Forms of the list."""

    TABLE = "table"
    JSONL = "jsonl"


@app.command("record")
def record(
    rulebook: Annotated[str, typer.Option("--rulebook", help="Name of the rulebook.")],
    row: Annotated[str, typer.Option("--row", help="Id of its row.")],
    unit: Annotated[str, typer.Option("--unit", "--portal", help="Id of the portal.")],
    verdict: Annotated[Verdict, typer.Option("--verdict", help="What is attested.")],
    person: PersonOption,
    reason: ReasonOption = "",
    file: Annotated[
        Path | None, typer.Option("--file", help="What shows it; kept apart, never sent out.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", help="The day it speaks of; default that of --at.")
    ] = None,
    at: AtOption = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """Attest a manual row, or what is not seen of a partial one; a later word goes before it."""
    moment = parse_as_of(at)
    asked = Attestation(
        id=0,
        at=moment,
        portal=unit,
        rulebook=rulebook,
        requirement=row,
        verdict=verdict,
        day=day_on(moment, on),
        person=one_line("--person", person),
        reason=one_line("--reason", reason, 1_000, mandatory=False),
    )
    with workplace_for(watchlist, data) as place, store_of(place.places, make=True) as db:
        made = attest(db, place, asked, file)
    sys.stdout.write(
        f"{made.id}\t{made.portal}\t{made.requirement}\t{made.verdict}\t{made.sha256}\n"
    )


@app.command("list")
def list_attestations(
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    unit: Annotated[
        str | None, typer.Option("--unit", "--portal", help="Only of this portal.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="With what was superseded or withdrawn.")
    ] = False,
    form: Annotated[ListFormat, typer.Option("--format", help="Its form.")] = ListFormat.TABLE,
) -> None:
    """The attestations in force, oldest first."""
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        found = [
            one
            for one in log.log_of(db)
            if (everything or one.in_force) and unit in (None, one.attestation.portal)
        ]
    if form is ListFormat.JSONL:
        for one in found:
            sys.stdout.write(json.dumps(_flat(one), ensure_ascii=False) + "\n")
        return
    table = Table(title=MARK)
    for heading in (
        "编号", "单位", "指标体系", "指标", "结果", "认定人", "认定日期", "录入时间",
        "理由", "材料", "状态",
    ):  # fmt: skip
        table.add_column(heading, overflow="fold")
    for one in found:
        said = one.attestation
        cells = (
            str(said.id), said.portal, said.rulebook, said.requirement, VERDICTS[said.verdict],
            shown(said.person), said.day.isoformat(), _noted(said), shown(said.reason),
            f"{shown(said.file)} {said.sha256[:12]}".strip(), _state(one),
        )  # fmt: skip
        table.add_row(*(Text(cell) for cell in cells))
    show_table(table)


@app.command("due")
def due(
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    days: Annotated[int, typer.Option("--days", min=0, max=3_660, help="So many ahead.")] = (
        REMIND_DAYS
    ),
    at: Annotated[
        str | None, typer.Option("--as-of", help="As of this moment; default now.")
    ] = None,
) -> None:
    """What is to be attested within so many days, and what is overdue."""
    moment = parse_as_of(at)
    today = beijing_date(moment)
    with workplace_for(watchlist, data) as found, store_of(found.places, make=True) as db:
        place = found.on(today)
        rows = owed(
            place.watchlist.portals,
            place.rulebooks.values(),
            log.attested(db, moment),
            today,
            days,
        )
    for one in rows:
        row = one.requirement
        sys.stdout.write(f"{one.due_on}\t{one.portal}\t{one.rulebook}\t{row.id}\t{row.title}\n")


@app.command("withdraw")
def withdraw(
    number: Annotated[int, typer.Argument(help="Number of the attestation (编号).")],
    person: PersonOption,
    reason: ReasonOption,
    at: AtOption = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """Take an attestation back, with a reason; the one before it counts again."""
    who, why = one_line("--person", person), one_line("--reason", reason, 1_000)
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        gone = log.withdraw(db, number, who, why, parse_as_of(at), now())
    sys.stdout.write(f"{gone.id}\t{gone.portal}\t{gone.requirement}\twithdrawn\n")


def _noted(said: Attestation) -> str:
    """When the clock recorded it; nothing of the time before the clock was kept."""
    return "" if said.noted_at is None else f"{beijing(said.noted_at):%Y-%m-%d %H:%M}"


def _flat(one: Entry) -> dict[str, object]:
    row = every_field(one)
    row.pop("attestation")
    return every_field(one.attestation) | row


def _state(one: Entry) -> str:
    if one.withdrawn_at is not None:
        return f"已撤回（{shown(one.withdrawn_by)}：{shown(one.withdrawn_why)}）"
    return "有效" if one.superseded_by is None else f"已由{one.superseded_by}号取代"

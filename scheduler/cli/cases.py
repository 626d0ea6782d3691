"""`gongkai cases` and `gongkai case …`: problems, their history, and what persons do to them."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer
from sqlite_utils import Database

from checks.engine.case import CaseState, Stage
from checks.engine.workflow import state_shown
from crawler.errors import GongkaiError
from reports.casework import (
    CASE_KEYS,
    CaseRow,
    Entry,
    case_row,
    case_text,
    entry_row,
    to_case_table,
)
from reports.findings import to_csv, to_jsonl
from scheduler.casework.view import CaseView, case_views
from scheduler.cli.options import (
    DataOption,
    WatchlistOption,
    store_of,
    tell_unvisited,
    workplace_for,
)
from scheduler.cli.progress import show_table
from scheduler.moments import latest_night, now
from scheduler.store.cases import history
from scheduler.store.runs import complete_runs
from scheduler.workplace import Workplace

app = typer.Typer(help="One problem (问题): show it, move it on.", no_args_is_help=True)


class CasesFormat(StrEnum):
    """Forms of the list of cases."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"


class ShowFormat(StrEnum):
    """Forms of one case."""

    TEXT = "text"
    JSON = "json"


OnOption = Annotated[
    str | None, typer.Option("--on", help="As it stood at the end of that day, as 2026-11-20.")
]


def cases(
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    state: Annotated[
        list[CaseState] | None, typer.Option("--state", help="Only these states.")
    ] = None,
    stage: Annotated[list[Stage] | None, typer.Option("--stage", help="Only these stages.")] = None,
    unit: Annotated[
        list[str] | None, typer.Option("--unit", "--portal", help="Only these portals.")
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only overdue ones.")] = False,
    unlisted: Annotated[
        bool, typer.Option("--unlisted", help="Only unclosed ones whose page is gone.")
    ] = False,
    private: Annotated[
        bool, typer.Option("--private", help="Only those about personal data.")
    ] = False,
    on: OnOption = None,
    form: Annotated[CasesFormat, typer.Option("--format", help="Its form.")] = CasesFormat.TABLE,
) -> None:
    """Problems (问题) with their stage, dates and bodies, today or on a past day."""
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        _known(db, place, unit or ())
        views = [
            view
            for view in case_views(db, place, now(), day_of("--on", on))
            if (not state or state_shown(view.case) in state)
            and (not stage or view.stage in stage)
            and (not unit or view.portal_id in unit)
            and (view.overdue or not overdue)
            and (not unlisted or _is_unlisted(view))
            and (view.case.work.private or not private)
        ]
        sample = place.watchlist.sample
        tell_unvisited(db, latest_night(complete_runs(db)))
    rows = [case_row(as_row(view), sample=sample) for view in views]
    if form is CasesFormat.TABLE:
        show_table(to_case_table(rows, sample=sample))
    else:
        sys.stdout.write(to_jsonl(rows) if form is CasesFormat.JSONL else to_csv(rows, CASE_KEYS))


def _known(db: Database, place: Workplace, units: Sequence[str]) -> None:
    """Raise GongkaiError for a unit that is neither in the watchlist nor in the books."""
    known = {portal.id for portal in place.watchlist.portals}
    known |= {row["portal"] for row in db.query("SELECT DISTINCT portal FROM case_events")}
    if unknown := [one for one in units if one not in known]:
        raise GongkaiError(
            f"--unit: there is no portal {', '.join(unknown)}"
            f" (there are {', '.join(sorted(known))})"
        )


@app.command("show")
def show(
    case_id: Annotated[str, typer.Argument(help="Number of the case.")],
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    on: OnOption = None,
    form: Annotated[ShowFormat, typer.Option("--format", help="Its form.")] = ShowFormat.TEXT,
) -> None:
    """One case with everything that happened to it, today or up to a past day."""
    day = day_of("--on", on)
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        view = next(case_views(db, place, now(), day, [case_id]), None)
        if view is None:
            raise GongkaiError(f"case {case_id}: there is none" + (f" on {day}" if day else ""))
        entries = [
            Entry(one.at, one.run, one.case, one.step, one.cause, one.effect)
            for one in history(db, case_id, day)
        ]
        sample = place.watchlist.sample
    row = as_row(view)
    if form is ShowFormat.TEXT:
        sys.stdout.write(case_text(row, entries))
        return
    made = case_row(row, sample=sample) | {"history": [entry_row(one) for one in entries]}
    sys.stdout.write(json.dumps(made, ensure_ascii=False, indent=1) + "\n")


def _is_unlisted(view: CaseView) -> bool:
    gone = view.case.work.unlisted_on is not None
    return gone and view.case.state not in (CaseState.RESOLVED, CaseState.SUSPECTED)


def as_row(view: CaseView) -> CaseRow:
    """A case as the reports take it."""
    return CaseRow(
        view.case, view.portal_id, view.responsible, view.handling, view.platform, view.finding,
        view.due, view.stage, view.overdue,
    )  # fmt: skip


def day_of(option: str, text: str | None) -> date | None:
    """A date given as an option; GongkaiError for what is none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise GongkaiError(f"{option}: {text!r} is no date (example: 2026-11-20)") from None

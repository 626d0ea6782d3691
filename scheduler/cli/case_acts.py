"""`gongkai case confirm|issue|sign|…`: what persons do to problems (docs/cases.md)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from sqlite_utils import Database

from checks.engine.case import Stage
from checks.engine.outcome import Outcome
from checks.engine.workflow import RULES, Action, Actor, Step
from crawler.errors import GongkaiError
from crawler.portals.values import web_address
from scheduler.apart.fixtures import write_fixture
from scheduler.casework.acts import take
from scheduler.casework.view import check_of
from scheduler.cli.cases import app, day_of
from scheduler.cli.options import DataOption, WatchlistOption, store_of, workplace_for
from scheduler.moments import parse_as_of
from scheduler.store.cases import cases_on
from scheduler.workplace import Workplace

__all__ = ["app"]


class Decision(StrEnum):
    """How an appeal or an explanation is decided."""

    ACCEPT = "accept"
    REJECT = "reject"


CaseIds = Annotated[list[str], typer.Argument(help="Numbers of the cases (问题编号).")]
PersonOption = Annotated[str, typer.Option("--person", help="Who does it.")]
RoleOption = Annotated[Actor | None, typer.Option("--role", help="In which role.")]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why.")]
AddressOption = Annotated[str, typer.Option("--address", help="Where to look; a hint only.")]
UntilOption = Annotated[str | None, typer.Option("--until", help="Last day, as 2026-12-31.")]
AtOption = Annotated[
    str | None, typer.Option("--at", help="When it was done (Beijing time); default now.")
]


def link_of(option: str, text: str) -> str:
    """An address given as a hint, in its normal form; GongkaiError for what is none."""
    if not text:
        return ""
    try:
        return web_address(text.partition("#")[0].strip())
    except ValueError as error:
        raise GongkaiError(f"{option}: {error}") from None


def moment_of(text: str | None) -> datetime:
    """`--at`: a moment; now when not given."""
    try:
        return parse_as_of(text)
    except GongkaiError as error:
        raise GongkaiError(str(error).replace("--as-of", "--at")) from None


@contextmanager
def _books(watchlist: WatchlistOption, data: DataOption) -> Iterator[tuple[Workplace, Database]]:
    # No lock: an act is one transaction, and nobody should wait hours for a night to end.
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        yield place, db


def _do(
    watchlist: WatchlistOption,
    data: DataOption,
    case_ids: list[str],
    action: Action,
    person: str,
    role: Actor | None,
    at: str | None,
    *,
    reason: str = "",
    link: str = "",
    measure: str = "",
    to: str = "",
    until: str | None = None,
    unmeasured: bool = False,
) -> None:
    link = link_of("--address", link)
    step = Step(
        action, person, role or RULES[action].actors[0], moment_of(at), reason=reason, link=link,
        measure=measure, to=to, until=day_of("--until", until), unmeasured=unmeasured,
    )  # fmt: skip
    with _books(watchlist, data) as (place, db):
        done = take(db, place, case_ids, step, lambda case_id: check_of(db, case_id))
    for case in done:
        sys.stdout.write(f"{case.id}\t{case.state}\t{case.stage}\n")


@app.command("confirm")
def confirm(
    case_ids: CaseIds,
    person: PersonOption,
    reason: ReasonOption = "",
    role: RoleOption = None,
    at: AtOption = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """核实确认: a person has looked at a privacy finding; only then does it go out."""
    _do(watchlist, data, case_ids, Action.CONFIRM, person, role, at, reason=reason)


@app.command("issue")
def issue(
    case_ids: CaseIds,
    person: PersonOption,
    reason: ReasonOption = "",
    role: RoleOption = None,
    at: AtOption = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """下发: tell the unit, by a person instead of the mail."""
    _do(watchlist, data, case_ids, Action.ISSUE, person, role, at, reason=reason)


@app.command("sign")
def sign(
    case_ids: CaseIds,
    person: PersonOption,
    role: RoleOption = None,
    at: AtOption = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """签收: the unit has received it."""
    _do(watchlist, data, case_ids, Action.SIGN, person, role, at)


@app.command("start")
def start(
    case_ids: CaseIds,
    person: PersonOption,
    role: RoleOption = None,
    at: AtOption = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """开始整改: the unit is at work on it."""
    _do(watchlist, data, case_ids, Action.START, person, role, at)


@app.command("feedback")
def feedback(
    case_ids: CaseIds,
    person: PersonOption,
    measure: Annotated[str, typer.Option("--measure", help="What was done.")] = "",
    reason: ReasonOption = "",
    address: AddressOption = "",
    role: RoleOption = None,
    at: AtOption = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """反馈: the unit says what it did and where to look."""
    _do(
        watchlist,
        data,
        case_ids,
        Action.FEEDBACK,
        person,
        role,
        at,
        reason=reason,
        link=address,
        measure=measure,
    )


@app.command("recheck")
def recheck(
    case_ids: CaseIds,
    person: PersonOption,
    reason: ReasonOption = "",
    role: RoleOption = None,
    at: AtOption = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """转入复核: look at it again."""
    _do(watchlist, data, case_ids, Action.RECHECK, person, role, at, reason=reason)


@app.command("return")
def return_(
    case_ids: CaseIds,
    person: PersonOption,
    reason: ReasonOption,
    role: RoleOption = None,
    at: AtOption = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """退回重改: it is not mended."""
    _do(watchlist, data, case_ids, Action.RETURN, person, role, at, reason=reason)


@app.command("transfer")
def transfer(
    case_ids: CaseIds,
    person: PersonOption,
    to: Annotated[str, typer.Option("--to", help="The body it goes to.")],
    reason: ReasonOption,
    role: RoleOption = None,
    at: AtOption = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """转办: another body handles it; its terms start anew."""
    _do(watchlist, data, case_ids, Action.TRANSFER, person, role, at, reason=reason, to=to)


@app.command("extend")
def extend(
    case_ids: CaseIds,
    person: PersonOption,
    reason: ReasonOption,
    until: Annotated[str, typer.Option("--until", help="Last day, as 2026-12-31.")],
    role: RoleOption = None,
    at: AtOption = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """延期: until a named date."""
    _do(watchlist, data, case_ids, Action.EXTEND, person, role, at, reason=reason, until=until)


@app.command("waive")
def waive(
    case_ids: CaseIds,
    person: PersonOption,
    reason: ReasonOption,
    until: UntilOption = None,
    role: RoleOption = None,
    at: AtOption = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """免予扣分: free of deduction, for good or until a day."""
    _do(watchlist, data, case_ids, Action.WAIVE, person, role, at, reason=reason, until=until)


@app.command("reinstate")
def reinstate(
    case_ids: CaseIds,
    person: PersonOption,
    reason: ReasonOption,
    role: RoleOption = None,
    at: AtOption = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """恢复处理: end a waiver or a shelving."""
    _do(watchlist, data, case_ids, Action.REINSTATE, person, role, at, reason=reason)


@app.command("dispute")
def dispute(
    case_ids: CaseIds,
    person: PersonOption,
    reason: ReasonOption,
    address: AddressOption,
    role: RoleOption = None,
    at: AtOption = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """申诉: the unit objects, with a reason and an address."""
    _do(watchlist, data, case_ids, Action.DISPUTE, person, role, at, reason=reason, link=address)


@app.command("explain")
def explain(
    case_ids: CaseIds,
    person: PersonOption,
    reason: ReasonOption,
    address: AddressOption = "",
    role: RoleOption = None,
    at: AtOption = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """情况说明: why what came too late came too late."""
    _do(watchlist, data, case_ids, Action.EXPLAIN, person, role, at, reason=reason, link=address)


@app.command("shelve")
def shelve(
    case_ids: CaseIds,
    person: PersonOption,
    reason: ReasonOption,
    until: Annotated[str, typer.Option("--until", help="Last day, as 2026-12-31.")],
    role: RoleOption = None,
    at: AtOption = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """挂账: it cannot be mended now; kept on the books until a day."""
    _do(watchlist, data, case_ids, Action.SHELVE, person, role, at, reason=reason, until=until)


@app.command("decide")
def decide(
    decision: Annotated[Decision, typer.Argument(help="accept or reject.")],
    case_ids: CaseIds,
    person: PersonOption,
    reason: ReasonOption,
    unmeasured: Annotated[
        bool, typer.Option("--unmeasured", help="Although it could not be measured again.")
    ] = False,
    role: RoleOption = None,
    at: AtOption = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """裁定: accept or reject an appeal (申诉) or an explanation (情况说明)."""
    action = Action.ACCEPT if decision is Decision.ACCEPT else Action.REJECT
    _do(watchlist, data, case_ids, action, person, role, at, reason=reason, unmeasured=unmeasured)


@app.command("close")
def close(
    person: PersonOption,
    case_ids: Annotated[list[str] | None, typer.Argument(help="Numbers of the cases.")] = None,
    all_passed: Annotated[
        bool, typer.Option("--all-passed", help="All that passed on re-measurement.")
    ] = False,
    unit: Annotated[
        list[str] | None, typer.Option("--unit", "--portal", help="Of these portals.")
    ] = None,
    reason: ReasonOption = "",
    role: RoleOption = None,
    at: AtOption = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """销号: close what passed on re-measurement, or, with a reason, what is no longer listed."""
    if bool(case_ids) == all_passed:
        raise GongkaiError("close: name the cases, or say --all-passed")
    if unit and not all_passed:
        raise GongkaiError("--unit: goes with --all-passed")
    wanted = list(case_ids or ())
    if all_passed:
        with _books(watchlist, data) as (_, db):
            wanted = [
                event.case_id
                for event in cases_on(db).values()
                if event.case.stage is Stage.RETEST_PASSED and (not unit or event.portal in unit)
            ]
    if wanted:
        _do(watchlist, data, wanted, Action.CLOSE, person, role, at, reason=reason)


@app.command("fixture")
def fixture(
    case_id: Annotated[str, typer.Argument(help="Number of a case whose appeal was upheld.")],
    output: Annotated[Path, typer.Option("--output", help="Folder of fixtures.")] = Path(
        "tests/regressions/cases"
    ),
    expected: Annotated[
        Outcome | None, typer.Option("--expected", help="What must come out; else no failure.")
    ] = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """Keep the pages of a wrong verdict as a test, so that it cannot come back unseen."""
    with _books(watchlist, data) as (place, db):
        made = write_fixture(db, place, case_id, output, expected)
    sys.stdout.write(f"{made.folder}\n")
    if not made.reproduced:
        sys.stderr.write("the code of today does not give the wrong verdict on these pages\n")

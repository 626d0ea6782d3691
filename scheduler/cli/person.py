"""`gongkai person add|list|password|disable|enable`: who may use the console (docs/console.md)."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from sqlite_utils import Database

from crawler.errors import GongkaiError
from reports.console.access import Person, Role
from reports.safety import shown
from scheduler.cli.options import DataOption, WatchlistOption, data_folder, one_line, workplace_for
from scheduler.desk.accounts import (
    accounts,
    add_person,
    disable_person,
    enable_person,
    set_password,
)
from scheduler.desk.tables import open_desk
from scheduler.moments import now
from scheduler.places import make_folder

app = typer.Typer(help="Accounts of the console.", no_args_is_help=True)

NameArgument = Annotated[str, typer.Argument(help="Name to log in with.")]
StdinOption = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input.")
]


@contextmanager
def _desk(watchlist: WatchlistOption, data: DataOption) -> Iterator[Database]:
    places = data_folder(watchlist, data)
    make_folder(places.data)
    db = open_desk(places.desk)
    try:
        yield db
    finally:
        db.close()


def _password(from_stdin: bool) -> str:
    """A password, asked for twice on a terminal; it is never an argument, which others can see."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    if not sys.stdin.isatty():
        raise GongkaiError("--password-stdin: needed where there is no terminal to ask on")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        raise GongkaiError("the two passwords differ")
    return first


@app.command("add")
def add(
    name: NameArgument,
    role: Annotated[Role, typer.Option("--role", help="What the person may do.")],
    shown_name: Annotated[
        str, typer.Option("--shown", help="Name beside what the person does; default NAME.")
    ] = "",
    portal: Annotated[str, typer.Option("--portal", help="Unit of the role unit.")] = "",
    oidc: Annotated[
        bool, typer.Option("--oidc", help="No password: the person comes by OIDC only.")
    ] = False,
    password_stdin: StdinOption = False,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """Make an account. The first administrator is made so too; there is no default password."""
    portals = None
    if role is Role.UNIT:
        with workplace_for(watchlist, data) as place:
            portals = [one.id for one in place.watchlist.portals]
    person = Person(name, one_line("--shown", shown_name or name), role, portal)
    password = "" if oidc else _password(password_stdin)
    if not oidc and not password:
        raise GongkaiError("the password is empty")
    with _desk(watchlist, data) as db:
        add_person(db, person, password, now(), portals)


@app.command("list")
def list_(watchlist: WatchlistOption = None, data: DataOption = None) -> None:
    """The accounts: name, name shown, role, unit, how they come in, whether ended."""
    with _desk(watchlist, data) as db:
        for one in accounts(db):
            way = "password" if one.has_password else "oidc"
            person = one.person
            state = "ended" if one.disabled else "lives"
            fields = (person.name, shown(person.shown), person.role, person.portal, way, state)
            sys.stdout.write("\t".join(fields) + "\n")


@app.command("password")
def password(
    name: NameArgument,
    password_stdin: StdinOption = False,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """Give an account another password; whoever is in with it is out."""
    with _desk(watchlist, data) as db:
        set_password(db, name, _password(password_stdin))


@app.command("disable")
def disable(name: NameArgument, watchlist: WatchlistOption = None, data: DataOption = None) -> None:
    """End an account: nobody comes in with it, and whoever is in is out."""
    with _desk(watchlist, data) as db:
        disable_person(db, name, now())


@app.command("enable")
def enable(name: NameArgument, watchlist: WatchlistOption = None, data: DataOption = None) -> None:
    """Let an ended account live again."""
    with _desk(watchlist, data) as db:
        enable_person(db, name)

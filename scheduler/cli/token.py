"""`gongkai token add|list|revoke`: who may read the feed."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, timedelta
from typing import Annotated

import typer

from crawler.errors import GongkaiError
from crawler.records import BEIJING
from scheduler.cli.options import DataOption, WatchlistOption, store_of, workplace_for
from scheduler.moments import now
from scheduler.store.tokens import add_token, parse_scope, revoke_token, tokens

app = typer.Typer(help="Tokens (令牌) of readers of the feed.", no_args_is_help=True)
_LONGEST_NAME = 60


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="The reader's name, as it is to stand in the log.")],
    scope: Annotated[str, typer.Option(help="unit:ID, group:ID (a unit and all below), or all.")],
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    unreleased: Annotated[
        bool, typer.Option("--unreleased", help="Scores that are not released yet, too.")
    ] = False,
    expires: Annotated[
        str | None, typer.Option(help="The last day on which it is valid, such as 2027-12-31.")
    ] = None,
) -> None:
    """Make a token and print it; it is shown this once, only its digest is kept."""
    reader = _name(name)
    wanted = parse_scope(scope, unreleased)
    until = _until(expires)
    with workplace_for(watchlist, data) as place, store_of(place.places, make=True) as db:
        known = {portal.id for portal in place.watchlist.portals}
        if wanted.portal and wanted.portal not in known:
            raise GongkaiError(
                f"--scope: {place.watchlist.path} has no portal {wanted.portal!r}"
                f" (it has {', '.join(sorted(known))})"
            )
        sys.stdout.write(add_token(db, reader, wanted, now(), until) + "\n")
    sys.stderr.write("keep it now: it cannot be shown again\n")


@app.command("list")
def show(watchlist: WatchlistOption = None, data: DataOption = None) -> None:
    """All tokens, one JSON object a line, without what would open anything."""
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        for row in tokens(db):
            scope = f"{row['scope']}:{row['portal']}" if row["portal"] else row["scope"]
            out = {"name": row["name"], "scope": scope, "unreleased": bool(row["unreleased"])}
            out |= {key: row[key] for key in ("made_at", "expires_at", "revoked_at")}
            sys.stdout.write(json.dumps(out, ensure_ascii=False) + "\n")


@app.command("revoke")
def revoke(
    name: Annotated[str, typer.Argument(help="The reader's name.")],
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """End a token at once, also for a server that runs."""
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        revoke_token(db, name, now())


def _name(text: str) -> str:
    name = text.strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable() or " " in name:
        raise GongkaiError(
            f"NAME: {text[:80]!r} is no name of a reader: 1 to {_LONGEST_NAME} characters,"
            " no spaces"
        )
    return name


def _until(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise GongkaiError(f"--expires: {text!r} is no date (example: 2027-12-31)") from None
    end = datetime.combine(day + timedelta(days=1), datetime.min.time(), BEIJING)
    if end <= now():
        raise GongkaiError(f"--expires: {text} is over")
    return end

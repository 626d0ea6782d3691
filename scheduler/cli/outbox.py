"""`gongkai outbox`: mail that was sent, waits or was given up; send again, take out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from crawler.errors import GongkaiError
from reports.safety import shown
from scheduler.cli.options import DataOption, WatchlistOption, store_of, workplace_for
from scheduler.lock import locked
from scheduler.mailing.alerting import send_waiting
from scheduler.mailing.previews import body_of
from scheduler.moments import now
from scheduler.places import write_private
from scheduler.store.outbox import again, drop, find, listed, message_of

STATES = ("pending", "sent", "failed", "superseded", "dropped")

app = typer.Typer(help="Mail that was sent, waits, or was given up.", no_args_is_help=True)
IdArgument = Annotated[str, typer.Argument(help="The Message-ID or how it begins.")]


@app.command("list")
def list_(
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    state: Annotated[
        str | None, typer.Option("--state", help=f"Only these: {', '.join(STATES)}.")
    ] = None,
) -> None:
    """All mails, the newest first, with their state and last error."""
    if state is not None and state not in STATES:
        raise GongkaiError(f"--state: {state[:40]!r} is none of {', '.join(STATES)}")
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        table = Table("Message-ID", "kind", "recipient", "state", "tries", "subject", "error")
        for row in listed(db, state):
            cells = (
                str(row["message_id"]).strip("<>").partition("@")[0],
                row["kind"],
                row["recipient"],
                row["state"],
                row["attempts"],
                row["subject"],
                row["last_error"] or "",
            )
            table.add_row(*(Text(shown(cell, 200)) for cell in cells))
        Console(file=sys.stdout, width=None if sys.stdout.isatty() else 200).print(table)


@app.command()
def show(
    message_id: IdArgument,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write the mail's HTML to this file instead.")
    ] = None,
) -> None:
    """Print a mail's headers and text."""
    with workplace_for(watchlist, data) as place, store_of(place.places) as db:
        message = message_of(find(db, message_id))
    if html is not None:
        page = body_of(message, "html")
        if not page:
            raise GongkaiError("--html: this mail has no HTML")
        write_private(html, page.encode())
        sys.stdout.write(f"{html}\n")
        return
    for name in ("Subject", "From", "To", "Date", "Message-ID", "In-Reply-To", "References"):
        if message[name]:
            sys.stdout.write(f"{name}: {message[name]}\n")
    for part in message.iter_attachments():
        sys.stdout.write(f"Attachment: {part.get_filename()}\n")
    sys.stdout.write(f"\n{body_of(message, 'plain')}")


@app.command()
def retry(
    message_id: Annotated[
        str | None, typer.Argument(help="The Message-ID or how it begins; default all that wait.")
    ] = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """Try to send at once: one mail (also one that was given up), or all that wait."""
    with (
        workplace_for(watchlist, data) as place,
        locked(place.places.data),
        store_of(place.places) as db,
    ):
        if message_id is None:
            chosen = [str(row["message_id"]) for row in listed(db, "pending")]
        else:
            row = find(db, message_id)
            if row["state"] not in ("pending", "failed"):
                raise GongkaiError(f"outbox: that mail is {row['state']}; it is not sent again")
            chosen = [str(row["message_id"])]
        again(db, chosen, now())
        delivery = send_waiting(db, place, only=chosen[0] if message_id else None)
        sys.stdout.write(f"sent {delivery.sent}, kept {delivery.kept}\n")
        for error in delivery.errors:
            sys.stderr.write(f"{error}\n")


@app.command("drop")
def drop_(
    message_id: IdArgument, watchlist: WatchlistOption = None, data: DataOption = None
) -> None:
    """Take a mail that was not sent out of the outbox; what it tells, the next digest tells."""
    with (
        workplace_for(watchlist, data) as place,
        locked(place.places.data),
        store_of(place.places) as db,
    ):
        row = find(db, message_id)
        if not drop(db, str(row["message_id"])):
            raise GongkaiError(f"outbox: that mail is {row['state']}; it cannot be dropped")
        sys.stdout.write(f"dropped {row['message_id']}\n")

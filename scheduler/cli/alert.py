"""`gongkai alert`: the mail of a run; sent, or only shown."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from sqlite_utils import Database

from crawler.errors import GongkaiError
from reports.mail import Memory, Recipient, Reminders, digest, short_text, subject
from reports.model import RunReport
from scheduler.cli.options import (
    DataOption,
    RunOption,
    WatchlistOption,
    store_of,
    stored_run,
    workplace_for,
)
from scheduler.lock import locked
from scheduler.mailing.alerting import alert_run, composed, unheard
from scheduler.mailing.previews import write_previews
from scheduler.night.judging import load_dossiers
from scheduler.reporting.gathering import gather
from scheduler.store.runs import acts_until
from scheduler.store.told import memories
from scheduler.workplace import Workplace

PreviewOption = Annotated[
    Path | None,
    typer.Option(
        "--preview",
        help="Write the mails of a run there (.eml, .txt, .html), every unit's; send none.",
    ),
]
TextOption = Annotated[
    bool, typer.Option("--text", help="Print short texts to paste into chat or OA; send none.")
]
UnitOption = Annotated[
    str | None,
    typer.Option("--unit", "--portal", help="With --text: the unit of this portal id only."),
]


def alert(
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    run: RunOption = None,
    preview: PreviewOption = None,
    text: TextOption = False,
    unit: UnitOption = None,
) -> None:
    """Compose the mail that is due for a run and send whatever is due in the outbox."""
    if unit is not None and not text:
        raise GongkaiError("--unit: goes with --text only")
    if preview is not None and text:
        raise GongkaiError("--preview: does not go with --text")
    with (
        workplace_for(watchlist, data) as place,
        locked(place.places.data),
        store_of(place.places) as db,
    ):
        made = stored_run(db, place, run)
        until = acts_until(db, made.name)
        gathered = gather(db, place, made, load_dossiers(place, made), until)
        if text:
            for told in _short(db, place, gathered, unit):
                sys.stdout.write(f"{told}\n\n")
            return
        if preview is not None:
            night = composed(db, place, gathered, to_look_at=True)
            for path in write_previews(night.mails, preview):
                sys.stdout.write(f"{path}\n")
            if not night.mails:
                sys.stderr.write(f"gongkai: run {made.name} has no mail to show\n")
            return
        if reason := unheard(db, place, gathered):
            sys.stderr.write(f"gongkai: nothing new is composed: {reason}\n")
        delivery = alert_run(db, place, gathered)
        sys.stdout.write(f"sent {delivery.sent}, kept {delivery.kept}\n")


def _short(db: Database, place: Workplace, report: RunReport, unit: str | None) -> Iterator[str]:
    """The short text of each unit that has something to be told, or of the one asked for."""
    known = {portal.id: portal for portal in report.portals}
    if unit is not None and unit not in known:
        raise GongkaiError(
            f"--unit: run {report.run} has no portal {unit} (it has {', '.join(known)});"
            " --run names another"
        )
    told = memories(db, report.run)
    mail = place.watchlist.mail
    for portal in [known[unit]] if unit is not None else report.portals:
        who = Recipient(portal.contacts[0] if portal.contacts else "", (portal.id,))
        memory = told.get(who.address, Memory()).as_of_the_night()
        parts = digest(report, who, memory, reminders=Reminders.of(mail) if mail else None)
        if unit is not None or not parts.empty:
            yield short_text(report, who, parts, subject(report, who, parts))

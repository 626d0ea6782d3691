"""`gongkai alert`: the mail of a run; sent, or only shown."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from crawler.errors import GongkaiError
from reports.mail import Recipient, Reminders, digest, short_text, subject
from scheduler.alerting import alert_run, composed
from scheduler.cli.options import (
    DataOption,
    RunOption,
    WatchlistOption,
    store_of,
    stored_run,
    workplace_for,
)
from scheduler.lock import locked
from scheduler.pipeline import load_dossiers
from scheduler.previews import write_previews
from scheduler.reporting import gather

PreviewOption = Annotated[
    Path | None,
    typer.Option("--preview", help="Write the run's mails there (.eml, .txt, .html); send none."),
]
TextOption = Annotated[
    bool, typer.Option("--text", help="Print short texts to paste into chat or OA; send none.")
]
UnitOption = Annotated[
    str | None, typer.Option("--unit", help="With --text: the unit of this portal id only.")
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
        gathered = gather(db, place, made, load_dossiers(place, made))
        if text:
            known = {portal.id for portal in gathered.portals}
            if unit is not None and unit not in known:
                raise GongkaiError(f"--unit: the run has no portal {unit!r}")
            mail = place.watchlist.mail
            for one in [unit] if unit else [portal.id for portal in gathered.portals]:
                who = Recipient("", (one,))
                parts = digest(gathered, who, reminders=Reminders.of(mail) if mail else None)
                if unit or not parts.empty:
                    told = short_text(gathered, who, parts, subject(gathered, who, parts))
                    sys.stdout.write(f"{told}\n\n")
            return
        if preview is not None:
            for path in write_previews(composed(db, place, gathered).mails, preview):
                sys.stdout.write(f"{path}\n")
            return
        delivery = alert_run(db, place, gathered)
        sys.stdout.write(f"sent {delivery.sent}, kept {delivery.kept}\n")

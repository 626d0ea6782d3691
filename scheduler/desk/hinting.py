"""The clues of a portal, out of the dossier of a stored run."""

from __future__ import annotations

from sqlite_utils import Database

from reports.clues import Clue, clues_of
from scheduler.night.dossiers import StoredDossiers
from scheduler.run import groups_of
from scheduler.store.runs import stored_run
from scheduler.workplace import Workplace


def clues_in(db: Database, place: Workplace, run: str, portal: str) -> tuple[Clue, ...]:
    """The clues of a portal as of a run; KeyError where nothing is left of what it saw there.

    Of the portals above only those that the run read are looked through.
    """
    whole = stored_run(db, place, run)
    dossiers = StoredDossiers(place.places, place.watchlist, groups_of(place, whole), run)
    dossier = dossiers[portal]
    above = [
        dossiers[one.id] for one in place.watchlist.ancestors(dossier.portal) if one.id in dossiers
    ]
    return clues_of(dossier, above)

"""The terms of [keep] carried out: what `gongkai keep apply` does, for the daemon too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlite_utils import Database

from crawler.records.moments import beijing_date
from scheduler.evidence.manifest import Sealed
from scheduler.keeping.held import held_runs
from scheduler.keeping.removal import remove
from scheduler.keeping.retention import Plan, plan
from scheduler.keeping.trimming import Trimmed, trim
from scheduler.store.openings import trim_openings
from scheduler.store.visits import trim_visits
from scheduler.workplace import Workplace


@dataclass(frozen=True)
class Tidied:
    """What went. `sealed` is the manifest that vouches for the removed archive files, `openings`
    counts those of home pages."""

    plan: Plan
    sealed: Sealed | None
    trimmed: tuple[Trimmed, ...]
    openings: int = 0


def planned(db: Database, place: Workplace, moment: datetime) -> Plan:
    """What would go as of a moment; nothing is changed."""
    return plan(db, place.places, place.watchlist.keep, moment, held_runs(db))


def tidy(db: Database, place: Workplace, moment: datetime) -> Tidied:
    """Remove what the terms of [keep] let go; the caller holds the lock of the data folder."""
    found = planned(db, place, moment)
    sealed = remove(db, place.places, found, moment)
    trimmed = tuple(trim(place.places, place.watchlist.keep.records_nights))
    openings = trim_openings(db, openings_kept_from(place, moment))
    trim_visits(db, openings_kept_from(place, moment))
    return Tidied(found, sealed, trimmed, openings)


def openings_kept_from(place: Workplace, moment: datetime) -> date:
    """The day from which openings of home pages stay."""
    return beijing_date(moment) - timedelta(days=place.watchlist.keep.openings_days)

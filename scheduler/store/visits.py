"""When runs visited each portal, in `gongkai.db`: what is locked for our sake is so after a visit.

A row without an end is a visit that was to begin in a run whose process died.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlite_utils import Database

from crawler.records.moments import beijing, stamp
from crawler.records.opening import VisitSpan

_LOCKED = timedelta(days=1)
"""A visit so long before the first opening may still be what an opening rests on."""


def note_beginning(db: Database, portals: Iterable[str], at: datetime) -> None:
    """Enter that visits of these portals are about to begin."""
    with db.atomic():
        for portal in portals:
            db.execute(
                "INSERT OR IGNORE INTO visits (portal, began_at) VALUES (?, ?)",
                [portal, stamp(at)],
            )


def note_visit(db: Database, portal: str, about: datetime, visit: VisitSpan) -> None:
    """Enter when a portal was visited, in place of what `note_beginning` entered at `about`."""
    with db.atomic():
        db.execute(
            "DELETE FROM visits WHERE portal = ? AND began_at = ? AND ended_at IS NULL",
            [portal, stamp(about)],
        )
        db.execute(
            "INSERT OR REPLACE INTO visits (portal, began_at, ended_at) VALUES (?, ?, ?)",
            [portal, stamp(visit.began), stamp(visit.ended)],
        )


def visits_of(db: Database, portal: str, first: date, last: date) -> tuple[VisitSpan, ...]:
    """The visits to a portal that tell of openings on these days, the first first."""
    since = datetime.combine(first, datetime.min.time()) - _LOCKED
    rows = db.query(
        "SELECT began_at, coalesce(ended_at, began_at) AS ended FROM visits"
        " WHERE portal = ? AND ended >= ? AND began_at < ? ORDER BY began_at",
        [portal, since.isoformat(), (last + timedelta(days=1)).isoformat()],
    )
    return tuple(
        VisitSpan(*(beijing(datetime.fromisoformat(row[name])) for name in ("began_at", "ended")))
        for row in rows
    )


def trim_visits(db: Database, before: date) -> None:
    """Take out the visits that tell of no opening on a day or later."""
    with db.atomic():
        db.execute(
            "DELETE FROM visits WHERE coalesce(ended_at, began_at) < ?",
            [(before - _LOCKED).isoformat()],
        )

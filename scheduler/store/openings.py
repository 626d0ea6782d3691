"""Openings of home pages in `gongkai.db`: one row for each, taken before the page is asked for.

A row without a result is an opening that was begun and not ended, by a process that died: it
counts for nothing, and its time is not tried again.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

from sqlite_utils import Database

from crawler.records import encode
from crawler.records.codec import revive
from crawler.records.moments import stamp
from crawler.records.opening import Opening

Seen = tuple[str, Opening]
"""A host and one opening of a home page there."""


def take_slot(db: Database, portal: str, slot: str, host: str, at: datetime) -> bool:
    """Make one of a portal's times ours; False if it was taken before, by whomever."""
    with db.atomic():
        cursor = db.execute(
            "INSERT OR IGNORE INTO openings (portal, slot, host, at) VALUES (?, ?, ?, ?)",
            [portal, slot, host, stamp(at)],
        )
        return bool(cursor.rowcount)


def note_opening(db: Database, portal: str, slot: str, opening: Opening) -> None:
    """Enter how an opening went."""
    data = json.dumps(encode(opening), ensure_ascii=False)
    with db.atomic():
        db.execute(
            "UPDATE openings SET at = ?, data = ? WHERE portal = ? AND slot = ?",
            [stamp(opening.at), data, portal, slot],
        )


def openings_of(db: Database, portal: str, first: date, last: date) -> tuple[Opening, ...]:
    """A portal's openings at their times on these days and those between, oldest first.

    Those that were made only to see whether another's failure was our own are none of them.
    """
    rows = db.query(
        "SELECT data FROM openings WHERE portal = ? AND at >= ? AND at < ?"
        " AND data IS NOT NULL AND slot NOT LIKE '%control' ORDER BY at, slot",
        [portal, first.isoformat(), (last + timedelta(days=1)).isoformat()],
    )
    return tuple(revive(Opening, json.loads(row["data"])) for row in rows)


def seen_around(db: Database, moment: datetime, within: timedelta) -> tuple[Seen, ...]:
    """What was opened of whichever portal about a moment, controls included."""
    rows = db.query(
        "SELECT host, data FROM openings WHERE at >= ? AND at <= ? AND data IS NOT NULL"
        " ORDER BY at, portal",
        [stamp(moment - within), stamp(moment + within)],
    )
    return tuple((str(row["host"]), revive(Opening, json.loads(row["data"]))) for row in rows)


def forget_openings_after(db: Database, moment: datetime) -> None:
    """Take out what a clock that ran ahead had written: no such time has come yet."""
    with db.atomic():
        db.execute("DELETE FROM openings WHERE at > ?", [stamp(moment)])


def old_openings(db: Database, before: date) -> int:
    """How many openings are older than a day."""
    found = db.execute("SELECT count(*) FROM openings WHERE at < ?", [before.isoformat()])
    return int(found.fetchone()[0])


def trim_openings(db: Database, before: date) -> int:
    """Take out the openings older than a day; returns how many."""
    with db.atomic():
        return int(db.execute("DELETE FROM openings WHERE at < ?", [before.isoformat()]).rowcount)

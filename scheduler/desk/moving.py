"""What came out otherwise than in the night before, and why: out of the intervals alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlite_utils import Database

from checks.engine.causes import Why, why_changed
from checks.engine.outcome import Outcome
from crawler.records.moments import beijing_date
from reports.changes import Turn
from reports.console.books import Movement
from reports.subjects import title_of
from scheduler.casework.moving import versions_in
from scheduler.desk.listing import GOES_OUT
from scheduler.desk.scoring import nights_until
from scheduler.store.findings import judgement_in, unpack

_ORDER = list(Turn)
_FOR_UNIT = (
    f"({GOES_OUT} OR (f.outcome <> 'failed' AND NOT EXISTS"
    " (SELECT 1 FROM case_events AS e WHERE e.case_id = f.case_id)))"
)
"""What a unit may be told of: a suspicion that was never confirmed is no news when it is gone."""


def movements(
    db: Database, run: str, portal: str, most: int, for_unit: bool = False
) -> list[Movement]:
    """Changed outcomes of a run, failures first; empty without a night before.

    `for_unit` leaves out what a unit may not be told of yet.
    """
    nights = nights_until(db, run, 2)
    if len(nights) < 2:
        return []
    before = nights[0]
    found = []
    unit = f" AND {_FOR_UNIT}" if for_unit else ""
    # A judgement that goes on as it was is one interval: only those that begin here can differ.
    sql = (
        "SELECT f.case_id, f.portal, f.requirement, f.outcome, f.data, f.statement,"
        " old.outcome AS was, old.data AS old_data,"
        " (SELECT cause FROM case_events AS e WHERE e.case_id = f.case_id AND e.run = ?"
        "  AND e.person IS NULL AND e.cause IS NOT NULL LIMIT 1) AS cause"
        " FROM findings AS f LEFT JOIN findings AS old ON old.case_id = f.case_id"
        "  AND old.portal = f.portal AND old.first_run <= ? AND old.last_run >= ?"
        " WHERE f.first_run = ? AND (? = '' OR f.portal = ?)"
        " AND f.outcome IS NOT coalesce(old.outcome, f.outcome || '?')"
        f" AND (old.outcome IS NOT NULL OR f.outcome = 'failed'){unit}"
        " ORDER BY f.outcome <> 'failed', f.portal, f.rank, f.subject LIMIT ?"
    )
    for row in db.query(
        sql, [run, before, before, run, portal, portal, *([run] if for_unit else []), most]
    ):
        turn = _turn(row["was"], Outcome(row["outcome"]))
        found.append(
            Movement(
                row["case_id"], row["portal"], row["requirement"], title_of(unpack(row["data"])),
                row["statement"], turn, _why(db, row, run, before),
            )
        )  # fmt: skip
    found += _confirmed(db, run, portal, most - len(found), for_unit)
    return sorted(found, key=lambda one: _ORDER.index(one.turn))


def _confirmed(db: Database, run: str, portal: str, most: int, for_unit: bool) -> list[Movement]:
    """What the run before only suspected: the judgement is the same, it counts since now."""
    unit = f" AND {GOES_OUT}" if for_unit else ""
    rows = db.query(
        "SELECT f.case_id, f.portal, f.requirement, f.statement, f.data FROM case_events AS e"
        " JOIN findings AS f ON f.case_id = e.case_id AND f.first_run <= ? AND f.last_run >= ?"
        " WHERE e.run = ? AND e.person IS NULL AND e.cause = ? AND f.outcome = 'failed'"
        f" AND (? = '' OR e.portal = ?){unit} ORDER BY f.portal, f.rank, f.subject LIMIT ?",
        [
            run,
            run,
            run,
            Why.SECOND_READ.value,
            portal,
            portal,
            *([run] if for_unit else []),
            max(0, most),
        ],
    )
    return [
        Movement(
            row["case_id"], row["portal"], row["requirement"],
            title_of(unpack(row["data"])), row["statement"],
            Turn.CONFIRMED, Why.SECOND_READ,
        )
        for row in rows
    ]  # fmt: skip


def _turn(was: str | None, now: Outcome) -> Turn:
    if now is Outcome.FAILED:
        return Turn.NEW if was != Outcome.CANT_TELL.value else Turn.SEEN
    if now is Outcome.CANT_TELL:
        return Turn.UNSEEN
    if was == Outcome.FAILED.value and now is Outcome.PASSED:
        return Turn.MENDED
    return Turn.SEEN if was == Outcome.CANT_TELL.value else Turn.MOVED


def _why(db: Database, row: dict[str, Any], run: str, before: str) -> Why:
    if row["cause"]:
        return Why(row["cause"])
    if row["old_data"] is None:
        return Why.SITE
    now = judgement_in(db, run, row["portal"], row["data"])
    old = judgement_in(db, before, row["portal"], row["old_data"])
    rows = db.query("SELECT as_of FROM runs WHERE run = ?", [run])
    today = beijing_date(datetime.fromisoformat(next(iter(rows))["as_of"]))
    return why_changed(now, old, versions_in(db, run), versions_in(db, before), today)

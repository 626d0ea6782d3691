"""The runs in `gongkai.db`: which there are, and who took part."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from crawler.errors import GongkaiError
from scheduler.moments import latest_night
from scheduler.run import Run, same_kind
from scheduler.store.unvisited import asked_in, judged_in
from scheduler.workplace import Workplace


def last_run(
    db: Database, name: str | None, unfinished: bool = False, until: date | None = None
) -> dict[str, Any]:
    """The books' row of the named run, or of the last night (complete, unless told otherwise).

    Without a name a special run is meant only for want of any night: it may be of a few portals.
    `until` is the last day that counts then.
    """
    which = "" if unfinished else "WHERE state = 'complete'"
    known = (str(row["run"]) for row in db.query(f"SELECT run FROM runs {which}"))
    within = (run for run in known if until is None or run[:10] <= until.isoformat())
    meant = latest_night(within) if name is None else name
    rows = list(db.query("SELECT * FROM runs WHERE run = ?", [meant]))
    if not rows:
        raise GongkaiError(f"--run: there is no run {name}" if name else "no run is complete yet")
    return dict(rows[0])


def complete_runs(db: Database) -> tuple[str, ...]:
    """The names of all runs that were sealed."""
    rows = db.query("SELECT run FROM runs WHERE state = 'complete'")
    return tuple(str(row["run"]) for row in rows)


def acts_until(db: Database, run: str) -> str:
    """The run up to which cases have moved for whoever is told of `run` now.

    Of the last night that is the last run of all: special runs after it saw more, and persons'
    acts are booked under them. Of any other it is the run itself.
    """
    complete = complete_runs(db)
    return max(complete) if run in complete and run == latest_night(complete) else run


def last_nights(db: Database, until: date) -> Mapping[str, str]:
    """The last complete night of every portal up to a day, special runs for want of any night."""
    own: dict[str, list[str]] = defaultdict(list)
    for row in db.query(
        "SELECT portal, run FROM run_portals JOIN runs USING (run)"
        " WHERE state = 'complete' AND substr(run, 1, 10) <= ?",
        [until.isoformat()],
    ):
        own[str(row["portal"])].append(str(row["run"]))
    return {portal: latest_night(runs) for portal, runs in own.items()}


def stored_run(
    db: Database, workplace: Workplace, name: str | None, unfinished: bool = False
) -> Run:
    """A run that was made before, with the portals that took part, or were to, and are still
    listed."""
    same_kind(db, workplace)
    row = last_run(db, name, unfinished)
    took_part = asked_in(json.loads(row["detail"])) | judged_in(db, str(row["run"]))
    portals = tuple(one for one in workplace.watchlist.portals if one.id in took_part)
    return Run(str(row["run"]), datetime.fromisoformat(row["as_of"]), portals)

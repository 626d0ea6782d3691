"""The runs in `gongkai.db`: which there are, and who took part."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from crawler.errors import GongkaiError
from scheduler.pipeline import Run, same_kind
from scheduler.workplace import Workplace


def last_run(db: Database, name: str | None, unfinished: bool = False) -> dict[str, Any]:
    """The books' row of the named run, or of the last night (complete, unless told otherwise).

    Without a name a special run is meant only for want of any night: it may be of a few portals.
    """
    if name is None:
        which = "" if unfinished else "WHERE state = 'complete'"
        rows = list(
            db.query(f"SELECT * FROM runs {which} ORDER BY instr(run, '.') > 0, run DESC LIMIT 1")
        )
    else:
        rows = list(db.query("SELECT * FROM runs WHERE run = ?", [name]))
    if not rows:
        raise GongkaiError(f"--run: there is no run {name}" if name else "no run is complete yet")
    return dict(rows[0])


def stored_run(
    db: Database, workplace: Workplace, name: str | None, unfinished: bool = False
) -> Run:
    """A run that was made before, with the portals that took part and are still listed."""
    same_kind(db, workplace)
    row = last_run(db, name, unfinished)
    took_part = {
        str(one["portal"])
        for one in db.query("SELECT portal FROM run_portals WHERE run = ?", [row["run"]])
    } or set(json.loads(row["detail"]).get("portals", ()))
    portals = tuple(one for one in workplace.watchlist.portals if one.id in took_part)
    return Run(str(row["run"]), datetime.fromisoformat(row["as_of"]), portals)

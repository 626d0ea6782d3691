"""A run that ended before all of it was crawled, taken up by the same command given again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from scheduler.engines.marks import finished_mark
from scheduler.run import Run, groups_of
from scheduler.workplace import Workplace


def taken_up(db: Database, workplace: Workplace, run: Run) -> Run:
    """The run as of the moment that it was begun for, where a part of it was crawled by then.

    Meant for a run for which nobody named a moment. With its own moment it keeps what it crawled;
    one of which nothing or all was crawled is made anew, as of now. So is the invented county's,
    whose pages are made for the moment of the command.
    """
    rows = list(db.query("SELECT state, as_of, detail FROM runs WHERE run = ?", [run.name]))
    if not rows or rows[0]["state"] != "running" or workplace.watchlist.sample:
        return run
    detail = json.loads(rows[0]["detail"])
    asked = sorted(portal.id for portal in run.portals)
    if detail.get("portals") != asked or detail.get("watchlist") != workplace.watchlist_text:
        return run
    done = [
        bool(finished_mark(workplace.places, group.name, str(detail["token"])))
        for group in groups_of(workplace, run)
    ]
    if not any(done) or all(done):
        return run
    return replace(run, as_of=datetime.fromisoformat(rows[0]["as_of"]))

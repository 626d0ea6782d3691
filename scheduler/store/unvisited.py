"""Portals that a run was to visit and has nothing of: it was killed before, or their group could
not be crawled. They were judged neither well nor badly."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlite_utils import Database

from checks.engine.scoring import Score
from crawler.portals import Watchlist

ASKED_BEFORE = "asked_before"
"""Where a run notes the portals that it was begun with, before it was begun anew with others."""
_NAMED = 10


def asked_in(detail: Mapping[str, Any]) -> set[str]:
    """The ids of all portals that a run was ever to visit, by what it noted about itself."""
    return {*detail.get("portals", ()), *detail.get(ASKED_BEFORE, ())}


def judged_in(db: Database, run: str) -> set[str]:
    """The ids of the portals that a run has judged."""
    rows = db.query("SELECT portal FROM run_portals WHERE run = ?", [run])
    return {str(row["portal"]) for row in rows}


def unvisited(db: Database, run: str) -> tuple[str, ...]:
    """The ids of the portals that a run was to visit and has nothing of, sorted."""
    rows = list(db.query("SELECT detail FROM runs WHERE run = ?", [run]))
    asked = asked_in(json.loads(rows[0]["detail"])) if rows else set()
    return tuple(sorted(asked - judged_in(db, run)))


def nothing_seen(score: Score) -> Score:
    """The score of a portal that a run has nothing of: it may be anything, and is not known."""
    if score.value is not None:
        return replace(score, coverage=Decimal(0))  # persons attested what was not seen
    return replace(score, low=Decimal(0), high=Decimal(100), coverage=Decimal(0))


def told_unvisited(portals: Sequence[str], watchlist: Watchlist) -> list[str]:
    """One sentence on these portals, for the reports; none where none of them is listed."""
    names = {one.id: one.name for one in watchlist.portals}
    told = [f"{names[one]}（{one}）" for one in portals if one in names]
    if not told:
        return []
    more = f"等{len(told)}个单位" if len(told) > _NAMED else ""
    return [f"未采集{'、'.join(told[:_NAMED])}{more}，本次未测评"]

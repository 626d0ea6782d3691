"""Scores in `gongkai.db`: one row per run, portal and rulebook; those of a frozen round stay."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlite_utils import Database

from checks.engine.scoring import Score
from crawler.records import encode
from crawler.records.codec import revive


def put_scores(db: Database, run: str, scores: Iterable[Score]) -> None:
    """Store the scores of a run; those of an earlier try are replaced."""
    rows = [
        {
            "run": run,
            "portal": one.portal,
            "rulebook": one.rulebook,
            "day": one.day.isoformat(),
            "value": None if one.value is None else str(one.value),
            "low": None if one.low is None else str(one.low),
            "high": None if one.high is None else str(one.high),
            "coverage": str(one.coverage),
            "veto": int(one.veto),
            "data": json.dumps(encode(one), ensure_ascii=False),
        }
        for one in scores
    ]
    with db.atomic():
        db.table("scores").upsert_all(rows, pk=("run", "portal", "rulebook"))


def scores_of(db: Database, run: str, portals: Iterable[str] | None = None) -> tuple[Score, ...]:
    """The stored scores of a run, of these portals only where they are named."""
    which = "" if portals is None else " AND portal IN (SELECT value FROM json_each(?))"
    named = [] if portals is None else [json.dumps(list(portals))]
    rows = db.query(f"SELECT data FROM scores WHERE run = ?{which}", [run, *named])
    return tuple(revive(Score, json.loads(row["data"])) for row in rows)


def frozen_runs(db: Database) -> frozenset[str]:
    """Every run that some frozen score rests on."""
    rows = db.query(
        "SELECT json_extract(pin.value, '$.run') AS run FROM frozen_rounds,"
        " json_each(frozen_rounds.data, '$.inputs.portals') AS pin"
        " UNION SELECT json_extract(pin.value, '$.run') FROM frozen_rounds,"
        " json_each(frozen_rounds.data, '$.inputs.earlier') AS pin"
    )
    return frozenset(str(row["run"]) for row in rows)

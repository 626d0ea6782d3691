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
            "data": json.dumps(encode(one), ensure_ascii=False),
        }
        for one in scores
    ]
    with db.atomic():
        db.table("scores").upsert_all(rows, pk=("run", "portal", "rulebook"))


def scores_of(db: Database, run: str) -> tuple[Score, ...]:
    """The stored scores of a run."""
    rows = db.query("SELECT data FROM scores WHERE run = ?", [run])
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

"""Looks back (回头看) in `gongkai.db`: in tables that no score, case, mail or feed reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlite_utils import Database

from checks.engine.finding import Finding
from checks.engine.scoring import Score
from crawler.errors import GongkaiError
from crawler.records import encode
from crawler.records.codec import revive
from crawler.records.moments import stamp


@dataclass(frozen=True)
class Lookback:
    """One look back: a rulebook of an earlier year over what a run saw.

    `mode` is "own-time" (as of `as_of`, a moment of that year) or "today" (as of the run).
    `confirmed_by` is the earlier run that confirmed absences, empty for none.
    """

    id: str
    rulebook: str
    version: str
    text_sha256: str
    mode: str
    as_of: datetime
    run: str
    archive: bool
    made_at: datetime
    calendar: str
    code: str
    portals: tuple[str, ...]
    errors: tuple[str, ...] = ()
    confirmed_by: str = ""


@dataclass(frozen=True)
class Judgements:
    """What a look back came to, by portal."""

    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    scores: Mapping[str, Score] = field(default_factory=dict)


def put_lookback(db: Database, made: Lookback, judged: Judgements) -> None:
    """Store a look back whole or not at all; one of the same id is replaced."""
    with db.atomic():
        db.execute("DELETE FROM lookback_judgements WHERE lookback = ?", [made.id])
        db.table("lookbacks").upsert(
            {
                "id": made.id,
                "made_at": stamp(made.made_at),
                "data": json.dumps(encode(made), ensure_ascii=False),
            },
            pk="id",
        )
        db.table("lookback_judgements").insert_all(
            {
                "lookback": made.id,
                "portal": portal,
                "findings": json.dumps([encode(one) for one in found], ensure_ascii=False),
                "score": json.dumps(
                    encode(judged.scores[portal]) if portal in judged.scores else None,
                    ensure_ascii=False,
                ),
            }
            for portal, found in judged.findings.items()
        )


def lookbacks(db: Database) -> tuple[Lookback, ...]:
    """All that are stored, oldest first."""
    rows = db.query("SELECT data FROM lookbacks ORDER BY made_at, id")
    return tuple(revive(Lookback, json.loads(row["data"])) for row in rows)


def get_lookback(db: Database, name: str) -> tuple[Lookback, Judgements]:
    """One that is stored; GongkaiError if there is none of that id."""
    found = next((one for one in lookbacks(db) if one.id == name), None)
    if found is None:
        known = ", ".join(one.id for one in lookbacks(db)) or "none"
        raise GongkaiError(f"--show: there is no look-back {name!r} (stored: {known})")
    findings: dict[str, tuple[Finding, ...]] = {}
    scores: dict[str, Score] = {}
    rows = {
        str(row["portal"]): row
        for row in db.query("SELECT * FROM lookback_judgements WHERE lookback = ?", [name])
    }
    for portal in found.portals:
        row = rows[portal]
        findings[portal] = tuple(revive(Finding, one) for one in json.loads(row["findings"]))
        data = json.loads(row["score"])
        if data is not None:
            scores[portal] = revive(Score, data)
    return found, Judgements(findings, scores)

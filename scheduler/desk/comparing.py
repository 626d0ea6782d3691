"""Two rulebooks over one run, out of what is judged already: nights and looks back."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from typing import Any

from sqlite_utils import Database

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.scoring import Score
from crawler.records.codec import revive
from reports.console.books import Wanted
from reports.console.ruling import Figures, Lookbacked, Side, Tally
from scheduler.desk.listing import where_of
from scheduler.store.findings import recall
from scheduler.store.lookbacks import Lookback, lookbacks


def tallies(db: Database, wanted: Wanted) -> list[Tally]:
    """How many findings there are of what is asked for, by clause, unit and outcome."""
    where, values = where_of(wanted)
    rows = db.query(
        "SELECT f.rulebook, f.requirement, f.portal, f.outcome, count(*) AS n FROM findings AS f"
        f" WHERE {where} GROUP BY f.rulebook, f.requirement, f.portal, f.outcome",
        values,
    )
    return [
        Tally(
            row["rulebook"], row["requirement"], row["portal"], Outcome(row["outcome"]), row["n"]
        )
        for row in rows
    ]  # fmt: skip


def stored_lookbacks(db: Database) -> list[Lookbacked]:
    """The looks back that are stored, newest first."""
    return [_told(one) for one in reversed(lookbacks(db))]


def side_of(db: Database, run: str, rulebook: str, lookback: str = "") -> Side | None:
    """What a rulebook came to over a run; None where it has not been judged there.

    The night's own judgement goes before looks back, and the newest of these before the others,
    unless `lookback` names one.
    """
    if not lookback:
        night = _night(db, run, rulebook)
        if night is not None:
            return night
    made = next(
        (
            one
            for one in reversed(lookbacks(db))
            if one.run == run and one.rulebook == rulebook and lookback in ("", one.id)
        ),
        None,
    )
    return _apart(db, made) if made is not None else None


def findings_of(db: Database, run: str, side: Side, portal: str) -> tuple[Finding, ...]:
    """The findings of a side at one portal."""
    if side.lookback is None:
        return tuple(one for one in recall(db, run, portal) if one.rulebook == side.rulebook)
    rows = db.query(
        "SELECT findings FROM lookback_judgements WHERE lookback = ? AND portal = ?",
        [side.lookback.id, portal],
    )
    return tuple(revive(Finding, one) for row in rows for one in json.loads(row["findings"]))


def _night(db: Database, run: str, rulebook: str) -> Side | None:
    rows = list(
        db.query(
            "SELECT portal, value, low, high, coverage, veto FROM scores"
            " WHERE run = ? AND rulebook = ?",
            [run, rulebook],
        )
    )
    counted = tallies(db, Wanted(run, rulebook=rulebook))
    if not rows and not counted:
        return None
    known = list(
        db.query(
            "SELECT json_extract(detail, '$.versions') AS versions FROM runs WHERE run = ?", [run]
        )
    )
    versions = json.loads(known[0]["versions"] or "{}") if known else {}
    scores = {row["portal"]: _figures(row) for row in rows}
    return Side(rulebook, str(versions.get(rulebook, "")), scores, tuple(counted))


def _apart(db: Database, made: Lookback) -> Side:
    scores: dict[str, Figures] = {}
    counted: Counter[tuple[str, str, str]] = Counter()
    for row in db.query(
        "SELECT portal, score FROM lookback_judgements WHERE lookback = ?", [made.id]
    ):
        data = json.loads(row["score"])
        if data is not None:
            score: Score = revive(Score, data)
            scores[row["portal"]] = Figures(
                score.value, score.low, score.high, score.coverage, score.veto
            )
    for row in db.query(
        "SELECT portal, json_extract(one.value, '$.requirement') AS requirement,"
        " json_extract(one.value, '$.outcome') AS outcome, count(*) AS n"
        " FROM lookback_judgements, json_each(findings) AS one WHERE lookback = ?"
        " GROUP BY portal, requirement, outcome",
        [made.id],
    ):
        counted[row["requirement"], row["portal"], row["outcome"]] += row["n"]
    found = tuple(
        Tally(made.rulebook, requirement, portal, Outcome(outcome), count)
        for (requirement, portal, outcome), count in counted.items()
    )
    return Side(made.rulebook, made.version, scores, found, _told(made))


def _told(one: Lookback) -> Lookbacked:
    return Lookbacked(
        one.id, one.rulebook, one.version, one.mode, one.as_of, one.run, one.made_at
    )  # fmt: skip


def _figures(row: dict[str, Any]) -> Figures:
    value, low, high = (
        None if row[key] is None else Decimal(row[key]) for key in ("value", "low", "high")
    )
    return Figures(value, low, high, Decimal(row["coverage"]), bool(row["veto"]))

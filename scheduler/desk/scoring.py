"""Scores as the console lists them: of a run with their trend, and outcomes by day."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from sqlite_utils import Database

from checks.engine.outcome import Outcome
from reports.console.books import HeatRow, ScoreRow
from reports.console.ruling import WORST
from reports.model import ScorePoint


def nights_until(db: Database, run: str, most: int) -> list[str]:
    """The complete nights up to a run, and the run itself, oldest first."""
    rows = db.query(
        "SELECT run FROM runs WHERE state = 'complete' AND run <= ?"
        " AND (run NOT LIKE '%.%' OR run = ?) ORDER BY run DESC LIMIT ?",
        [run, run, most],
    )
    return [str(row["run"]) for row in rows][::-1]


def score_rows(db: Database, run: str, nights: int) -> list[ScoreRow]:
    """The scores of a run, each with that of the night before and its trend."""
    within = nights_until(db, run, nights)
    if not within:
        return []
    trends: dict[tuple[str, str], list[ScorePoint]] = defaultdict(list)
    known = set(within)
    # By the covering index: the row itself carries the lines of the score and is large.
    for row in db.query(
        "SELECT run, portal, rulebook, value, low, high FROM scores INDEXED BY scores_short"
        " WHERE run >= ? AND run <= ? ORDER BY run",
        [within[0], run],
    ):
        if row["run"] in known:
            trends[row["portal"], row["rulebook"]].append(_point(row))
    found = []
    for row in db.query(
        "SELECT portal, rulebook, value, low, high, coverage,"
        " json_extract(data, '$.veto') AS veto,"
        " (SELECT sum(json_extract(line.value, '$.failed'))"
        "  FROM json_each(scores.data, '$.lines') AS line) AS failed,"
        " (SELECT sum(json_extract(line.value, '$.cant_tell'))"
        "  FROM json_each(scores.data, '$.lines') AS line) AS unseen"
        " FROM scores WHERE run = ?",
        [run],
    ):
        trend = tuple(trends[row["portal"], row["rulebook"]])
        before = next((one for one in reversed(trend) if one.run != run), None)
        found.append(
            ScoreRow(
                portal=row["portal"],
                rulebook=row["rulebook"],
                value=_decimal(row["value"]),
                low=_decimal(row["low"]),
                high=_decimal(row["high"]),
                coverage=Decimal(row["coverage"]),
                veto=bool(row["veto"]),
                before=before.value if before else None,
                failed=row["failed"] or 0,
                cant_tell=row["unseen"] or 0,
                trend=trend,
            )
        )
    return found


def heat(db: Database, run: str, portal: str, nights: int) -> tuple[tuple[str, ...], list[HeatRow]]:
    """The nights up to a run in which the portal was judged, and its worst outcomes in them."""
    took_part = {
        str(row["run"])
        for row in db.query("SELECT run FROM run_portals WHERE portal = ?", [portal])
    }
    within = [one for one in nights_until(db, run, nights) if one in took_part]
    if not within:
        return (), []
    cells: dict[tuple[str, str], list[Outcome | None]] = {}
    rank = {outcome: number for number, outcome in enumerate(WORST)}
    for row in db.query(
        "SELECT rulebook, requirement, outcome, first_run, last_run, min(rank) AS place"
        " FROM findings WHERE portal = ? AND last_run >= ? AND first_run <= ?"
        " GROUP BY rulebook, requirement, outcome, first_run, last_run ORDER BY place",
        [portal, within[0], within[-1]],
    ):
        own = cells.setdefault((row["rulebook"], row["requirement"]), [None] * len(within))
        outcome = Outcome(row["outcome"])
        for at, night in enumerate(within):
            if row["first_run"] <= night <= row["last_run"]:
                known = own[at]
                if known is None or rank[outcome] < rank[known]:
                    own[at] = outcome
    return tuple(within), [HeatRow(*key, tuple(own)) for key, own in cells.items()]


def _point(row: dict[str, Any]) -> ScorePoint:
    return ScorePoint(
        row["run"], row["rulebook"], _decimal(row["value"]), _decimal(row["low"]),
        _decimal(row["high"]),
    )  # fmt: skip


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)

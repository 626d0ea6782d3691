"""Scores as the console lists them: of a run with their trend, and outcomes by day."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from sqlite_utils import Database

from checks.engine.outcome import Outcome
from reports.console.books import HeatRow, ScoreRow
from reports.console.ruling import WORST
from scheduler.desk.listing import GOES_OUT


def nights_until(db: Database, run: str, most: int) -> list[str]:
    """The complete nights up to a run, and the run itself, oldest first."""
    rows = db.query(
        "SELECT run FROM runs WHERE state = 'complete' AND run <= ?"
        " AND (run NOT LIKE '%.%' OR run = ?) ORDER BY run DESC LIMIT ?",
        [run, run, most],
    )
    return [str(row["run"]) for row in rows][::-1]


def score_rows(
    db: Database, run: str, nights: int, shown: Collection[str] | None = None
) -> list[ScoreRow]:
    """The scores of a run, each with that of the night before and its trend.

    Of other nights only those in `shown` are told, where it is given.
    """
    within = nights_until(db, run, nights)
    if not within:
        return []
    known = {night: number for number, night in enumerate(within)}
    trends: dict[tuple[str, str], list[float | None]] = {}
    earlier: dict[tuple[str, str], str | None] = {}
    before = within[-2] if len(within) > 1 else ""
    # By the covering index, and as plain rows: a month of many units is tens of thousands.
    for night, portal, rulebook, value in db.execute(
        "SELECT run, portal, rulebook, value FROM scores INDEXED BY scores_short"
        " WHERE run >= ? AND run <= ?",
        [within[0], run],
    ):
        if night in known and (shown is None or night == run or night in shown):
            trend = trends.setdefault((portal, rulebook), [None] * len(within))
            trend[known[night]] = None if value is None else float(value)
            if night == before:
                earlier[portal, rulebook] = value
    counts = _counts(db, run)
    return [
        ScoreRow(
            portal=row["portal"],
            rulebook=row["rulebook"],
            value=_decimal(row["value"]),
            low=_decimal(row["low"]),
            high=_decimal(row["high"]),
            coverage=Decimal(row["coverage"]),
            veto=bool(row["veto"]),
            before=_decimal(earlier.get((row["portal"], row["rulebook"]))),
            failed=counts.get(("failed", row["portal"], row["rulebook"]), 0),
            cant_tell=counts.get(("cant_tell", row["portal"], row["rulebook"]), 0),
            trend=tuple(trends[row["portal"], row["rulebook"]]),
        )
        for row in db.query(
            "SELECT portal, rulebook, value, low, high, coverage, veto"
            " FROM scores INDEXED BY scores_short WHERE run = ?",
            [run],
        )
    ]


def _counts(db: Database, run: str) -> dict[tuple[str, str, str], int]:
    """How many findings failed or could not be told, by outcome, portal and rulebook."""
    rows = db.execute(
        "SELECT outcome, portal, rulebook, count(*) FROM findings"
        " WHERE outcome IN ('failed', 'cant_tell') AND first_run <= ? AND last_run >= ?"
        " GROUP BY outcome, portal, rulebook",
        [run, run],
    )
    return {(outcome, portal, book): count for outcome, portal, book, count in rows}


def heat(
    db: Database, run: str, portal: str, nights: int, for_unit: bool = False
) -> tuple[tuple[str, ...], list[HeatRow]]:
    """The nights up to a run in which the portal was judged, and its worst outcomes in them."""
    took_part = {
        str(row["run"])
        for row in db.query("SELECT run FROM run_portals WHERE portal = ?", [portal])
    }
    within = [one for one in nights_until(db, run, nights) if one in took_part]
    if not within:
        return (), []
    cells: dict[tuple[str, str], list[Outcome | None]] = {}
    unit = f" AND (outcome <> 'failed' OR {GOES_OUT})" if for_unit else ""
    rank = {outcome: number for number, outcome in enumerate(WORST)}
    for row in db.query(
        "SELECT rulebook, requirement, outcome, first_run, last_run, min(rank) AS place"
        " FROM findings AS f WHERE portal = ? AND last_run >= ? AND first_run <= ?"
        f"{unit} GROUP BY rulebook, requirement, outcome, first_run, last_run ORDER BY place",
        [portal, within[0], within[-1], *([run] if for_unit else [])],
    ):
        own = cells.setdefault((row["rulebook"], row["requirement"]), [None] * len(within))
        outcome = Outcome(row["outcome"])
        for at, night in enumerate(within):
            if row["first_run"] <= night <= row["last_run"]:
                known = own[at]
                if known is None or rank[outcome] < rank[known]:
                    own[at] = outcome
    return tuple(within), [HeatRow(*key, tuple(own)) for key, own in cells.items()]


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)

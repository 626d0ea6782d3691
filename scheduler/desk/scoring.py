"""Scores as the console lists them: of a run with their trend, and outcomes by day."""

from __future__ import annotations

from decimal import Decimal

from sqlite_utils import Database

from checks.engine.outcome import Outcome
from reports.console.books import HeatRow, ScoreRow
from scheduler.desk.listing import GOES_OUT

WORST = (
    Outcome.FAILED, Outcome.CANT_TELL, Outcome.PENDING, Outcome.PASSED, Outcome.INAPPLICABLE,
)  # fmt: skip
"""Which outcome stands for a requirement that has several."""


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
        if night in known:
            trend = trends.setdefault((portal, rulebook), [None] * len(within))
            trend[known[night]] = None if value is None else float(value)
            if night == before:
                earlier[portal, rulebook] = value
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
            failed=row["failed"],
            cant_tell=row["unseen"],
            trend=tuple(trends[row["portal"], row["rulebook"]]),
        )
        for row in db.query(
            "SELECT portal, rulebook, value, low, high, coverage, veto, failed, unseen"
            " FROM scores INDEXED BY scores_short WHERE run = ?",
            [run],
        )
    ]


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

"""Runs that stay whatever their age: those whose scores were frozen (封存) or released (公布)."""

from __future__ import annotations

from sqlite_utils import Database

_TABLES = ("frozen_rounds", "release_log")


def held_runs(db: Database) -> frozenset[str]:
    """The runs by which a round was frozen, and all that were ever released, withdrawn or not."""
    known = set(db.table_names())
    return frozenset(
        str(row["run"])
        for table in _TABLES
        if table in known
        for row in db.query(f"SELECT DISTINCT run FROM {table}")
    )

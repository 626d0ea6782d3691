"""Runs that stay whatever their age: those whose scores were frozen (封存) or released (公布)."""

from __future__ import annotations

from sqlite_utils import Database

from scheduler.store.scores import frozen_runs


def held_runs(db: Database) -> frozenset[str]:
    """The runs that a frozen score of any portal rests on, and all that were ever released."""
    released = db.query("SELECT DISTINCT run FROM release_log")
    return frozen_runs(db) | {str(row["run"]) for row in released}

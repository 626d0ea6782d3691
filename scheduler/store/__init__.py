"""`gongkai.db`: runs, findings, cases, scores, outbox and the manifest chain. One writer."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from scheduler.store.migrations import MIGRATIONS

__all__ = ["claim", "open_database", "open_store"]


def open_database(path: Path) -> Database:
    """Open (or make) a database of ours: WAL, a patient lock, private to the owner."""
    if not path.exists():
        path.touch(mode=0o600)
    db = Database(path)
    db.execute("PRAGMA busy_timeout = 30000")
    db.execute("PRAGMA foreign_keys = ON")
    db.enable_wal()
    db.execute("PRAGMA synchronous = NORMAL")
    return db


def open_store(path: Path) -> Database:
    """Open `gongkai.db` with every migration of the set "scheduler" applied."""
    db = open_database(path)
    MIGRATIONS.apply(db)
    return db


def claim(db: Database) -> None:
    """Become the one writer at the start of a transaction, waiting for another to end.

    A transaction that reads first and writes later fails if another wrote in between.
    """
    db.execute("DELETE FROM case_events WHERE 0")

"""Which scores were released: the log of releases and withdrawals, which only grows.

A release names the digest of an edition, not just a run: what a named person released stays
released as it was, and a rerun that comes out otherwise is not released with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from crawler.records.moments import stamp

RELEASE, WITHDRAW = "release", "withdraw"

RELEASED = """
SELECT run, digest, at, person FROM {books}release_log AS l
WHERE action = 'release' AND id = (SELECT max(id) FROM {books}release_log WHERE run = l.run)
"""
"""The releases in force; `books` names the database with a dot, or nothing."""


@dataclass(frozen=True)
class Release:
    """A release in force."""

    run: str
    digest: str
    at: str
    person: str

    def holds(self, digest: str | None) -> bool:
        """Whether it is of that very edition: a run's name alone says nothing."""
        return self.digest == digest


def releases(db: Database) -> dict[str, Release]:
    """The releases in force, by run."""
    return {row["run"]: Release(**row) for row in db.query(RELEASED.format(books=""))}


def release_of(db: Database, run: str) -> Release | None:
    """The release in force of a run."""
    rows = list(db.query(f"SELECT * FROM ({RELEASED.format(books='')}) WHERE run = ?", [run]))
    return Release(**rows[0]) if rows else None


def log_release(
    db: Database, action: str, run: str, digest: str, person: str, note: str, now: datetime
) -> None:
    """Add a line to the log."""
    with db.atomic():
        db.table("release_log").insert(
            {
                "at": stamp(now),
                "person": person,
                "action": action,
                "run": run,
                "digest": digest,
                "note": note,
            }
        )


def release_log(db: Database) -> list[dict[str, Any]]:
    """The whole log, oldest first."""
    return list(db.query("SELECT * FROM release_log ORDER BY id"))

"""The human sample for the console: drawn by the digest of a run's manifest, answers kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from checks.engine.outcome import Outcome
from crawler.records.moments import stamp
from reports.console.deeds import Cannot, NotDone
from reports.console.rechecks import Answer, Candidate, Drawn, Recheck, draw
from scheduler.store import open_database
from scheduler.workplace import Workplace

_COLUMNS = 'case_id, digest, "check", outcome, portal, rulebook, requirement'
_OF_RUN = (
    f"SELECT {_COLUMNS}, subject, coalesce(aspect, '') AS aspect FROM findings AS f"
    " WHERE first_run <= ? AND last_run >= ?"
    " AND portal IN (SELECT portal FROM run_portals WHERE run = ?)"
)


class StoredSamples:
    """Samples over one workplace; every call opens the books for itself."""

    def __init__(self, workplace: Workplace) -> None:
        self._path = workplace.places.database

    @contextmanager
    def _open(self) -> Iterator[Database]:
        with closing(open_database(self._path)) as db:
            yield db

    def drawn(self, run: str) -> Sequence[Drawn]:
        """What is drawn of a run, in order."""
        with self._open() as db:
            sealed = _sealed(db, run)
            if sealed is None:
                return ()
            known = {_key(one.candidate): one for one in _rechecks(db)}
        candidates = _drawn(self._path, run, *sealed)
        return [Drawn(one, known.get(_key(one))) for one in candidates]

    def seed(self, run: str) -> str:
        """The digest of a run's first manifest: a rerun draws nothing else."""
        with self._open() as db:
            sealed = _sealed(db, run)
        return sealed[0] if sealed else ""

    def record(self, made: Recheck) -> None:
        """Write a recheck down."""
        one = made.candidate
        row = {
            "at": stamp(made.at), "person": made.person, "run": made.run, "seed": made.seed,
            "case_id": one.case_id, "digest": one.digest, "portal": one.portal,
            "rulebook": one.rulebook, "requirement": one.requirement, "check": one.check,
            "outcome": one.outcome.value, "answer": made.answer.value, "note": made.note,
        }  # fmt: skip
        with self._open() as db:
            try:
                with db.atomic():
                    db.table("rechecks").insert(row)
            except sqlite3.IntegrityError as error:
                raise NotDone(Cannot.RECHECKED, str(error)) from None

    def rechecks(self) -> Sequence[Recheck]:
        """Every recheck, oldest first."""
        with self._open() as db:
            return list(_rechecks(db))


def _sealed(db: Database, run: str) -> tuple[str, str] | None:
    """The seed of a complete run, and the digest of the seal that its findings have now."""
    rows = [
        str(row["sha256"])
        for row in db.query(
            "SELECT sha256 FROM manifests JOIN runs USING (run)"
            " WHERE run = ? AND state = 'complete' ORDER BY seq",
            [run],
        )
    ]
    return (rows[0], rows[-1]) if rows else None


@lru_cache(maxsize=64)
def _drawn(path: Path, run: str, seed: str, seal: str) -> tuple[Candidate, ...]:
    """Drawn once per seal: it goes through every finding of the run."""
    with closing(open_database(path)) as db:
        return draw((_candidate(row) for row in db.query(_OF_RUN, [run, run, run])), seed)


def _rechecks(db: Database) -> Iterator[Recheck]:
    for row in db.query(f"SELECT at, person, run, seed, answer, note, {_COLUMNS} FROM rechecks"
                        " ORDER BY id"):  # fmt: skip
        yield Recheck(
            datetime.fromisoformat(row["at"]), row["person"], row["run"], row["seed"],
            _candidate(row), Answer(row["answer"]), row["note"] or "",
        )  # fmt: skip


def _candidate(row: dict[str, Any]) -> Candidate:
    return Candidate(
        row["case_id"], row["digest"], row["check"], Outcome(row["outcome"]), row["portal"],
        row["rulebook"], row["requirement"], row.get("subject", ""), row.get("aspect", ""),
    )  # fmt: skip


def _key(one: Candidate) -> tuple[str, str]:
    return one.case_id, one.digest

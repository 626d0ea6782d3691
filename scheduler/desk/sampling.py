"""The human sample for the console: drawn by the digest of a manifest, answers kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from checks.engine.outcome import Outcome
from crawler.portals import Round
from crawler.records.moments import stamp
from reports.console.deeds import Cannot, NotDone
from reports.console.rechecks import ROUND, Answer, Candidate, Drawn, Recheck, draw
from scheduler.casework.rounds import known_rounds
from scheduler.store import open_database
from scheduler.workplace import Workplace

_COLUMNS = 'case_id, digest, "check", outcome, portal, rulebook, requirement'
# With the last run of the pool that came to it and that the portal took part in.
_OF_POOL = (
    f"SELECT * FROM (SELECT {_COLUMNS}, subject, coalesce(aspect, '') AS aspect,"
    " (SELECT run FROM run_portals JOIN runs USING (run) WHERE portal = f.portal"
    " AND state = 'complete' AND run BETWEEN max(first_run, :first) AND min(last_run, :last)"
    " ORDER BY run DESC LIMIT 1) AS seen"
    " FROM findings AS f WHERE first_run <= :last AND last_run >= :first) WHERE seen IS NOT NULL"
    " ORDER BY seen"
)


class StoredSamples:
    """Samples over one workplace; every call opens the books for itself."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._path = workplace.places.database

    @contextmanager
    def _open(self) -> Iterator[Database]:
        with closing(open_database(self._path)) as db:
            yield db

    def rounds(self) -> Sequence[Round]:
        """The scoring rounds, the last one first."""
        with self._open() as db:
            rounds = known_rounds(db, self._workplace)
        return sorted(rounds.values(), key=lambda one: one.start_on, reverse=True)

    def drawn(self, pool: str) -> Sequence[Drawn]:
        """What is drawn of a pool, in order."""
        with self._open() as db:
            sealed = self._sealed(db, pool)
            if sealed is None:
                return ()
            known = {_key(one.candidate): one for one in _rechecks(db)}
        return [Drawn(one, run, known.get(_key(one))) for one, run in _drawn(self._path, sealed)]

    def seed(self, pool: str) -> str:
        """The digest of the last run's first manifest: a rerun draws nothing else."""
        with self._open() as db:
            sealed = self._sealed(db, pool)
        return sealed.seed if sealed else ""

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

    def _sealed(self, db: Database, pool: str) -> _Sealed | None:
        """The complete and sealed runs of a pool; None where there are none."""
        first, last = pool, pool
        if pool.startswith(ROUND):
            one = known_rounds(db, self._workplace).get(pool.removeprefix(ROUND))
            if one is None:
                return None
            # Names of runs begin with their day; "~" stands after whatever may follow it.
            first, last = one.start_on.isoformat(), f"{one.end_on}~"
        rows = list(
            db.query(
                "SELECT run, sha256 FROM manifests JOIN runs USING (run)"
                " WHERE run BETWEEN ? AND ? AND state = 'complete' ORDER BY run, seq",
                [first, last],
            )
        )
        if not rows:
            return None
        seed = next(str(row["sha256"]) for row in rows if row["run"] == rows[-1]["run"])
        seals = tuple(str(row["sha256"]) for row in rows)
        return _Sealed(rows[0]["run"], rows[-1]["run"], seed, seals)


@dataclass(frozen=True)
class _Sealed:
    """The first and last run of a pool, what it is drawn by, and the seals of all its runs."""

    first: str
    last: str
    seed: str
    seals: tuple[str, ...]


@lru_cache(maxsize=64)
def _drawn(path: Path, pool: _Sealed) -> tuple[tuple[Candidate, str], ...]:
    """Drawn once for its seals: it goes through every finding of the pool. With the run of each."""
    with closing(open_database(path)) as db:
        found = db.query(_OF_POOL, {"first": pool.first, "last": pool.last})
        seen = {_candidate(row): str(row["seen"]) for row in found}
        return tuple((one, seen[one]) for one in draw(seen, pool.seed))


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

"""How the monitor itself is: gathered from the books, written as a file, served and metered.

Nothing personal and no score is in it: whoever may know that the monitor works need not know
what it found.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from crawler.errors import GongkaiError
from crawler.records.moments import stamp
from scheduler.daemon.daemon import Daemon
from scheduler.daemon.duty import free_megabytes
from scheduler.mailing.alarms import FAILURE, Alarm
from scheduler.places import Places, write_private
from scheduler.store import open_database
from scheduler.store.jobs import last_rows
from scheduler.timetable import Job, next_due, working_days


@dataclass(frozen=True)
class LastRun:
    """The last complete run, in figures. `coverage` is the mean over its scores, 0 to 1."""

    run: str
    finished_at: str
    seconds: float
    portals: int
    unseen: int
    coverage: float | None
    outcomes: Mapping[str, int]


@dataclass(frozen=True)
class Health:
    """One look at the monitor. `reasons` is empty when all is well."""

    at: str
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]
    running: str | None = None
    last: LastRun | None = None
    next: Mapping[str, str] = field(default_factory=dict)
    jobs: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    outbox_waiting: int = 0
    open_alarms: int = 0
    free_megabytes: float = 0.0
    archive_megabytes: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether nothing keeps the monitor from its work."""
        return not self.reasons

    def as_json(self) -> bytes:
        """The form of the health file and of the endpoint."""
        body = {"status": "ok" if self.ok else "failing", **asdict(self)}
        return json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def look(daemon: Daemon, at: datetime) -> Health:
    """The health of a daemon at a moment; what the books do not give is left out."""
    place = daemon.place
    db: Database | None = None
    try:
        if place.places.database.exists():
            db = open_database(place.places.database)
        return _look(daemon, at, db)
    except (GongkaiError, OSError, sqlite3.Error) as error:
        reasons = (*(_told(one) for one in daemon.alarms.open(None)), f"数据库无法读写：{error}")
        return Health(stamp(at), tuple(dict.fromkeys(reasons)), ())
    finally:
        if db is not None:
            db.close()


def _look(daemon: Daemon, at: datetime, db: Database | None) -> Health:
    place, current = daemon.place, daemon.current
    alarms = daemon.alarms.open(db)
    schedule, monitor = place.watchlist.schedule, place.watchlist.monitor
    coming = next_due(schedule, monitor.timezone, working_days(place.calendar), at)
    return Health(
        at=stamp(at),
        reasons=tuple(_told(one) for one in alarms if one.level == FAILURE),
        warnings=tuple(_told(one) for one in alarms if one.level != FAILURE),
        running=f"{current.job.value} {current.day}" if current is not None else None,
        last=last_run_figures(db) if db is not None else None,
        next={job.value: stamp(due.at) for job, due in coming.items()},
        jobs=_jobs(db) if db is not None else {},
        outbox_waiting=_outbox(db) if db is not None else 0,
        open_alarms=len(alarms),
        free_megabytes=round(free_megabytes(place.places), 1),
        archive_megabytes=round(archive_bytes(place.places) / 1_000_000, 1),
    )


def last_run_figures(db: Database) -> LastRun | None:
    """Figures of the complete run that ended last."""
    rows = list(
        db.query(
            "SELECT run, started_at, finished_at FROM runs WHERE state = 'complete'"
            " ORDER BY finished_at DESC LIMIT 1"
        )
    )
    if not rows:
        return None
    run, began, ended = (str(rows[0][key]) for key in ("run", "started_at", "finished_at"))
    outcomes = {
        str(row["outcome"]): int(row["count"])
        for row in db.query(
            "SELECT f.outcome, count(*) AS count FROM findings f JOIN run_portals p"
            " ON p.portal = f.portal AND p.run = ?"
            " WHERE f.first_run <= ? AND f.last_run >= ? GROUP BY f.outcome",
            [run, run, run],
        )
    }
    # A portal of which nothing at all could be told was not seen.
    unseen = db.execute(
        "SELECT count(*) FROM run_portals p WHERE p.run = ? AND NOT EXISTS (SELECT 1 FROM findings"
        " f WHERE f.portal = p.portal AND f.first_run <= p.run AND f.last_run >= p.run"
        " AND f.outcome NOT IN ('cant_tell', 'inapplicable'))",
        [run],
    ).fetchone()[0]
    portals = db.execute("SELECT count(*) FROM run_portals WHERE run = ?", [run]).fetchone()[0]
    covered = [
        float(str(row["coverage"]))
        for row in db.query("SELECT coverage FROM scores WHERE run = ?", [run])
    ]
    seconds = (datetime.fromisoformat(ended) - datetime.fromisoformat(began)).total_seconds()
    return LastRun(
        run=run,
        finished_at=ended,
        seconds=seconds,
        portals=int(portals),
        unseen=int(unseen),
        coverage=round(sum(covered) / len(covered), 4) if covered else None,
        outcomes=outcomes,
    )


def archive_bytes(places: Places) -> int:
    """Bytes of all archive files."""
    return sum(path.stat().st_size for path in places.archive.rglob("*") if path.is_file())


def write_health(health: Health, data: Path) -> None:
    """DATA/health.json, whole or not at all."""
    write_private(data / "health.json", health.as_json())


def recent_jobs(db: Database, count: int = 3) -> Sequence[tuple[str, str, str, str]]:
    """Job, day, state and note of the newest rows of every job, for people."""
    return [
        (row.job.value, row.day, row.state.value, row.note)
        for job in Job
        for row in last_rows(db, job, count)
    ]


def _told(alarm: Alarm) -> str:
    return alarm.text


def _jobs(db: Database) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for row in db.query("SELECT job, state, count(*) AS count FROM jobs GROUP BY job, state"):
        found.setdefault(str(row["job"]), {})[str(row["state"])] = int(row["count"])
    return found


def _outbox(db: Database) -> int:
    rows = db.execute("SELECT count(*) FROM outbox WHERE state = 'pending'")
    return int(rows.fetchone()[0])


__all__ = ["Health", "LastRun", "last_run_figures", "look", "recent_jobs", "write_health"]

"""The jobs in `gongkai.db`: one row per (job, day), the guard against running anything twice.

A row is taken under the lock of the data folder and kept for good. Whoever holds the lock and
meets a row that says `running` knows that its process is dead, and goes on with it: with the
same moment of judgement, so that the run's books go on where they ended.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlite_utils import Database

from crawler.records.moments import stamp
from scheduler.timetable import Job

MOST_BEGINS = 12
"""A job whose process dies so often, with nobody left to say why, is given up."""
_DIES = f"{MOST_BEGINS}次开始后均异常中断"


class State(StrEnum):
    """How far a job is.

    `asked`: a special run that waits; `running`: begun, and not ended; `failed`: tried in vain,
    to be tried again at `retry_at`, or given up where there is none; `missed`: its time passed
    while nothing ran; `skipped`: there was nothing to do.
    """

    ASKED = "asked"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    MISSED = "missed"
    SKIPPED = "skipped"


ENDED = frozenset({State.DONE, State.MISSED, State.SKIPPED})


@dataclass(frozen=True)
class JobRow:
    """One job as the books know it. `day` is a date, or the run's name for a special run."""

    job: Job
    day: str
    state: State
    as_of: datetime | None = None
    run: str | None = None
    attempts: int = 0
    failures: int = 0
    started_at: datetime | None = None
    finished_at: datetime | None = None
    retry_at: datetime | None = None
    status: int | None = None
    note: str = ""
    portals: tuple[str, ...] = ()

    @property
    def over(self) -> bool:
        """Whether nothing more will be done about it."""
        given_up = self.state is State.FAILED and self.retry_at is None
        return self.state in ENDED or given_up


def find(db: Database, job: Job, day: str) -> JobRow | None:
    """The row of a job of a day, None if there is none."""
    rows = list(db.query("SELECT * FROM jobs WHERE job = ? AND day = ?", [job.value, day]))
    return _row(rows[0]) if rows else None


def rows_since(db: Database, day: date) -> dict[tuple[Job, str], JobRow]:
    """Every row from that day on, by (job, day)."""
    rows = db.query("SELECT * FROM jobs WHERE day >= ? ORDER BY day, job", [day.isoformat()])
    return {(row.job, row.day): row for row in map(_row, rows)}


def last_rows(db: Database, job: Job, count: int) -> Sequence[JobRow]:
    """The newest rows of a job, newest first."""
    found = db.query(
        "SELECT * FROM jobs WHERE job = ? ORDER BY day DESC LIMIT ?", [job.value, count]
    )
    return [_row(row) for row in found]


def waiting_specials(db: Database) -> Sequence[JobRow]:
    """Special runs that were asked for, begun or are to be tried again, oldest first."""
    rows = db.query("SELECT * FROM jobs WHERE job = 'special' ORDER BY day")
    return [row for row in map(_row, rows) if not row.over]


def take(db: Database, job: Job, day: str, run: str | None, as_of: datetime, at: datetime) -> bool:
    """Make the job ours; False if it is over or not yet to be tried again.

    To be called under the lock of the data folder. A job that was begun before keeps its moment
    and its run; else `run`, where given, goes before the one that was asked for.
    """
    with db.atomic():
        known = find(db, job, day)
        if known is not None and known.over:
            return False
        if known is not None and known.retry_at is not None and known.retry_at > at:
            return False
        if known is not None and known.attempts >= MOST_BEGINS:
            change = {"state": State.FAILED.value, "retry_at": None, "note": _DIES}
            db.table("jobs").update((job.value, day), change)
            return False
        begun = known if known is not None and known.as_of is not None else None
        db.table("jobs").upsert(
            {
                "job": job.value,
                "day": day,
                "state": State.RUNNING.value,
                "as_of": stamp(begun.as_of if begun and begun.as_of else as_of),
                "run": begun.run if begun else (run or (known.run if known else None)),
                "attempts": (known.attempts if known else 0) + 1,
                "failures": known.failures if known else 0,
                "started_at": stamp(begun.started_at if begun and begun.started_at else at),
                "finished_at": None,
                "retry_at": None,
            },
            pk=("job", "day"),
        )
    return True


def finish(
    db: Database, job: Job, day: str, state: State, at: datetime, status: int = 0, note: str = ""
) -> None:
    """Say how a job ended."""
    change = {
        "state": state.value,
        "finished_at": stamp(at),
        "retry_at": None,
        "status": status,
        "note": note[:2000],
    }
    with db.atomic():
        db.table("jobs").update((job.value, day), change)


def fail(
    db: Database, row: JobRow, at: datetime, note: str, tries: int, minutes: float, counts: bool
) -> JobRow:
    """Note that a job failed, and when it is tried again; with no tries left it is given up.

    `counts` is false for what is nobody's fault and will pass, such as a full disk.
    """
    failures = row.failures + counts
    last = failures >= tries or row.attempts >= MOST_BEGINS
    wait = timedelta(minutes=minutes * 2 ** max(0, failures - 1))
    with db.atomic():
        db.table("jobs").update(
            (row.job.value, row.day),
            {
                "state": State.FAILED.value,
                "failures": failures,
                "attempts": row.attempts if counts else row.attempts - 1,
                "finished_at": stamp(at),
                "retry_at": None if last else stamp(at + wait),
                "note": note[:2000],
            },
        )
    found = find(db, row.job, row.day)
    assert found is not None
    return found


def miss(db: Database, job: Job, days: Sequence[str], at: datetime, note: str) -> None:
    """Record jobs whose time passed; one that was begun is no longer gone on with."""
    with db.atomic():
        for day in days:
            db.table("jobs").upsert(
                {
                    "job": job.value,
                    "day": day,
                    "state": State.MISSED.value,
                    "finished_at": stamp(at),
                    "retry_at": None,
                    "note": note,
                },
                pk=("job", "day"),
            )


def forget_future(db: Database, today: date) -> int:
    """Take back what was recorded as missed for today and later (the clock was wrong)."""
    with db.atomic():
        cursor = db.execute(
            "DELETE FROM jobs WHERE state = 'missed' AND day >= ?", [today.isoformat()]
        )
        return int(cursor.rowcount)


def ask_special(db: Database, day: date, portals: Sequence[str], at: datetime) -> JobRow:
    """Queue a special run of that date, under the next free name DATE.N."""
    with db.atomic():
        name = next_name(db, day)
        db.table("jobs").insert(
            {
                "job": Job.SPECIAL.value,
                "day": name,
                "state": State.ASKED.value,
                "run": name,
                "attempts": 0,
                "failures": 0,
                "asked_at": stamp(at),
                "portals": json.dumps(list(portals)),
            }
        )
    found = find(db, Job.SPECIAL, name)
    assert found is not None
    return found


def next_name(db: Database, day: date) -> str:
    """The next free name DATE.N of a special run."""
    taken = [
        str(row["name"])
        for row in db.query(
            "SELECT day AS name FROM jobs WHERE job = 'special' AND day LIKE ?"
            " UNION SELECT run FROM jobs WHERE job = 'special' AND run LIKE ?"
            " UNION SELECT run FROM runs WHERE run LIKE ?",
            [f"{day.isoformat()}.%"] * 3,
        )
    ]
    return f"{day.isoformat()}.{next_number(taken)}"


def next_number(taken: Sequence[str]) -> int:
    """The number after those taken: 1 … 9, 91 … 99, 991 …

    Runs are put in order by their names as texts, and in that order 10 would come before 2.
    """
    last = max((int(name.rpartition(".")[2]) for name in taken), default=0, key=str)
    return last + 1 if last % 10 != 9 else last * 10 + 1


def mark(db: Database, name: str) -> str | None:
    """A remembered value of the schedule."""
    rows = list(db.query("SELECT value FROM schedule_marks WHERE name = ?", [name]))
    return str(rows[0]["value"]) if rows else None


def set_mark(db: Database, name: str, value: str) -> None:
    """Remember a value."""
    with db.atomic():
        db.table("schedule_marks").upsert({"name": name, "value": value}, pk="name")


def _row(row: dict[str, object]) -> JobRow:
    def moment(key: str) -> datetime | None:
        value = row[key]
        return datetime.fromisoformat(str(value)) if value else None

    status = row["status"]
    return JobRow(
        job=Job(str(row["job"])),
        day=str(row["day"]),
        state=State(str(row["state"])),
        as_of=moment("as_of"),
        run=str(row["run"]) if row["run"] else None,
        attempts=int(str(row["attempts"] or 0)),
        failures=int(str(row["failures"] or 0)),
        started_at=moment("started_at"),
        finished_at=moment("finished_at"),
        retry_at=moment("retry_at"),
        status=int(str(status)) if status is not None else None,
        note=str(row["note"] or ""),
        portals=tuple(json.loads(str(row["portals"] or "[]"))),
    )

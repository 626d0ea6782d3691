"""One job carried out: taken, done and entered in the books, under the lock of the data folder."""

from __future__ import annotations

import json
import logging
import shutil
import sqlite3
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from pathlib import Path

from sqlite_utils import Database

from crawler.errors import GongkaiError, no_room
from crawler.portals import Portal
from crawler.records.moments import beijing_date
from scheduler.daemon.planning import Step
from scheduler.keeping.tidy import tidy
from scheduler.lock import FolderLockedError, locked
from scheduler.moments import run_name
from scheduler.night.nightly import nightly
from scheduler.papers.making import NothingToTell, PaperKind, make_papers
from scheduler.places import Places
from scheduler.run import Run
from scheduler.store import open_store
from scheduler.store.jobs import JobRow, State, fail, find, finish, next_name, take
from scheduler.timetable import Job
from scheduler.workplace import Workplace

log = logging.getLogger(__name__)
INTERNAL = 3
"""Status of a night in which something of ours failed (DESIGN 3.2)."""


class Result(IntEnum):
    """How carrying out a job ended; the exit status of the process that did it.

    `BUSY`: another run holds the data folder. `OVER`: it was done before, or is not due again
    yet. `FULL`: there is no room on the disk. `DIED`: its process ended without a word.
    `STOPPED`: we ended it ourselves, to go on later.
    """

    DONE = 0
    FAILED = 1
    BUSY = 4
    OVER = 5
    FULL = 6
    DIED = 7
    STOPPED = 8


@dataclass(frozen=True)
class Ended:
    """How a job ended; `status` is that of a night."""

    result: Result
    status: int = 0
    note: str = ""


@dataclass(frozen=True)
class Works:
    """What the jobs do. A simulation hands in its own.

    `night` makes a run and gives its exit status; its last argument says whether mail is sent.
    `papers` makes the papers of a job for the period that begins on a day, and says where they
    lie. `tidy` removes what the terms of [keep] let go, with the papers of each month.
    """

    night: Callable[[Database, Workplace, Run, bool], int]
    papers: Callable[[Database, Workplace, Job, date], Sequence[Path]]
    tidy: Callable[[Database, Workplace, datetime], object] = lambda db, place, at: None


def carry_out(
    place: Workplace,
    step: Step,
    at: datetime,
    works: Works,
    clock: Callable[[], datetime],
) -> Ended:
    """Do a job, unless it was done or another run works in the data folder.

    `at` is the moment of judgement of a run that was not begun before. What goes wrong is
    entered in the books and tried again later; nothing is raised.
    """
    try:
        with locked(place.places.data):
            db = open_store(place.places.database)
            try:
                return _carry_out(db, place, step, at, works, clock)
            finally:
                db.close()
    except FolderLockedError as error:
        return Ended(Result.BUSY, note=str(error))
    except (GongkaiError, OSError, sqlite3.Error) as error:
        # The books themselves cannot be written: the job stays as it is, to be taken up again.
        log.error("%s %s: %s", step.job.value, step.day, error)
        full = is_full(error, place)
        return Ended(Result.FULL if full else Result.FAILED, note=_told(error))


def note_death(place: Workplace, step: Step, at: datetime, note: str) -> bool:
    """Enter that the process of a job died; it is tried again, but not for ever.

    True if the job was done before its process died.
    """
    with locked(place.places.data):
        db = open_store(place.places.database)
        try:
            row = find(db, step.job, step.day)
            if row is not None and row.state is State.RUNNING:
                _fail(db, place, row, at, note, counts=True)
            return row is not None and row.state is State.DONE
        finally:
            db.close()


def is_full(error: Exception, place: Workplace) -> bool:
    """Whether an error comes from a full disk, as far as can be seen."""
    if no_room(error):
        return True
    return free_megabytes(place.places) < place.watchlist.schedule.free_megabytes


def free_megabytes(places: Places) -> float:
    """Room on the disk of the data folder, in MB of a million bytes."""
    folder = places.data
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free / 1_000_000


def _carry_out(
    db: Database,
    place: Workplace,
    step: Step,
    at: datetime,
    works: Works,
    clock: Callable[[], datetime],
) -> Ended:
    moment = at.replace(microsecond=0)
    name = run_name(moment) if step.job is Job.NIGHTLY else None
    if step.job is Job.SPECIAL and not step.day.startswith(run_name(moment)):
        # Asked for on a day before: under that day's name it would come before the nights since.
        name = next_name(db, beijing_date(moment))
    if not take(db, step.job, step.day, name, moment, at):
        return Ended(Result.OVER)
    row = find(db, step.job, step.day)
    assert row is not None
    try:
        status, note = _work(db, place, step, row, works)
    except Exception as error:
        log.exception("%s %s failed", step.job.value, step.day)
        full = is_full(error, place)
        _fail(db, place, row, clock(), _told(error), counts=not full)
        return Ended(Result.FULL if full else Result.FAILED, note=_told(error))
    if status == INTERNAL and row.run is not None and _ran_out_of_room(db, row.run):
        _fail(db, place, row, clock(), "磁盘空间不足", counts=False)
        return Ended(Result.FULL, status, "磁盘空间不足")
    finish(db, step.job, step.day, State.DONE, clock(), status, note)
    return Ended(Result.DONE, status, note)


def _work(db: Database, place: Workplace, step: Step, row: JobRow, works: Works) -> tuple[int, str]:
    """Exit status and a note for the books."""
    if step.job in (Job.NIGHTLY, Job.SPECIAL):
        assert row.run is not None
        assert row.as_of is not None
        made = Run(row.run, row.as_of, _portals(place, row.portals))
        # A run on demand is for whoever asked for it; the units hear of it with the next night.
        return works.night(db, place, made, step.job is Job.NIGHTLY), step.note
    files = works.papers(db, place, step.job, date.fromisoformat(step.day))
    if step.job is Job.MONTHLY and row.as_of is not None:
        works.tidy(db, place, row.as_of)
    return 0, "；".join([*([step.note] if step.note else []), *(path.name for path in files)])


def _portals(place: Workplace, wanted: Sequence[str]) -> tuple[Portal, ...]:
    found = tuple(one for one in place.watchlist.portals if not wanted or one.id in wanted)
    if not found:
        raise GongkaiError(f"{place.watchlist.path} has no portal {', '.join(wanted)}")
    return found


def _fail(
    db: Database, place: Workplace, row: JobRow, at: datetime, note: str, counts: bool
) -> None:
    schedule = place.watchlist.schedule
    fail(db, row, at, note, schedule.tries, schedule.retry_minutes, counts)


def _told(error: Exception) -> str:
    return str(error) if isinstance(error, GongkaiError) else f"{type(error).__name__}: {error}"


def _ran_out_of_room(db: Database, run: str) -> bool:
    """Whether a group of the run could not be crawled since the disk was full."""
    rows = list(db.query("SELECT detail FROM runs WHERE run = ?", [run]))
    groups = json.loads(rows[0]["detail"]).get("groups", {}) if rows else {}
    return any(no_room(str(text)) for text in groups.values())


def make_night(db: Database, place: Workplace, made: Run, alerts: bool) -> int:
    """The night as `gongkai run` makes it."""
    return nightly(db, place, made, alerts=alerts).status


def papers_of(db: Database, place: Workplace, job: Job, day: date) -> Sequence[Path]:
    """The papers that a job makes; none where no run was complete in their period."""
    row = find(db, job, day.isoformat())
    begun = row.as_of if row is not None else None
    try:
        return make_papers(db, place, PaperKind(job.value), told_on(job, day, begun))
    except NothingToTell as nothing:
        log.warning("%s %s: %s", job.value, day, nothing)
        return ()


def told_on(job: Job, day: date, begun: datetime | None) -> date:
    """The day on which a paper tells how things stand; `day` begins its period.

    A reminder of the month tells of the day on which it is made, which a setting or holidays put
    well into the month; one made after its month is over tells of the month's last day.
    """
    if job is not Job.MONTHLY or begun is None:
        return day
    last = day.replace(day=monthrange(day.year, day.month)[1])
    return max(day, min(beijing_date(begun), last))


WORKS = Works(make_night, papers_of, tidy)
"""What the jobs really do."""

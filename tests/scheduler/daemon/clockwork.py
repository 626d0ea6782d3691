"""A daemon over a simulated clock: every job that ran is noted, nothing is crawled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from crawler.records import BEIJING
from scheduler.daemon.daemon import Daemon
from scheduler.daemon.duty import Ended, Works, carry_out
from scheduler.daemon.planning import Step
from scheduler.daemon.watched import watched_workplace
from scheduler.mailing.alarms import open_alarms
from scheduler.run import Run
from scheduler.store import open_store
from scheduler.store.jobs import JobRow, rows_since
from scheduler.timetable import Job
from scheduler.workplace import Workplace

WATCHLIST = """
[monitor]
rulebooks = ["standing"]
[mail]
server = "smtp://127.0.0.1:1"
sender = "gongkai@yunzhou.example"
office = ["zwgk@yunzhou.example"]
[schedule]
health = "off"
{schedule}
[[portals]]
id = "a"
name = "甲县人民政府"
kind = "county"
home = "http://www.a.test:1/"
"""


def beijing(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


@dataclass
class Clockwork:
    """Set `at` and call `tick`. `nights` and `papers` are what ran, in order."""

    folder: Path
    at: datetime = field(default_factory=lambda: beijing("2026-11-02T00:10"))
    schedule: str = ""
    status: int = 0
    nights: list[str] = field(default_factory=list)
    moments: list[datetime] = field(default_factory=list)
    papers: list[tuple[Job, date]] = field(default_factory=list)
    beats: list[str] = field(default_factory=list)
    free: float = 10_000.0
    during: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        self.write(self.schedule)
        self.restart()

    def write(self, schedule: str = "", more: str = "") -> None:
        text = WATCHLIST.replace("{schedule}", schedule) + more
        (self.folder / "gongkai.toml").write_text(text, encoding="utf-8")

    def restart(self) -> None:
        """A new process: nothing is left but the data folder."""
        self.daemon = Daemon(
            watched_workplace(self.folder / "gongkai.toml"),
            self.run,
            clock=lambda: self.at,
            free=lambda places: self.free,
            beat=lambda address, what: self.beats.append(what),
        )

    def run(self, place: Workplace, step: Step, at: datetime) -> Ended:
        return carry_out(place, step, at, Works(self._night, self._papers), lambda: self.at)

    def _night(self, db: Database, place: Workplace, made: Run, alerts: bool) -> int:
        self.during()
        self.nights.append(made.name)
        self.moments.append(made.as_of)
        return self.status

    def _papers(self, db: Database, place: Workplace, job: Job, day: date) -> Sequence[Path]:
        self.papers.append((job, day))
        return (Path(f"{job.value}-{day}.docx"),)

    def until(self, text: str, step: timedelta = timedelta(hours=4)) -> None:
        """Let time pass to a moment, tick by tick."""
        end = beijing(text)
        while self.at < end:
            self.daemon.tick(self.at)
            self.at += step
        self.at = end
        self.daemon.tick(self.at)

    def go(self, text: str) -> None:
        """Set the clock, and tick once."""
        self.at = beijing(text)
        self.daemon.tick(self.at)

    @property
    def db(self) -> Database:
        return open_store(self.folder / "data" / "gongkai.db")

    def rows(self) -> dict[tuple[Job, str], JobRow]:
        db = self.db
        try:
            return rows_since(db, date(2000, 1, 1))
        finally:
            db.close()

    def row(self, job: Job, day: str) -> JobRow:
        return self.rows()[job, day]

    def alarms(self) -> list[str]:
        """Keys of the open alarms."""
        db = self.db
        try:
            return [one.key for one in open_alarms(db)]
        finally:
            db.close()

    def told(self) -> list[str]:
        """Subjects of all mail about the monitor."""
        db = self.db
        try:
            rows = db.query("SELECT subject FROM outbox WHERE kind = 'alarm' ORDER BY rowid")
            return [str(row["subject"]) for row in rows]
        finally:
            db.close()

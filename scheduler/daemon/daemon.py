"""The daemon: at every tick it does what is due, and says what is wrong.

It keeps no timetable of its own in memory: what is due comes from the clock, the watchlist and
the calendar, what was done from the books. So a jump of the clock, a restart or an edit of the
watchlist needs no special care. A simulation drives it with `tick(moment)`.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from crawler.errors import GongkaiError
from crawler.records.moments import stamp
from scheduler.daemon.duty import INTERNAL, Ended, Result, free_megabytes
from scheduler.daemon.planning import Plan, Rows, Step, late_night, plan
from scheduler.lock import FolderLockedError, locked
from scheduler.mailing.alarms import WARNING, AlarmBoard
from scheduler.moments import now
from scheduler.places import Places, make_folder
from scheduler.store import open_database, open_store
from scheduler.store.jobs import (
    JobRow,
    State,
    find,
    forget_future,
    mark,
    miss,
    rows_since,
    set_mark,
    waiting_specials,
)
from scheduler.timetable import Due, Job, due_between, missing_years, working_days
from scheduler.workplace import Workplace

log = logging.getLogger(__name__)
Runner = Callable[[Workplace, Step, datetime], Ended]
"""Carries out one job, begun at a moment if it was not begun before."""
Beat = Callable[[str, str], None]
"""Called with the heartbeat address and what to tell: "start", "success" or "fail"."""
JUMP = timedelta(minutes=5)
"""A clock may be set by so much without a word."""
LOOK_BACK = timedelta(days=400)
_DAY = len("2026-11-20")
_NAMES = {
    Job.NIGHTLY: "夜间监测",
    Job.WEEKLY: "周总结",
    Job.MONTHLY: "月提醒",
    Job.QUARTERLY: "季通报",
    Job.YEARLY: "年评分",
    Job.SPECIAL: "专项监测",
}


class Daemon:
    """The schedule of one watchlist. `read` gives the workplace anew, as the files are now.

    `elapsed` counts seconds that no setting of the clock changes; without it only a clock that
    goes back is noticed. Raises GongkaiError where the first reading fails.
    """

    def __init__(
        self,
        read: Callable[[], Workplace],
        runner: Runner,
        *,
        clock: Callable[[], datetime] = now,
        free: Callable[[Places], float] = free_megabytes,
        beat: Beat = lambda address, what: None,
        elapsed: Callable[[], float] | None = None,
    ) -> None:
        self.place = read()
        self.alarms = AlarmBoard(self._open)
        self.alarms.watchlist = self.place.watchlist
        self._read = read
        self._runner = runner
        self._clock = clock
        self._free = free
        self._beat = beat
        self._elapsed = elapsed
        self._seen: tuple[datetime, float] | None = None
        self._reading = threading.Lock()
        self._waits = False
        self._filled = False
        self._since: datetime | None = None
        self._migrated: Path | None = None
        self.current: Step | None = None

    def tick(self, at: datetime | None = None) -> None:
        """Look after everything, then do all that is due; `at` stands for the clock."""
        self.watch(at)
        self.work(at)

    def watch(self, at: datetime | None = None) -> None:
        """Notice what is wrong; never waits for a job."""
        moment = at or self._clock()
        self.reload(moment)
        self.has_room(moment)
        self._look_at_clock(moment)
        for year in missing_years(self.place.calendar, moment.date()):
            text = f"缺少{year}年节假日安排，任务暂按周一至周五安排；请补充calendar/{year}.toml"
            self.alarms.raised(f"calendar-{year}", text, moment, WARNING)
        for year in (moment.year, moment.year + 1):
            if self.place.calendar.covers(year):
                self.alarms.cleared(f"calendar-{year}", moment)
        dues, rows, _ = self._books(moment)
        # Before the daemon was set up here no night was due.
        dues = tuple(due for due in dues if self._since is None or due.at >= self._since)
        late = late_night(self.place.watchlist.schedule, dues, rows, moment)
        if late is not None:
            text = f"{late.day}的夜间监测应于{late.at:%H:%M}开始，至最迟时间仍未开始"
            self.alarms.raised("night-late", text, moment)
        else:
            self.alarms.cleared("night-late", moment)
        self.alarms.flush()

    def work(self, at: datetime | None = None) -> None:
        """Do what is due, one job after the other, each at most once."""
        tried: set[tuple[Job, str]] = set()
        while True:
            moment = at or self._clock()
            place = self.reload(moment)
            if not self.has_room(moment):
                return
            steps = [one for one in self._plan(moment).steps if (one.job, one.day) not in tried]
            if not steps:
                return
            tried.add((steps[0].job, steps[0].day))
            self.current = steps[0]
            try:
                if not self._do(place, steps[0], moment, at):
                    return
            finally:
                self.current = None

    def reload(self, at: datetime) -> Workplace:
        """The workplace as its files are now; a broken edit keeps the last good one."""
        with self._reading:
            try:
                self.place = self._read()
            except (GongkaiError, OSError) as error:
                text = f"监测名单等配置有误，暂沿用上一次有效的配置：{error}"
                self.alarms.raised("watchlist", text, at)
            else:
                self.alarms.watchlist = self.place.watchlist
                self.alarms.cleared("watchlist", at)
            return self.place

    def has_room(self, at: datetime) -> bool:
        """Whether the disk has room enough to begin anything."""
        free, least = self._free(self.place.places), self.place.watchlist.schedule.free_megabytes
        if free < least:
            text = f"磁盘空间不足：剩余{free:.0f} MB，至少需要{least:.0f} MB，监测任务暂停"
            self.alarms.raised("disk", text, at)
            return False
        if not self._filled:
            # A job that found the disk full stands against it until one has come through.
            self.alarms.cleared("disk", at)
        return True

    def due(self, at: datetime, first: date) -> tuple[Due, ...]:
        """Everything that was due from a day up to a moment."""
        place = self.place
        working = working_days(place.calendar)
        monitor = place.watchlist.monitor
        return due_between(place.watchlist.schedule, monitor.timezone, working, first, at)

    def _do(self, place: Workplace, step: Step, moment: datetime, at: datetime | None) -> bool:
        """Carry out one job; False if nothing can be done now."""
        address = place.watchlist.schedule.heartbeat if step.job is Job.NIGHTLY else None
        if address:
            self._beat(address, "start")
        ended = self._runner(place, step, moment)
        after = at or self._clock()
        if ended.result is Result.STOPPED:
            return False
        if ended.result is Result.BUSY:
            if not self._waits:
                log.warning("another run works in the data folder; waiting for its end")
            self._waits = True
            return False
        self._waits = False
        row = self._row(step)
        if ended.result is Result.OVER:
            if row is not None and row.state is State.FAILED and row.over:
                self._judge(step, ended, row, 0, after)
            return True
        status = row.status if row is not None and row.status is not None else ended.status
        good = ended.result is Result.DONE and status != INTERNAL
        if address:
            self._beat(address, "success" if good else "fail")
        self._judge(step, ended, row, status, after)
        return ended.result is not Result.FULL

    def _judge(
        self, step: Step, ended: Ended, row: JobRow | None, status: int, at: datetime
    ) -> None:
        """Open and close the alarms that the end of a job calls for."""
        name = _NAMES[step.job]
        key = f"job-{step.job.value}"
        self._filled = ended.result is Result.FULL
        if self._filled:
            self.alarms.raised("disk", f"磁盘空间不足：{name}（{step.day}）未能完成", at)
        elif ended.result is not Result.DONE:
            note = ended.note or (row.note if row is not None else "")
            if row is None or row.over:
                text = f"{name}（{step.day}）多次失败，不再重试：{note}"
                self.alarms.raised(key, text, at)
            else:
                log.error("%s %s failed and is tried again: %s", step.job.value, step.day, note)
        else:
            log.info("%s %s is done (status %d)", step.job.value, step.day, status)
            self.alarms.cleared(key, at)
            self.alarms.cleared("disk", at)
            if step.job is Job.NIGHTLY:
                for passed in ("night-late", "nights-missed", "clock"):
                    self.alarms.cleared(passed, at)
                if status == INTERNAL:
                    text = f"{name}（{step.day}）已完成，但监测程序内部有错误，详见日志"
                    self.alarms.raised("night-errors", text, at)
                else:
                    self.alarms.cleared("night-errors", at)

    def _plan(self, at: datetime) -> Plan:
        """What to do now; nights that can no longer be made are entered as missed."""
        dues, rows, specials = self._books(at)
        schedule = self.place.watchlist.schedule
        found = plan(schedule, dues, rows, specials, at)
        if not found.missed:
            return found
        try:
            # Whoever holds the lock knows that a night which says `running` is not.
            with locked(self.place.places.data):
                db = self._open()
                try:
                    again = rows_since(db, self._first(db, at))
                    found = plan(schedule, dues, again, specials, at)
                    miss(db, Job.NIGHTLY, found.missed, at, "未能按期运行，不再补跑")
                finally:
                    db.close()
        except FolderLockedError:
            return Plan()
        except (GongkaiError, OSError, sqlite3.Error) as error:
            self._books_failed(error, at)
            return Plan()
        if found.missed:
            days = found.missed[0] + (f"至{found.missed[-1]}" if len(found.missed) > 1 else "")
            text = f"夜间监测漏跑{len(found.missed)}次（{days}），以最近一次补跑代替"
            self.alarms.raised("nights-missed", text, at)
        return found

    def _books(self, at: datetime) -> tuple[tuple[Due, ...], Rows, tuple[JobRow, ...]]:
        """What was due, the rows of the books, and the special runs that wait."""
        try:
            db = self._open()
            try:
                first = self._first(db, at)
                rows = rows_since(db, first - timedelta(days=60))
                found = self.due(at, first), rows, tuple(waiting_specials(db))
            finally:
                db.close()
        except (GongkaiError, OSError, sqlite3.Error) as error:
            self._books_failed(error, at)
            return (), {}, ()
        self.alarms.cleared("database", at)
        return found

    def _first(self, db: Database, at: datetime) -> date:
        """The day from which on jobs are made good: that of the first tick, a year back at most.

        An older version noted the day of the first tick without its time.
        """
        today = at.date()
        began = mark(db, "began")
        if began is None:
            began = stamp(at)
            set_mark(db, "began", began)
        self._since = datetime.fromisoformat(began) if len(began) > _DAY else None
        return max(date.fromisoformat(began[:_DAY]), today - LOOK_BACK)

    def _books_failed(self, error: Exception, at: datetime) -> None:
        self.alarms.raised("database", f"数据库无法读写：{error}", at)

    def _row(self, step: Step) -> JobRow | None:
        try:
            db = self._open()
            try:
                return find(db, step.job, step.day)
            finally:
                db.close()
        except (GongkaiError, OSError, sqlite3.Error):
            return None

    def _look_at_clock(self, at: datetime) -> None:
        """Notice a clock that was set; nothing is run twice for it, since the books know."""
        elapsed = self._elapsed() if self._elapsed is not None else 0.0
        seen, self._seen = self._seen, (at, elapsed)
        if seen is not None and self._elapsed is not None:
            ahead = at - seen[0] - timedelta(seconds=elapsed - seen[1])
            if ahead > JUMP:
                self.alarms.raised("clock", f"系统时钟向前跳变约{_span(ahead)}，请核对时间", at)
        try:
            db = self._open()
            try:
                known = mark(db, "seen")
                latest = datetime.fromisoformat(known) if known else None
                if latest is None or at - latest > JUMP or latest - at > JUMP:
                    set_mark(db, "seen", stamp(at))
                if latest is not None and latest - at > JUMP:
                    forget_future(db, at.date())
                    text = (
                        f"系统时钟倒退约{_span(latest - at)}，请核对时间；已完成的任务不会重复运行"
                    )
                    self.alarms.raised("clock", text, at)
            finally:
                db.close()
        except (GongkaiError, OSError, sqlite3.Error) as error:
            self._books_failed(error, at)

    def _open(self) -> Database:
        path = self.place.places.database
        if path == self._migrated and path.exists():
            return open_database(path)
        make_folder(self.place.places.data)
        db = open_store(path)
        self._migrated = path
        return db


def _span(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes}分钟"
    return f"{minutes // 60}小时" if minutes < 2880 else f"{minutes // 1440}天"

"""Alarms (告警): what a person has to know about the monitor itself, told once.

One row per alarm: opened once, closed with a notice that it is over. What cannot be written, since
the disk is full, is kept in memory and written once there is room again.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from crawler.portals import Watchlist
from crawler.records.moments import beijing, stamp
from reports.mail import Alarm as Told
from scheduler.mailing.alerting import post_alarm

log = logging.getLogger(__name__)
FAILURE = "failure"
WARNING = "warning"
"""Levels: a failure makes the health endpoint answer 503, a warning does not."""
_FOOTER = "本邮件由监测系统自动发出，说明的是监测系统自身的运行情况，与各单位测评结果无关。"


@dataclass(frozen=True)
class Alarm:
    """Something wrong with the monitor. `key` is what it is known by while it is open."""

    key: str
    text: str
    opened_at: datetime
    level: str = FAILURE


def raise_alarm(
    db: Database,
    key: str,
    text: str,
    at: datetime,
    level: str = FAILURE,
    watchlist: Watchlist | None = None,
) -> bool:
    """Open an alarm, with word of it for the office in the outbox; False if it is open already."""
    alarm = Alarm(key, text, at, level)
    with db.atomic():
        cursor = db.execute(
            "INSERT OR IGNORE INTO alarms (key, level, text, opened_at) VALUES (?, ?, ?, ?)",
            [key, level, text, stamp(at)],
        )
        if cursor.rowcount == 0:
            return False
        if watchlist is not None:
            post_alarm(db, watchlist, _told(alarm), at)
    return True


def clear_alarm(db: Database, key: str, at: datetime, watchlist: Watchlist | None = None) -> bool:
    """Close an alarm, with a notice of recovery; False if it was not open."""
    alarm = next((one for one in open_alarms(db) if one.key == key), None)
    if alarm is None:
        return False
    with db.atomic():
        db.execute(
            "UPDATE alarms SET closed_at = ? WHERE key = ? AND closed_at IS NULL", [stamp(at), key]
        )
        if watchlist is not None:
            post_alarm(db, watchlist, _told(alarm, at), at)
    return True


def open_alarms(db: Database) -> tuple[Alarm, ...]:
    """The alarms that are open, oldest first."""
    rows = db.query("SELECT * FROM alarms WHERE closed_at IS NULL ORDER BY opened_at, id")
    return tuple(
        Alarm(
            str(row["key"]),
            str(row["text"]),
            datetime.fromisoformat(str(row["opened_at"])),
            str(row["level"]),
        )
        for row in rows
    )


def _told(alarm: Alarm, over: datetime | None = None) -> Told:
    """What the office is told of it; with `over` the notice that it passed."""
    lines = [alarm.text, f"发生时间：{beijing(alarm.opened_at):%Y-%m-%d %H:%M}"]
    title = alarm.text
    if over:
        lines.append(f"恢复时间：{beijing(over):%Y-%m-%d %H:%M}")
        title = f"已恢复：{alarm.text}"
    # Each opening is a matter of its own, also on one day.
    key = f"{alarm.key}:{stamp(alarm.opened_at)}" + (":over" if over else "")
    return Told(key, title, "\n".join([*lines, "", _FOOTER]))


class AlarmBoard:
    """The alarms of a running daemon: told once, written as soon as they can be."""

    def __init__(self, opened: Callable[[], Database]) -> None:
        self._opened = opened
        self._lock = threading.Lock()
        self._unwritten: dict[str, Alarm] = {}
        self._known: set[str] | None = None
        self.watchlist: Watchlist | None = None

    def raised(self, key: str, text: str, at: datetime, level: str = FAILURE) -> bool:
        """Open an alarm unless it is open; whether it was news."""
        with self._lock:
            if key in self._unwritten or key in (self._known or ()):
                return False
            try:
                news = self._write(Alarm(key, text, at, level))
            except (sqlite3.Error, OSError):
                # A full disk, most likely: the log and the health endpoint still tell it.
                self._unwritten[key] = Alarm(key, text, at, level)
                news = True
            if news:
                log.error("alarm %s: %s", key, text)
            return news

    def cleared(self, key: str, at: datetime) -> bool:
        """Close an alarm if it is open; whether it was."""
        with self._lock:
            if self._known is not None and key not in self._known | self._unwritten.keys():
                return False
            try:
                unwritten = self._unwritten.get(key)
                if unwritten is not None:
                    # Written after all, so that the office reads that it was and that it is over.
                    self._write(unwritten)
                    del self._unwritten[key]
                db = self._opened()
                try:
                    closed = clear_alarm(db, key, at, self.watchlist)
                    self._known = {one.key for one in open_alarms(db)}
                finally:
                    db.close()
            except (sqlite3.Error, OSError):
                return False
            if closed:
                log.warning("alarm %s is over", key)
            return closed

    def flush(self) -> None:
        """Write what could not be written before."""
        with self._lock:
            for key, alarm in list(self._unwritten.items()):
                try:
                    self._write(alarm)
                except (sqlite3.Error, OSError):
                    return
                del self._unwritten[key]

    def open(self, db: Database | None) -> tuple[Alarm, ...]:
        """All open alarms, those not written included."""
        written = open_alarms(db) if db is not None else ()
        with self._lock:
            known = {one.key for one in written}
            return (*written, *(one for key, one in self._unwritten.items() if key not in known))

    def _write(self, alarm: Alarm) -> bool:
        db = self._opened()
        try:
            news = raise_alarm(
                db, alarm.key, alarm.text, alarm.opened_at, alarm.level, self.watchlist
            )
            self._known = {one.key for one in open_alarms(db)}
            return news
        finally:
            db.close()

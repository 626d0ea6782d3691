"""Alarms (告警): what a person has to know about the monitor itself, told once.

One row per alarm: opened once, closed with a notice that it is over. What cannot be written, since
the disk is full, is kept in memory and written once there is room again.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from sqlite_utils import Database

from crawler.portals import Mail
from crawler.records.moments import beijing, stamp
from reports.safety import header
from scheduler.store.outbox import put

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
    db: Database, key: str, text: str, at: datetime, level: str = FAILURE, mail: Mail | None = None
) -> bool:
    """Open an alarm and put its mail to the office into the outbox; False if it is open already."""
    alarm = Alarm(key, text, at, level)
    with db.atomic():
        cursor = db.execute(
            "INSERT OR IGNORE INTO alarms (key, level, text, opened_at) VALUES (?, ?, ?, ?)",
            [key, level, text, stamp(at)],
        )
        if cursor.rowcount == 0:
            return False
        if mail is not None:
            put(db, "", "alarm", alarm_mails(alarm, mail), at)
    return True


def clear_alarm(db: Database, key: str, at: datetime, mail: Mail | None = None) -> bool:
    """Close an alarm, with a notice of recovery; False if it was not open."""
    alarm = next((one for one in open_alarms(db) if one.key == key), None)
    if alarm is None:
        return False
    with db.atomic():
        db.execute(
            "UPDATE alarms SET closed_at = ? WHERE key = ? AND closed_at IS NULL", [stamp(at), key]
        )
        if mail is not None:
            put(db, "", "alarm", alarm_mails(alarm, mail, at), at)
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


def alarm_mails(alarm: Alarm, mail: Mail, over: datetime | None = None) -> list[EmailMessage]:
    """The mail to every address of the office; with `over` the notice that it passed."""
    what = "监测系统恢复" if over else "监测系统告警"
    moment = beijing(over or alarm.opened_at)
    lines = [f"{what}：{alarm.text}", f"发生时间：{beijing(alarm.opened_at):%Y-%m-%d %H:%M}"]
    if over:
        lines.append(f"恢复时间：{moment:%Y-%m-%d %H:%M}")
    found = []
    for office in mail.office:
        message = EmailMessage(policy=SMTP)
        message["Subject"] = header(f"【{what}】{alarm.text}")[:150]
        message["From"] = Address(addr_spec=mail.sender)
        message["To"] = Address(addr_spec=office)
        message["Date"] = moment
        key = "\x1f".join((alarm.key, stamp(alarm.opened_at), office, what))
        name = hashlib.sha256(key.encode()).hexdigest()[:24]
        message["Message-ID"] = f"<gongkai-alarm-{name}@{mail.sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message["Content-Language"] = "zh-CN"
        message.set_content("\n".join([*lines, "", _FOOTER, ""]), cte="base64")
        found.append(message)
    return found


class AlarmBoard:
    """The alarms of a running daemon: told once, written as soon as they can be."""

    def __init__(self, opened: Callable[[], Database]) -> None:
        self._opened = opened
        self._lock = threading.Lock()
        self._unwritten: dict[str, Alarm] = {}
        self._known: set[str] | None = None
        self.mail: Mail | None = None

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
                    closed = clear_alarm(db, key, at, self.mail)
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
            news = raise_alarm(db, alarm.key, alarm.text, alarm.opened_at, alarm.level, self.mail)
            self._known = {one.key for one in open_alarms(db)}
            return news
        finally:
            db.close()

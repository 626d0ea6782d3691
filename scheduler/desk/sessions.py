"""Sessions, throttled logins and the access log, over `desk.db`."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from crawler.records.moments import stamp
from reports.console.people import Noted, Session, TooManyTries
from scheduler.desk.accounts import account, right_password
from scheduler.desk.tables import open_desk
from scheduler.store import open_database

IDLE = timedelta(hours=2)
"""A session that nobody uses for so long is over."""
LONGEST = timedelta(hours=12)
"""A session is over after so long, however much it is used."""
FREE_TRIES = 5
"""So many tries of one name, or thrice as many from one address, are looked at without a wait."""
_FIRST_WAIT = 15
_LONGEST_WAIT = 3_600
_FORGOTTEN = timedelta(hours=24)
_TOUCH = timedelta(minutes=1)
_BYTES = 32


class DeskPeople:
    """Accounts, sessions and the access log; every call opens the database for itself."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self._path = path
        self._now = now
        open_desk(path).close()

    @contextmanager
    def _open(self) -> Iterator[Database]:
        db = open_database(self._path)
        try:
            yield db
        finally:
            db.close()

    def enter(self, name: str, password: str, address: str) -> str | None:
        """The token of a new session; None for a wrong name or password."""
        keys = {f"name {name[:200].casefold()}": FREE_TRIES, f"from {address}": FREE_TRIES * 3}
        with self._open() as db:
            # Counted before it is looked at: many tries at once are no way around.
            with db.atomic():
                wait = max(self._wait(db, key, free) for key, free in keys.items())
                for key in keys if wait <= 0 else ():
                    self._count(db, key)
            if wait > 0:
                self._note(db, name, "throttled", "", address)
                raise TooManyTries(wait)
            if not right_password(db, name, password):
                self._note(db, name, "login failed", "", address)
                return None
            with db.atomic():
                for key in keys:
                    db.execute("DELETE FROM tries WHERE key = ?", [key])
            return self._begin(db, name, address)

    def enter_known(self, name: str, address: str) -> str | None:
        """The token of a new session for whom another has proved who they are (OIDC)."""
        with self._open() as db:
            known = account(db, name)
            if known is None or known.disabled:
                self._note(db, name, "login failed", "oidc", address)
                return None
            return self._begin(db, name, address)

    def _begin(self, db: Database, name: str, address: str) -> str:
        token, now = secrets.token_urlsafe(_BYTES), stamp(self._now())
        with db.atomic():
            oldest = stamp(self._now() - LONGEST)
            db.execute("DELETE FROM sessions WHERE began_at < ?", [oldest])
            db.table("sessions").insert(
                {
                    "sha256": _digest(token),
                    "person": name,
                    "csrf": secrets.token_urlsafe(_BYTES),
                    "began_at": now,
                    "used_at": now,
                }
            )
        self._note(db, name, "login", "", address)
        return token

    def session(self, token: str) -> Session | None:
        """The session of a token; None if there is none now."""
        with self._open() as db:
            rows = list(db.query("SELECT * FROM sessions WHERE sha256 = ?", [_digest(token)]))
            if not rows:
                return None
            row, now = rows[0], self._now()
            began, used = (datetime.fromisoformat(row[key]) for key in ("began_at", "used_at"))
            known = account(db, row["person"])
            over = now - began > LONGEST or now - used > IDLE
            if over or known is None or known.disabled:
                self._end(db, token)
                return None
            if now - used > _TOUCH:
                with db.atomic():
                    db.table("sessions").update(row["sha256"], {"used_at": stamp(now)})
            return Session(known.person, row["csrf"])

    def leave(self, token: str) -> None:
        """End a session."""
        with self._open() as db:
            self._end(db, token)

    def _end(self, db: Database, token: str) -> None:
        with db.atomic():
            db.execute("DELETE FROM sessions WHERE sha256 = ?", [_digest(token)])

    def note(self, person: str, what: str, about: str, address: str) -> None:
        """Add a line to the access log."""
        with self._open() as db:
            self._note(db, person, what, about, address)

    def _note(self, db: Database, person: str, what: str, about: str, address: str) -> None:
        with db.atomic():
            db.table("access_log").insert(
                {
                    "at": stamp(self._now()), "person": person[:200], "what": what,
                    "about": about, "address": address,
                }
            )  # fmt: skip

    def noted(self, most: int) -> Sequence[Noted]:
        """The last lines of the access log, newest first."""
        with self._open() as db:
            rows = db.query("SELECT * FROM access_log ORDER BY id DESC LIMIT ?", [most])
            return [
                Noted(
                    datetime.fromisoformat(row["at"]), row["person"], row["what"],
                    row["about"] or "", row["address"] or "",
                )
                for row in rows
            ]  # fmt: skip

    def _wait(self, db: Database, key: str, free: int) -> int:
        """Seconds until the next try counts: doubled with every failure beyond the free ones."""
        rows = list(db.query("SELECT count, last_at FROM tries WHERE key = ?", [key]))
        if not rows or rows[0]["count"] < free:
            return 0
        since = self._now() - datetime.fromisoformat(rows[0]["last_at"])
        wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(10, rows[0]["count"] - free))
        return max(0, int(wait - since.total_seconds()))

    def _count(self, db: Database, key: str) -> None:
        now = self._now()
        db.execute("DELETE FROM tries WHERE last_at < ?", [stamp(now - _FORGOTTEN)])
        db.execute(
            "INSERT INTO tries (key, count, last_at) VALUES (?, 1, ?)"
            " ON CONFLICT (key) DO UPDATE SET count = count + 1, last_at = excluded.last_at",
            [key, stamp(now)],
        )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()

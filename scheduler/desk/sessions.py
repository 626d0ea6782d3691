"""Sessions, throttled logins and the access log, over `desk.db`."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from crawler.errors import GongkaiError
from crawler.records.moments import stamp
from reports.console.people import Noted, Session, TooManyTries
from scheduler.desk.accounts import account, right_password
from scheduler.desk.tables import open_desk
from scheduler.store import open_database
from scheduler.store.looking import can_write

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
_LOOKED_AT = 200


class DeskPeople:
    """Accounts, sessions and the access log; every call opens the database for itself."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self._path = path
        self._now = now
        open_desk(path).close()
        if not can_write(path):
            raise GongkaiError(
                f"{path}: cannot be written, and the console keeps there who signed in and who"
                " saw what; findings, cases, scores and evidence need to write nothing"
            )

    @contextmanager
    def _open(self) -> Iterator[Database]:
        db = open_database(self._path)
        try:
            yield db
        finally:
            db.close()

    def enter(self, name: str, password: str, address: str) -> str | None:
        """The token of a new session; None for a wrong name or password."""
        own, near = f"name {name[:200].casefold()}", f"from {_neighbours(address)}"
        keys = {own: FREE_TRIES, near: FREE_TRIES * 3}
        with self._open() as db:
            # Counted before it is looked at: many tries at once are no way around.
            with db.atomic():
                wait = max(self._wait(db, key, free) for key, free in keys.items())
                for key in keys if wait <= 0 else ():
                    self._count(db, key)
            if wait > 0:
                self._note_once(db, name, "throttled", "", address)
                raise TooManyTries(wait)
            if not right_password(db, name, password):
                self._note(db, name, "login failed", "", address)
                return None
            with db.atomic():
                db.execute("DELETE FROM tries WHERE key = ?", [own])
                # Only this try is taken back: whoever has an account of their own must not be
                # able to go on trying those of others.
                db.execute("UPDATE tries SET count = max(0, count - 1) WHERE key = ?", [near])
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
            if person:
                self._note(db, person, what, about, address)
            else:
                self._note_once(db, "", what, about, address)

    def _note(self, db: Database, person: str, what: str, about: str, address: str) -> None:
        with db.atomic():
            db.table("access_log").insert(
                {
                    "at": stamp(self._now()), "person": person[:200], "what": what,
                    "about": about, "address": address,
                }
            )  # fmt: skip

    def _note_once(self, db: Database, person: str, what: str, about: str, address: str) -> None:
        """A line that nobody need be in to bring about: one a minute from an address.

        The log only grows; else anybody could fill the disk with it.
        """
        since = stamp(self._now() - _TOUCH)
        known = db.query(
            "SELECT 1 FROM (SELECT * FROM access_log ORDER BY id DESC LIMIT ?)"
            " WHERE what = ? AND address = ? AND at > ?",
            [_LOOKED_AT, what, address, since],
        )
        if not list(known):
            self._note(db, person, what, about, address)

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


def _neighbours(address: str) -> str:
    """What counts as one place to try from: an IPv4 address, or a network of IPv6, 2^64 wide.

    A host of IPv6 chooses its address within such a network as it likes.
    """
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv6Address):
        if known.ipv4_mapped is not None:
            return str(known.ipv4_mapped)
        return str(ipaddress.ip_network((known, 64), strict=False))
    return str(known)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()

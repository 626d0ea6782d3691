"""`gongkai.db`: runs, findings, cases, scores, outbox and the manifest chain. One writer."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from crawler.errors import GongkaiError
from crawler.storage.schema import bring_up
from scheduler.store.looking import can_write, open_to_look
from scheduler.store.migrations import MIGRATIONS

__all__ = [
    "BUSY_SECONDS",
    "Books",
    "LockedError",
    "is_read_only",
    "open_database",
    "open_store",
    "plain_error",
]

BUSY_SECONDS = 30.0
"""How long a lock that another process holds on a database is waited for."""


class LockedError(GongkaiError):
    """Another process holds a database for longer than we wait (exit status 4)."""


class Books(Database):
    """A database of ours: whatever it does in one piece, it does as the one writer from the start.

    A transaction that reads first and writes later is refused at once, and not after
    BUSY_SECONDS, where another process writes; what it has read may be untrue by then.
    """

    looked_at: Path | None = None
    """The file, where it can only be looked at."""

    @contextmanager
    def atomic(self) -> Generator[Database, None, None]:
        """One transaction, begun once no other writes; blocks within it are savepoints."""
        if self.conn.in_transaction:
            with super().atomic():
                yield self
            return
        try:
            self.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if self.looked_at is None or not is_read_only(error):
                raise
            raise plain_error(error, str(self.looked_at)) from error
        try:
            yield self
            self.execute("COMMIT")
        except BaseException:
            self.rollback()
            raise


def open_database(path: Path) -> Database:
    """Open (or make) a database of ours: WAL, a patient lock, private to the owner.

    One that is there and cannot be written is opened to be looked at; writing it is then an error.
    Raises GongkaiError, naming the file, where it is locked or damaged, or cannot be made.
    """
    try:
        if not path.exists():
            path.touch(mode=0o600)
        if not can_write(path):
            looked_at = Books(open_to_look(path))
            looked_at.looked_at = path
            # What is no database, or cannot be read, says so now.
            looked_at.execute("SELECT count(*) FROM sqlite_master")
            return looked_at
        db = Books(path)
        db.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
        db.execute("PRAGMA foreign_keys = ON")
        db.enable_wal()
        db.execute("PRAGMA synchronous = NORMAL")
    except (sqlite3.DatabaseError, OSError) as error:
        raise plain_error(error, str(path)) from error
    return db


def open_store(path: Path) -> Database:
    """Open `gongkai.db` with every migration of the set "scheduler" applied.

    Raises GongkaiError where a newer version of the code has made it, and as `open_database`.
    """
    db = open_database(path)
    try:
        bring_up(db, MIGRATIONS, str(path))
    except sqlite3.DatabaseError as error:
        db.close()
        raise plain_error(error, str(path)) from error
    except BaseException:
        db.close()
        raise
    return db


def plain_error(error: Exception, where: str) -> GongkaiError:
    """An error of SQLite or of the disk as one sentence that says what can be done."""
    text = str(error).lower()
    if "locked" in text or "busy" in text:
        return LockedError(
            f"{where}: another process holds the database (waited {BUSY_SECONDS:g} s);"
            " nothing was changed, the same command can be given again"
        )
    if "unable to open" in text:
        return GongkaiError(f"{where}: {error}; its folder must be there and be writable")
    if "malformed" in text or "not a database" in text:
        return GongkaiError(f"{where}: the database is damaged ({error}); see gongkai restore")
    if is_read_only(error):
        return GongkaiError(
            f"{where}: cannot be written ({_why(error)}), and this command writes there;"
            " nothing was changed"
        )
    if "full" in text or isinstance(error, OSError) or "disk" in text:
        return GongkaiError(f"{where}: cannot be written: {error}; what was there before is whole")
    return GongkaiError(f"{where}: {error}")


def is_read_only(error: Exception) -> bool:
    """Whether an error of SQLite or of the system says that something may not be written."""
    return "readonly" in str(error).lower() or getattr(error, "errno", None) in (
        errno.EROFS,
        errno.EACCES,
        errno.EPERM,
    )


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or "it can only be read"

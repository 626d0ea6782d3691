"""Databases that can only be looked at: an auditor's copy, a disk mounted read-only.

SQLite reads a database with a write-ahead log by way of two files beside it, which it cannot make
there. Where no log is left, the database alone is the whole truth and is read as it is.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

_SECONDS = 30.0


def can_write(path: Path) -> bool:
    """Whether a database, and the files that SQLite puts beside it, can be written."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def open_to_look(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing, and needs to write nothing where nothing can be written.

    Raises sqlite3.OperationalError where the last writes of one that ended cannot be read: they
    are in a log (`-wal`) whose index (`-shm`) was not copied with it.
    """
    address = f"{path.absolute().as_uri()}?mode=ro"
    if not can_write(path) and not _has_log(path):
        address += "&immutable=1"
    connection = sqlite3.connect(address, uri=True, timeout=_SECONDS)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _has_log(path: Path) -> bool:
    """Whether there is a log that is part of the database, or one that somebody writes now."""
    log, index = (path.with_name(path.name + end) for end in ("-wal", "-shm"))
    return log.exists() and (log.stat().st_size > 0 or index.exists())

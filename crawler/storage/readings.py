"""Readings of pages that did not change, kept beside a group's records.

A file of its own, which may be lost at any time: what it does not have is read again. Whatever is
wrong with it is therefore no error.
"""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

_UNUSED = timedelta(days=35)
_TABLE = "CREATE TABLE IF NOT EXISTS readings (key BLOB PRIMARY KEY, used TEXT, data BLOB)"
_LEVEL = 1


class ReadingStore:
    """Packed readings by key. What is put in and what was used is written at the end, at once."""

    def __init__(self, path: Path, day: date) -> None:
        """`day` is that of the night: what no night used for five weeks goes."""
        self._day = day
        self._new: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._db = _opened(path)

    def get(self, key: bytes) -> bytes | None:
        """The packed reading of a key; None if there is none, or it is damaged."""
        if key in self._new:
            return self._new[key]
        try:
            row = self._db.execute("SELECT data FROM readings WHERE key = ?", [key]).fetchone()
            data = zlib.decompress(row[0]) if row else None
        except (sqlite3.Error, zlib.error, TypeError):
            return None
        if data is not None:
            self._used.add(key)
        return data

    def put(self, key: bytes, data: bytes) -> None:
        """Keep a packed reading for later nights."""
        self._new[key] = data

    def close(self) -> None:
        """Write what is new in one transaction; where that cannot be, nothing is kept."""
        day, before = self._day.isoformat(), (self._day - _UNUSED).isoformat()
        packed = ((key, day, zlib.compress(data, _LEVEL)) for key, data in self._new.items())
        with suppress(sqlite3.Error), self._db:
            self._db.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", packed)
            self._db.executemany(
                "UPDATE readings SET used = ? WHERE key = ?", ((day, key) for key in self._used)
            )
            self._db.execute("DELETE FROM readings WHERE used < ?", [before])
        self._db.close()


def _opened(path: Path) -> sqlite3.Connection:
    """The file's connection; one that is no such file is made anew."""
    for fresh in (False, True):
        if fresh:
            path.unlink(missing_ok=True)
        try:
            path.touch(mode=0o600)
            db = sqlite3.connect(path)
            db.execute("PRAGMA synchronous = OFF")
            db.execute(_TABLE)
        except (sqlite3.Error, OSError):
            continue
        return db
    db = sqlite3.connect(":memory:")
    db.execute(_TABLE)
    return db

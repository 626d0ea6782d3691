"""The databases behind the feed, opened for reading."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from urllib.parse import quote

from scheduler.places import Places
from scheduler.store.tokens import Reader, find_token, reader_of


@contextmanager
def shelf(places: Places) -> Iterator[sqlite3.Connection]:
    """`pieces.db` with `gongkai.db` attached as `books`, in one read transaction.

    All of an answer thus comes from one state, also while a run is being put into the feed; and a
    data folder that was replaced (restored) is met by the next request.
    """
    db = sqlite3.connect(
        f"file:{quote(str(places.pieces))}?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        db.execute("PRAGMA busy_timeout = 5000")
        db.execute("ATTACH ? AS books", [f"file:{quote(str(places.database))}?mode=rw"])
        db.execute("PRAGMA query_only = ON")
        db.execute("BEGIN")
        yield db
    finally:
        db.close()


def who_reads(db: sqlite3.Connection, token: str, now: datetime) -> Reader | None:
    """The reader of a token; None if it is not valid now."""
    sql, values = find_token(token)
    cursor = db.execute(sql.replace("FROM tokens", "FROM books.tokens"), values)
    row = cursor.fetchone()
    if row is None:
        return None
    return reader_of(token, dict(zip((one[0] for one in cursor.description), row)), now)  # noqa: B905

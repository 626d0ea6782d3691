"""A full disk is told from other errors, however it comes."""

from __future__ import annotations

import errno
import sqlite3

import pytest

from crawler.errors import no_room


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device", "x"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        sqlite3.OperationalError("database or disk is full"),
        "OSError: [Errno 28] No space left on device",
    ],
)
def test_the_disk_is_full(error: Exception | str) -> None:
    assert no_room(error)


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.EACCES, "x"),
        sqlite3.OperationalError("database is locked"),
        ValueError("full"),
    ],
)
def test_it_is_something_else(error: Exception) -> None:
    assert not no_room(error)

"""Errors of the crawler, as one tree.

GongkaiError
├── WatchlistError        unusable watchlist: file, portal and key are named
└── ArchiveError          an archive that cannot be read or was changed
"""

from __future__ import annotations

import errno
import sqlite3

_NO_ROOM = ("No space left on device", "database or disk is full", "Disk quota exceeded")


class GongkaiError(Exception):
    """Anything Gongkai itself reports as wrong; its text is meant for a person."""


class WatchlistError(GongkaiError):
    """A watchlist that cannot be used.

    `problems` lists every fault found, each naming file, portal and key.
    """

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class ArchiveError(GongkaiError):
    """An archive file that is damaged, changed or missing."""


def no_room(error: BaseException | str) -> bool:
    """Whether an error of the system or of SQLite, or its text, says that the disk is full."""
    code = getattr(error, "errno", None)
    full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    return (
        full
        or code in (errno.ENOSPC, errno.EDQUOT)
        or any(words in str(error) for words in _NO_ROOM)
    )

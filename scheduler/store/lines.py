"""What a reader of the feed may see: editions and their lines, cut to the reader's scope.

Every answer goes through here, so that there is one place in which a unit could see too much.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from reports.stitching import Piece
from scheduler.store.releases import RELEASED
from scheduler.store.tokens import Reach, Scope


@dataclass(frozen=True)
class Listed:
    """An edition in the feed. The times are stamps."""

    id: int
    run: str
    digest: str
    published_at: str
    updated_at: str


class Form(StrEnum):
    """The forms in which a line is kept; that of JSON has a comma before it."""

    JSON = "json"
    CSV = "csv"


class Line(NamedTuple):
    """One score of an edition in one form; `sha256` is that of both forms."""

    rank: int
    sha256: str
    piece: Piece


@dataclass(frozen=True)
class Glimpse:
    """One score in figures alone."""

    portal: str
    unit: str
    rulebook: str
    score: float | None
    low: float | None
    high: float | None


_COLUMNS = "e.id, e.run, e.digest, e.published_at, e.updated_at"


def newest_editions(db: sqlite3.Connection) -> tuple[Listed, ...]:
    """The newest edition of every run, the last run first: what the office sees."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM editions AS e WHERE newest ORDER BY run DESC")
    return tuple(Listed(*row) for row in rows)


def all_editions(db: sqlite3.Connection) -> tuple[Listed, ...]:
    """Every edition that is kept, the last run first."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM editions AS e ORDER BY run DESC, id DESC")
    return tuple(Listed(*row) for row in rows)


def last_editions(db: sqlite3.Connection, editions: Sequence[Listed]) -> dict[str, str]:
    """Per unit, the last run of these editions that tells of it."""
    found: dict[str, str] = {}
    for edition in editions:
        for (portal,) in db.execute("SELECT portal FROM pieces WHERE edition = ?", [edition.id]):
            found.setdefault(portal, edition.run)
    return found


def released_editions(db: sqlite3.Connection, books: str = "books.") -> tuple[Listed, ...]:
    """The released edition of every run that has one, the last run first.

    `books` names the attached `gongkai.db`, with its dot.
    """
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM ({RELEASED.format(books=books)}) AS r"
        " JOIN editions AS e ON e.run = r.run AND e.digest = r.digest ORDER BY e.run DESC"
    )
    return tuple(Listed(*row) for row in rows)


def editions_for(db: sqlite3.Connection, scope: Scope) -> tuple[Listed, ...]:
    """The editions that a reader may know of, the last run first."""
    return newest_editions(db) if scope.unreleased else released_editions(db)


def head_of(db: sqlite3.Connection, edition: int) -> dict[str, Any]:
    """What an edition says before its scores."""
    row = db.execute("SELECT head FROM editions WHERE id = ?", [edition]).fetchone()
    return dict(json.loads(row[0]))


def lines_of(
    db: sqlite3.Connection,
    edition: int,
    scope: Scope,
    form: Form,
    *,
    portal: str | None = None,
    rulebook: str | None = None,
    after: int = -1,
    limit: int = -1,
) -> list[Line]:
    """The lines of an edition that a reader may see, in order; `after` and `limit` for pages."""
    where, values = _seen(scope, portal, rulebook)
    rows = db.execute(
        f"SELECT rank, sha256, {form}, {form}_crc, {form}_size, {form}_shift"
        f" FROM pieces {_index(scope, portal)}"
        f" WHERE edition = ? AND rank > ? AND {where} ORDER BY rank LIMIT ?",
        [edition, after, *values, limit],
    )
    return [Line(row[0], row[1], Piece(*row[2:])) for row in rows]


def has_lines(
    db: sqlite3.Connection, edition: int, scope: Scope, portal: str | None = None
) -> bool:
    """Whether a reader may see anything of an edition, or of one unit in it."""
    where, values = _seen(scope, portal, None)
    found = db.execute(
        f"SELECT 1 FROM pieces {_index(scope, portal)} WHERE edition = ? AND {where} LIMIT 1",
        [edition, *values],
    )
    return found.fetchone() is not None


def count_lines(db: sqlite3.Connection, edition: int, scope: Scope) -> int:
    """How many scores of an edition a reader may see."""
    where, values = _seen(scope, None, None)
    found = db.execute(
        f"SELECT count(*) FROM pieces {_index(scope, None)} WHERE edition = ? AND {where}",
        [edition, *values],
    )
    return int(found.fetchone()[0])


def glimpses(db: sqlite3.Connection, edition: int, scope: Scope, limit: int) -> list[Glimpse]:
    """The first scores of an edition that a reader may see."""
    where, values = _seen(scope, None, None)
    rows = db.execute(
        "SELECT portal, unit, rulebook, score, low, high FROM pieces"
        f" WHERE edition = ? AND {where} ORDER BY rank LIMIT ?",
        [edition, *values, limit],
    )
    return [Glimpse(*row) for row in rows]


def history(
    db: sqlite3.Connection, editions: Sequence[Listed], portal: str, runs: int
) -> list[dict[str, Any]]:
    """The scores of a unit in the last `runs` of these editions, oldest first."""
    numbers = {edition.id: edition.run for edition in editions}
    marks = ",".join("?" * len(numbers))
    rows = db.execute(
        "SELECT edition, rulebook, score, low, high FROM pieces"
        f" WHERE portal = ? AND edition IN ({marks}) ORDER BY edition, rank",
        [portal, *numbers],
    )
    found = sorted(
        (
            {"run": numbers[row[0]], "rulebook": row[1], "score": row[2], "low": row[3],
             "high": row[4]}
            for row in rows
        ),
        key=lambda point: str(point["run"]),
    )  # fmt: skip
    kept = {str(point["run"]) for point in found}
    last = set(sorted(kept)[-runs:])
    return [point for point in found if point["run"] in last]


def _seen(scope: Scope, portal: str | None, rulebook: str | None) -> tuple[str, list[str]]:
    parts, values = ["1"], []
    if scope.reach is Reach.UNIT:
        parts.append("portal = ?")
        values.append(scope.portal)
    elif scope.reach is Reach.GROUP:
        parts.append("(portal = ? OR instr(above, ?))")
        values += [scope.portal, f"/{scope.portal}/"]
    for column, value in (("portal", portal), ("rulebook", rulebook)):
        if value is not None:
            parts.append(f"{column} = ?")
            values.append(value)
    return " AND ".join(parts), values


def _index(scope: Scope, portal: str | None) -> str:
    # One unit of many runs: SQLite would rather read each run whole, since that is in order.
    one = portal is not None or scope.reach is Reach.UNIT
    return "INDEXED BY idx_pieces_portal_edition" if one else ""

"""How large things have grown on the disk, and the distribution of a figure."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path


def tree(folder: Path, *endings: str) -> int:
    """Bytes of all files below a folder (those with one of the endings, if any are given)."""
    return sum(
        path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and (not endings or path.name.endswith(endings))
    )


def sizes(data: Path, run: str) -> dict[str, int]:
    """Bytes of the parts of a data folder; `reports` are those of one run."""
    database = data / "gongkai.db"
    return {
        "gongkai.db": sum(path.stat().st_size for path in data.glob("gongkai.db*")),
        "groups": tree(data / "groups", ".db", ".db-wal"),
        "archive": tree(data / "archive"),
        "archive.warc": tree(data / "archive", ".warc.gz"),
        "archive.runs": tree(data / "archive" / "runs"),
        "reports": tree(data / "reports" / run),
        "reports.html": tree(data / "reports" / run, "report.html"),
        "reports.copies": tree(data / "reports" / run / "copies"),
        "feed": tree(data / "feed"),
    } | {f"gongkai.db/{name}": size for name, size in tables(database).items()}


def tables(database: Path) -> dict[str, int]:
    """Bytes per table, its indexes included; empty where SQLite was built without dbstat."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        try:
            rows = db.execute(
                "SELECT m.tbl_name, sum(s.pgsize) FROM dbstat s JOIN sqlite_master m"
                " ON m.name = s.name GROUP BY m.tbl_name"
            ).fetchall()
        except sqlite3.OperationalError:
            return {}
    return {str(name): int(size) for name, size in rows}


def rows(database: Path) -> dict[str, int]:
    """Number of rows per table."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        names = [
            str(row[0])
            for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not str(row[0]).startswith(("sqlite_", "_"))
        ]
        return {
            name: int(db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names
        }


def spread(values: Iterable[float]) -> dict[str, float]:
    """Median, 95th percentile, maximum and sum."""
    known = sorted(values)
    if not known:
        return {"median": 0.0, "p95": 0.0, "max": 0.0, "sum": 0.0}
    return {
        "median": known[len(known) // 2],
        "p95": known[min(len(known) - 1, len(known) * 95 // 100)],
        "max": known[-1],
        "sum": sum(known),
    }

"""Trimming the groups' databases to the newest reads of each portal.

What later reads rest on, the ledger of first sightings and the counts of sections, goes on from
read to read in `priors`: the newest one tells all that older ones told. The archive has the
records of older nights as long as their pages.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from crawler.storage import GroupStore
from scheduler.places import Places
from scheduler.store import open_database

_WORTH_IT = 0.2
"""Share of unused pages from which on a database is written anew."""


@dataclass(frozen=True)
class Trimmed:
    """One group's database: reads that went, and bytes before and after."""

    group: str
    reads: int
    before: int
    after: int


def group_databases(places: Places) -> tuple[Path, ...]:
    """The database files of all portal groups, in order of their names."""
    folder = places.data / "groups"
    return tuple(sorted(folder.glob("*/records.db"))) if folder.is_dir() else ()


def surplus(places: Places, nights: int) -> dict[str, int]:
    """How many reads of each group's portals are more than are kept; nothing is changed."""
    found: dict[str, int] = {}
    for path in group_databases(places):
        db = open_database(path)
        try:
            found[path.parent.name] = GroupStore(db).surplus(nights)
        finally:
            db.close()
    return found


def trim(places: Places, nights: int) -> Iterator[Trimmed]:
    """Keep the newest reads of each portal, group by group; the caller holds the lock."""
    for path in group_databases(places):
        before = path.stat().st_size
        db = open_database(path)
        try:
            reads = GroupStore(db).trim(nights)
            shrink(db, path)
        finally:
            db.close()
        yield Trimmed(path.parent.name, reads, before, path.stat().st_size)


def shrink(db: Database, path: Path) -> bool:
    """Write a database anew where much of it is unused and the disk has room for a second one."""
    pages = int(next(db.execute("PRAGMA page_count"))[0])
    unused = int(next(db.execute("PRAGMA freelist_count"))[0])
    if unused < _WORTH_IT * max(pages, 1):
        return False
    if shutil.disk_usage(path.parent).free < 2 * path.stat().st_size:
        return False
    try:
        db.execute("VACUUM")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError:
        return False  # a reader holds it: the space is used by the nights to come
    return True

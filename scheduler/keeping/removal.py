"""Carrying out a plan of keeping: first what went is written down, then it goes.

The tombstones stand in a manifest of their own, chained like those of nights, before the first
file is deleted. Killed at any moment, the next removal takes away what is left over.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from crawler.records.moments import stamp
from scheduler.evidence.chain import REMOVAL, Tombstone, next_in_chain, removal_text, tombstones
from scheduler.evidence.manifest import Sealed, code_version
from scheduler.keeping.retention import Plan
from scheduler.places import Places, make_folder, write_private

_GONE = ".gone-"
Delete = Callable[[Path], None]


def remove(
    db: Database, places: Places, plan: Plan, now: datetime, delete: Delete = Path.unlink
) -> Sealed | None:
    """Carry out a plan; the caller holds the lock of the data folder.

    Returns the manifest that vouches for the removed archive files; None if there were none.
    """
    sealed = _bury(db, places, plan, now) if plan.archive else None
    finish(db, places, delete)
    for one in plan.reports:
        folder = places.data / one.path
        if folder.is_dir():
            folder.rename(folder.with_name(_GONE + folder.name))
    _sweep(places)
    return sealed


def finish(db: Database, places: Places, delete: Delete = Path.unlink) -> int:
    """Delete the files that have a tombstone and are still here; returns how many."""
    count = 0
    for name in tombstones(db):
        path = places.archive / name
        if path.is_file():
            delete(path)
            count += 1
    return count


def _bury(db: Database, places: Places, plan: Plan, now: datetime) -> Sealed:
    stones = tuple(
        Tombstone(one.path.removeprefix("archive/"), one.sha256, one.bytes, one.rule, stamp(now))
        for one in plan.archive
    )
    make_folder(places.manifests)
    seq, previous = next_in_chain(db, places)
    content = removal_text(seq, previous, stones, stamp(now), code_version())
    path = places.manifests / f"{seq:06d}-{REMOVAL}.json"
    sha256 = hashlib.sha256(content).hexdigest()
    write_private(path, content)
    with db.atomic():
        db.table("manifests").insert(
            {
                "seq": seq,
                "run": "",
                "file": path.relative_to(places.archive).as_posix(),
                "sha256": sha256,
                "previous": previous,
                "made_at": stamp(now),
            }
        )
        db.table("removed").insert_all({**vars(stone), "seq": seq} for stone in stones)
    return Sealed(seq, path, sha256)


def _sweep(places: Places) -> None:
    """Take away report folders that are on their way out; a killed removal leaves some."""
    reports = places.data / "reports"
    for folder in reports.glob(f"{_GONE}*") if reports.is_dir() else ():
        shutil.rmtree(folder)

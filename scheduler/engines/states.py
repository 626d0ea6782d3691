"""Which state each group is in, for workers elsewhere: versions moved on by compare-and-swap.

A worker takes state N from the shared storage and stores N+1 under a name of its own. Only the
first that brings its result while the books still say N is taken; whatever ran twice counts
once. `records.db` in the data folder stays what counts: where it was changed by other means,
it becomes the next version before it is handed out.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from crawler.fetching.archive import index_path
from crawler.records import encode
from crawler.records.codec import revive
from crawler.records.moments import stamp
from crawler.spiders.result import GroupResult
from scheduler.engines.marks import write_mark
from scheduler.engines.storage import Storage, Stored, digest_of
from scheduler.places import Places
from scheduler.store import open_database


@dataclass(frozen=True)
class Base:
    """State N of a group as it is handed out: its version, and its file; None for a new group."""

    version: int
    records: Stored | None


@dataclass(frozen=True)
class Brought:
    """What a worker brings: the version it began with, what came of it, and its three files."""

    version: int
    result: GroupResult
    records: Stored
    warc: Stored
    index: Stored
    worker: str = field(default="", compare=False)


def owner_of(db: Database) -> str:
    """The name under which this data folder uses shared storages; made at the first use."""
    rows = list(db.query("SELECT owner FROM engine_owner"))
    if not rows:
        with db.atomic():
            db.table("engine_owner").insert({"id": 1, "owner": secrets.token_hex(8)})
        return owner_of(db)
    return str(rows[0]["owner"])


def hand_out(db: Database, storage: Storage, places: Places, group: str, token: str) -> Base:
    """The state that a worker is to begin with, stored where it can take it."""
    row = _row(db, group)
    local = places.group_database(group)
    if not local.exists():
        return Base(row["version"], None)
    _settle(local)
    sha256, size = digest_of(local)
    if row["records"] is not None:
        held = _stored(row["records"])
        if (held.sha256, held.bytes) == (sha256, size) and storage.holds(held):
            return Base(row["version"], held)
    name = f"states/{group}/{token}-{secrets.token_hex(4)}.db"
    stored = storage.put(local, name)
    version = int(row["version"]) + 1
    with db.atomic():
        db.table("group_state").update(
            group, {"version": version, "records": json.dumps(encode(stored)), "token": ""}
        )
    return Base(version, stored)


def commit(
    db: Database, group: str, token: str, warc: str, brought: Brought, moment: datetime
) -> bool:
    """Make what a worker brought the group's next version; False if another came first."""
    with db.atomic():
        cursor = db.execute(
            "UPDATE group_state SET version = version + 1, token = ?, warc = ?, records = ?, "
            "data = ?, fetched = 0, committed_at = ? WHERE name = ? AND version = ?",
            [
                token,
                warc,
                json.dumps(encode(brought.records)),
                json.dumps(encode(brought)),
                stamp(moment),
                group,
                brought.version,
            ],
        )
        return bool(cursor.rowcount == 1)


def committed(db: Database, group: str, token: str, warc: str) -> Brought | None:
    """What was committed for a group by this very run (same token, same archive file)."""
    row = _row(db, group)
    if row["token"] != token or row["warc"] != warc or row["data"] is None:
        return None
    brought = revive(Brought, json.loads(row["data"]))
    assert isinstance(brought, Brought)
    return brought


def fetch(
    db: Database, storage: Storage, places: Places, group: str, token: str, warc: Path
) -> GroupResult:
    """Bring a group's committed files to their places in the data folder, the mark last."""
    brought = committed(db, group, token, warc.name)
    assert brought is not None, "fetched before it was committed"
    storage.get(brought.warc, warc)
    storage.get(brought.index, index_path(warc))
    records = places.group_database(group)
    for leftover in ("-wal", "-shm"):
        records.with_name(records.name + leftover).unlink(missing_ok=True)
    storage.get(brought.records, records)
    write_mark(places.data, group, token, warc.name, brought.result)
    with db.atomic():
        db.table("group_state").update(group, {"fetched": 1})
    return brought.result


def in_use(db: Database) -> Iterable[str]:
    """Names in the storage that are still needed: states, and what was not fetched yet."""
    for row in db.query("SELECT records, data, fetched FROM group_state"):
        if row["records"] is not None:
            yield _stored(row["records"]).name
        if row["data"] is not None and not row["fetched"]:
            brought = revive(Brought, json.loads(row["data"]))
            yield from (brought.warc.name, brought.index.name)


def _row(db: Database, group: str) -> dict[str, Any]:
    rows = list(db.query("SELECT * FROM group_state WHERE name = ?", [group]))
    if rows:
        return rows[0]
    with db.atomic():
        db.table("group_state").insert({"name": group, "version": 0, "fetched": 1})
    return _row(db, group)


def _stored(text: str) -> Stored:
    stored = revive(Stored, json.loads(text))
    assert isinstance(stored, Stored)
    return stored


def _settle(path: Path) -> None:
    """Everything into the one file: what stands in the write-ahead log is not copied."""
    db = open_database(path)
    try:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        db.close()

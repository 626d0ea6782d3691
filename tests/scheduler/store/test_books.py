"""Books that two processes write at the same time."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scheduler.store import open_store

HOLD = 0.4


@contextmanager
def written_by_another(path: Path, seconds: float) -> Iterator[None]:
    """Another connection is the writer from the start of the block, and for so long."""
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    end = threading.Timer(seconds, lambda: other.execute("COMMIT"))
    end.start()
    try:
        yield
    finally:
        end.join()
        other.close()


def test_what_reads_before_it_writes_waits_for_another_writer(tmp_path: Path) -> None:
    path = tmp_path / "gongkai.db"
    db = open_store(path)
    db.table("runs").insert({"run": "2026-11-20", "as_of": "x", "state": "running", "sample": 0})
    with written_by_another(path, HOLD), db.atomic():
        assert len(list(db.query("SELECT * FROM runs"))) == 1
        db.table("runs").update("2026-11-20", {"state": "complete"})
        with db.atomic():
            db.table("runs").update("2026-11-20", {"sample": 1})
    assert next(iter(db.query("SELECT state, sample FROM runs"))) == {
        "state": "complete",
        "sample": 1,
    }
    # Without a block as well: sqlite-utils looks the row up before it changes it.
    with written_by_another(path, HOLD):
        db.table("runs").update("2026-11-20", {"sample": 0})
    db.close()


def test_a_block_that_fails_leaves_nothing_and_frees_the_books(tmp_path: Path) -> None:
    path = tmp_path / "gongkai.db"
    db, second = open_store(path), open_store(path)
    row = {"run": "2026-11-20", "as_of": "x", "state": "running", "sample": 0}
    with pytest.raises(sqlite3.IntegrityError), db.atomic():
        db.table("runs").insert_all((row, row))
    second.table("runs").insert(row | {"state": "complete"})
    assert [one["state"] for one in db.query("SELECT state FROM runs")] == ["complete"]
    with db.atomic():
        db.table("runs").update("2026-11-20", {"sample": 1})
        with pytest.raises(sqlite3.IntegrityError), db.atomic():
            db.table("runs").insert_all((row | {"run": "2026-11-21"}, row))
    assert [(one["run"], one["sample"]) for one in second.query("SELECT * FROM runs")] == [
        ("2026-11-20", 1)
    ]
    db.close()
    second.close()

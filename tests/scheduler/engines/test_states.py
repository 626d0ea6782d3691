"""States of groups: handed out, committed once, fetched whole, swept."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from crawler.fetching.archive import index_path
from crawler.spiders.result import GroupResult, PortalResult
from scheduler.engines.marks import finished_mark, read_mark
from scheduler.engines.states import (
    Base,
    Brought,
    commit,
    committed,
    fetch,
    hand_out,
    in_use,
    owner_of,
)
from scheduler.engines.storage import Storage, StorageError
from scheduler.places import Places, make_folder
from scheduler.store import open_database, open_store

GROUP, TOKEN, WARC = "www.yunxi.test", "t1", "2026-11-20.warc.gz"
AT = datetime(2026, 11, 20, tzinfo=UTC)


class World:
    """A coordinator's data folder and the storage it shares."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.places = Places(folder / "data")
        make_folder(self.places.data)
        self.db: Database = open_store(self.places.database)
        self.storage = Storage(str(folder / "shared"))
        self.storage.claim(owner_of(self.db))
        self.warc = self.places.archive / GROUP / WARC

    def hand_out(self, token: str = TOKEN) -> Base:
        return hand_out(self.db, self.storage, self.places, GROUP, token)

    def crawled(self, base: Base, mark: str, attempt: str) -> Brought:
        """What a worker brings that began with this state."""
        work = self.folder / attempt
        make_folder(work)
        records = work / "records.db"
        if base.records is not None:
            self.storage.get(base.records, records)
        db = open_database(records)
        db.table("nights").insert({"mark": mark})
        db.close()
        warc = work / WARC
        warc.write_bytes(mark.encode())
        index_path(warc).write_bytes(b"{}")
        under = f"runs/{TOKEN}/{GROUP}/{attempt}"
        result = GroupResult("2026-11-20", (PortalResult("yunxi", 1, 1, 2.0, "x"),), seconds=3.0)
        return Brought(
            base.version,
            result,
            self.storage.put(records, f"{under}/records.db"),
            self.storage.put(warc, f"{under}/{WARC}"),
            self.storage.put(index_path(warc), f"{under}/{WARC}.idx"),
        )

    def commit(self, brought: Brought, token: str = TOKEN) -> bool:
        return commit(self.db, GROUP, token, WARC, brought, AT)

    def fetch(self) -> GroupResult:
        return fetch(self.db, self.storage, self.places, GROUP, TOKEN, self.warc)

    def nights(self) -> list[str]:
        db = open_database(self.places.group_database(GROUP))
        marks = [row["mark"] for row in db.query("SELECT mark FROM nights")]
        db.close()
        return marks


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_a_task_that_ran_twice_counts_once(world: World) -> None:
    base = world.hand_out()
    assert base == Base(0, None)
    first, second = world.crawled(base, "first", "1-a"), world.crawled(base, "second", "1-b")
    assert world.commit(second)
    assert not world.commit(first)
    assert not world.commit(second)
    world.fetch()
    assert world.nights() == ["second"]
    assert world.warc.read_bytes() == b"second"
    assert finished_mark(world.places, GROUP, TOKEN) == {"yunxi": world.warc}
    assert world.warc.stat().st_mode & 0o777 == 0o600
    # What the other left is swept; the state is kept for the next night.
    assert world.storage.sweep(in_use(world.db)) == 5
    again = world.hand_out("t2")
    assert again.records == second.records
    assert again.version == 1
    assert world.commit(world.crawled(again, "third", "1-c"))
    assert not world.commit(first)


def test_what_was_committed_before_a_kill_is_fetched_not_crawled_again(world: World) -> None:
    assert committed(world.db, GROUP, TOKEN, WARC) is None
    world.commit(world.crawled(world.hand_out(), "first", "1-a"))
    # Killed here: nothing may be swept that was not fetched yet.
    assert world.storage.sweep(in_use(world.db)) == 0
    assert committed(world.db, GROUP, "other run", WARC) is None
    assert committed(world.db, GROUP, TOKEN, WARC) is not None
    assert world.fetch().portals[0].portal == "yunxi"
    assert world.nights() == ["first"]
    mark = read_mark(world.places.data, GROUP)
    assert mark is not None
    assert mark.nights == (3.0,)


def test_a_state_changed_by_other_means_is_handed_out_anew(world: World) -> None:
    world.commit(world.crawled(world.hand_out(), "first", "1-a"))
    world.fetch()
    late = world.crawled(world.hand_out(), "late", "1-b")
    db = open_database(world.places.group_database(GROUP))
    db.table("nights").insert({"mark": "a local night"})
    db.close()
    base = world.hand_out()
    assert base.version == 2
    assert not world.commit(late)
    assert world.commit(world.crawled(base, "next", "1-c"))
    world.fetch()
    assert world.nights() == ["first", "a local night", "next"]


def test_files_that_were_changed_or_lost_are_never_taken(world: World, tmp_path: Path) -> None:
    brought = world.crawled(world.hand_out(), "first", "1-a")
    world.commit(brought)
    (tmp_path / "shared" / brought.warc.name).write_bytes(b"FIRST")
    with pytest.raises(StorageError, match="not what was stored"):
        world.fetch()
    assert not world.warc.exists()
    (tmp_path / "shared" / brought.warc.name).unlink()
    with pytest.raises(StorageError, match=r"warc\.gz"):
        world.fetch()
    assert finished_mark(world.places, GROUP, TOKEN) == {}


def test_a_storage_serves_one_data_folder(world: World, tmp_path: Path) -> None:
    other = open_store(tmp_path / "other.db")
    with pytest.raises(StorageError, match="another data folder"):
        world.storage.claim(owner_of(other))
    assert Storage(str(tmp_path / "elsewhere")).owner() is None
    other.close()

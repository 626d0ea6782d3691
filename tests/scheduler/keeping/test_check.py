"""Every flipped bit is found, and named."""

from __future__ import annotations

import os
import random
from contextlib import closing
from pathlib import Path

import pytest

from crawler.errors import GongkaiError
from scheduler.apart.verify import verify
from scheduler.keeping.check import check_all
from scheduler.places import Places
from scheduler.store import open_store


def flip(path: Path, chance: random.Random) -> None:
    """Turn one bit of a file."""
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def test_a_whole_folder_is_whole(places: Places) -> None:
    result = check_all(places)
    assert (result.faults, result.leftovers, result.removed) == ((), (), ())
    assert result.databases == 2
    assert result.manifests == 2
    assert result.files == 8
    assert result.records > 50


@pytest.mark.parametrize("kind", ["archive/1*/*.warc.gz", "*.idx", "runs/*.warc.gz", "runs/*.json"])
def test_every_flipped_bit_is_found_and_its_file_named(places: Places, kind: str) -> None:
    chance = random.Random(7)
    for path in sorted(places.data.rglob(kind.removeprefix("archive/"))):
        whole = path.read_bytes()
        for _ in range(5):
            flip(path, chance)
            faults = check_all(places).faults
            name = path.relative_to(places.archive).as_posix()
            assert name in {fault.where for fault in faults}
            assert all("\n" not in fault.what for fault in faults)
            path.write_bytes(whole)
    assert check_all(places).faults == ()


@pytest.mark.parametrize("pattern", ["1*/2026-11-20.warc.gz", "runs/*1.json", "1*/*.idx"])
def test_a_lost_file_is_named(places: Places, pattern: str) -> None:
    path = next(iter(sorted(places.archive.glob(pattern))))
    path.unlink()
    name = path.relative_to(places.archive).as_posix()
    assert name in {fault.where for fault in check_all(places).faults}


def test_leftovers_are_told_and_are_no_fault(places: Places) -> None:
    (places.archive / "127.0.0.1_1").mkdir()
    stray = places.archive / "127.0.0.1_1" / "2026-11-22.warc.gz"
    stray.write_bytes(b"torn")
    (places.manifests / ".part-abc").write_bytes(b"")
    result = check_all(places)
    assert result.faults == ()
    assert {one.where for one in result.leftovers} == {
        "archive/127.0.0.1_1/2026-11-22.warc.gz",
        "archive/runs/.part-abc",
    }
    with closing(open_store(places.database)) as db:
        verified = verify(db, places)
    assert verified.faults == ()
    assert [f"archive/{one.where}" for one in verified.leftovers] == [
        one.where for one in result.leftovers
    ]


def test_a_damaged_database_is_named(places: Places) -> None:
    path = next(iter(places.data.glob("groups/*/records.db")))
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content) - 64, 4096):
        content[start : start + 64] = os.urandom(64)
    path.write_bytes(content)
    where = path.relative_to(places.data).as_posix()
    assert where in {fault.where for fault in check_all(places).faults}
    places.database.write_bytes(b"no database at all" * 400)
    assert "gongkai.db" in {fault.where for fault in check_all(places).faults}


def test_nothing_to_check_is_said(tmp_path: Path) -> None:
    with pytest.raises(GongkaiError, match="nothing to check"):
        check_all(Places(tmp_path))

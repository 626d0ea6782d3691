"""A backup is whole or is not there; a restore verifies everything and gives the same back."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.errors import GongkaiError
from crawler.records.moments import BEIJING
from reports.console.access import Person, Role
from scheduler.apart.verify import verify
from scheduler.desk.accounts import accounts, add_person
from scheduler.desk.sessions import DeskPeople
from scheduler.desk.tables import open_desk
from scheduler.evidence.manifest import findings_text
from scheduler.keeping import backup as module
from scheduler.keeping.backup import back_up, object_path
from scheduler.keeping.check import check_all
from scheduler.keeping.inventory import NAME, BackupError, Inventory, safe_path
from scheduler.keeping.restore import restore, sets_of, verify_backup
from scheduler.lock import FolderLockedError, locked
from scheduler.places import Places
from scheduler.store import open_store
from scheduler.store.findings import recall
from tests.end_to_end.small_portal import small_portal
from tests.scheduler.releases import released, serving, unpack

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=BEIJING)
ROOT = Path(__file__).parents[3]
KINDS = ("kept.tar", "kept.tar.gz", "kept")


def books(places: Places) -> tuple[bytes, list[str]]:
    """The findings of both nights to the bit, and the whole text of gongkai.db."""
    db = open_store(places.database)
    try:
        text = b"".join(
            findings_text(recall(db, run, "yunxi")) for run in ("2026-11-20", "2026-11-21")
        )
        return text, list(db.conn.iterdump())
    finally:
        db.close()


def tree(folder: Path) -> dict[str, bytes]:
    """All plain files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_destroyed_comes_back_the_same(places: Places, tmp_path: Path, kind: str) -> None:
    (places.report("2026-11-21")).mkdir(parents=True)
    (places.report("2026-11-21") / "台账 长名.html").write_text("报告", encoding="utf-8")
    before = books(places)
    files = {name: text for name, text in tree(places.data).items() if ".db" not in name}
    made = back_up(places, tmp_path / kind, NOW)
    assert made.faults == ()
    fresh = Places(tmp_path / "new" / "data")
    restore(tmp_path / kind, fresh.data)
    assert books(fresh) == before
    after = {name: text for name, text in tree(fresh.data).items() if ".db" not in name}
    assert after == {name: text for name, text in files.items() if name != ".lock"}
    assert check_all(fresh).faults == ()
    db = open_store(fresh.database)
    result = verify(db, fresh)
    db.close()
    assert result.faults == ()
    assert result.head == made.inventory.head
    modes = {oct(path.stat().st_mode & 0o777) for path in fresh.data.rglob("*") if path.is_dir()}
    assert modes == {"0o700"}
    assert (fresh.archive / "runs/000001-2026-11-20.json").stat().st_mode & 0o077 == 0


def test_a_folder_grows_by_what_is_new(places: Places, tmp_path: Path) -> None:
    target = tmp_path / "kept"
    first = back_up(places, target, NOW)
    again = back_up(places, target, NOW + timedelta(days=1))
    assert first.copied > 0
    assert again.copied == 0
    with pytest.raises(BackupError, match="never replaces another"):
        back_up(places, target, NOW + timedelta(days=1))
    db = open_store(places.database)
    db.execute("UPDATE runs SET finished_at = 'x'")
    db.conn.commit()
    db.close()
    later = back_up(places, target, NOW + timedelta(days=2))
    assert 0 < later.copied <= places.database.stat().st_size
    assert len(sets_of(target)) == 3
    restore(target, tmp_path / "old", "20261122T030000")
    restore(target, tmp_path / "new")
    assert books(Places(tmp_path / "old")) != books(Places(tmp_path / "new"))
    with pytest.raises(BackupError, match="has no set 2030"):
        restore(target, tmp_path / "none", "2030")


def test_without_the_archive_the_manifests_are_kept(places: Places, tmp_path: Path) -> None:
    made = back_up(places, tmp_path / "kept.tar", NOW, with_archive=False)
    archived = {one.path for one in made.inventory.files if one.path.startswith("archive/")}
    assert archived == {
        "archive/runs/000001-2026-11-20.json",
        "archive/runs/000002-2026-11-21.json",
    }
    restore(tmp_path / "kept.tar", tmp_path / "data")
    assert {one.what for one in check_all(Places(tmp_path / "data")).faults} == {
        "the file is missing"
    }


def test_while_a_run_goes_on_there_is_no_backup(places: Places, tmp_path: Path) -> None:
    with locked(places.data), pytest.raises(FolderLockedError):
        back_up(places, tmp_path / "kept.tar", NOW)
    assert not (tmp_path / "kept.tar").exists()


def test_what_another_program_has_not_committed_is_not_in_it(
    places: Places, tmp_path: Path
) -> None:
    before = books(places)
    other = open_store(places.database)
    other.execute("BEGIN IMMEDIATE")
    other.execute("DELETE FROM findings")
    back_up(places, tmp_path / "kept.tar", NOW)
    other.rollback()
    other.close()
    restore(tmp_path / "kept.tar", tmp_path / "data")
    assert books(Places(tmp_path / "data")) == before


def test_a_damaged_archive_is_copied_as_it_is_and_told(places: Places, tmp_path: Path) -> None:
    warc = next(iter(places.archive.glob("1*/*.warc.gz")))
    warc.write_bytes(warc.read_bytes()[:-9])
    made = back_up(places, tmp_path / "kept.tar", NOW)
    (fault,) = made.faults
    assert fault.where == f"archive/{warc.relative_to(places.archive).as_posix()}"
    restore(tmp_path / "kept.tar", tmp_path / "data")
    assert check_all(Places(tmp_path / "data")).faults


def test_links_and_odd_places_are_refused(places: Places, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="lies in the data folder itself"):
        back_up(places, places.data / "kept", NOW)
    with pytest.raises(BackupError, match="no run has been made"):
        back_up(Places(tmp_path / "empty"), tmp_path / "kept", NOW)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BackupError, match=r"holds other things \(letter.txt\)"):
        back_up(places, tmp_path / "full", NOW)
    (tmp_path / "file.zip").write_text("mine", encoding="utf-8")
    with pytest.raises(BackupError, match="is a file"):
        back_up(places, tmp_path / "file.zip", NOW)
    (places.data / "reports").symlink_to(tmp_path / "full")
    with pytest.raises(BackupError, match="is a link"):
        back_up(places, tmp_path / "kept.tar", NOW)
    assert not (tmp_path / "kept.tar").exists()


@pytest.mark.parametrize("kind", ["kept.tar.gz", "kept"])
def test_a_full_disk_leaves_no_half_backup(
    places: Places, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out" / kind
    before = tree(places.data)
    read = module._Hashing.read
    count = iter(range(1000))

    def fail(self: module._Hashing, size: int = -1) -> bytes:
        if next(count) == 9:
            raise OSError(28, "No space left on device")
        return read(self, size)

    monkeypatch.setattr(module._Hashing, "read", fail)
    with pytest.raises(BackupError, match=r"cannot be written: .*No space left"):
        back_up(places, target, NOW)
    with pytest.raises(BackupError):
        verify_backup(target)
    assert not [one for one in tree(tmp_path / "out") if ".part" in one]
    monkeypatch.undo()
    assert back_up(places, target, NOW).faults == ()
    verify_backup(target)
    assert {k: v for k, v in tree(places.data).items() if "db" not in k} == {
        k: v for k, v in before.items() if "db" not in k
    } | {".lock": tree(places.data)[".lock"]}


def test_a_folder_with_something_in_it_is_left_alone(places: Places, tmp_path: Path) -> None:
    back_up(places, tmp_path / "kept.tar", NOW)
    data = tmp_path / "data"
    data.mkdir()
    (data / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BackupError, match="there is something in this folder"):
        restore(tmp_path / "kept.tar", data)
    assert tree(data) == {"letter.txt": b"mine"}
    with pytest.raises(BackupError, match="is no folder"):
        restore(tmp_path / "kept.tar", data / "letter.txt")
    empty = tmp_path / "empty"
    empty.mkdir()
    restore(tmp_path / "kept.tar", empty)
    assert (empty / "gongkai.db").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_a_flipped_bit_is_found_before_anything_is_written(
    places: Places, tmp_path: Path, kind: str
) -> None:
    target = tmp_path / kind
    back_up(places, target, NOW)
    chance = random.Random(3)
    files = [target] if target.is_file() else [p for p in target.rglob("*") if p.stat().st_size > 0]
    files = [one for one in files if one.is_file() and one.name != ".lock"]
    found = 0
    for _ in range(12):
        path = chance.choice(files)
        whole = path.read_bytes()
        content = bytearray(whole)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        try:
            restore(target, tmp_path / "data")
        except BackupError:
            found += 1
            assert not (tmp_path / "data").exists()
        else:
            # Padding and times in a tar file are nobody's content: what came back is the same.
            assert kind != "kept"
            assert books(Places(tmp_path / "data")) == books(places)
            subprocess.run(["rm", "-r", str(tmp_path / "data")], check=True)
        path.write_bytes(whole)
    assert found > 5
    assert not list(tmp_path.glob(".part-*"))


def spoil(path: Path, change: Callable[[tarfile.TarFile, list[tarfile.TarInfo]], None]) -> None:
    """Write a tar file again with members changed."""
    with tarfile.open(path) as old:
        members = [(one, old.extractfile(one)) for one in old.getmembers()]
        contents = [(one, file.read() if file else b"") for one, file in members]
    with tarfile.open(path, "w") as new:
        for one, content in contents[:-1]:
            new.addfile(one, io.BytesIO(content))
        change(new, [one for one, _ in contents])
        new.addfile(contents[-1][0], io.BytesIO(contents[-1][1]))


def evil(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = link
    return info


@pytest.mark.parametrize(
    "member",
    [
        evil("../escaped"),
        evil("/tmp/escaped"),
        evil("archive/../../escaped"),
        evil("archive/./escaped"),
        evil("a\nb"),
        evil("a\\b"),
        evil("x" * 300),
        evil("link", tarfile.SYMTYPE, "/etc"),
        evil("link", tarfile.LNKTYPE, "gongkai.db"),
        evil("pipe", tarfile.FIFOTYPE),
        evil("disk", tarfile.BLKTYPE),
        evil("folder", tarfile.DIRTYPE),
        evil("gongkai.db"),
        evil("stranger"),
    ],
    ids=lambda one: one.name[:20] + one.type.decode(),
)
def test_a_tar_file_that_was_made_to_do_harm(
    places: Places, tmp_path: Path, member: tarfile.TarInfo
) -> None:
    target = tmp_path / "kept.tar"
    back_up(places, target, NOW)
    spoil(target, lambda tar, members: tar.addfile(member))
    before = set(tree(tmp_path))
    with pytest.raises(BackupError, match=r"kept\.tar: "):
        restore(target, tmp_path / "data")
    assert set(tree(tmp_path)) == before


@pytest.mark.parametrize("left", [0, 1, 600, 0.5, 0.98])
@pytest.mark.parametrize("kind", ["kept.tar", "kept.tar.gz"])
def test_a_cut_tar_file_is_refused(places: Places, tmp_path: Path, left: float, kind: str) -> None:
    target = tmp_path / kind
    back_up(places, target, NOW)
    whole = target.read_bytes()
    target.write_bytes(whole[: int(left if left >= 1 else left * (len(whole) - 12_000))])
    with pytest.raises(BackupError):
        restore(target, tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_something_else_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "x.tar").write_bytes(os.urandom(5000))
    (tmp_path / "empty").mkdir()
    for name, says in (("x.tar", "cannot be read"), ("empty", "no backup"), ("none", "no such")):
        with pytest.raises(BackupError, match=says):
            restore(tmp_path / name, tmp_path / "data")


def test_a_backup_of_a_newer_version_is_refused(places: Places, tmp_path: Path) -> None:
    made = back_up(places, tmp_path / "kept", NOW)
    text = json.loads(made.path.read_bytes())["backup"]
    text["schemas"]["gongkai.db"].append("m999_future")
    newer = Inventory(
        **{k: v for k, v in vars(made.inventory).items() if k != "schemas"},
        schemas=text["schemas"],
    )
    made.path.write_bytes(newer.to_bytes())
    with pytest.raises(BackupError, match=r"newer version of Gongkai .*m999_future"):
        restore(tmp_path / "kept", tmp_path / "data")


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b'{"sha256": "x", "backup": {}}', b"[" * 100_000, b"\xff", b"null"],
)
def test_an_inventory_that_is_none(content: bytes) -> None:
    with pytest.raises(BackupError):
        Inventory.from_bytes(content, "x")


@pytest.mark.parametrize("name", ["", ".", "..", "a//b", "a/", "/a", "./a", "a/../b", "a\0b"])
def test_paths_that_lead_elsewhere(name: str) -> None:
    with pytest.raises(BackupError):
        safe_path(name, "x")


def test_the_inventory_names_no_evil_paths_either(places: Places, tmp_path: Path) -> None:
    made = back_up(places, tmp_path / "kept", NOW)
    files = (module.Entry("../escaped", made.inventory.files[0].sha256, 1),)
    bad = Inventory(**{k: v for k, v in vars(made.inventory).items() if k != "files"}, files=files)
    made.path.write_bytes(bad.to_bytes())
    with pytest.raises(BackupError, match="leads elsewhere"):
        restore(tmp_path / "kept", tmp_path / "data")


def test_a_content_that_is_gone_is_named(places: Places, tmp_path: Path) -> None:
    made = back_up(places, tmp_path / "kept", NOW)
    one = made.inventory.files[0]
    object_path(tmp_path / "kept", one.sha256).unlink()
    with pytest.raises(BackupError, match=one.path):
        verify_backup(tmp_path / "kept")
    assert NAME == "backup.json"


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "scheduler", *arguments]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["kept.tar.gz", "kept"])
def test_killed_at_any_moment_it_is_whole_or_not_there(
    places: Places, tmp_path: Path, kind: str
) -> None:
    for number in range(40):
        (places.report("2026-11-21")).mkdir(parents=True, exist_ok=True)
        (places.report("2026-11-21") / f"{number}.html").write_bytes(os.urandom(20_000))
    target, data = tmp_path / "out" / kind, tmp_path / "back" / "data"
    chance = random.Random(5)
    killed = 0

    def again(work: Callable[[], object], done: Callable[[], bool]) -> None:
        nonlocal killed
        for attempt in range(200):
            child = os.fork()
            if child == 0:
                try:
                    work()
                finally:
                    os._exit(0)
            time.sleep(chance.uniform(0.0, 0.05 * (1 + attempt)))
            os.kill(child, signal.SIGKILL)
            killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
            if done():
                return
        raise AssertionError("never done")

    def backed_up() -> bool:
        if not (target.is_file() or ((target / "sets").is_dir() and sets_of(target))):
            return False
        verify_backup(target)
        return True

    def restored() -> bool:
        if not data.exists():
            return False
        assert check_all(Places(data)).faults == ()
        assert len(list((data / "reports/2026-11-21").iterdir())) == 40
        return True

    again(lambda: back_up(places, target, NOW), backed_up)
    again(lambda: restore(target, data), restored)
    assert killed > 3
    assert not list(data.parent.glob(".part-*"))


@pytest.mark.slow
@pytest.mark.xdist_group("releases")
def test_the_next_night_after_a_restore_goes_on_in_the_same_chain(tmp_path: Path) -> None:
    with serving(small_portal()):
        data = unpack(released()[-1], tmp_path)
        before = call(tmp_path, "findings", "--format", "jsonl").stdout
        assert call(tmp_path, "backup", "kept").returncode == 0
        shutil.rmtree(data)
        assert call(tmp_path, "restore", "kept", "--data", "data").returncode == 0
        assert call(tmp_path, "findings", "--format", "jsonl").stdout == before
        night = call(tmp_path, "run", "--as-of", "2026-11-22T02:00", "--no-alerts")
        assert night.returncode == 0, night.stderr
    chain = [json.loads(one.read_bytes()) for one in sorted(data.glob("archive/runs/*.json"))]
    assert [one["seq"] for one in chain] == [1, 2, 3]
    second = (data / "archive/runs/000002-2026-11-21.json").read_bytes()
    assert chain[2]["previous"] == hashlib.sha256(second).hexdigest()
    verified = call(tmp_path, "evidence", "verify")
    assert verified.returncode == 0, verified.stdout


def call(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )


@pytest.mark.slow
def test_the_commands(places: Places, tmp_path: Path) -> None:
    with locked(places.data):
        refused = call(tmp_path, "backup", "kept.tar", "--data", str(places.data))
    assert refused.returncode == 4
    assert refused.stderr.count("\n") == 1
    made = call(tmp_path, "backup", "kept.tar", "--data", str(places.data))
    assert made.returncode == 0, made.stderr
    assert call(tmp_path, "restore", "kept.tar", "--check").stdout.startswith("whole\t")
    back = call(tmp_path, "restore", "kept.tar", "--data", "data")
    assert back.returncode == 0, back.stderr
    twice = call(tmp_path, "restore", "kept.tar", "--data", "data")
    assert twice.returncode == 2
    assert "there is something in this folder" in twice.stderr


def test_a_damaged_database_is_named_and_nothing_is_made(places: Places, tmp_path: Path) -> None:
    path = next(iter(places.data.glob("groups/*/records.db")))
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(GongkaiError, match=r"records\.db: the database is damaged"):
        back_up(places, tmp_path / "kept.tar", NOW)
    assert not list(tmp_path.glob("*kept*"))


@pytest.mark.parametrize("kind", ["kept.tar", "kept"])
def test_accounts_and_the_access_log_come_back_and_nobody_is_in(
    places: Places, tmp_path: Path, kind: str
) -> None:
    people = DeskPeople(places.desk, lambda: NOW)
    db = open_desk(places.desk)
    add_person(db, Person("wang", "王某", Role.READER), "", NOW)
    token = people.enter_known("wang", "127.0.0.1")
    assert token
    assert people.enter("nobody", "wrong-password", "127.0.0.1") is None
    before = [tuple(row.values()) for row in db.query("SELECT * FROM access_log")]
    back_up(places, tmp_path / kind, NOW)
    assert people.session(token), "the living console goes on"
    restore(tmp_path / kind, tmp_path / "data")
    fresh = Places(tmp_path / "data")
    again = DeskPeople(fresh.desk, lambda: NOW)
    assert again.session(token) is None
    back = open_desk(fresh.desk)
    assert [one.person.name for one in accounts(back)] == ["wang"]
    assert [tuple(row.values()) for row in back.query("SELECT * FROM access_log")] == before
    assert list(back.query("SELECT * FROM tries")) == []
    digest = next(db.query("SELECT sha256 FROM sessions"))["sha256"]
    assert digest.encode() not in fresh.desk.read_bytes()
    back.close()
    db.close()
    assert check_all(fresh).faults == ()


def test_a_desk_of_a_newer_version_is_not_restored(places: Places, tmp_path: Path) -> None:
    db = open_desk(places.desk)
    newer = {"migration_set": "desk", "name": "d999_later", "applied_at": "x"}
    db.table("_sqlite_migrations").insert(newer)
    back_up(places, tmp_path / "kept.tar", NOW)
    with pytest.raises(BackupError, match=r"desk\.db was made by a newer version.*d999_later"):
        restore(tmp_path / "kept.tar", tmp_path / "data")
    (fault,) = [one for one in check_all(places).faults if one.where == "desk.db"]
    assert "newer version" in fault.what
    db.close()


def test_a_damaged_desk_is_found(places: Places) -> None:
    open_desk(places.desk).close()
    whole = check_all(places)
    content = bytearray(places.desk.read_bytes())
    content[4096:8192] = b"\xff" * 4096
    places.desk.write_bytes(content)
    spoiled = check_all(places)
    assert whole.databases == spoiled.databases
    assert {one.where for one in spoiled.faults} - {one.where for one in whole.faults} == {
        "desk.db"
    }

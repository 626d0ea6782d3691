"""A data folder that can only be read (an auditor's copy): looking needs to write nothing."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from crawler.errors import GongkaiError
from crawler.storage import GroupStore
from scheduler.cli import main
from scheduler.desk.tables import open_desk
from scheduler.keeping.trimming import group_databases
from scheduler.places import Places, ensure_writable
from scheduler.store import open_database, open_store
from tests.scheduler.releases import released, unpack


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nobody can write below the folder; root neither, for whom modes are no hindrance."""
    at = str(folder)
    if subprocess.run(["mount", "--bind", at, at], capture_output=True, check=False).returncode:
        if os.geteuid() == 0:
            pytest.skip("no file system may be mounted here, and modes do not bind root")
        below = [folder, *(one for one in folder.rglob("*") if one.is_dir())]
        for one in below:
            one.chmod(0o500)
        try:
            yield
        finally:
            for one in below:
                one.chmod(0o700)
        return
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", at, at], check=True)
        yield
    finally:
        subprocess.run(["umount", "-l", at], check=False)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A watchlist and a data folder of two nights, brought up to today's tables."""
    places = Places(unpack(released()[-1], tmp_path / "home"))
    open_store(places.database).close()
    open_desk(places.desk).close()
    for path in group_databases(places):
        with closing(open_database(path)) as db:
            GroupStore(db)
    return tmp_path / "home"


def run(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str) -> int:
    monkeypatch.chdir(folder)
    monkeypatch.setattr("sys.argv", ["gongkai", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code if isinstance(ended.value.code, int) else 0


def test_whoever_only_looks_needs_to_write_nothing(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def told() -> dict[str, tuple[int, str]]:
        found = {}
        for words in (
            "findings --format csv", "scores --format csv", "cases --format csv",
            "evidence verify", "keep check", "keep plan --as-of 2026-11-22", "outbox list",
            "token list", "check --rulebook standing",
        ):  # fmt: skip
            status = run(monkeypatch, home, *words.split())
            found[words] = (status, capsys.readouterr().out)
        return found

    before = told()
    # What today's code judges otherwise than that version did is told, too.
    assert {before[words][0] for words in before if words != "evidence verify"} == {0}
    assert "\thead " in before["evidence verify"][1]
    with read_only(home):
        assert told() == before
        assert run(monkeypatch, home, "backup", str(tmp_path / "kept.tar")) == 0
    assert run(monkeypatch, home, "restore", str(tmp_path / "kept.tar"), "--check") == 0


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("report", "data"),
        ("check", "data"),
        ("keep apply", "data"),
        ("serve --port 0", "data/desk.db"),
        ("token add x --scope all", "data/gongkai.db"),
        ("portal check yunxi --out out.html", "out.html"),
        ("portal discover http://www.a.test/ --write draft.toml", "draft.toml"),
        ("portal discover http://www.a.test/ --append", "gongkai.toml"),
    ],
)
def test_whoever_writes_is_told_what_cannot_be_written(
    words: str,
    named: str,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("scheduler.onboarding.discovering.discover", _asks)
    monkeypatch.setattr("scheduler.onboarding.trying.try_portal", _asks)
    with read_only(home):
        assert run(monkeypatch, home, *words.split()) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("gongkai: ")
    assert f"{named}: cannot be written" in line


def _asks(*arguments: object) -> None:
    raise AssertionError("a portal was visited before")


def test_what_a_killed_writer_left_in_its_log_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "data" / "x.db"
    path.parent.mkdir()
    open_database(path).close()
    script = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]);"
        " c.execute('CREATE TABLE t (a)'); c.execute('INSERT INTO t VALUES (1)'); c.commit();"
        " os._exit(0)"
    )
    subprocess.run(["python", "-c", script, str(path)], check=True)
    assert path.with_name("x.db-wal").stat().st_size > 0
    with read_only(path.parent), closing(open_database(path)) as db:
        assert db.execute("SELECT a FROM t").fetchall() == [(1,)]
        with pytest.raises(GongkaiError, match=r"x\.db: cannot be written"), db.atomic():
            pass
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            db.execute("INSERT INTO t VALUES (2)")
    # Without its index the log cannot be read: half of the truth is no answer.
    path.with_name("x.db-shm").unlink()
    with read_only(path.parent), pytest.raises(GongkaiError, match=r"x\.db: unable to open"):
        open_database(path)


def test_an_older_version_is_not_brought_up_where_nothing_can_be_written(tmp_path: Path) -> None:
    places = Places(unpack(released()[0], tmp_path / "home"))
    with read_only(places.data), pytest.raises(GongkaiError, match="older version"):
        open_store(places.database)


def test_a_place_is_tried_and_left_as_it_was(tmp_path: Path) -> None:
    ensure_writable(tmp_path / "new" / "folder" / "page.html")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("x", "utf-8")
    for path in (tmp_path / "file" / "page.html", tmp_path):
        with pytest.raises(GongkaiError, match="cannot be written") as told:
            ensure_writable(path)
        assert str(told.value).startswith(f"{path}: ")

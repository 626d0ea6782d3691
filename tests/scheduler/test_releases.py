"""Data folders of every released version go on under today's code."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database, Migrations

import scheduler.store as store
from crawler.errors import GongkaiError
from crawler.storage import GroupStore
from crawler.storage.migrations import MIGRATIONS as GROUP_STEPS
from crawler.storage.schema import bring_up
from scheduler.apart.verify import verify
from scheduler.cli import main
from scheduler.keeping.check import check_all
from scheduler.keeping.trimming import group_databases
from scheduler.places import Places
from scheduler.store import LockedError, open_database, open_store
from scheduler.store.findings import recall
from scheduler.store.migrations import MIGRATIONS
from tests.end_to_end.small_portal import small_portal
from tests.scheduler.releases import NIGHTS, released, serving, unpack

ROOT = Path(__file__).parents[2]
OUR_TABLES = ("_sqlite_migrations", "sqlite_sequence")


def rows(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, read by SQLite alone."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')]
            for (name,) in names.fetchall()
            if name not in OUR_TABLES
        }


def kept(before: dict[str, list[dict[str, Any]]], after: dict[str, list[dict[str, Any]]]) -> bool:
    """Whether every old row is still there, column for column; new columns may have come.

    In which order a table gives its rows is its own matter.
    """
    return all(
        Counter(_values(row, row) for row in table)
        == Counter(_values(row, table[0] if table else ()) for row in after[name])
        for name, table in before.items()
    )


def _values(row: dict[str, Any], keys: Iterable[str]) -> tuple[tuple[str, Any], ...]:
    return tuple((key, row.get(key)) for key in keys)


def state(path: Path) -> str:
    """The content of a database whatever its file looks like."""
    with closing(sqlite3.connect(path)) as connection:
        text = "\n".join(connection.iterdump())
    return hashlib.sha256(text.encode()).hexdigest()


def command(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scheduler", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )


def test_there_is_a_folder_of_this_version_or_of_one_before() -> None:
    assert "0.1.0" in released()


@pytest.mark.parametrize("version", released())
def test_all_rows_are_kept(version: str, tmp_path: Path) -> None:
    places = Places(unpack(version, tmp_path))
    files = (places.database, *group_databases(places))
    before = {path: rows(path) for path in files}
    assert all(any(tables.values()) for tables in before.values())
    open_store(places.database).close()
    for path in files[1:]:
        db = open_database(path)
        GroupStore(db)
        db.close()
    for path in files:
        assert kept(before[path], rows(path))
    assert check_all(places).faults == ()
    db = open_store(places.database)
    assert MIGRATIONS.pending(db) == []
    assert all(recall(db, run, "yunxi") for run in NIGHTS)
    # Another version may judge otherwise; what it may not is lose its proof.
    assert verify(db, places).faults == ()
    db.close()


@pytest.mark.parametrize("version", released())
def test_its_findings_scores_and_reports_can_be_read(version: str, tmp_path: Path) -> None:
    unpack(version, tmp_path)
    findings = command("findings", "--format", "jsonl", folder=tmp_path)
    assert findings.returncode == 0, findings.stderr
    assert {json.loads(line)["run"] for line in findings.stdout.splitlines()} == {NIGHTS[-1]}
    scores = command("scores", "--format", "json", folder=tmp_path)
    assert scores.returncode == 0, scores.stderr
    assert json.loads(scores.stdout)["scores"][0]["portal"] == "yunxi"
    report = command("report", folder=tmp_path)
    assert report.returncode == 0, report.stderr
    assert (tmp_path / "data/reports" / NIGHTS[-1] / "report.html").exists()


def failures(folder: Path) -> list[dict[str, Any]]:
    """The failures of the last night."""
    lines = command("findings", "--format", "jsonl", folder=folder).stdout.splitlines()
    return [one for line in lines if (one := json.loads(line))["outcome"] == "failed"]


@pytest.mark.slow
@pytest.mark.xdist_group("releases")
@pytest.mark.parametrize("version", released())
def test_its_next_night_goes_on(version: str, tmp_path: Path) -> None:
    with serving(small_portal()):
        unpack(version, tmp_path)
        before = failures(tmp_path)
        night = command("run", "--as-of", "2026-11-22T02:00", "--no-alerts", folder=tmp_path)
    assert night.returncode == 0, night.stderr
    failed = failures(tmp_path)
    assert {one["run"] for one in failed} == {"2026-11-22"}
    # Its cases are those of the nights before; anew is opened only what was not measured then.
    known = {one["requirement"] for one in before}
    opened = {
        (one["requirement"], one["subject"]): one["case"]["first_failed_on"] for one in failed
    }
    assert {key for key in opened if key[0] in known} == {
        (one["requirement"], one["subject"]) for one in before
    }
    assert {day for key, day in opened.items() if key[0] in known} == {NIGHTS[0]}
    verified = command("evidence", "verify", folder=tmp_path)
    assert verified.returncode == 0, verified.stdout
    assert "manifests 3" in verified.stdout


@pytest.mark.parametrize("version", released())
def test_a_newer_database_is_refused_and_left_alone(
    version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    places = Places(unpack(version, tmp_path))
    group = group_databases(places)[0]
    for path, name in ((places.database, "scheduler"), (group, "crawler")):
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(
                "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
                " VALUES (?, 'm999_future', 'x')",
                [name],
            )
            connection.commit()
    before = state(places.database), state(group)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["gongkai", "findings"])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert re.fullmatch(
        r"gongkai: .*gongkai\.db: was made by a newer version .*m999_future.*\n", said
    )
    db = open_database(group)
    with pytest.raises(GongkaiError, match=r"records\.db: was made by a newer version"):
        GroupStore(db)
    db.close()
    assert (state(places.database), state(group)) == before


def _old(places: Places) -> Path:
    """A database that lacks the last step."""
    with closing(sqlite3.connect(places.database)) as connection:
        connection.execute("CREATE TABLE big (text TEXT)")
        connection.executemany("INSERT INTO big VALUES (?)", [("x" * 1000,)] * 50)
        connection.commit()
    return places.database


def _steps(act: Any) -> Migrations:
    """Two steps, the second of which comes to grief when `act` says so."""
    steps = Migrations("trial")

    @steps()
    def one(db: Database) -> None:
        db.execute("CREATE TABLE made AS SELECT * FROM big")

    @steps()
    def two(db: Database) -> None:
        act(db)
        db.execute("CREATE TABLE more AS SELECT * FROM big")

    return steps


def test_killed_in_the_middle_of_a_migration(tmp_path: Path) -> None:
    path = _old(Places(unpack(released()[0], tmp_path)))
    before = state(path)
    child = os.fork()
    if child == 0:
        db = open_database(path)
        bring_up(db, _steps(lambda db: os.kill(os.getpid(), signal.SIGKILL)), str(path))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert state(path) == before
    db = open_database(path)
    bring_up(db, _steps(lambda db: None), str(path))
    assert db.table("more").count == db.table("made").count == 50
    db.close()


def test_a_disk_that_is_full_in_a_migration_leaves_the_old_usable(tmp_path: Path) -> None:
    path = _old(Places(unpack(released()[0], tmp_path)))
    before = state(path)
    db = open_database(path)
    pages = next(db.execute("PRAGMA page_count"))[0]
    db.execute(f"PRAGMA max_page_count = {pages + 20}")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        bring_up(db, _steps(lambda db: None), str(path))
    assert (
        store.plain_error(sqlite3.OperationalError("database or disk is full"), "x")
        .args[0]
        .startswith("x: cannot be written")
    )
    db.close()
    assert state(path) == before
    db = open_store(path)
    assert recall(db, NIGHTS[-1], "yunxi")
    db.close()


def test_two_processes_may_migrate_at_once(tmp_path: Path) -> None:
    places = Places(unpack(released()[0], tmp_path))
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            try:
                open_store(places.database).close()
            except BaseException:
                os._exit(1)
            os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4


def test_a_database_that_another_process_holds_is_waited_for_and_then_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    places = Places(unpack(released()[0], tmp_path))
    before = state(places.database)
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.3)
    holder = sqlite3.connect(places.database)
    holder.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(LockedError, match="another process holds the database"):
            open_store(places.database)
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["gongkai", "score"])
        with pytest.raises(SystemExit) as ended:
            main()
    finally:
        holder.rollback()
        holder.close()
    assert ended.value.code == 4
    assert capsys.readouterr().err.count("\n") == 1
    assert state(places.database) == before
    open_store(places.database).close()


@pytest.mark.slow
def test_a_lock_of_a_minute_ends_a_command_with_one_line(tmp_path: Path) -> None:
    places = Places(unpack(released()[0], tmp_path))
    open_store(places.database).close()
    before = state(places.database)
    holder = sqlite3.connect(places.database)
    holder.execute("BEGIN IMMEDIATE")
    try:
        done = command("score", folder=tmp_path)
        assert command("findings", folder=tmp_path).returncode == 0  # readers are not held up
    finally:
        holder.rollback()
        holder.close()
    assert done.returncode == 4, done.stderr
    assert done.stderr.count("\n") == 1
    assert state(places.database) == before
    assert command("score", folder=tmp_path).returncode == 0


def test_the_steps_have_names_that_nobody_else_has() -> None:
    for steps in (MIGRATIONS, GROUP_STEPS):
        names = [one.name for one in steps._migrations]
        assert len(names) == len(set(names))
        assert all(one.transactional for one in steps._migrations)

"""Look-back and comparison over a real data folder: nothing of the current books is touched."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checks.engine.outcome import Outcome
from checks.rulebooks import rulebook_text
from scheduler.apart import looking_back
from scheduler.apart.looking_back import pending_words
from scheduler.apart.verify import verify
from scheduler.cli import comparing as comparing_module
from scheduler.cli import main
from scheduler.places import Places
from scheduler.store import lookbacks as store
from scheduler.store import open_store
from tests.checks.engine.builders import finding
from tests.scheduler.releases import released, unpack

APART = ("lookbacks", "lookback_judgements", "_sqlite_migrations", "sqlite_sequence")
Command = Callable[..., tuple[int, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A watchlist with two sealed nights, and beside it a rulebook of an earlier year."""
    unpack(released()[-1], tmp_path)
    earlier = rulebook_text("standing").replace('id = "standing"', 'id = "earlier"')
    earlier = earlier.replace('version = "2026.1"', 'version = "2025.1"\nends_on = 2026-11-15')
    (tmp_path / "rulebooks").mkdir()
    (tmp_path / "rulebooks" / "earlier.toml").write_text(earlier, "utf-8")
    settled = earlier.replace("2026-11-15", "2026-10-15").replace('"earlier"', '"settled"')
    (tmp_path / "rulebooks" / "settled.toml").write_text(settled, "utf-8")
    open_store(Places(tmp_path / "data").database).close()
    return tmp_path


@pytest.fixture
def command(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Runs the command line in the folder; gives exit status and standard output."""

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.chdir(folder)
        monkeypatch.setattr("sys.argv", ["gongkai", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out or told.err

    return run


def books(folder: Path) -> str:
    """A digest of every row of the current books."""
    with closing(sqlite3.connect(folder / "data" / "gongkai.db")) as db:
        names = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        rows = [
            (name, db.execute(f'SELECT * FROM "{name}"').fetchall())
            for (name,) in names.fetchall()
            if name not in APART
        ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def of_then(folder: Path, out: str) -> list[dict[str, Any]]:
    """The findings of checks that the release had: for the others its readers left no records."""
    with closing(sqlite3.connect(folder / "data" / "gongkai.db")) as db:
        had = {name for (name,) in db.execute('SELECT DISTINCT "check" FROM findings')}
    return [one for one in lines(out) if one.get("check") in had]


def test_a_look_back_is_kept_apart(folder: Path, command: Command) -> None:
    before = books(folder)
    code, out = command("lookback", "--rulebook", "earlier", "--format", "jsonl")
    assert code == 0
    told = lines(out)
    assert {one["record"] for one in told} == {"score", "finding"}
    assert {one["lookback"] for one in told} == {"earlier@2026-11-15.own-time.2026-11-21"}
    assert {one["as_of"] for one in told} == {"2026-11-15T23:59:59+08:00"}
    findings = [one for one in told if one["record"] == "finding"]
    assert {one["rulebook"] for one in findings} == {"earlier"}
    assert {one["rulebook_version"] for one in findings} == {"2025.1"}
    assert all(one["case"] is None for one in findings)
    assert books(folder) == before
    assert not (folder / "data" / "feed").exists()
    assert not (folder / "data" / "reports").exists()
    _, stored = command("lookback", "--list")
    assert [one["id"] for one in lines(stored)] == [told[0]["lookback"]]
    _, again = command("lookback", "--show", told[0]["lookback"], "--format", "jsonl")
    assert lines(again) == told
    code, table = command("lookback", "--show", told[0]["lookback"])
    assert (code, "回头看：不计入当前得分" in table) == (0, True)
    with closing(sqlite3.connect(folder / "data" / "gongkai.db")) as db:
        assert db.execute("SELECT count(*) FROM scores WHERE rulebook = 'earlier'").fetchone() == (
            0,
        )


def test_a_look_back_says_what_its_last_day_leaves_open() -> None:
    found = [
        finding(Outcome.PENDING, "/1", due_on=date(2018, 12, 31)),
        finding(Outcome.PENDING, "/2", due_on=date(2019, 1, 31)),
        finding(Outcome.FAILED, "/3", due_on=date(2018, 6, 30)),
    ]
    assert pending_words(found, "own-time") == (
        "2 judgements are pending: due from 2018-12-31 on, and not decided by this look back;"
        " --as-of 2019-02-01 decides them"
    )
    assert pending_words(found, "today") == ""
    assert pending_words(found[2:], "own-time") == ""


def test_today_and_own_time_judge_other_moments(folder: Path, command: Command) -> None:
    _, own = command("lookback", "--rulebook", "earlier", "--format", "jsonl")
    _, today = command("lookback", "--rulebook", "earlier", "--today", "--format", "jsonl")
    assert lines(own)[0]["mode"] == "own-time"
    assert lines(today)[0]["mode"] == "today"
    assert lines(today)[0]["as_of"].startswith("2026-11-21T")
    assert len(lines(command("lookback", "--list")[1])) == 2


def test_the_night_of_its_own_time_is_taken_where_there_is_one(command: Command) -> None:
    given = ("lookback", "--rulebook", "standing", "--format", "jsonl")
    _, out = command(*given, "--as-of", "2026-11-20")
    assert lines(out)[0]["lookback"] == "standing@2026-11-20.own-time.2026-11-20"
    _, out = command(*given, "--as-of", "2026-11-20", "--today")
    assert lines(out)[0]["lookback"] == "standing@2026-11-20.today.2026-11-21"


def test_without_records_the_pages_are_read_again(folder: Path, command: Command) -> None:
    given = ("lookback", "--rulebook", "earlier", "--format", "jsonl")
    _, records = command(*given)
    shutil.rmtree(folder / "data" / "groups")
    assert of_then(folder, records)
    assert of_then(folder, command(*given)[1]) == of_then(folder, records)
    for path in (folder / "data" / "archive").rglob("2026-11-2?.warc.gz"):
        path.unlink()
    code, told = command(*given)
    assert (code, "Traceback" in told) == (2, False), told


def test_an_absence_counts_where_the_night_before_saw_it_too(command: Command) -> None:
    given = ("lookback", "--rulebook", "standing", "--format", "jsonl", "--today")
    _, second = command(*given, "--as-of", "2026-11-20", "--run", "2026-11-21")
    _, first = command(*given, "--as-of", "2026-11-20", "--run", "2026-11-20")
    told = {one["run"]: one["confirmed_by"] for one in lines(command("lookback", "--list")[1])}
    assert told == {"2026-11-20": "", "2026-11-21": "2026-11-20"}
    (early,) = [one for one in lines(first) if one["record"] == "score"]
    (late,) = [one for one in lines(second) if one["record"] == "score"]
    assert early["suspected"] > 0
    assert late["suspected"] == 0
    assert late["failed"] > early["failed"]


def test_the_archive_says_the_same(folder: Path, command: Command) -> None:
    given = ("lookback", "--rulebook", "earlier", "--format", "jsonl")
    _, records = command(*given)
    _, archive = command(*given, "--archive")
    assert of_then(folder, records)
    assert of_then(folder, archive) == of_then(folder, records)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "--rulebook"),
        (("--rulebook", "nothing"), "no rulebook 'nothing'"),
        (("--rulebook", "earlier@2020-01-01"), "no edition 'earlier@2020-01-01'"),
        (("--rulebook", "../earlier"), "no rulebook"),
        (("--rulebook", "standing"), "has no last day"),
        (("--rulebook", "settled", "--as-of", "2026-11-16"), "is not in force on 2026-11-16"),
        (("--rulebook", "standing", "--as-of", "2026-11-22"), "lies after run 2026-11-21"),
        (("--rulebook", "earlier", "--as-of", "long ago"), "is no date"),
        (("--rulebook", "earlier", "--run", "2026-11-19"), "there is no run"),
        (("--rulebook", "earlier", "--portal", "nobody"), "no portal nobody"),
        (("--show", "nothing"), "there is no look-back"),
        (("--rulebook", "none.toml"), "cannot be read"),
    ],
)
def test_unusable_look_backs(
    folder: Path, command: Command, arguments: tuple[str, ...], words: str
) -> None:
    before = books(folder)
    code, told = command("lookback", *arguments)
    assert (code, words in told) == (2, True), told
    assert books(folder) == before


def test_killed_in_the_middle_nothing_is_stored(
    folder: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("lookback", "--rulebook", "earlier")
    kept = command("lookback", "--list")[1]
    real = store.encode

    def killed(value: object) -> object:
        if type(value).__name__ == "Score":
            raise KeyboardInterrupt
        return real(value)

    monkeypatch.setattr(store, "encode", killed)
    code, _ = command("lookback", "--rulebook", "earlier", "--today")
    assert code == 130
    monkeypatch.setattr(store, "encode", real)
    assert command("lookback", "--list")[1] == kept
    assert looking_back.OWN_TIME in kept


def test_two_rulebooks_over_one_night(folder: Path, command: Command) -> None:
    draft = folder / "draft.toml"
    text = rulebook_text("standing").replace("max_working_days = 3\n", "max_working_days = 9\n")
    draft.write_text(text.replace('version = "2026.1"', 'version = "draft"'), "utf-8")
    before = books(folder)
    given = ("check", "--rulebook", "standing", "--rulebook", "draft.toml")
    code, out = command(*given, "--format", "jsonl")
    assert code == 0
    told = lines(out)
    assert {one["side"] for one in told if one["record"] != "change"} == {"standing", "draft.toml"}
    changes = [one for one in told if one["record"] == "change"]
    assert changes
    assert {one["cause"] for one in changes} == {"rule"}
    for one in changes:
        assert one["before"] != one["after"]
    code, table = command(*given)
    assert code == 0
    assert "指标体系修订" in table
    _, archive = command(*given, "--archive", "--format", "jsonl")
    assert of_then(folder, archive) == of_then(folder, out)
    assert books(folder) == before
    assert command("lookback", "--list")[1] == ""


def test_the_same_rulebook_twice_changes_nothing(command: Command) -> None:
    given = ("check", "--rulebook", "standing", "--rulebook", "standing", "--format", "jsonl")
    _, out = command(*given)
    assert [one for one in lines(out) if one["record"] == "change"] == []


def test_another_moment(command: Command) -> None:
    given = ("check", "--rulebook", "standing", "--rulebook", "earlier", "--format", "jsonl")
    code, out = command(*given, "--as-of", "2026-11-10")
    assert code == 0
    assert {one["day"] for one in lines(out) if one["record"] == "score"} == {"2026-11-10"}
    _, out = command(*given, "--as-of", "2026-11-20")
    assert {one["run"] for one in lines(out) if one["record"] == "score"} == {"2026-11-20"}


def test_one_rulebook_against_what_was_stored(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The night was judged by another release: what differs comes of rule, code or calendar."""
    code, out = command("check", "--rulebook", "standing", "--format", "jsonl")
    assert code == 0
    told = lines(out)
    assert {one["side"] for one in told if one["record"] == "score"} == {"stored", "standing"}
    causes = {one["cause"] for one in told if one["record"] == "change"}
    assert causes <= {"rule", "spider", "calendar", "time", "window", "sight"}
    assert comparing_module.STORED == "stored"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--as-of", "2026-11-20"), "goes with --rulebook"),
        (("--rulebook", "nothing"), "no rulebook 'nothing'"),
        (("--rulebook", "a", "--rulebook", "b", "--rulebook", "c"), "at most two"),
        (("--rulebook", "standing", "--as-of", "2026-12-20"), "lies after run 2026-11-21"),
        (("--rulebook", "gongkai.toml"), "unknown key"),
        (("--rulebook", "standing", "--run", "2026-01-01"), "there is no run"),
    ],
)
def test_unusable_comparisons(
    folder: Path, command: Command, arguments: tuple[str, ...], words: str
) -> None:
    before = books(folder)
    code, told = command("check", *arguments)
    assert (code, words in told) == (2, True), told
    assert books(folder) == before


def test_a_night_is_judged_sealed_and_verified_by_its_edition(
    folder: Path, command: Command
) -> None:
    with closing(sqlite3.connect(folder / "data" / "gongkai.db")) as db:
        had = {name for (name,) in db.execute("SELECT DISTINCT requirement FROM findings")}
    later = rulebook_text("standing").replace("max_working_days = 3\n", "max_working_days = 9\n")
    later = later.replace('version = "2026.1"', 'version = "2026.2"')
    later = later.replace("starts_on = 2008-05-01", "starts_on = 2026-11-21")
    later = later.replace('id = "interpretation-1"', 'id = "interpretation-1"\nwaits_for = "文件"')
    (folder / "rulebooks" / "standing@2026-11-21.toml").write_text(later, "utf-8")
    watchlist = folder / "gongkai.toml"
    text = watchlist.read_text("utf-8")
    trigger = '[monitor.triggers]\n"interpretation-1" = 2026-11-21\n'
    watchlist.write_text(f"{trigger}{text}", "utf-8")
    for night, version in (("2026-11-20", "2026.1"), ("2026-11-21", "2026.2")):
        assert command("check", "--run", night)[0] == 0
        _, out = command("findings", "--run", night, "--format", "jsonl")
        assert {one["rulebook_version"] for one in lines(out)} == {version}
        assert "interpretation-1" in {one["requirement"] for one in lines(out)}
    watchlist.write_text(text, "utf-8")
    (folder / "rulebooks" / "standing@2026-11-21.toml").unlink()
    for night in ("2026-11-20", "2026-11-21"):
        _, told = command("evidence", "verify", "--run", night)
        assert "fault\t" not in told, told
        # The release's readers left no records for checks that it did not have.
        differs = {row.split("\t")[1].split()[1] for row in told.splitlines() if "differs" in row}
        assert not differs & had, told
    assert command("check", "--run", "2026-11-21")[0] == 0
    _, out = command("changes", "list", "--unsigned", "--format", "jsonl")
    told = {(one["kind"], one["name"]): one["lines"] for one in lines(out)}
    assert told["rulebook", "standing@2026-11-21"] == ["不再使用"]
    assert "待生效条款：interpretation-1由“2026-11-21”改为“无”" in told["terms", ""]


def test_what_is_sealed_stays_sound(folder: Path, command: Command) -> None:
    places = Places(folder / "data")
    db = open_store(places.database)
    before = verify(db, places).faults
    db.close()
    command("lookback", "--rulebook", "earlier")
    command("check", "--rulebook", "standing", "--rulebook", "earlier")
    db = open_store(places.database)
    assert verify(db, places).faults == before == ()
    db.close()

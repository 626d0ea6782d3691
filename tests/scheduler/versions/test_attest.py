"""`gongkai attest`: the file kept apart, the word logged, shown beside the score, taken back."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import stat
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlite_utils import Database

from checks.engine.attesting import Attestation, Verdict
from crawler.errors import GongkaiError
from crawler.records import BEIJING, encode
from crawler.records.codec import revive
from reports.attested import _day
from reports.feed import score_csv
from reports.mail.desk import desk
from reports.page.render import render
from reports.papers.monthly import monthly
from reports.publish import write_reports
from reports.scores import score_feed
from scheduler.casework import attesting
from scheduler.casework.attesting import attest, attested_faults, keep_file
from scheduler.cli import main
from scheduler.keeping.backup import back_up
from scheduler.keeping.restore import restore
from scheduler.papers.gathering import Period, gather_books
from scheduler.places import Places
from scheduler.reporting.gathering import gather
from scheduler.store.attestations import attested, log_of, withdraw
from scheduler.store.scores import scores_of
from tests.scheduler.versions.town import Place, book, row

AT = datetime(2026, 11, 19, 15, 0, tzinfo=BEIJING)
NIGHT = "2026-11-20"
CLOCK = datetime(2026, 12, 24, 9, 30, tzinfo=BEIJING)
DUE = row("local-1", "举办培训", "due_on = 2026-12-10")
SECRET = "身份证110101199003071234名单".encode()


def town(folder: Path, monitor: str = "") -> tuple[Place, Database]:
    made = Place(folder, monitor)
    made.write("local.toml", book(DUE, row("local-2", "另一项")))
    return made, made.books()


def word(verdict: Verdict = Verdict.MET, **changes: Any) -> Attestation:
    given: dict[str, Any] = {
        "id": 0, "at": AT, "portal": "yunxi", "rulebook": "local", "requirement": "local-1",
        "verdict": verdict, "day": AT.date(), "person": "王某",
        "reason": "" if verdict is Verdict.MET else "材料不全",
    }  # fmt: skip
    return Attestation(**(given | changes))


def paper(folder: Path, content: bytes = SECRET, name: str = "培训签到.pdf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_file_and_word_are_kept(tmp_path: Path) -> None:
    made, db = town(tmp_path)
    one = attest(db, made.workplace, word(), paper(tmp_path))
    digest = hashlib.sha256(SECRET).hexdigest()
    kept = made.workplace.places.attested(digest)
    assert (one.id, one.sha256, one.bytes, one.file) == (1, digest, len(SECRET), "培训签到.pdf")
    assert kept.read_bytes() == SECRET
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    for folder in (kept.parent, kept.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert attested(db, AT) == {("yunxi", "local", "local-1"): one}
    assert attested(db, AT - timedelta(seconds=1)) == {}
    assert revive(Attestation, encode(one)) == one


def test_a_later_word_supersedes_and_a_withdrawn_one_gives_way(tmp_path: Path) -> None:
    made, db = town(tmp_path)
    place = made.workplace
    first = attest(db, place, word(), paper(tmp_path))
    later = AT + timedelta(hours=1)
    second = attest(db, place, word(Verdict.NOT_MET, at=later, person="李某"), None)
    assert attested(db, later)[first.key] == second
    assert attested(db, AT)[first.key] == first
    assert [one.superseded_by for one in log_of(db)] == [2, None]
    withdraw(db, second.id, "李某", "录错单位", later + timedelta(hours=1), CLOCK)
    assert attested(db, later + timedelta(hours=1))[first.key] == first
    assert attested(db, later)[first.key] == second  # as it stood then
    with pytest.raises(GongkaiError, match="李某 took it back already"):
        withdraw(db, second.id, "王某", "再撤", later, CLOCK)
    with pytest.raises(GongkaiError, match="no attestation number 9"):
        withdraw(db, 9, "王某", "撤", later, CLOCK)
    with pytest.raises(GongkaiError, match="--at: attestation 1 counts only from"):
        withdraw(db, first.id, "王某", "撤", AT - timedelta(seconds=1), CLOCK)
    withdraw(db, first.id, "王某", "撤", later + timedelta(hours=2), CLOCK)
    assert log_of(db)[0].withdrawn_noted_at == CLOCK
    assert attested(db, later + timedelta(hours=2)) == {}
    for words in ("UPDATE attestations SET verdict = 'met'", "DELETE FROM attestations"):
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            db.execute(words)


ROWS = book(
    row("local-1", "甲"),
    row("local-2", "乙", 'waits_for = "国家文件"'),
    row("local-3", "丙", 'blocked = "缺文本"'),
    row("local-4", "丁", 'process = ["P-LEDGER"]').replace('"manual"', '"process"'),
    row("local-5", "戊").replace('assessment = "manual"', 'check = "ipv6_support"'),
    row("local-6", "己").replace('binds = ["all"]', 'binds = ["city"]'),
    row("local-7", "庚", "reaches_back_to = 2025-06-01"),
    more="issued_on = 2026-03-02",
)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"portal": "nobody"}, "--unit"),
        ({"rulebook": "nothing"}, "--rulebook: no rulebook 'nothing'"),
        ({"rulebook": "../local"}, "--rulebook: no rulebook"),
        ({"requirement": "local-9"}, "--row: rulebook local has no row 'local-9'"),
        ({"requirement": "local-2"}, "waits for 国家文件"),
        ({"requirement": "local-3"}, "cannot be judged: 缺文本"),
        ({"requirement": "local-4"}, "is process: no person attests it"),
        ({"requirement": "local-5"}, "is automatic: no person attests it"),
        ({"requirement": "local-6"}, "does not bind yunxi"),
        ({"day": AT.date() + timedelta(days=2)}, "still to come"),
        (
            {"at": datetime(2026, 3, 1, 23, 59, tzinfo=BEIJING), "day": date(2026, 3, 1)},
            "--at: local was",
        ),
        ({"day": date(2025, 12, 31)}, "speaks of nothing before 2026-01-01"),
        ({"day": date(2025, 5, 31), "requirement": "local-7"}, "nothing before 2025-06-01"),
        ({"verdict": Verdict.NOT_MET}, "--reason"),
        ({"verdict": Verdict.INAPPLICABLE}, "--reason"),
    ],
)
def test_what_cannot_be_attested(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    made, db = town(tmp_path)
    made.write("local.toml", ROWS)
    with pytest.raises(GongkaiError) as told:
        attest(db, made.workplace, word(**({"reason": ""} | changes)), paper(tmp_path))
    assert words in str(told.value)
    assert log_of(db) == ()
    assert not (tmp_path / "data" / "attested").exists()


def test_a_word_of_the_first_day(tmp_path: Path) -> None:
    made, db = town(tmp_path)
    made.write("local.toml", ROWS)
    first = datetime(2026, 3, 2, 0, 0, tzinfo=BEIJING)
    attest(db, made.workplace, word(at=first, day=date(2026, 1, 1)), paper(tmp_path))
    older = word(at=first, day=date(2025, 6, 1), requirement="local-7")
    attest(db, made.workplace, older, paper(tmp_path))
    assert len(log_of(db)) == 2


def test_what_is_recorded_under_an_earlier_day_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, db = town(tmp_path)
    monkeypatch.setattr(attesting, "now", lambda: CLOCK)
    known = attest(db, made.workplace, word(day=date(2026, 11, 17)), paper(tmp_path))
    assert known.noted_at == CLOCK
    assert attested(db, AT) == {known.key: known}
    assert _day(known) == "2026年11月17日（2026年12月24日补录）"
    assert _day(replace(known, noted_at=AT)) == "2026年11月17日"
    assert _day(replace(known, noted_at=None)) == "2026年11月17日"


def test_what_is_met_is_shown_by_a_file(tmp_path: Path) -> None:
    made, db = town(tmp_path)
    with pytest.raises(GongkaiError, match="--file"):
        attest(db, made.workplace, word(), None)


def test_files_that_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = Places(tmp_path / "data")
    os.mkfifo(tmp_path / "pipe")
    for path, words in (
        (tmp_path / "none.pdf", "cannot be read"),
        (tmp_path, "cannot be read|is no file"),
        (tmp_path / "pipe", "is no file"),
        (Path("/dev/zero"), "is no file"),
        (paper(tmp_path, b"", "empty.pdf"), "has 0 bytes"),
        (Path("a\0b"), "cannot be read"),
    ):
        with pytest.raises(GongkaiError, match=words):
            keep_file(places, path)
    monkeypatch.setattr(attesting, "MOST_BYTES", 10)
    assert keep_file(places, paper(tmp_path, b"0123456789"))[1] == 10
    with pytest.raises(GongkaiError, match="has 11 bytes"):
        keep_file(places, paper(tmp_path, b"0123456789a"))
    assert len([one for one in (tmp_path / "data").rglob("*") if one.is_file()]) == 1


def test_a_name_that_would_act_is_kept_harmless(tmp_path: Path) -> None:
    made, db = town(tmp_path)
    one = attest(db, made.workplace, word(), paper(tmp_path, name="a\x1b[31m\u202eb.pdf"))
    assert one.file == "a?[31m?b.pdf"


def test_killed_between_file_and_word_nothing_is_said_and_again_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, db = town(tmp_path)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    real = attesting.add_attestation
    monkeypatch.setattr(attesting, "add_attestation", killed)
    with pytest.raises(KeyboardInterrupt):
        attest(db, made.workplace, word(), paper(tmp_path))
    assert log_of(db) == ()
    assert list(attested_faults(db, made.workplace.places)) == []
    monkeypatch.setattr(attesting, "add_attestation", real)
    attest(db, made.workplace, word(), paper(tmp_path))
    assert len(log_of(db)) == 1
    assert len([one for one in (tmp_path / "data/attested").rglob("*") if one.is_file()]) == 1


def test_killed_while_copying_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, db = town(tmp_path)

    def killed(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(attesting.os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        attest(db, made.workplace, word(), paper(tmp_path))
    assert [one for one in (tmp_path / "data/attested").rglob("*") if one.is_file()] == []


def test_beside_the_score_unless_the_watchlist_says_otherwise(tmp_path: Path) -> None:
    made, db = town(tmp_path)
    attest(db, made.workplace, word(), paper(tmp_path))
    run = made.night(db, NIGHT)
    assert {one.value for one in scores_of(db, NIGHT)} == {None}
    page = render(gather(db, made.workplace, run))
    assert "人工认定：符合" in page
    assert "王某" in page
    assert "不计分" in page
    made.watch("score_attested = true")
    made.night(db, NIGHT)
    mine = {one.portal: one for one in scores_of(db, NIGHT)}
    assert mine["yunxi"].value == 100
    assert mine["jiaoyu"].value is None
    report = gather(db, made.workplace, run)
    assert "人工认定计入得分" in render(report)
    assert "另有人工认定1项计入" in render(report)
    feed = score_feed(report)
    (line,) = [
        one
        for score in feed["scores"]
        for one in score["indicators"]
        if score["portal"] == "yunxi" and one["requirement"] == "local-1"
    ]
    assert line["attested"] == {"verdict": "met", "person": "王某", "day": "2026-11-19"}
    assert (line["passed"], line["measured"]) == (0, False)
    assert "人工认定：符合（王某，2026-11-19）" in score_csv(feed)


def test_what_was_attested_after_the_night_does_not_count_in_it(tmp_path: Path) -> None:
    made, db = town(tmp_path, "score_attested = true")
    night = datetime(2026, 11, 20, 2, 0, tzinfo=BEIJING)
    attest(db, made.workplace, word(at=night + timedelta(seconds=1)), paper(tmp_path))
    made.night(db, NIGHT)
    assert {one.value for one in scores_of(db, NIGHT)} == {None}
    attest(db, made.workplace, word(at=night), paper(tmp_path))
    made.night(db, NIGHT)
    assert {one.portal: one.value for one in scores_of(db, NIGHT)}["yunxi"] == 100


def test_the_file_is_in_the_backup_and_nowhere_else(tmp_path: Path) -> None:
    made, db = town(tmp_path, "score_attested = true")
    place = made.workplace
    attest(db, place, word(reason="=1+1"), paper(tmp_path))
    run = made.night(db, NIGHT)
    report = gather(db, place, run)
    files = write_reports(report, place.places.report(NIGHT))
    sheet = load_workbook(files.workbook)["人工认定"]
    cells = [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value]
    assert "人工认定：符合" in cells
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    for path in place.places.report(NIGHT).rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert SECRET not in content
            assert "培训签到".encode() not in content
    assert "培训签到" not in " ".join(cells)
    db.close()
    (tmp_path / "data" / "archive" / "runs").mkdir(parents=True)
    back_up(place.places, tmp_path / "copy.tar", AT)
    restore(tmp_path / "copy.tar", tmp_path / "again")
    name = hashlib.sha256(SECRET).hexdigest()
    assert Places(tmp_path / "again").attested(name).read_bytes() == SECRET


def test_a_missing_or_changed_file_is_a_fault(tmp_path: Path) -> None:
    made, db = town(tmp_path)
    one = attest(db, made.workplace, word(), paper(tmp_path))
    kept = made.workplace.places.attested(one.sha256)
    assert list(attested_faults(db, made.workplace.places)) == []
    kept.write_bytes(b"another")
    assert "changed" in next(iter(attested_faults(db, made.workplace.places))).what
    kept.unlink()
    assert "missing" in next(iter(attested_faults(db, made.workplace.places))).what


def test_the_office_is_reminded_until_it_is_attested(tmp_path: Path) -> None:
    made, db = town(tmp_path)
    report = gather(db, made.workplace, made.night(db, NIGHT))
    assert [task.text for task in desk(report)] == ["人工认定事项待认定 2 项"]
    attest(db, made.workplace, word(), paper(tmp_path))
    report = gather(db, made.workplace, made.night(db, NIGHT))
    assert [one.portal for one in report.owed] == ["jiaoyu"]
    assert "待认定" in render(report)
    late = gather(db, made.workplace, made.night(db, "2026-12-11"))
    assert [task.text for task in desk(late)] == ["人工认定事项待认定 1 项（1 项已超过时限）"]
    assert "逾期未认定" in render(late)


def test_the_monthly_reminder_lists_the_rows_dates(tmp_path: Path) -> None:
    made, db = town(tmp_path)
    made.night(db, NIGHT)

    def words() -> str:
        day = date(2026, 11, 20)
        period = Period(date(2026, 11, 1), date(2026, 11, 30), day)
        books = gather_books(db, made.workplace, period, AT)
        return json.dumps(encode(monthly(books)), ensure_ascii=False)

    told = words()
    assert "待人工认定事项" in told
    assert "2026年12月10日" in told
    assert "云州市教育局" in told
    for unit in ("yunxi", "jiaoyu"):
        attest(db, made.workplace, word(portal=unit), paper(tmp_path))
    told = words()
    assert "待人工认定事项" not in told
    assert "举办培训" not in told


def run(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str) -> int:
    monkeypatch.chdir(folder)
    monkeypatch.setattr("sys.argv", ["gongkai", "attest", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, db = town(tmp_path)
    db.close()
    paper(tmp_path)
    given = (
        "record", "--rulebook", "local", "--row", "local-1", "--unit", "yunxi",
        "--verdict", "met", "--file", "培训签到.pdf", "--at", "2026-11-19T15:00",
    )  # fmt: skip
    for person in ("", "王\n某", "\x1b[31m", "长" * 201):
        assert run(monkeypatch, tmp_path, *given, "--person", person) == 2
    assert run(monkeypatch, tmp_path, *given, "--person", "王某", "--on", "yesterday") == 2
    capsys.readouterr()
    assert run(monkeypatch, tmp_path, *given, "--person", "王某") == 0
    assert capsys.readouterr().out.startswith("1\tyunxi\tlocal-1\tmet\t")
    assert run(monkeypatch, tmp_path, "due", "--as-of", "2026-11-20") == 0
    assert capsys.readouterr().out == "2026-12-10\tjiaoyu\tlocal\tlocal-1\t举办培训\n"
    assert run(monkeypatch, tmp_path, "list", "--format", "jsonl") == 0
    (told,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (told["person"], told["reason"], told["superseded_by"]) == ("王某", "", None)
    assert run(monkeypatch, tmp_path, "withdraw", "1", "--person", "王某", "--reason", "") == 2
    assert run(monkeypatch, tmp_path, "withdraw", "1", "--person", "王某", "--reason", "错") == 0
    capsys.readouterr()
    assert run(monkeypatch, tmp_path, "list", "--format", "jsonl") == 0
    assert capsys.readouterr().out == ""
    assert run(monkeypatch, tmp_path, "list", "--all") == 0
    assert "已撤回" in capsys.readouterr().out

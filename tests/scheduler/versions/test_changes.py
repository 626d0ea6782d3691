"""Every change of rulebook, roster and terms between two runs is logged until a person signs."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from checks.engine.outcome import Outcome
from crawler.errors import GongkaiError
from reports.amendments import Amendment
from reports.findings import finding_rows
from reports.mail.desk import desk, unsigned_lines
from reports.page.render import render
from scheduler.cli import main
from scheduler.night import storing
from scheduler.reporting.gathering import gather
from scheduler.store.amendments import amendments, sign, text_of
from tests.builders import AS_OF
from tests.scheduler.casework.builders import finding
from tests.scheduler.versions.town import Place, book, row

N1, N2, N3 = "2026-11-20", "2026-11-21", "2026-11-22"


def lines(db: Database, kind: str) -> list[str]:
    return [line for one in amendments(db, unsigned=True) if one.kind == kind for line in one.lines]


def started(folder: Path, monitor: str = "") -> tuple[Place, Database]:
    town = Place(folder, monitor)
    db = town.books()
    town.night(db, N1)
    return town, db


def test_what_monitoring_began_with_asks_for_no_signature(tmp_path: Path) -> None:
    _, db = started(tmp_path)
    found = amendments(db)
    assert {one.kind for one in found} == {"rulebook", "roster", "terms", "calendar"}
    assert not any(one.unsigned for one in found)
    assert {one.first_run for one in found} == {N1}


def test_the_same_texts_again_add_nothing(tmp_path: Path) -> None:
    town, db = started(tmp_path)
    before = amendments(db)
    for name in (N2, N1, f"{N2}.1", N3):
        town.night(db, name)
    assert amendments(db) == before


def test_a_changed_rulebook_tells_rows_and_terms(tmp_path: Path) -> None:
    town, db = started(tmp_path)
    more = 'due_on = 2026-12-31\ncheck = "link_health"\nterms = { min_tries = 5 }'
    first = row("local-1", "培训会", more).replace('"manual"', '"automatic"')
    town.write("local.toml", book(first, row("local-2"), version="2"))
    town.night(db, N2)
    (one,) = amendments(db, unsigned=True)
    assert (one.kind, one.name, one.from_version, one.to_version) == ("rulebook", "local", "1", "2")
    assert one.first_run == N2
    assert one.from_sha256 != one.to_sha256
    assert text_of(db, one.from_sha256) == book(row("local-1"))
    told = "\n".join(one.lines)
    for words in (
        "版本由“1”改为“2”", "local-1（培训会）：名称由“培训”改为“培训会”",
        "期限由“无”改为“2026年12月31日”", "测评项由“无”改为“link_health”", "新增条款local-2",
    ):  # fmt: skip
        assert words in told
    town.write("local.toml", book(first.replace("= 5", "= 7"), version="2"))
    town.night(db, N3)
    told = "\n".join(amendments(db, unsigned=True)[-1].lines)
    assert "参数 link_health.min_tries 由“5”改为“7”" in told
    assert "删除条款local-2" in told
    town.write("local.toml", "# 注\n" + (tmp_path / "rulebooks/local.toml").read_text("utf-8"))
    town.night(db, "2026-11-23")
    assert amendments(db, unsigned=True)[-1].lines == ("条款和参数未变，仅文字格式调整",)


def test_a_later_edition_is_told_with_what_it_changes(tmp_path: Path) -> None:
    town, db = started(tmp_path)
    town.write(
        "local@2027-01-01.toml", book(row("local-1", "新培训"), version="2", starts_on="2027-01-01")
    )
    town.night(db, N2)
    told = lines(db, "rulebook")
    assert told[0] == "新增版本，自2027-01-01起施行"
    assert "local-1（新培训）：名称由“培训”改为“新培训”" in told
    (tmp_path / "rulebooks" / "local@2027-01-01.toml").unlink()
    town.night(db, N3)
    assert lines(db, "rulebook")[-1] == "不再使用"


def test_a_changed_roster_tells_units(tmp_path: Path) -> None:
    town, db = started(tmp_path)
    town.units = {"yunxi": ("云溪区人民政府", "county"), "shuiwu": ("云州市水务局", "department")}
    town.watch()
    town.night(db, N2)
    assert set(lines(db, "roster")) == {
        "单位云溪区人民政府（yunxi）：名称由“云溪县人民政府”改为“云溪区人民政府”",
        "移除单位云州市教育局（jiaoyu）",
        "新增单位云州市水务局（shuiwu）",
    }


def test_changed_terms_tell_old_and_new(tmp_path: Path) -> None:
    town, db = started(tmp_path)
    town.write("local.toml", book(row("local-1"), row("local-2", "细则", 'waits_for = "文件"')))
    town.watch(
        '[monitor.triggers]\n"local-2" = 2026-07-01\n'
        '[[monitor.rounds]]\nid = "2026Q4"\nstart_on = 2026-10-01\nend_on = 2026-12-31\n'
        "[cases]\nrectify = 15\n"
    )
    town.night(db, N2)
    told = lines(db, "terms")
    assert any("问题时限：rectify由“10”改为“15”" in line for line in told)
    assert any("测评轮次：2026Q4由“无”改为" in line for line in told)
    assert any("待生效条款：local-2由“无”改为“2026-07-01”" in line for line in told)


def test_contacts_and_rates_are_no_law(tmp_path: Path) -> None:
    town, db = started(tmp_path)
    path = tmp_path / "gongkai.toml"
    path.write_text(path.read_text("utf-8") + 'contacts = ["a@b.example"]\nrate = 1.0\n', "utf-8")
    town.night(db, N2)
    assert amendments(db, unsigned=True) == ()


def test_books_from_before_the_log_tell_a_rulebook_that_changed_since(tmp_path: Path) -> None:
    town = Place(tmp_path)
    db = town.books()
    db.table("runs").insert(
        {
            "run": "2026-11-19", "as_of": "2026-11-19T02:00:00+08:00", "state": "complete",
            "sample": 0, "detail": json.dumps({"rulebooks": {"local": "f" * 64}}),
        }
    )  # fmt: skip
    town.night(db, N1)
    (one,) = amendments(db, unsigned=True)
    assert (one.kind, one.from_sha256) == ("rulebook", "f" * 64)
    assert "未留存" in one.lines[0]


def test_killed_before_the_end_nothing_is_logged_and_again_it_is_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, db = started(tmp_path)
    town.write("local.toml", book(row("local-1", "另一")))
    real = storing.note_amendments

    def killed(*given: object) -> None:
        real(*given)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(storing, "note_amendments", killed)
    with pytest.raises(KeyboardInterrupt):
        town.night(db, N2)
    assert amendments(db, unsigned=True) == ()
    monkeypatch.setattr(storing, "note_amendments", real)
    town.night(db, N2)
    assert len(amendments(db, unsigned=True)) == 1


def test_signed_once_and_for_good(tmp_path: Path) -> None:
    town, db = started(tmp_path)
    town.write("local.toml", book(row("local-1", "另一")))
    town.night(db, N2)
    (one,) = amendments(db, unsigned=True)
    signed = sign(db, one.id, "王某", "按新通知修订", AS_OF)
    assert signed.signature == "王某（2026年11月20日 02:00）：按新通知修订"
    assert amendments(db, unsigned=True) == ()
    with pytest.raises(GongkaiError, match="王某 signed it already"):
        sign(db, one.id, "李某", "再签", AS_OF)
    with pytest.raises(GongkaiError, match="no change number 99"):
        sign(db, 99, "李某", "再签", AS_OF)
    with pytest.raises(GongkaiError, match="began with it"):
        sign(db, 1, "李某", "再签", AS_OF)
    for words in (
        "UPDATE amendments SET first_run = 'x'", "DELETE FROM amendments",
        "UPDATE amendment_signs SET person = 'x'", "DELETE FROM amendment_signs",
        "UPDATE rule_texts SET text = ''",
    ):  # fmt: skip
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            db.execute(words)


def test_the_office_is_told_until_somebody_signs(tmp_path: Path) -> None:
    town, db = started(tmp_path)
    town.write("local.toml", book(row("local-1", "<b>另一</b>")))
    changed = town.night(db, N2)
    later = town.night(db, N3)
    for run in (changed, later):
        report = gather(db, town.workplace, run)
        assert [task.text for task in desk(report)] == ["规则变更待说明理由 1 项"]
        assert "自2026-11-21起适用" in unsigned_lines(report)[0]
        page = render(report)
        assert "待说明理由" in page
        assert "<b>另一" not in page
    sign(db, amendments(db, unsigned=True)[0].id, "王某", "按新通知修订", AS_OF)
    assert desk(gather(db, town.workplace, later)) == ()
    assert 'id="amendments"' not in render(gather(db, town.workplace, later))
    # The night that was the first under it shows who answers for it.
    assert "王某" in render(gather(db, town.workplace, changed))


def test_findings_keep_the_version_that_they_were_judged_by(tmp_path: Path) -> None:
    town, db = started(tmp_path)
    old = town.night(db, N1, finding(Outcome.PASSED, row_id="local-1"))
    town.write("local.toml", book(row("local-1"), version="2"))
    new = town.night(db, N2, finding(Outcome.PASSED, row_id="local-1"))
    told = {
        run.name: {one["rulebook_version"] for one in finding_rows(gather(db, town.workplace, run))}
        for run in (old, new)
    }
    assert told == {N1: {"1"}, N2: {"2"}}
    assert "版本 1" in render(gather(db, town.workplace, old))
    db.execute(
        "UPDATE runs SET detail = ? WHERE run = ?",
        [json.dumps({"rulebooks": {"local": "f" * 64}}), N1],
    )
    (one,) = finding_rows(gather(db, town.workplace, old))
    assert one["rulebook_version"] == "sha256:ffffffffffff"


def run(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str) -> int:
    monkeypatch.chdir(folder)
    monkeypatch.setattr("sys.argv", ["gongkai", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    town, db = started(tmp_path)
    town.write("local.toml", book(row("local-1", "另一")))
    town.night(db, N2)
    number = str(amendments(db, unsigned=True)[0].id)
    db.close()
    assert run(monkeypatch, tmp_path, "changes", "list", "--unsigned", "--format", "jsonl") == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["kind"] for one in told] == ["rulebook"]
    for person, reason in (("", "因为"), ("王\n某", "因为"), ("王某", " "), ("王某", "长" * 1001)):
        arguments = ("sign", number, "--person", person, "--reason", reason)
        assert run(monkeypatch, tmp_path, "changes", *arguments) == 2
    assert run(
        monkeypatch, tmp_path, "changes", "sign", number, "--person", "王某", "--reason", "修订"
    ) == 0  # fmt: skip
    capsys.readouterr()
    assert run(monkeypatch, tmp_path, "changes", "list", "--unsigned", "--format", "jsonl") == 0
    assert capsys.readouterr().out == ""
    assert run(monkeypatch, tmp_path, "changes", "list") == 0
    assert "王某" in capsys.readouterr().out


def test_hostile_words_stay_words() -> None:
    one = Amendment(
        1, "rulebook", "x\u202e", "", "", "a" * 64, "1", "2026-11-20", AS_OF,
        ("行\n\x1b[31m红",), person="=王", reason="<script>", signed_at=AS_OF,
    )  # fmt: skip
    assert "\x1b" not in one.in_short() + one.subject + one.signature
    assert "\u202e" not in one.subject

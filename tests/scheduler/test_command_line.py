"""Unusable input: one clear error, exit status 2, nothing written."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from crawler.errors import GongkaiError
from scheduler.cli import main
from scheduler.store import open_store

GOOD = """
[monitor]
rulebooks = ["standing"]
[[portals]]
id = "a"
name = "甲县人民政府"
kind = "county"
home = "http://www.a.test:1/"
"""


def run(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str) -> int:
    monkeypatch.chdir(folder)
    monkeypatch.setattr("sys.argv", ["gongkai", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    code = ended.value.code
    return code if isinstance(code, int) else 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('home = "http://www.a.test:1/"', ""), ["portal 'a'", "home"]),
        (('kind = "county"', 'kind = "kingdom"'), ["portal 'a'", "kind", "kingdom"]),
        (('"standing"', '"standing-2"'), ["rulebooks", "standing-2"]),
        (("name =", 'colour = "red"\nname ='), ["portal 'a'", "colour"]),
        (("http://www.a.test:1/", "http://169.254.169.254/"), ["portal 'a'", "home"]),
        (("[[portals]]", "[[portals"), ["gongkai.toml"]),
    ],
)
def test_a_bad_watchlist_names_file_portal_and_key(
    change: tuple[str, str],
    words: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert change[0] in GOOD
    (tmp_path / "gongkai.toml").write_text(GOOD.replace(*change), encoding="utf-8")
    assert run(monkeypatch, tmp_path, "run") == 2
    told = capsys.readouterr().err
    for word in [*words, "gongkai.toml"]:
        assert word in told
    assert [path.name for path in tmp_path.iterdir()] == ["gongkai.toml"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "--watchlist", "none.toml"),
        ("run", "--as-of", "yesterday"),
        ("run", "--engine", "ray"),
        ("run", "--portal", "b"),
        ("findings",),
        ("rulebook", "show", "nothing"),
        ("checks", "explain", "nothing"),
        ("read", "nothing.html"),
        ("read", "http://169.254.169.254/"),
        ("read", "file:///etc/passwd"),
        ("read", "gongkai.toml", "--url", "not a url"),
        ("run", "--as-of", "2999-01-01"),
        ("evidence", "verify"),
    ],
)
def test_other_unusable_input(
    arguments: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "gongkai.toml").write_text(GOOD, encoding="utf-8")
    assert run(monkeypatch, tmp_path, *arguments) == 2
    told = capsys.readouterr().err
    assert told.startswith("gongkai: ")
    assert "Traceback" not in told
    assert [path.name for path in tmp_path.iterdir()] == ["gongkai.toml"]


def test_read_shows_the_text_of_a_reply_and_says_when_nothing_was_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = {
        "来信时间": "2026-11-02",
        "来信内容": "路灯何时修复？",
        "回复时间": "2026-11-04",
        "回复内容": "路灯已经修复。",
    }
    cells = "".join(f"<tr><td>{k}</td><td>{v}</td></tr>" for k, v in rows.items())
    (tmp_path / "letter.html").write_text(
        f"<h3>关于城关镇路灯的咨询</h3><table>{cells}</table>", encoding="utf-8"
    )
    (tmp_path / "bare.html").write_text("<p>hallo</p>", encoding="utf-8")
    assert run(monkeypatch, tmp_path, "read", "letter.html") == 0
    shown = capsys.readouterr().out
    assert "路灯已经修复。" in shown
    assert "路灯何时修复" not in shown, "what a citizen wrote stays in the archive"
    named = ("--role", "message_board", "--url", "http://www.yunxi.test/hdjl/1.html")
    assert run(monkeypatch, tmp_path, "read", "letter.html", *named) == 0
    assert "message: 关于城关镇路灯的咨询" in capsys.readouterr().out
    cards = "".join(
        f"<h3>路灯咨询{n}</h3><table>{cells.replace('修复', f'修复{n}')}</table>" for n in (1, 2)
    )
    (tmp_path / "letters.html").write_text(cards, encoding="utf-8")
    assert run(monkeypatch, tmp_path, "read", "letters.html", *named) == 0
    assert "list       2 rows" in capsys.readouterr().out, "a board stays a list of letters"
    assert run(monkeypatch, tmp_path, "read", "bare.html") == 1
    assert "nothing was recognised" in capsys.readouterr().out


def test_a_page_of_leaders_is_read_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    heads = "<tr><td>姓名</td><td>职务</td><td>工作分工</td></tr>"
    row = "<tr><td>王建国</td><td>县长</td><td>主持县政府全面工作。</td></tr>"
    page = f"<h3>领导之窗</h3><table>{heads}{row}</table>"
    (tmp_path / "leaders.html").write_text(page, encoding="utf-8")
    assert run(monkeypatch, tmp_path, "read", "leaders.html", "--role", "leaders") == 0
    shown = capsys.readouterr().out
    assert "condition  fine" in shown
    assert all(told in shown for told in ("王建国", "县长", "主持县政府全面工作。"))
    (tmp_path / "bare.html").write_text("<p>hallo</p>", encoding="utf-8")
    assert run(monkeypatch, tmp_path, "read", "bare.html", "--role", "leaders") == 1


def test_checks_explain_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, tmp_path, "checks", "explain", "message_reply_latency") == 0
    assert "interaction-1" in capsys.readouterr().out


OWN = """
id = "own-2026"
title = "某地要点"
version = "1"
starts_on = 2026-01-01
source = "某办公室"
number = ""

[[requirements]]
id = "own-2026-1"
clause = "第1项"
title = "网站标识与检索"
summary = "首页底部列明标识，检索可用。"
binds = ["all"]
check = "site_identity"
terms = { fields = ["网站标识码"], site_code_digits = 10, domain_suffix = "" }

[[requirements.measures]]
check = "site_search_works"
"""


@pytest.mark.parametrize(
    "old, new, status, said",
    [
        ("", "", 0, "measured by site_identity, site_search_works"),
        ("_search_", "_serch_", 2, "no check 'site_serch_works'; the nearest is 'site_search_w"),
        (
            "= 10",
            '= "zehn"',
            2,
            "terms.site_code_digits: must be a whole number from 1, not 'zehn'",
        ),
        ("site_search_works", "section_present", 2, "terms.roles: names no section for"),
    ],
)
def test_coverage_tells_what_is_wrong_with_an_own_rulebook(
    old: str,
    new: str,
    status: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "rulebooks").mkdir()
    (tmp_path / "rulebooks/own-2026.toml").write_text(OWN.replace(old, new), "utf-8")
    assert run(monkeypatch, tmp_path, "rulebook", "coverage", "own-2026") == status
    captured = capsys.readouterr()
    assert said in captured.out + captured.err
    if status:
        own = GOOD.replace('"standing"', '"own-2026"')
        (tmp_path / "gongkai.toml").write_text(own, encoding="utf-8")
        assert run(monkeypatch, tmp_path, "run") == 2
        assert said in capsys.readouterr().err
        assert {path.name for path in tmp_path.iterdir()} == {"rulebooks", "gongkai.toml"}


def test_coverage_of_all_rulebooks_gives_the_figures_of_each_notice_and_of_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, tmp_path, "rulebook", "coverage") == 0
    told = capsys.readouterr().out
    assert "standing\ttotal\t32 of 32 clauses are measured\n" in told
    parts = "wuhu-2020-county, wuhu-2020-department, wuhu-2020-method"
    assert re.search(rf"^芜湖市\S+ 2020-09-29 \({parts}\)\ttotal\t\d+ of 145 clauses", told, re.M)
    assert re.search(r"^5 notices\ttotal\t\d+ of 486 clauses are measured$", told, re.M)
    of = [int(rows) for rows in re.findall(r"^5 notices\t\w+\t\d+ of (\d+) are", told, re.M)]
    assert (len(of), sum(of)) == (4, 486)


def test_the_version_is_told_without_a_watchlist(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, tmp_path, "--version") == 0
    assert capsys.readouterr().out.startswith("gongkai ")
    assert list(tmp_path.iterdir()) == []


def test_problems_of_an_unknown_unit_are_an_error_not_an_empty_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gongkai.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "data").mkdir()
    open_store(tmp_path / "data" / "gongkai.db").close()
    for option in ("--unit", "--portal"):
        assert run(monkeypatch, tmp_path, "cases", option, "b") == 2
        told = capsys.readouterr()
        assert "there is no portal b (there are a)" in told.err
        assert told.out == ""


def test_a_backup_by_the_name_of_another_packer_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").mkdir()
    open_store(tmp_path / "data" / "gongkai.db").close()
    assert run(monkeypatch, tmp_path, "backup", "out.zip", "--data", "data") == 2
    assert ".tar.gz" in capsys.readouterr().err
    assert not (tmp_path / "out.zip").exists()


def test_a_place_that_cannot_be_written_is_one_line_not_a_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gongkai.toml").write_text(GOOD, encoding="utf-8")

    def read_only(folder: Path) -> NoReturn:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(folder))

    monkeypatch.setattr("scheduler.cli.steps.locked", read_only)
    assert run(monkeypatch, tmp_path, "run") == 2
    told = capsys.readouterr().err
    assert told.startswith("gongkai: ")
    assert "data: Read-only file system" in told
    assert "Traceback" not in told


def test_every_line_of_an_error_bears_our_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = GOOD.replace('kind = "county"', 'kind = "kingdom"').replace("name =", "title =")
    (tmp_path / "gongkai.toml").write_text(text, encoding="utf-8")
    assert run(monkeypatch, tmp_path, "run") == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("gongkai: gongkai.toml: ") for line in lines)


@pytest.mark.parametrize("home", ["http://www.a.test:1/", "https://a.test:1", "http://A.test:1/"])
def test_a_portal_that_is_listed_is_not_discovered_into_the_watchlist_again(
    home: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def visited(*arguments: object) -> NoReturn:
        raise GongkaiError("visited")

    monkeypatch.setattr("scheduler.onboarding.discovering.discover", visited)
    (tmp_path / "gongkai.toml").write_text(GOOD, encoding="utf-8")
    assert run(monkeypatch, tmp_path, "portal", "discover", home, "--append") == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("gongkai: gongkai.toml: portal 'a' has this home (http://www.a.test:1/)")
    # Only looked at, it is drafted anew; who has it is told all the same.
    assert run(monkeypatch, tmp_path, "portal", "discover", home) == 2
    first, *_, last = capsys.readouterr().err.splitlines()
    assert "portal 'a' has this home" in first
    assert last == "gongkai: visited"
    assert run(monkeypatch, tmp_path, "portal", "discover", f"{home}/slj/", "--append") == 2
    assert "has this home" not in capsys.readouterr().err


def test_commands_that_read_no_pages_load_no_readers() -> None:
    # Their hundreds of patterns take longer than most commands do.
    script = "import sys, scheduler.cli; print('crawler.pages.markup.outline' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"

"""`gongkai paper` from end to end."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from scheduler.cli import main
from tests.scheduler.papers.papertown import Town, finding


def run(*arguments: str) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["gongkai", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
    return int(ended.value.code or 0)


def test_make_list_and_approve(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    town = Town(tmp_path)
    town.night("2026-11-20", finding(1))
    town.db.close()
    common = ("--watchlist", str(tmp_path / "gongkai.toml"), "--data", str(tmp_path / "data"))
    assert run("paper", "notice", "--day", "2026-11-20", "--unit", "yunxi", *common) == 0
    paths = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert [path.suffix for path in paths] == [".docx", ".xlsx", ".html"]
    assert run("paper", "approve", str(paths[0]), "--person", "王五", *common) == 0
    assert run("paper", "weekly", "--day", "2026-11-23", *common) == 0
    capsys.readouterr()
    assert run("paper", "list", *common) == 0
    shown = capsys.readouterr().out
    assert "notice-2026-11-20-yunxi" in shown
    assert "王五" in shown
    assert "草稿" in shown
    assert run("paper", "notice", "--day", "2026-11-20", "--unit", "jiaoyu", *common) == 0
    told = capsys.readouterr()
    assert (told.out, "no paper was made" in told.err) == ("", True)


def test_an_office_that_nobody_named_is_hinted_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town = Town(tmp_path)
    town.night("2026-11-20", finding(1))
    town.db.close()
    watchlist = tmp_path / "gongkai.toml"
    made = ("paper", "weekly", "--day", "2026-11-23", "--data", str(tmp_path / "data"))
    named = watchlist.read_text("utf-8")
    lines = [one for one in named.splitlines() if not one.startswith(("city", "office"))]
    watchlist.write_text("\n".join(lines), "utf-8")
    assert run(*made, "--watchlist", str(watchlist)) == 0
    assert "issued by ××市政务公开办公室: name the city" in capsys.readouterr().err
    watchlist.write_text(named, "utf-8")
    assert run(*made, "--watchlist", str(watchlist)) == 0
    assert "××" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("weekly", "--day", "gestern"), "--day: 'gestern' is no date"),
        (("weekly", "--day", "2026-11-02"), "no run was complete by 2026-11-01"),
        (("notice", "--unit", "nobody"), "no portal nobody"),
        (("approve", "weekly-2026-11-16", "--person", "王五"), "no such paper"),
    ],
)
def test_unusable_input_is_one_clear_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str
) -> None:
    town = Town(tmp_path)
    town.night("2026-11-20", finding(1))
    town.db.close()
    common = ("--watchlist", str(tmp_path / "gongkai.toml"), "--data", str(tmp_path / "data"))
    assert run("paper", *arguments, *common) == 2
    assert says in capsys.readouterr().err

"""`gongkai selfcheck`: what it prints, how it exits, what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from crawler.errors import GongkaiError
from scheduler.cli.selfcheck import selfcheck
from tests.scheduler.beforehand.papers import DOCUMENT, INTERPRETATION, id_number


@pytest.fixture
def watchlist(tmp_path: Path) -> Path:
    path = tmp_path / "gongkai.toml"
    path.write_text(
        '[monitor]\ncontact = "zwgk@test.example"\nrulebooks = ["standing"]\n[[portals]]\n'
        'id = "yunxi"\nname = "云溪县人民政府"\nkind = "county"\nhome = "http://www.yunxi.test/"\n',
        "utf-8",
    )
    (tmp_path / "document.txt").write_text(DOCUMENT, "utf-8")
    (tmp_path / "piece.txt").write_text(INTERPRETATION, "utf-8")
    return path


def test_a_paper_that_would_fail_exits_with_one_and_says_why(
    watchlist: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = watchlist.parent
    paper = folder / "document.txt"
    selfcheck(paper, "yunxi", None, "2026-11-23", watchlist)
    assert "未到期\t解读按期发布" in capsys.readouterr().out
    paper.write_text(DOCUMENT + f"身份证号：{id_number()}\n", "utf-8")
    with pytest.raises(typer.Exit) as stopped:
        selfcheck(paper, "yunxi", folder / "piece.txt", "2026-11-23", watchlist)
    assert stopped.value.exit_code == 1
    said = capsys.readouterr().out
    assert "不符合\t解读要素" in said
    assert id_number() not in said
    assert sorted(one.name for one in folder.iterdir()) == [
        "document.txt", "gongkai.toml", "piece.txt",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "portal", "on", "said"),
    [
        ("none.txt", "yunxi", None, "none.txt"),
        ("document.txt", "nobody", None, "nobody"),
        ("document.txt", "yunxi", "tomorrow", "--on"),
    ],
)
def test_what_cannot_be_used_is_one_clear_error(
    watchlist: Path, name: str, portal: str, on: str | None, said: str
) -> None:
    with pytest.raises(GongkaiError, match=said):
        selfcheck(watchlist.parent / name, portal, None, on, watchlist)


def test_a_file_that_cannot_be_read_is_named_and_exits_with_two(
    watchlist: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = watchlist.parent / "torn.bin"
    paper.write_bytes(b"PK\x03\x04 torn")
    with pytest.raises(typer.Exit) as stopped:
        selfcheck(paper, "yunxi", None, "2026-11-23", watchlist)
    assert stopped.value.exit_code == 2
    said = capsys.readouterr()
    assert str(paper) in said.err
    assert "\n符合\t" not in said.out

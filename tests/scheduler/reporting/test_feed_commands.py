"""`gongkai token` and `gongkai release` as commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.scheduler.serving.builders import Office, nights
from tests.scheduler.test_command_line import GOOD, run


@pytest.fixture
def office(tmp_path: Path) -> Office:
    (tmp_path / "gongkai.toml").write_text(
        GOOD.replace("[monitor]", "[monitor]\nsample = true"), encoding="utf-8"
    )
    made = Office(tmp_path)
    made.publish(nights("2026-11-20")[0])
    return made


def test_a_token_is_shown_once_listed_and_revoked(
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = ("token", "add", "a-system", "--scope", "unit:a", "--expires", "2099-12-31")
    assert run(monkeypatch, tmp_path, *arguments) == 0
    token = capsys.readouterr().out.strip()
    assert token.startswith("gk_")
    assert len(token) == 46
    assert run(monkeypatch, tmp_path, "token", "list") == 0
    listed = capsys.readouterr().out
    assert token not in listed
    (row,) = map(json.loads, listed.splitlines())
    assert (row["name"], row["scope"], row["unreleased"]) == ("a-system", "unit:a", False)
    assert row["expires_at"] == "2100-01-01T00:00:00+08:00"
    assert run(monkeypatch, tmp_path, *arguments) == 2
    assert run(monkeypatch, tmp_path, "token", "revoke", "a-system") == 0
    assert run(monkeypatch, tmp_path, "token", "revoke", "a-system") == 2
    assert run(monkeypatch, tmp_path, "token", "revoke", "nobody") == 2
    capsys.readouterr()
    run(monkeypatch, tmp_path, "token", "list")
    assert json.loads(capsys.readouterr().out)["revoked_at"]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("x", "--scope", "unit:b"), "no portal 'b'"),
        (("x", "--scope", "unit"), "--scope"),
        (("x", "--scope", "unit:"), "--scope"),
        (("x", "--scope", "all:a"), "--scope"),
        (("x", "--scope", "everything"), "--scope"),
        (("", "--scope", "all"), "NAME"),
        (("a b", "--scope", "all"), "NAME"),
        (("x\x1b[31m", "--scope", "all"), "NAME"),
        (("x", "--scope", "all", "--expires", "soon"), "--expires"),
        (("x", "--scope", "all", "--expires", "2020-01-01"), "is over"),
    ],
)
def test_unusable_tokens(
    arguments: tuple[str, ...],
    word: str,
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(monkeypatch, tmp_path, "token", "add", *arguments) == 2
    told = capsys.readouterr()
    assert word in told.err
    assert "\x1b" not in told.err
    assert told.out == ""


def test_release_withdraw_and_log(
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for arguments in (
        (), ("2026-11-20",), ("2026-11-20", "--round", "R", "--person", "王某"),
        ("2026-11-19", "--person", "王某"), ("2026-11-20", "--person", "王某", "--withdraw"),
        ("--round", "R", "--person", "王某"),
    ):  # fmt: skip
        assert run(monkeypatch, tmp_path, "release", *arguments) == 2
        assert "Traceback" not in capsys.readouterr().err
    assert run(monkeypatch, tmp_path, "release", "2026-11-20", "--person", "王某") == 0
    name, digest = capsys.readouterr().out.split()
    assert (name, len(digest)) == ("2026-11-20", 64)
    arguments = ("2026-11-20", "--person", "李某", "--withdraw", "--note", "数据有误")
    assert run(monkeypatch, tmp_path, "release", *arguments) == 0
    assert run(monkeypatch, tmp_path, "release", "--log") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["person"], row["action"], row["note"]) for row in rows] == [
        ("王某", "release", ""),
        ("李某", "withdraw", "数据有误"),
    ]
    assert {row["digest"] for row in rows} == {digest}

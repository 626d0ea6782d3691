"""Attestation in the console: what is owed first, words with files, what is not taken."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from scheduler.store.attestations import log_of
from tests.console.acting import Acting
from tests.scheduler.versions.town import Place, book, row

PDF = b"%PDF-1.4\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


def made(folder: Path) -> tuple[Acting, Database]:
    place = Place(folder)
    rows = (
        row("local-1", "举办培训", "due_on = 2026-11-10"),
        row("local-2", "季度例会", 'cadence = "每季度"'),
        row("local-3", "年底总结", "due_on = 2026-12-10"),
    )
    place.write("local.toml", book(*rows))
    db = place.books()
    return Acting(place.workplace), db


def word(acting: Acting, who: str = "assessor", **changes: Any) -> Any:
    given = {
        "portal": "yunxi", "row": "local/local-1", "verdict": "met", "day": "2026-11-20",
        "reason": "", "files": {"file": ("签到表.pdf", PDF, "application/pdf")},
    }  # fmt: skip
    return acting.post(who, "/attest/record", **(given | changes))


def test_what_is_overdue_stands_first(tmp_path: Path) -> None:
    acting, _ = made(tmp_path)
    page = acting.get("assessor", "/attest").text
    assert "逾期 12 天" in page
    assert page.index("举办培训") < page.index("年底总结")
    assert "季度例会" not in page  # due on 31 December
    assert "季度例会" in acting.get("assessor", "/attest?days=90").text


def test_a_word_with_its_file(tmp_path: Path) -> None:
    acting, db = made(tmp_path)
    done = word(acting)
    assert done.status_code == 303, done.text
    one = log_of(db)[0].attestation
    digest = hashlib.sha256(PDF).hexdigest()
    assert (one.person, one.verdict.value, one.file) == ("测评员乙", "met", "签到表.pdf")
    assert one.sha256 == digest
    assert acting.place.places.attested(digest).read_bytes() == PDF
    page = acting.get("assessor", "/attest?portal=yunxi").text
    assert digest[:12] in page
    assert "有效" in page
    assert acting.logged("attest") == [("assessor", f"1 yunxi local/local-1 met {digest[:12]}")]
    # Nothing of what was kept aside is left.
    assert not list(acting.place.places.data.glob(".part-*"))


def test_how_long_a_word_of_a_quarter_holds(tmp_path: Path) -> None:
    acting, _ = made(tmp_path)
    word(acting, row="local/local-2")
    assert "有效至 2026-12-31" in acting.get("assessor", "/attest").text


NOT_TAKEN: list[tuple[dict[str, Any], str]] = [
    ({"files": None}, "须提交证明材料"),
    ({"verdict": "not_met", "files": None}, "须写明理由"),
    ({"day": ""}, "请填写认定的日期"),
    ({"day": "昨天"}, "请填写认定的日期"),
    ({"verdict": ""}, "请选择认定的结果"),
    ({"day": "2026-11-23"}, "尚未到来"),
    ({"day": "2025-11-23"}, "不在指标体系规定的时限内"),
    ({"row": "local/none"}, "不由人工认定"),
    ({"portal": "nobody"}, "不由人工认定"),
    ({"files": {"file": ("表.pdf", PNG)}}, "与文件扩展名不符"),
    ({"files": {"file": ("表.html", b"<html><script>")}}, "材料须为"),
    ({"files": {"file": ("表.pdf", b"")}}, "材料为空"),
]


def test_what_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    acting, db = made(tmp_path)
    for changes, sentence in NOT_TAKEN:
        answer = word(acting, **changes)
        assert (answer.status_code, sentence in answer.text) == (409, True), changes
    monkeypatch.setattr("scheduler.desk.attesting.ATTESTED_BYTES", 10)
    assert "超过 20 MB" in word(acting).text
    assert not log_of(db)
    assert not (acting.place.places.data / "attested").exists()


def test_the_name_of_a_file_is_no_path(tmp_path: Path) -> None:
    acting, db = made(tmp_path)
    word(acting, files={"file": ("..\\..\\x/../../etc/表.pdf", PDF)})
    assert log_of(db)[0].attestation.file == "表.pdf"


def test_taking_back(tmp_path: Path) -> None:
    acting, db = made(tmp_path)
    word(acting)
    for given in ({}, {"reason": ""}, {"reason": " "}):
        answer = acting.post("assessor", "/attest/1/withdraw", **given)
        assert (answer.status_code, "撤回须写明理由" in answer.text) == (409, True)
    assert acting.post("assessor", "/attest/1/withdraw", reason="材料有误").status_code == 303
    gone = log_of(db)[0]
    assert (gone.withdrawn_by, gone.withdrawn_why) == ("测评员乙", "材料有误")
    assert acting.post("assessor", "/attest/1/withdraw", reason="再次").status_code == 409
    assert acting.logged("attest withdrawn") == [("assessor", "1")]


def test_whoever_may_not(tmp_path: Path) -> None:
    acting, db = made(tmp_path)
    for who in ("reader", "admin", "unit"):
        assert acting.get(who, "/attest").status_code == 404
        assert acting.get(who, "/attest/record").status_code == 404
        assert word(acting, who).status_code == 404
        assert acting.post(who, "/attest/1/withdraw", reason="x").status_code == 404
        assert "/attest" not in acting.get(who, "/findings").text
    assert not log_of(db)
    assert len(acting.logged("refused")) == 12

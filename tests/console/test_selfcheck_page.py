"""The page of the self-check: what it takes, from whom, and that nothing of it stays."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

from bench.desk import Asker, Made, entered
from reports.console.access import Role
from reports.console.pages import selfcheck
from scheduler.desk.sessions import DeskPeople
from tests.scheduler.beforehand.papers import DOCUMENT, INTERPRETATION, id_number

ON = "2026-11-23"


@pytest.fixture(scope="module")
def reader(own_books: Made) -> Asker:
    return entered(own_books, Role.READER)


def hand_in(client: Asker, files: Any = None, **given: str) -> Any:
    page = client.get("/selfcheck").text
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    assert token is not None
    form = {"csrf": token[1], "portal": "p1", "on": ON, **given}
    return client.ask("POST", "/selfcheck", data=form, files=files or {"none": b""})


def test_the_form_says_that_nothing_is_kept_fetched_or_counted(reader: Asker) -> None:
    page = reader.get("/selfcheck").text
    assert "不保存、不联网" in page
    assert "不记入任何得分或台账" in page


def test_what_is_pasted_is_judged_and_the_due_day_drawn(reader: Asker) -> None:
    document = (
        DOCUMENT.replace("云溪县人民政府办公室", "云溪县第1局") + f"身份证号：{id_number()}\n"
    )
    answer = hand_in(
        reader, document_text=document, interpretation_text=INTERPRETATION, issuer="云溪县第1局"
    )
    assert answer.status_code == 200, answer.text
    page = answer.text
    assert "将判为不符合" in page
    assert "发布后方可判断" in page
    assert '<svg class="month"' in page
    assert "解读联系" in page
    assert id_number() not in page


def test_an_uploaded_file_is_read(reader: Asker) -> None:
    file = {"document_file": ("文件.txt", DOCUMENT.encode(), "text/plain")}
    answer = hand_in(reader, files=file)
    assert answer.status_code == 200
    assert "云溪县城镇燃气安全管理办法" in answer.text


def test_a_file_that_cannot_be_read_is_cleared_of_nothing(reader: Asker) -> None:
    file = {"document_file": ("文件.docx", b"PK\x03\x04 torn", "application/zip")}
    page = hand_in(reader, files=file, validity="有效").text
    assert "文件未能读取" in page
    assert "未能检查个人信息" in page
    assert "没有将判为不符合的项目" not in page
    assert "未发现身份证号" not in page
    assert 'class="outcome passed"' not in page


def test_markup_of_a_paper_is_shown_as_text(reader: Asker) -> None:
    answer = hand_in(
        reader, document_text="<html><body><p>正文内容</p></body></html>",
        document_title="<script>alert(1)</script>关于管理的通知",
    )  # fmt: skip
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        ({}, 422, "请粘贴文件内容"),
        ({"document_text": "正文", "on": ""}, 422, "计划发布日期"),
        ({"document_text": "正文", "on": "2026-13-40"}, 422, "日期"),
        ({"document_text": "正文", "on": "2020-01-01"}, 422, "400天"),
        ({"document_text": "正文", "sort": "secret"}, 422, "不正确"),
        ({"document_text": "正文", "portal": "nobody"}, 404, "没有这项内容"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(
    reader: Asker, given: dict[str, str], status: int, words: str
) -> None:
    answer = hand_in(reader, **given)
    assert answer.status_code == status
    assert words in answer.text


def test_a_paper_beyond_the_bound_is_refused(
    reader: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selfcheck, "MOST_BYTES", 100)
    big = {"document_file": ("a.txt", b"x" * 101, "text/plain")}
    assert hand_in(reader, files=big).status_code == 413
    just = {"document_file": ("a.txt", b"x" * 100, "text/plain")}
    assert hand_in(reader, files=just).status_code == 200


def test_a_long_paste_is_no_broken_form(reader: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selfcheck, "MOST_BYTES", 1_100_000)
    answer = hand_in(reader, document_text="x" * 1_100_001)
    assert (answer.status_code, "文件过大" in answer.text) == (413, True)


def test_without_the_pages_token_nothing_is_read(reader: Asker) -> None:
    form = {"portal": "p1", "on": ON, "document_text": "正文"}
    assert reader.ask("POST", "/selfcheck", data=form).status_code == 403


def test_a_unit_checks_its_own_papers_only_and_nothing_stays(books: Made) -> None:
    unit = entered(books, Role.UNIT, "p1")
    form = unit.get("/selfcheck").text
    assert 'value="p1"' in form
    assert 'value="p0"' not in form
    folder = books.workplace.places.data
    before = digests(folder)
    assert hand_in(unit, document_text=DOCUMENT).status_code == 200
    assert digests(folder) == before
    assert hand_in(unit, document_text=DOCUMENT, portal="p0").status_code == 404
    assert unit.get("/selfcheck?portal=p0").status_code == 404
    people = DeskPeople(books.workplace.places.desk, lambda: books.now)
    assert [one.what for one in people.noted(20)].count("refused") == 2


def digests(folder: Path) -> dict[str, str]:
    """All files but those of sessions and accesses."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("desk.db") and not path.name.endswith("-shm")
    }

"""`gongkai read` on files: typed by their bytes, read as the product reads them."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from crawler.records import BEIJING, Cause
from demo.content.filed import filed
from demo.content.model import Block
from scheduler.examining import Examined, examine
from tests.scheduler.test_command_line import run

AT = datetime(2026, 11, 20, 2, 0, tzinfo=BEIJING)
TITLE = "云溪县人民政府办公室关于印发供水应急预案的通知"
BLOCKS = (
    Block("p", "云政办〔2026〕7号"),
    Block("p", "各乡镇人民政府：现将预案印发给你们，请认真贯彻执行。"),
    Block("p", "云溪县人民政府办公室"),
    Block("p", "2026年9月28日"),
)


def read(body: bytes) -> Examined:
    return examine("http://saved.invalid/", body, "", AT, None, TITLE)


@pytest.mark.parametrize("sort", ["docx", "ofd", "pdf"])
def test_a_file_is_read_as_the_page_that_shows_what_it_says(sort: str) -> None:
    if sort == "pdf" and shutil.which("pdftotext") is None:
        pytest.skip("no program reads PDF here")
    found = read(filed(sort, TITLE, BLOCKS))
    assert (found.encoding, found.reading.cause) == (sort, None)
    (own,) = found.records
    assert own[0].title == TITLE
    values = {one.name: one.value for one in own[1]}
    assert values["number"] == "云政办〔2026〕7号"


def test_of_a_workbook_the_tables_are_read() -> None:
    found = read(filed("xlsx", TITLE, (Block("table", "事项|依据\n供水应急|预案"),)))
    assert (found.encoding, found.reading.cause) == ("xlsx", None)
    assert found.said is not None
    assert [one.rows for one in found.said.blocks] == [(("事项", "依据"), ("供水应急", "预案"))]


def test_a_file_that_cannot_be_read_says_what_it_is() -> None:
    damaged = read(b"PK\x03\x04 word/document.xml torn")
    assert damaged.reading.cause is Cause.UNREADABLE
    assert damaged.reading.detail.startswith("docx: ")
    picture = read(b"\x89PNG\r\n\x1a\n" + bytes(64))
    assert picture.reading.detail == "not a text page: application/image"


def test_the_command_names_a_file_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / f"{TITLE}.docx").write_bytes(filed("docx", "", BLOCKS))
    assert run(monkeypatch, tmp_path, "read", f"{TITLE}.docx") == 0
    shown = capsys.readouterr().out
    assert "encoding   docx\nfile       " in shown
    assert TITLE in shown
    assert "云政办〔2026〕7号" in shown

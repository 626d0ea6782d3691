"""Notices and ledgers from the console: drafts for the office, approved ones for the unit."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from docx import Document
from openpyxl import load_workbook

from checks.engine.case import CaseState
from checks.engine.outcome import Basis
from crawler.records import BEIJING
from scheduler.papers.making import approve, make_notices
from tests.console.folk import Console, issue
from tests.scheduler.papers.papertown import Town, finding

RUN = "2026-11-20"
TOLD, QUIET, OTHER = finding(1), finding(2), finding(5, portal="jiaoyu")
SUSPECTED = finding(3, basis=Basis.ABSENCE)
NOON = datetime(2026, 11, 20, 12, tzinfo=BEIJING)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = Town(tmp_path)
    made.night(RUN, TOLD, QUIET, OTHER, SUSPECTED)
    issue(made, TOLD, RUN)
    return made


def text(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = (cell.text for one in document.tables for row in one.rows for cell in row.cells)
    headers = (one.text for one in document.sections[0].header.paragraphs)
    return "\n".join([*headers, *(one.text for one in document.paragraphs), *cells])


def test_the_office_gets_drafts_and_a_unit_only_what_was_approved(town: Town) -> None:
    console = Console(town)
    answer = console.get("/portals/yunxi/notice.docx")
    told = text(answer.content)
    assert "草稿（未经批准，不得外发）" in told
    assert TOLD.statement in told
    assert unquote(answer.headers["content-disposition"]).endswith("_yunxi_草稿.docx")
    for who in ("unit", "reader"):
        refused = console.get("/portals/yunxi/notice.docx", who=who)
        assert refused.status_code == 404
        assert "尚未批准" in refused.text
    assert list(town.db.query("SELECT * FROM papers")) == []
    make_notices(town.db, town.place, date(2026, 11, 20), ("yunxi",), lambda: NOON)
    approve(town.db, town.place.places, f"notice-{RUN}-yunxi", "李四", NOON)
    for who in ("unit", "reader", "assessor"):
        assert "草稿" not in text(console.get("/portals/yunxi/notice.docx", who=who).content)
    sheet = console.get("/portals/yunxi/notice.xlsx", who="unit").content
    assert "附件1 问题清单" in load_workbook(io.BytesIO(sheet)).sheetnames
    assert console.get("/portals/jiaoyu/notice.docx", who="unit").status_code == 404
    with zipfile.ZipFile(io.BytesIO(console.get("/notices.zip").content)) as archive:
        assert sorted(archive.namelist()) == [
            f"整改通知_{RUN}_云州市教育局_jiaoyu_草稿.docx",
            f"整改通知_{RUN}_云州市教育局_jiaoyu_草稿.xlsx",
            f"整改通知_{RUN}_云溪县人民政府_yunxi.docx",
            f"整改通知_{RUN}_云溪县人民政府_yunxi.xlsx",
        ]
    assert console.get("/notices.zip", who="unit").status_code == 404
    assert ("unit", "refused") in {line[:2] for line in console.folk.log}


def test_a_ledger_keeps_scores_back_until_they_are_released(town: Town) -> None:
    console = Console(town)
    mine = rows(console.get("/portals/yunxi/ledger.xlsx", who="reader").content, "云溪县人民政府")
    titles = [f"关于第{number}件事的通知" for number in (1, 2, 3)]
    assert [row["信息标题"] for row in mine] == titles
    assert {(row["分值"], row["扣分"]) for row in mine} == {("未发布", "未发布")}
    book = load_workbook(io.BytesIO(console.get("/ledger.xlsx", who="reader").content))
    assert book.sheetnames[:4] == ["汇总", "云州市人民政府", "云溪县人民政府", "云州市教育局"]
    assert {row[3].value for row in book["汇总"].iter_rows(min_row=5)} == {"—"}
    shown = rows(console.get("/portals/yunxi/ledger.xlsx").content, "云溪县人民政府")
    assert [row["扣分"] for row in shown][2] == "待确认"
    assert all(float(row["扣分"]) > 0 for row in shown[:2])
    assert ("assessor", "unreleased") in {line[:2] for line in console.folk.log}
    town.release(RUN)
    mine = rows(console.get("/portals/yunxi/ledger.xlsx", who="reader").content, "云溪县人民政府")
    assert all(float(row["扣分"]) > 0 for row in mine[:2])


def test_a_units_ledger_is_its_own_without_suspicions(town: Town) -> None:
    console = Console(town)
    for address in ("/ledger.xlsx", "/portals/yunxi/ledger.xlsx"):
        data = console.get(address, who="unit").content
        assert load_workbook(io.BytesIO(data)).sheetnames == ["汇总", "云溪县人民政府"]
        own = rows(data, "云溪县人民政府")
        assert [row["信息标题"] for row in own] == ["关于第1件事的通知", "关于第2件事的通知"]
    assert console.get("/portals/jiaoyu/ledger.xlsx", who="unit").status_code == 404


def test_a_ledger_of_the_last_night_has_what_was_done_since(town: Town) -> None:
    town.decide(RUN, QUIET, CaseState.WAIVED, reason="单位合并")
    own = rows(Console(town).get("/portals/yunxi/ledger.xlsx").content, "云溪县人民政府")
    assert {row["信息标题"]: row["状态"] for row in own}["关于第2件事的通知"] == "免予扣分"


def rows(data: bytes, sheet: str) -> list[dict[str, object]]:
    head, *rest = load_workbook(io.BytesIO(data))[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rest]

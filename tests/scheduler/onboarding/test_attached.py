# ruff: noqa: E501  (pages read best unbroken)
"""`gongkai read` on notices that are nothing but what is attached to them."""

from __future__ import annotations

from datetime import datetime

import pytest

from crawler.portals import Role
from crawler.records import BEIJING, Document
from scheduler.onboarding.examining import Examined, examine

AT = datetime(2026, 11, 20, 2, 0, tzinfo=BEIJING)
NAME = "2026年第1期云溪建设工程造价信息"
FILES = (
    f"<div id=zoom><a href='/down/downfile.jsp?id=0&filename=24d0.pdf'><img src='/i/pdf.png'>{NAME}.pdf</a>"
    "<a href='/picture/0/1.jpg'>封面图</a></div>"
)


def read(tag: str, inner: str, role: Role | None, column: str = "") -> Examined:
    head = f"<meta name=ArticleTitle content='{tag}'>" if tag else ""
    head += f"<meta name=ColumnName content='{column}'>" if column else ""
    body = f"<html><head><title>云溪县</title>{head}</head><body>{inner}</body></html>".encode()
    return examine("http://zjj.yunxi.test/a/2026/4/9/1.html", body, "text/html", AT, role)


@pytest.mark.parametrize("role", [None, Role.NOTICES])
def test_a_notice_of_attachments_alone_is_a_document_and_no_list(role: Role | None) -> None:
    found = read(NAME, f"<p>信息来源：云溪县住房和城乡建设局</p>{FILES}", role)
    (record,) = (one for one, _ in found.records)
    assert isinstance(record, Document)
    assert record.title == NAME
    assert found.reading.listing.entries == ()


@pytest.mark.parametrize(("tag", "column"), [("", ""), ("通知公告", ""), ("造价信息", "造价信息")])
def test_files_on_a_page_that_is_called_no_article_are_its_rows(tag: str, column: str) -> None:
    assert len(read(tag, FILES, Role.NOTICES, column).reading.listing.entries) == 2


def test_so_are_files_that_show_their_days_and_links_to_pages() -> None:
    dated = "".join(
        f"<li><a href='/f/{n}.pdf'>第{n}期造价信息</a> 2026-0{n}-09</li>" for n in (1, 2)
    )
    assert len(read(NAME, f"<ul>{dated}</ul>", Role.NOTICES).reading.listing.entries) == 2
    pages = "".join(
        f"<li><a href='/t/{n}.html'>云溪县第{n}期建设工程造价信息</a></li>" for n in (1, 2)
    )
    assert len(read(NAME, f"<ul>{pages}</ul>", Role.NOTICES).reading.listing.entries) == 2

# ruff: noqa: E501  (pages read best unbroken)
"""Pages that rulebooks ask for by title: their day, text, tables and attachments."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.materials import SoughtPage
from crawler.records.model import Entry, Field, Source
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, URL, html

TITLE = "云溪县“一件事”事项清单"
ROW = Entry(
    URL, TITLE, Role.NOTICES, SNAPSHOT, date=Field(date(2026, 5, 20), "2026-05-20", Source.ROW)
)


def opened(inner: str) -> Reading:
    page = Page.parse(URL, html(NAVIGATION + inner + FOOTER).encode(), "text/html; charset=utf-8")
    task = Task(Purpose.DETAIL, URL, Role.NOTICES, label=TITLE, entry=ROW, sought=True)
    return read(task, page, SNAPSHOT)


def sought(inner: str) -> SoughtPage:
    (found,) = opened(inner).asked
    assert isinstance(found, SoughtPage)
    return found


HEAD = "<tr><th>序号</th><th>事项名称</th><th>办理时限</th></tr>"
ROWS = "<tr><td>1</td><td>企业开办</td><td>1个工作日</td></tr><tr><td>2</td><td>新生儿出生</td><td>5个工作日</td></tr>"
LAYOUTS = {
    "trs": f'<h1 class="article_title">{TITLE}</h1><div class="article_extend"><span>发布时间：2026-05-20 09:12</span></div><div class="TRS_Editor"><table>{HEAD}{ROWS}</table></div>',
    "hanweb": f'<div class="bt"><p>{TITLE}</p></div><table class="xxgk"><tr><td>发布日期</td><td>2026年5月20日</td><td>索引号</td><td>A1</td></tr></table><div id="zoom"><table><tbody>{HEAD}{ROWS}</tbody></table></div>',
    "a title row above the head": f"<h2>{TITLE}</h2><p>时间：2026-05-20</p><table><tr><td colspan=3>{TITLE}</td></tr>{HEAD}{ROWS}</table>",
    "laid out in a table": f"<table><tr><td><h3>{TITLE}</h3><p>发布日期：2026-05-20</p><table>{HEAD}{ROWS}</table></td></tr></table>",
    "cells of paragraphs": f"<h2>{TITLE}</h2><p>2026-05-20</p><table>{HEAD.replace('<th>', '<td><p><b>').replace('</th>', '</b></p></td>')}{ROWS}</table>",
}


@pytest.mark.parametrize("inner", LAYOUTS.values(), ids=LAYOUTS)
def test_layouts(inner: str) -> None:
    found = sought(inner)
    assert "一件事" in found.title
    assert found.published_on is not None
    assert found.published_on.value == date(2026, 5, 20)
    heads = [table for table in found.tables if "事项名称" in table.cells]
    assert [(h.cells, h.rows) for h in heads] == [(("序号", "事项名称", "办理时限"), 2)]
    assert "企业开办" in found.text
    assert "主办单位" not in found.text


def test_attachments_are_named() -> None:
    found = sought(
        f'<h2>{TITLE}</h2><p>现予公布，详见附件。</p><p><a href="/f/1.xlsx">附件：一件事清单.xlsx</a></p>'
    )
    assert [link.text for link in found.attachments] == ["附件：一件事清单.xlsx"]
    assert found.tables == ()


def test_personal_numbers_are_masked() -> None:
    found = sought(
        f"<h2>{TITLE}</h2><table><tr><td>姓名</td><td>13812345678</td></tr><tr><td>甲</td><td>13912345678</td></tr></table>"
    )
    assert "13812345678" not in found.text + "".join(found.tables[0].cells)


def test_it_is_no_content_of_the_section() -> None:
    reading = opened(LAYOUTS["trs"])
    assert not any(isinstance(record, SoughtPage) for record in reading.records)


@pytest.mark.parametrize(
    "inner",
    ["", "<table>", "<table><tr></tr></table>" * 200, "<table><tr><td>" * 300, "\x00<td>一"],
)
def test_broken_pages_are_read_without_harm(inner: str) -> None:
    reading = opened(inner)
    assert reading.cause is not None or len(reading.asked) == 1


@pytest.mark.parametrize(
    ("above", "inner", "chars"),
    [
        ("欢迎访问云溪县人民政府网站　<a href=/>网站首页</a>", "", 0),
        ("今日要闻速览", "", 6),
        ("", "<p>欢迎登录云溪县人民政府网站报名。</p>", 16),
    ],
)
def test_what_a_masthead_says_is_no_text_of_a_page(above: str, inner: str, chars: int) -> None:
    text = html(
        f"<div class=top>{above}</div>{NAVIGATION}<h1>{TITLE}</h1><div>2026-05-20 16:48</div>{inner}{FOOTER}"
    )
    page = Page.parse(URL, text.encode(), "text/html; charset=utf-8")
    task = Task(Purpose.DETAIL, URL, Role.NOTICES, label=TITLE, entry=ROW, sought=True)
    (one,) = read(task, page, SNAPSHOT).asked
    assert isinstance(one, SoughtPage)
    assert one.text_chars == chars


HEADS = {
    "who filled it in stands above": f"<table><tr><td>{TITLE}</td><td></td><td></td></tr><tr><td>填报单位：云溪县政务服务局</td><td>日期：2026年5月</td></tr>{HEAD}{ROWS}</table>",
    "a head without a word": "<table><tr><td></td><td>事项名称</td><td>办理时限</td></tr>" + ROWS + "</table>",
    "two rows of heads": f"<table><tr><td rowspan=2>序号</td><td colspan=2>事项</td></tr><tr><td>事项名称</td><td>办理时限</td></tr>{ROWS}</table>",
    "merged cells of a workbook": f"<table><tr><td>序号</td><td>事项</td><td></td></tr><tr><td></td><td>事项名称</td><td>办理时限</td></tr>{ROWS}</table>",
}  # fmt: skip


@pytest.mark.parametrize("table", HEADS.values(), ids=HEADS)
def test_the_head_of_a_table_is_what_names_its_columns(table: str) -> None:
    (head,) = sought(f"<h2>{TITLE}</h2><p>2026-05-20</p>{table}").tables
    assert {"事项名称", "办理时限"} <= set(head.cells)
    assert head.rows == 2
    assert "企业开办" not in head.cells

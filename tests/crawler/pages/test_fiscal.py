# ruff: noqa: E501  (pages read best unbroken)
"""Pages of budgets and final accounts in several layouts."""

from __future__ import annotations

import pytest

from crawler.pages.fiscal import read_fiscal
from crawler.portals.roles import Role
from crawler.records import FiscalReport, decode, encode
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, page, task

TITLE = "云溪县水务局2025年度部门决算公开"
SAID = "公务接待费1.2万元，国内公务接待12批次、96人，比上年减少，主要原因是压减支出。"
ROWS = "".join(f"<tr><td>{n}</td><td>项目{n}</td><td>{n}2.50</td></tr>" for n in range(1, 5))
LAYOUTS = {
    "boxes": '<div class="c"><h1>{t}</h1><div class="info">发布时间：2026-08-20 来源：县水务局</div><div class="txt"><p>{s}</p>{b}</div></div>',
    "tables": "<table><tr><td><h2>{t}</h2></td></tr><tr><td>日期：2026-08-20 来源：县水务局</td></tr><tr><td><p>{s}</p>{b}</td></tr></table>",
    "article": "<article><h1>{t}</h1><p>2026-08-20 09:00 来源：县水务局</p><section><p>{s}</p></section>{b}</article>",
}


def read(layout: str, rest: str, said: str = SAID) -> FiscalReport:
    html = f"<html><head><title>{TITLE}</title></head><body>{NAVIGATION}{layout.format(t=TITLE, s=said, b=rest)}{FOOTER}</body></html>"
    one = read_fiscal(page(html), task(Role.BUDGETS), SNAPSHOT)
    assert decode(encode(one)) == one
    return one


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_text_and_tables(layout: str) -> None:
    one = read(layout, f"<table><tr><th>序号</th><th>项目</th><th>金额</th></tr>{ROWS}</table>")
    assert "国内公务接待12批次" in one.text
    assert (one.tables, one.attachments, one.pictures) == (1, (), 0)
    assert one.published_on is not None
    bare = read(layout, "", "见附件。")
    assert (bare.tables, bare.text_chars < 50) == (0, True)


def test_two_rows_of_figures_are_no_table() -> None:
    rows = "<tr><td>1</td><td>甲</td></tr><tr><td>2</td><td>乙</td></tr>"
    assert (
        read(LAYOUTS["boxes"], f"<table><tr><th>序号</th><th>附件</th></tr>{rows}</table>").tables
        == 0
    )


@pytest.mark.parametrize(
    ("heads", "rows", "tables"),
    [
        (["科目", "预算数（万元）"], [["农林水支出", "812.4"], ["一般公共服务支出", "640.2"]], 1),
        (["项目", "金额"], [["教育支出", "31200万元"]], 1),
        (["类别", "限额（亿元）", "余额（亿元）"], [["一般债务", "101.2", "95.0"]], 1),
        (["科目", "决算数（万元）"], [["农林水支出", "见附件"]], 0),
        (["索引号", "文号"], [["000123456", "15"]], 0),
        (["序号", "单位名称"], [["1", "县水务局"], ["2", "县教育局"]], 0),
        (["金额（万元）", "备注"], [["1", "甲"]], 0),
    ],
)  # fmt: skip
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_small_tables(layout: str, heads: list[str], rows: list[list[str]], tables: int) -> None:
    told = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (heads, *rows)
    )
    assert read(layout, f"<table>{told}</table>").tables == tables


def test_files_pictures_and_links() -> None:
    rest = '<p><a href="/f/1.pdf">附件：决算公开.pdf</a></p><p><img src="/i/1.jpg" width="800" height="1000"></p><p><a href="/cz/2.html">水库管理所2025年度单位决算</a></p>'
    one = read(LAYOUTS["boxes"], rest)
    assert [file.url for file in one.attachments] == ["http://www.yunxi.test/f/1.pdf"]
    assert (one.pictures, one.links) == (1, 1)


def test_personal_data_is_masked() -> None:
    assert "13912345678" not in read(LAYOUTS["boxes"], "<p>联系人电话：13912345678</p>").text


def test_hostile() -> None:
    read(LAYOUTS["boxes"], "<table>" + "<tr>" * 5_000 + "<td>1</td>" * 5_000)

# ruff: noqa: E501  (pages read best unbroken)
"""Pages of budgets and final accounts in several layouts."""

from __future__ import annotations

import pytest

from crawler.pages.disclosures.fiscal import read_fiscal
from crawler.pages.files.filetexts import page_of_transcript
from crawler.pages.files.transcript import Block, Transcript
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


COLUMNED = {
    "sums under each other": (["收支总表　单位：万元", "农林水支出　　851.40", "教育支出　　13.70", "合计　　865.10"], 1),
    "several columns": (["项目 预算数 决算数", "农林水支出 1,851.40 1,800.00", "教育支出 0 13.70", "交通支出 5 6.00", "合计 1,900.00 1,819.70"], 1),
    "two tables": (["收入决算表　单位：元", "拨款 10.5", "其他 2.5", "合计 13.0", "支出情况说明如下", "支出决算表　单位：元", "人员 10.5", "公用 2.5", "合计 13.0"], 2),
    "the contents of a report": (["目录", "收入支出决算总表 4", "收入决算表 5", "支出决算表 16", "三公经费支出表 117"], 0),
    "rows too few": (["单位：万元", "农林水支出 851.40", "合计 851.40"], 0),
    "no word of money": (["站点 里程", "一号站 12.5", "二号站 13.5", "三号站 14.5"], 0),
    "sentences": (["支出合计如下", "农林水支出为851.40万元。", "教育支出为13.70万元。", "交通支出为5.10万元。"], 0),
    "a line without end": (["合计" + "支出 1.5" * 20_000] * 4, 0),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "tables"), COLUMNED.values(), ids=COLUMNED)
def test_columns_of_a_text_without_tables(lines: list[str], tables: int) -> None:
    said = Transcript(tuple(Block(line) for line in lines), by="pdftotext")
    filed = page_of_transcript(said, TITLE, "http://www.yunxi.test/f/1.pdf")
    assert read_fiscal(filed, task(Role.BUDGETS), SNAPSHOT).tables == tables


def test_files_pictures_and_links() -> None:
    rest = '<p><a href="/f/1.pdf">附件：决算公开.pdf</a></p><p><img src="/i/1.jpg" width="800" height="1000"></p><p><a href="/cz/2.html">水库管理所2025年度单位决算</a></p>'
    one = read(LAYOUTS["boxes"], rest)
    assert [file.url for file in one.attachments] == ["http://www.yunxi.test/f/1.pdf"]
    assert (one.pictures, one.links) == (1, 1)


def test_personal_data_is_masked() -> None:
    assert "13912345678" not in read(LAYOUTS["boxes"], "<p>联系人电话：13912345678</p>").text


def test_hostile() -> None:
    read(LAYOUTS["boxes"], "<table>" + "<tr>" * 5_000 + "<td>1</td>" * 5_000)

# ruff: noqa: E501  (pages read best unbroken)
"""Catalogues of major decisions in several layouts."""

from __future__ import annotations

import pytest

from crawler.pages.disclosures.decisions import read_decisions
from crawler.portals.roles import Role
from crawler.records import DecisionCatalogue, decode, encode
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, page, task

TITLE = "云溪县2026年度重大行政决策事项目录"


def read(inner: str) -> DecisionCatalogue:
    html = f"<html><head><title>{TITLE}</title></head><body>{NAVIGATION}<h1>{TITLE}</h1><div class='txt'>{inner}</div>{FOOTER}</body></html>"
    one = read_decisions(page(html), task(Role.DECISION_CATALOGUE), SNAPSHOT)
    assert decode(encode(one)) == one
    return one


def link(n: int, text: str = "查看") -> str:
    return f'<a href="/jc/{n}.html">{text}</a>'


LAYOUTS = {
    "plain": f"<table><tr><th>序号</th><th>事项名称</th><th>决策草案</th><th>决策结果</th></tr><tr><td>1</td><td>养老服务办法</td><td>{link(1)}</td><td>{link(2)}</td></tr><tr><td>2</td><td>公交票价</td><td></td><td></td></tr></table>",
    "a title row and blanks": f"<table><tr><td colspan=4>目录</td></tr><tr><td>序 号</td><td>决策事项</td><td>决策草案</td><td>决策结果</td></tr><tr><td>1</td><td>养老服务办法</td><td><p>{link(1)}</p></td><td>{link(2, '云政〔2026〕1号')}</td></tr><tr><td>2</td><td>公交票价</td><td>&nbsp;</td><td></td></tr></table>",
    "inside a table of layout": f"<table><tr><td><table><thead><tr><th>序号</th><th>项目名称</th><th>决策草案</th><th>决策结果</th></tr></thead><tbody><tr><td>1</td><td>养老服务办法</td><td>{link(1)}</td><td>{link(2)}</td></tr><tr><td>2</td><td>公交票价</td><td></td><td></td></tr></tbody></table></td></tr></table>",
    "heads in two rows": f"<table><tr><th rowspan=2>序号</th><th rowspan=2>重大行政决策事项名称</th><th colspan=2>全过程公开</th></tr><tr><th>决策草案</th><th>决策结果</th></tr><tr><td>1</td><td>养老服务办法</td><td>{link(1)}</td><td>{link(2)}</td></tr><tr><td>2</td><td>公交票价</td><td></td><td></td></tr></table>",
    "a table for each item": "".join(
        f"<table><tr><td>事项名称</td><td>{name}</td></tr><tr><td>承办单位</td><td>县民政局</td></tr><tr><td>决策草案</td><td>{one}</td></tr><tr><td>决策结果</td><td>{other}</td></tr></table>"
        for name, one, other in (("养老服务办法", link(1), link(2)), ("公交票价", "", ""))
    ),
    "scripted links": "<table><tr><th>序号</th><th>名称</th><th>决策草案</th><th>决策结果</th></tr><tr><td>1</td><td>养老服务办法</td><td><a href='javascript:void(0)' onclick=\"window.open('/jc/1.html')\">查看</a></td><td><a href='/jc/2.html'><img src=x.png></a></td></tr><tr><td>2</td><td>公交票价</td><td></td><td></td></tr></table>",
}


@pytest.mark.parametrize("inner", LAYOUTS.values(), ids=LAYOUTS)
def test_tables(inner: str) -> None:
    first, second = read(inner).items
    assert (first.name, second.name) == ("养老服务办法", "公交票价")
    stages = {cell.head: [one.url for one in cell.links] for cell in first.cells}
    assert stages["决策草案"] == ["http://www.yunxi.test/jc/1.html"]
    assert stages["决策结果"] == ["http://www.yunxi.test/jc/2.html"]
    assert not any(cell.links for cell in second.cells)


def test_a_cell_over_several_rows() -> None:
    inner = f"<table><tr><th>承办单位</th><th>事项名称</th><th>草案</th></tr><tr><td rowspan=2>民政局</td><td>甲</td><td>{link(1)}</td></tr><tr><td>乙</td><td>{link(2)}</td></tr></table>"
    assert [(item.name, item.cells[0].text) for item in read(inner).items] == [
        ("甲", "民政局"),
        ("乙", "民政局"),
    ]


def test_pages_without_a_table_of_items() -> None:
    for inner in (
        "",
        "<p>一、养老服务办法</p>",
        "<table><tr><td>承办</td><td>时间</td></tr><tr><td>甲</td><td>乙</td></tr></table>",
    ):
        assert read(inner).items == ()
    filed = read('<p>现将目录予以公布。</p><p><a href="/f/1.pdf">附件：目录.pdf</a></p>')
    assert [one.url for one in filed.attachments] == ["http://www.yunxi.test/f/1.pdf"]
    assert filed.text_chars > 0


def test_hostile_tables() -> None:
    wide = (
        "<table><tr>"
        + "<td rowspan=9999999 colspan=99999>事项名称</td>" * 50
        + "</tr>" * 300
        + "</table>"
    )
    deep = "<table><tr><td>" * 400 + "x"
    for inner in (
        wide,
        deep,
        "<table><tr><th>名称</th><th>草案</th></tr><tr><td colspan='x'>甲</td></tr></table>",
    ):
        read(inner)

# ruff: noqa: E501  (pages read best unbroken)
"""What the script of a page writes in place from an encoded text; heads over an unfilled list."""

from __future__ import annotations

import base64
from urllib.parse import quote, quote_plus

import pytest

from crawler.pages.markup.encoded import unpacked
from crawler.pages.markup.page import Page
from crawler.portals.roles import Role
from tests.crawler.pages.layouts import framed, read_list

URL = "http://www.yunxi.test/tz/index.html"
PAGER = "<a>73条</a> <a href='/tz/index_2.html'>2</a> <a href='/tz/index_2.html'>下一页</a>"
CALL = "<script>var p = decodeURIComponent(window.atob($('#pages').html()));$('#pages').html(p);</script>"


def held(text: str) -> str:
    return f'<div id="pages" class="page">{text}</div>{CALL}'


def decoded(text: str) -> str:
    html = framed(held(text))
    return unpacked(Page.parse(URL, html.encode(), "text/html; charset=utf-8")).html


@pytest.mark.parametrize("coded", [quote(PAGER), quote_plus(PAGER)])
def test_an_encoded_pager_is_read_where_it_stands(coded: str) -> None:
    html = decoded(base64.b64encode(coded.encode()).decode())
    assert PAGER in html
    assert html.count('id="pages"') == 1


@pytest.mark.parametrize(
    "text", ["正在加载…", "bm90IGh0bWw=", "aaaaaaaaa", base64.b64encode(b"%3Cscript%3E").decode()]
)
def test_what_encodes_no_html_stays_as_it_is(text: str) -> None:
    assert decoded(text) == framed(held(text))


# --- heads of columns over nothing --------------------------------------------------------------

HEADS = "<p>序号</p><p>标题</p><p>发文字号</p><p>成文日期</p>"


@pytest.mark.parametrize(
    "main",
    [
        f"<div class=listhead>{HEADS}</div><ul> </ul>",
        "<table><thead><tr><th>序号</th><th>标题</th><th>发文字号</th></tr></thead><tbody></tbody></table>",
    ],
    ids=["list", "table"],
)
def test_heads_of_columns_over_an_empty_list_and_a_script_are_a_shell(main: str) -> None:
    html = framed(main)
    assert not read_list(html, role=Role.NORMATIVE_DOCUMENTS).shell
    filled = html.replace("</body>", "<script src='/js/listflfg.js'></script></body>")
    reading = read_list(filled, role=Role.NORMATIVE_DOCUMENTS)
    assert reading.shell
    assert not reading.blank
    foreign = html.replace("</body>", "<script src='//cdn.invalid/a.js'></script></body>")
    assert not read_list(foreign, role=Role.NORMATIVE_DOCUMENTS).shell

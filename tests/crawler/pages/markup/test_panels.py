# ruff: noqa: E501  (pages read best unbroken)
"""Boxes that open by a click, and hidden ones that do not."""

from __future__ import annotations

import time

import pytest

from crawler.pages.markup.page import Page
from crawler.pages.markup.panels import with_panels
from crawler.pages.markup.shown import shown

TABS = {
    "a row of names, all shut": (
        "<ul><li onclick='look(1)'>丁一</li><li onclick='look(2)'>丁二</li></ul>"
        "<div><div style='display:none'>PANEL</div><div style='display: none;'>PANEL</div></div>"
    ),
    "tabs, the first open": (
        "<ul class=t><li><a href='javascript:;'>甲</a></li><li><a href='javascript:;'>乙</a></li></ul>"
        "<section><p>open</p><p hidden>PANEL</p></section>"
    ),
    "tabs by class": (
        "<div><span class='tab cur'>甲</span><span class='tab'>乙</span><span class='tab'>丙</span></div>"
        "<div><p>open</p><p style='display:none'>PANEL</p><p style='display:none'>PANEL</p></div>"
    ),
    "plain buttons": (
        "<div class=bar><button class=on>正文</button><button>解读</button></div>"
        "<section class=pane>open</section><section class=pane hidden>PANEL</section>"
    ),
    "items of a row named so": (
        "<ul class='tab-title'><li class=on>正文</li><li>解读</li></ul>"
        "<div>open</div><div style='display:none'>PANEL</div>"
    ),
    "by its role": (
        "<p><i role=tab>正文</i><i role=tab>解读</i></p><div>open</div><div hidden>PANEL</div>"
    ),
    "plain items, one for each box of a kind": (
        "<ul class=tabh><li>征集公告</li><li>草案内容</li><li>起草说明</li></ul><div class=c>open</div>"
        "<div class=c style='display:none'>PANEL</div><div class=c style='display:none'>PANEL</div>"
    ),
    "plain words beside a box of boxes": (
        "<div class=bar><p><span>征集公告</span><span>草案内容</span></p></div>"
        "<div><div hidden>PANEL</div><div>open</div></div>"
    ),
    "a link to its id": "<a href='#more'>详情</a><p>x</p><p>y</p><div id=more style='visibility:hidden'>PANEL</div>",
    "a button that names its id": "<p><button data-target='#b'>看</button></p><hr><div id=b hidden>PANEL</div>",
    "a script that names its id": "<i onclick=\"$('#hf').toggle()\">展开</i><hr><div id=hf style='display:none'>PANEL</div>",
    "right below its name": "<dl><dt><a href='javascript:show(this)'>答复</a></dt> <dd style='display:none'>PANEL</dd></dl>",
    "below its name and a date": (
        "<div><h4 onclick='t(this)'>关于供暖</h4><p>2026-10-01</p><div style='display:none'>PANEL</div></div>"
    ),
}
SHUT = {
    "fewer plain items than boxes": (
        "<ul><li>征集公告</li><li>草案内容</li></ul><div class=c>open</div>"
        "<div class=c hidden>PANEL</div><div class=c hidden>PANEL</div>"
    ),
    "plain items of a menu, all shut": (
        "<ul><li>政务公开</li><li>互动交流</li></ul><div class=c hidden>PANEL</div><div class=c hidden>PANEL</div>"
    ),
    "items that lead elsewhere": (
        "<ul><li><a href='/a/'>征集公告</a></li><li><a href='/b/'>草案内容</a></li></ul>"
        "<div class=c>open</div><div class=c hidden>PANEL</div>"
    ),
    "plain words above a text and a box to log in": (
        "<h1>公告</h1><ul><li>分享</li><li>登录</li></ul><div>open</div><div hidden>PANEL</div>"
    ),
    "nothing to click": "<p>text</p><div style='display:none'>PANEL</div>",
    "a way out": "<p><a href='/a.html'>甲</a></p><div style='display:none'>PANEL</div>",
    "tools of the page": (
        "<p><a href='javascript:doZoom(16)'>大</a><a href='javascript:doZoom(12)'>小</a>"
        "<a onclick='window.print()'>打印</a></p><div style='display:none'>PANEL</div>"
    ),
    "a form's button": (
        "<form><button type=submit>搜索</button></form><div style='display:none'>PANEL</div>"
    ),
    "more boxes than names": (
        "<ul><li onclick='f(1)'>甲</li><li onclick='f(2)'>乙</li></ul><p>x</p>"
        + "<div style='display:none'>PANEL</div>" * 4
    ),
}


def text_of(page: Page) -> str:
    return " ".join(line.text for line in shown(page).lines)


@pytest.mark.parametrize("name", TABS)
def test_what_a_click_opens_is_shown(name: str) -> None:
    page = Page.parse("http://x.test/", TABS[name].encode(), "text/html")
    assert "PANEL" not in text_of(page)
    opened = with_panels(page)
    assert opened is not None
    assert text_of(opened).count("PANEL") == TABS[name].count("PANEL")
    assert "PANEL" not in text_of(page), "the page itself stays as it was"


@pytest.mark.parametrize("name", SHUT)
def test_what_nothing_opens_stays_hidden(name: str) -> None:
    page = Page.parse("http://x.test/", SHUT[name].encode(), "text/html")
    opened = with_panels(page)
    assert opened is None or "PANEL" not in text_of(opened)


@pytest.mark.parametrize(
    "html",
    [
        "<li onclick=f()><span class=tab>" * 2_000 + "<div hidden>",
        "<li>" + "<a href=#>x</a>" * 9_000 + "<p hidden>",
        "<p hidden><a onclick>x</a></p>" * 3_000,
        "<div hidden style='display:none" * 500,
    ],
)
def test_hostile_pages_take_no_time(html: str) -> None:
    page = Page.parse("http://x.test/", html.encode(), "text/html")
    began = time.process_time()
    with_panels(page)
    assert time.process_time() - began < 3

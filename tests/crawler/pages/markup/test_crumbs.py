"""The breadcrumb of a page: its labels and nothing that stands below it."""

from __future__ import annotations

import pytest

from crawler.pages.markup.layout import Layout
from crawler.pages.markup.page import Page

HOME = "<a href='/'>首页</a>"
BOARD = "<a href='/hdjl/'>互动交流</a> &gt; <a href='/szxx/'>市长信箱</a>"
LETTER = (
    "<h1>优待证遗失补办</h1><table><tr><td>信件编号</td><td>YZ2026-049</td></tr>"
    "<tr><td>来信时间</td><td>2026-10-28</td></tr></table><p>页面更新时间：2026-11-29</p>"
)


def crumbs(body: str) -> tuple[str, ...]:
    html = f"<html><body>{body}</body></html>".encode()
    return Layout(
        Page.parse("http://www.yunxi.test/a/1.html", html, "text/html;charset=utf-8")
    ).crumbs()


@pytest.mark.parametrize(
    "page",
    [
        "<div class='wauto'><div class='wz'>您现在的位置： {crumb}</div>{letter}</div>",
        "<div class='wauto'><div class='wz'><span>您现在的位置：</span>{crumb}</div>{letter}</div>",
        "<div class='location'><p>当前位置：{crumb}</p>{letter}</div>",
        "<div class='wauto'>当前位置：{crumb}{letter}</div>",
        "<div class='position'>{crumb}{letter}</div>",
        "<div class='location'>今天是2026-11-29 当前位置：{crumb}</div>{letter}",
    ],
)
def test_what_stands_below_a_breadcrumb_is_not_taken_for_its_labels(page: str) -> None:
    found = crumbs(page.format(crumb=f"{HOME} &gt; {BOARD}", letter=LETTER))
    assert found == ("互动交流", "市长信箱")


@pytest.mark.parametrize("sign", ["&gt;", "»", "/", "-", "→", " - ", " &gt;&gt; ", "|"])
@pytest.mark.parametrize(
    "box",
    [
        "<div class='crumb'>{}</div>",
        "<div>当前位置：{}</div>",
        "<table><tr><td><font>您的位置：{}</font></td></tr></table>",
        "<div class='location'><span>当前位置：</span>{}</div>",
    ],
)
def test_ordinary_breadcrumbs(box: str, sign: str) -> None:
    links = (HOME, "<a href='/zwgk/'>政务公开</a>", "<a href='/tzgg/'>通知公告</a>")
    assert crumbs(box.format(sign.join(links))) == ("政务公开", "通知公告")
    plain = (HOME, "<a href='/zwgk/'>政务公开</a>", "<span>通知公告</span>")
    assert crumbs(box.format(sign.join(plain))) == ("政务公开", "通知公告")


def test_a_breadcrumb_in_parts_and_with_the_title_of_its_page() -> None:
    inner = f"<span>您的位置：{HOME} &gt; <a href='/a/'>政务公开</a></span>"
    parts = f"<p>{inner} &gt; <a href='/b/'>公报</a></p>"
    assert crumbs(parts) == ("政务公开", "公报")
    titled = (
        f"<p class='location'>{HOME} &gt; <a href='/a/'>规划</a> &gt; 2021-2025年新站点的位置</p>"
    )
    assert crumbs(titled)[0] == "规划"
    years = (
        f"<p class='location'>当前位置：{HOME} &gt; <a href='/a/'>规划</a> &gt; 2021-2025年规划</p>"
    )
    assert crumbs(years) == ("规划", "2021-2025年规划")

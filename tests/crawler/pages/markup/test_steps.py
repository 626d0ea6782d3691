# ruff: noqa: E501  (pages read best unbroken)
"""The breadcrumb tells what a page is called that has no heading of its own."""

from __future__ import annotations

import pytest

from crawler.pages.markup.outline import outline
from crawler.pages.markup.shown import shown
from crawler.pages.markup.steps import steps_of
from tests.crawler.pages.pages import page

SAID = (
    "<p>贯彻执行党的路线方针政策，发展农村经济，提供公共服务。</p><p>办公地址：云溪镇中兴街1号</p>"
)
MENU = "<table><tr><td class=lmbt>政务公开</td></tr><tr><td><a href='/1'>镇领导</a></td></tr><tr><td><a href='/2'>内设机构</a></td></tr></table>"
NEWS = "<table><tr><td class=lmbt>最新动态</td></tr><tr><td><a href='/3'>云溪镇召开会议</a></td></tr><tr><td><a href='/4'>云溪镇举办招聘会</a></td></tr></table>"
PLAIN = "<div class=weizhi>当前位置：<a href='/'>首页</a> &gt;&gt; <a href='/g'>政务公开</a> &gt;&gt; 机构职能</div>"
ITEMS = "<ul><li>当前位置：</li><li><a href='/'>首页</a></li><li><a href='/g'>政务公开</a></li><li>机构职能</li></ul>"
HOME = "<div><a href='/'>首页</a> &gt; <a href='/g'>政务公开</a> &gt; 机构职能 &gt; 正文</div>"


def titled(inner: str, title: str = "机构职能-云溪镇人民政府") -> str:
    html = f"<html><head><title>{title}</title></head><body>{inner}</body></html>"
    return outline(page(html)).title


@pytest.mark.parametrize("title", ["机构职能-云溪镇人民政府", "云溪镇人民政府", ""])
@pytest.mark.parametrize("crumb", [PLAIN, ITEMS, HOME])
@pytest.mark.parametrize("left", [MENU, MENU + NEWS])
def test_the_head_of_a_menu_is_not_the_title(left: str, crumb: str, title: str) -> None:
    beside = f"<table><tr><td>{left}</td><td>{crumb}<div>{SAID}</div></td></tr></table>"
    assert titled(beside, title) == "机构职能"
    assert (
        titled(f"{crumb}<table><tr><td>{MENU}</td><td>{SAID}</td></tr></table>", title)
        == "机构职能"
    )


OWN = {
    "below the breadcrumb": (f"{PLAIN}<h1>云溪镇机构职能</h1>{SAID}", "云溪镇机构职能"),
    "beside a menu": (f"{MENU}{PLAIN}<h2>云溪镇主要职能介绍</h2>{SAID}", "云溪镇主要职能介绍"),
    "the name of its column": (f"{PLAIN}<h1>政务公开</h1>{SAID}", "政务公开"),
    "without a breadcrumb": (f"<h1>机构职能</h1><p>{SAID}</p>", "机构职能"),
}


@pytest.mark.parametrize(("inner", "title"), OWN.values(), ids=OWN)
def test_a_heading_of_its_own_is_the_title(inner: str, title: str) -> None:
    assert titled(inner, "云溪镇人民政府") == title


def test_a_menu_that_begins_with_home_is_no_breadcrumb() -> None:
    menu = "<ul><li><a href='/'>首页</a></li><li><a href='/a'>云溪概况</a></li><li><a href='/b'>政务公开</a></li></ul>"
    assert steps_of(shown(page(f"<body>{menu}<h1>机构职能</h1></body>"))).words == ()


NOTICE = "关于做好云溪县防汛工作的通知"
TOOLS = "<div><p><a href='#p'>打印本页</a></p><p><a href='#s'>分享到微信</a></p></div>"
CRUMBS = {
    "a line": "<div>当前位置：首页 &gt; 政策文件 &gt; 县政府办文件</div>",
    "items": "<ul><li>当前位置：</li><li><a href='/'>首页</a></li><li><a href='/z'>政策文件</a></li><li><a href='/z/x'>县政府办文件</a></li></ul>",
}


@pytest.mark.parametrize("site", ["云溪县人民政府", ""])
@pytest.mark.parametrize("tag", ["h1", "h2"])
@pytest.mark.parametrize("crumb", CRUMBS.values(), ids=CRUMBS)
@pytest.mark.parametrize("tools", [TOOLS, ""])
def test_a_title_above_the_breadcrumb_is_the_page_s_own(
    tools: str, crumb: str, tag: str, site: str
) -> None:
    assert titled(f"<{tag}>{NOTICE}</{tag}>{tools}{crumb}<div>{SAID}</div>", site) == NOTICE


def test_links_of_a_page_s_tools_make_no_menu() -> None:
    inner = f"<h2>云溪供水进万家</h2>{TOOLS}{CRUMBS['a line']}<div>{SAID}</div>"
    assert titled(inner, "云溪县人民政府") == "云溪供水进万家"

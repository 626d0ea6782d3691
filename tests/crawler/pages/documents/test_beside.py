# ruff: noqa: E501  (pages read best unbroken)
"""Blank pages, and pages that only look blank."""

from __future__ import annotations

import pytest

from crawler.pages.disclosures.sought_page import read_sought_page
from crawler.pages.documents.beside import unmarked_chars
from crawler.portals.roles import Role
from crawler.records import SoughtPage
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, page, task

TITLE = "关于用水高峰期错峰用水的通知"
LAYOUTS = {
    "table": "<table><tr><td><h2>{t}</h2></td></tr><tr><td>发布时间：2026-05-20 来源：县水务局 阅读：761次</td></tr><tr><td>{b}</td></tr></table>",
    "boxes": '<div class="detail"><h1>{t}</h1><div class="info">2026-05-20 09:12 来源：县水务局 字号：[ 大 中 小 ]</div><div class="txt">{b}</div></div>',
    "article": "<article><header><h1>{t}</h1><p>信息来源：县水务局 发布日期：2026年5月20日 点击数：<i>12</i></p></header>{b}</article>",
}


def read(inner: str, head: str = "") -> SoughtPage:
    html = f"<html><head><title>{TITLE}_云溪县人民政府</title>{head}</head><body>{NAVIGATION}{inner}{FOOTER}</body></html>"
    return read_sought_page(page(html), task(Role.NEWS), SNAPSHOT)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_blank_and_not(layout: str) -> None:
    one = read(layout.format(t=TITLE, b=""))
    assert (one.text_chars < 10, one.beside) == (True, ()), one.text
    assert (
        read(
            layout.format(t=TITLE, b="<p>请各用水单位错开早晚高峰用水，共同保障供水安全。</p>")
        ).text_chars
        >= 20
    )


BANNER = (
    '<div class="top"><a href="/index.htm"><img src="/images/b.png" alt="云溪县人民政府"></a></div>'
)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_banner_over_the_menus_is_no_picture_of_the_page(layout: str) -> None:
    def over(inner: str) -> SoughtPage:
        html = f"<html><head><title>{TITLE}</title></head><body>{BANNER}{NAVIGATION}{inner}{FOOTER}</body></html>"
        return read_sought_page(page(html), task(Role.NEWS), SNAPSHOT)

    assert over(layout.format(t=TITLE, b="<p>&nbsp;</p>")).beside == ()
    drawn = HELD["picture"]
    assert over(layout.format(t=TITLE, b=drawn)).beside == ("picture",)
    assert over(drawn + layout.format(t=TITLE, b="")).beside == ("picture",)


def test_the_bullets_of_a_menu_are_no_pictures_of_the_page() -> None:
    dot = '<tr><td><img src="/i/d.gif" alt="·"><a href="/l?c={n}">{w}</a></td></tr>'
    words = ("公开指南", "公开制度", "公开年报", "机构概况", "政策解读")
    side = "".join(dot.format(n=n, w=word) for n, word in enumerate(words))
    menu = f"<table><tr><td>信息公开栏目</td></tr>{side}</table>"
    layout = LAYOUTS["table"]
    assert read(menu + layout.format(t=TITLE, b="")).beside == ()
    for held in (
        HELD["picture"],
        '<img data-src="/i/1.png">' * 3,
        '<img data-src="/i/{}.png" src="/i/l.gif">',
    ):
        assert "picture" in read(menu + layout.format(t=TITLE, b=f"<p>{held}</p>")).beside


HELD = {
    "picture": '<p><img src="/images/notice.png" width="700" height="900"></p>',
    "frame": '<iframe src="/pdf/1.pdf"></iframe>',
    "link": '<p><a href="http://www.sj.test/notice/1.html">关于用水高峰期错峰用水的通知（原文）</a></p>',
    "file": '<p><a href="/files/1.pdf">附件：通知.pdf</a></p>',
    "script": '<div id="c">{{article.content}}</div>',
}


@pytest.mark.parametrize(("sort", "inner"), HELD.items(), ids=HELD)
def test_what_else_a_page_holds(sort: str, inner: str) -> None:
    assert sort in read(LAYOUTS["boxes"].format(t=TITLE, b=inner)).beside


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("发布时间：2026-05-20 09:12 信息来源：云州市水务局 点击数：", 0),
        ("2026-05-20 09:12来源：青岚县人民政府\n相关链接", 0),
        ("来源： 县水务局 作者：某某 字体：【大 中 小】 浏览次数：12次", 0),
        ("日期：2026年7月20日　发布：青石镇党政综合办　阅读40次", 0),
        ("发布单位：县水务局 发布人：张某", 0),
        ("请按时发布公告。", 8),
        ("", 0),
        ("请错峰用水。", 6),
    ],
)
def test_marks_are_no_text(text: str, count: int) -> None:
    assert unmarked_chars(text) == count

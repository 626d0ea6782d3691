"""Covers: frames, refreshes, jumps and picture links that stand before the real front page."""

from __future__ import annotations

import pytest

from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.reading import Target
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from tests.crawler.pages.layouts import framed, snapshot

HOME = "http://www.yunxi.test/"
INDEX = HOME + "index.html"


def targets(html: str) -> tuple[Target, ...]:
    page = Page.parse(HOME, html.encode(), "text/html", 200)
    return read(Task(Purpose.HOME, HOME, Role.HOME), page, snapshot(HOME)).targets


@pytest.mark.parametrize(
    ("html", "within"),
    [
        ("<html><frameset rows='*'><frame src='index.html'></frameset></html>", True),
        ("<body><iframe src='/index.html' width='100%'></iframe></body>", True),
        ("<head><meta http-equiv=refresh content='0;url=index.html'></head><body></body>", True),
        ("<body><script>setTimeout(\"location.href='index.html'\",900)</script></body>", True),
        ("<body><a href='index.html'><img src='welcome.jpg'></a></body>", False),
        ("<body><a href='index.html'><img src='a.jpg' alt='首页'></a> 版权所有</body>", False),
        ("<body><map><area href='index.html'></map><img src='a.jpg'></body>", False),
        ("<body><div onclick=\"location.href='index.html'\"><img src='a.jpg'></div></body>", False),
    ],
)
def test_a_cover_leads_on(html: str, within: bool) -> None:
    found = [target for target in targets(html) if target.url == INDEX and not target.label]
    assert [target.within for target in found] == [within]


def test_a_real_front_page_is_no_cover() -> None:
    menu = framed(
        "<ul><li><a href='/a/'>政策解读</a></li></ul><iframe src='/weather.html'></iframe>"
    )
    assert all(target.label and not target.within for target in targets(menu))


def test_frames_beside_a_menu_are_seen_too() -> None:
    html = "<frameset><frame src='top.html'><frame src='main.html'><frame src='/'></frameset>"
    assert [t.url for t in targets(html)] == [HOME + "top.html", HOME + "main.html"]

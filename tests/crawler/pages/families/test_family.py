"""The family of a page's content system, and the edition of it where the page tells it."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import pytest

from crawler.pages.families.family import fingerprint
from crawler.pages.families.familyversion import version_of
from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from tests.crawler.pages.layouts import framed, snapshot

URL = "http://www.yunxi.test/tzgg/"


@pytest.mark.parametrize(
    ("html", "family", "version"),
    [
        ('<!--Announced by Visual SiteBuilder 9--><link href="_sitegray/a.css">', "vsb", "9"),
        ('<meta name="generator" content="EmpireCMS 7.5">', "empirecms", "7.5"),
        ("<p>Powered by <b>EmpireCMS</b> <em>7.2</em></p>", "empirecms", "7.2"),
        ('<a href="/e/action/ListInfo/?classid=5">通知公告</a>', "empirecms", ""),
        ('<a href="/e/tool/feedback/?bid=1">留言</a><a href="/e/search/">搜索</a>', "empirecms", ""),
        ('<meta name="generator" content="Hanweb JCMS v2.6.3">', "hanweb", "2.6.3"),
        ('<div class=TRS_Editor></div><a href="/was5/web/search?channelid=1">搜</a>', "trs", "was5"),
        ('<!-- lonsun EX8 --><div class="j-fontContent"></div>', "lonsun", "8"),
        ("<p>VSB 2026-11-20，EX 20</p>", "generic", ""),
        ('<a href="/zwgk/e/1.html">政务公开</a>', "generic", ""),
    ],
)  # fmt: skip
def test_family_and_edition(html: str, family: str, version: str) -> None:
    page = Page.parse(URL, html.encode(), "text/html")
    name, certainty = fingerprint(page)
    assert (name, version_of(page, name)) == (family, version)
    assert 0.3 <= certainty <= 1.0


def test_a_reading_tells_family_edition_and_how_sure_that_is() -> None:
    mark = '<!--Announced by Visual SiteBuilder 9--><a href="/info/1023/4567.htm">关于开展调查的公告</a>'
    page = Page.parse(URL, framed(mark).encode(), "text/html")
    reading = read(Task(Purpose.SECTION, URL, Role.NOTICES), page, snapshot(URL))
    assert (reading.family, reading.version) == ("vsb", "9")
    assert 0.8 < reading.certainty < 1.0

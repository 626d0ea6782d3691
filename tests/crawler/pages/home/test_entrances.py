"""What a page offers to click, in the manner of several families."""

from __future__ import annotations

import pytest

from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.materials import Entrances
from tests.crawler.pages.pages import SNAPSHOT, URL, html


def entrances(inner: str, head: str = "") -> Entrances:
    page = Page.parse(URL, html(inner, head).encode(), "text/html; charset=utf-8")
    (found,) = read(Task(Purpose.HOME, URL, Role.HOME, entrances=True), page, SNAPSHOT).asked
    assert isinstance(found, Entrances)
    return found


WAYS = {
    "a plain link": '<a href="/xz/">县长信箱</a>',
    "a link with a line break": '<a href="/xz/"><i class="ico"></i> 县 长<br>信 箱</a>',
    "a picture": '<a href="/xz/"><img src="x.png" alt="县长信箱"></a>',
    "a title beside other words": '<a href="/xz/" title="县长信箱"><img src="x.png"></a>',
    "a link that a script answers": '<a href="javascript:openXz()">县长信箱</a>',
    "a box with a handler": '<div class="wza" onclick="go(1)"><span>县长信箱</span></div>',
    "a button": '<button type="button">县长信箱</button>',
    "a submit field": '<form action="/s"><input type="submit" value="县长信箱"></form>',
    "the hint of a field": '<input name="q" placeholder="县长信箱">',
    "an area of a map": '<map><area href="/xz/" alt="县长信箱"></map>',
    "in traditional script": '<a href="/xz/">縣長信箱</a>',
    "for screen readers alone": '<a href="/xz/" aria-label="县长信箱"></a>',
    "the title of its picture": '<a href="/xz/"><img src="x.png" title="县长信箱"></a>',
    "an address for a script": '<li data-url="/xz/"><span>县长信箱</span></li>',
    "a role": '<span role="button">县长信箱</span>',
}


@pytest.mark.parametrize("inner", WAYS.values(), ids=WAYS)
def test_ways_to_offer_an_entrance(inner: str) -> None:
    labels = {"".join(one.label.split()) for one in entrances(inner).offered}
    assert "县长信箱" in labels


NONE = {
    "running text": "<p>请通过县长信箱反映问题。</p>",
    "a comment": '<!-- <a href="/xz/">县长信箱</a> -->',
    "the title of an article": f'<a href="/1.html">县长信箱{"来信办理情况" * 6}通报</a>',
    "a hidden field": '<input type="hidden" value="县长信箱">',
}


@pytest.mark.parametrize("inner", NONE.values(), ids=NONE)
def test_what_is_no_entrance(inner: str) -> None:
    assert not any("县长信箱" in one.label for one in entrances(inner).offered)


def test_each_label_once_with_the_address_met_first() -> None:
    found = entrances('<a href="/a/">领导信箱</a><a href="/b/">领导信箱</a>')
    (one,) = [x for x in found.offered if x.label == "领导信箱"]
    assert one.url.endswith("/a/")


def test_scripts_that_may_add_more_are_told() -> None:
    assert entrances("<p>首页</p>", '<script src="/wza.js"></script>').scripted
    assert not entrances("<p>首页</p>", "<script>var a = 1;</script>").scripted


def test_numbers_of_persons_are_masked() -> None:
    found = entrances('<a href="/t/">联系人13812345678</a>')
    assert not any("13812345678" in one.label for one in found.offered)


def test_nothing_is_taken_where_nothing_was_asked() -> None:
    page = Page.parse(URL, html('<a href="/a/">领导信箱</a>').encode(), "text/html")
    assert read(Task(Purpose.HOME, URL, Role.HOME), page, SNAPSHOT).asked == ()


def test_a_page_of_thousands_of_links_is_bounded() -> None:
    many = "".join(f'<a href="/{n}/">入口{n}</a>' for n in range(9_000))
    assert len(entrances(many).offered) == 1_500

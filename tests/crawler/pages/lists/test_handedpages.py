"""Pagers whose links hand the address of a page to the page's script."""

from __future__ import annotations

import pytest

from tests.crawler.pages.layouts import framed, read_list, rows

LIST = "<ul>" + rows('<li><a href="{u}">{t}</a><span>{d}</span></li>') + "</ul>"
SITE = "http://www.yunxi.test"
TURN = "queryArticles(this,'/xxgk/list-2.html')"
GO = "jumpTo('box','3','{}','/xxgk/list-%1.html')"


def _turns(links: str, number: int = 1) -> dict[int, str]:
    page = framed(f"<div class='con'>{LIST}<div class='page'>{links}</div></div>")
    url = f"{SITE}/xxgk/list-{number}.html"
    return {turn.page_number: turn.url for turn in read_list(page, url, number=number).turns}


@pytest.mark.parametrize(
    "link",
    [
        f'<a title="下一页" onclick="{TURN}" tagname="/xxgk/list-2.html">下一页</a>',
        f'<a title="下一页" onclick="{TURN}"></a>',
        '<a href="javascript:;" tagname="/xxgk/list-2.html">下一页</a>',
        f'<a href="javascript:{TURN}">下一页</a>',
        f'<a class="on">1</a><a onclick="{TURN}">2</a>',
        f'<a href="javascript:void(0)" onclick="{GO.format(1)}">下一页</a>',
        f'<a href="javascript:{GO.format(2)}">下一页</a>',
    ],
)
def test_a_link_hands_its_page_to_the_script(link: str) -> None:
    assert _turns(link) == {2: f"{SITE}/xxgk/list-2.html"}


def test_numbers_hand_over_a_place_for_the_number() -> None:
    links = "".join(f'<a href="javascript:{GO.format(n)}">{n}</a>' for n in (1, 2, 3))
    assert _turns(links) == {n: f"{SITE}/xxgk/list-{n}.html" for n in (2, 3)}


def test_no_page_is_asked_for_beyond_the_highest_that_is_named() -> None:
    link = f'<a href="javascript:{GO.format(3)}">下一页</a>'
    assert _turns(link, 2) == {3: f"{SITE}/xxgk/list-3.html"}
    assert _turns(link, 3) == {}


@pytest.mark.parametrize(
    "link",
    [
        "<a onclick=\"turn('/js/v2.js')\">下一页</a>",
        "<a onclick=\"turn('//other.test/list-2.html')\">下一页</a>",
        "<a onclick=\"turn('/xxgk/list.html')\">下一页</a>",
        "<a onclick=\"turn('/a/list-2.html','/b/list-2.html')\">下一页</a>",
        '<a onclick="turn(2)" title="/xxgk/list-2.html">下一页</a>',
    ],
)
def test_what_is_no_page_of_the_site_is_not_followed(link: str) -> None:
    assert _turns(link) == {}


def test_an_address_of_its_own_goes_before_one_handed_over() -> None:
    link = f'<a href="index_2.html" onclick="{TURN}">下一页</a>'
    assert _turns(link) == {2: f"{SITE}/xxgk/index_2.html"}


@pytest.mark.parametrize(
    "links",
    [
        "<a onclick=\"del('/xxgk/list-2.html')\">2</a>",
        "<a onclick=\"return deleteItem('/xxgk/list-2.html')\">2</a>",
        "<a href=\"javascript:doPrint();print('/xxgk/list-2.html')\">2</a>",
        "<a onclick=\"down('/xxgk/list-2.html')\">2</a>",
        "<a onclick=\"go('/xxgk/delete/2')\">2</a>",
        "<a onclick=\"go('/xxgk/print-2')\">2</a>",
        "<a onclick=\"go('/download.jsp?id=2')\">下一页</a>",
        "<a onclick=\"go(2,'/xxgk/c_1.html')\">2</a><a onclick=\"go(3,'/xxgk/c_1.html')\">3</a>",
        '<a href="javascript:;" data-next="/xxgk/t20260301_99.html">下一页</a>',
        f'共1页 <a href="javascript:{GO.format(1)}">下一页</a>',
        "<a onclick=\"go('/xxgk/y2026')\">2026</a><a onclick=\"go('/xxgk/y2025')\">2025</a>",
        f'第3页/共3页 <a href="javascript:{GO.format(3)}">下一页</a>',
        f'3/3页 <a onclick="{TURN}">下一页</a>',
        f'共6条 <a onclick="{TURN}">下一页</a>',
    ],
)
def test_what_is_no_further_page_is_not_followed(links: str) -> None:
    assert _turns(links) == {}


def test_pages_are_asked_for_up_to_the_total_that_is_told() -> None:
    links = "".join(f'<a href="javascript:{GO.format(n)}">{n}</a>' for n in (1, 2, 3))
    assert _turns(f"共2页 {links}") == {2: f"{SITE}/xxgk/list-2.html"}
    assert set(_turns(f"第1页/共3页 共18条 {links}")) == {2, 3}
    down = "<a onclick=\"pageDown('/xxgk/list-2.html')\">下一页</a>"
    assert _turns(down) == {2: f"{SITE}/xxgk/list-2.html"}


def test_a_lists_own_address_may_bear_a_long_number() -> None:
    link = "<a onclick=\"go('/t20260301_99_2.html')\">下一页</a>"
    page = framed(f"<div class='con'>{LIST}<div class='page'>{link}</div></div>")
    (turn,) = read_list(page, f"{SITE}/t20260301_99.html").turns
    assert turn.url == f"{SITE}/t20260301_99_2.html"
    assert read_list(page, f"{SITE}/index.html").turns == ()


@pytest.mark.parametrize("said", ["共20页 第11页", "第11页", "第 10 页", "第11页/共20页"])
def test_the_number_of_a_later_page_is_not_that_of_the_last(said: str) -> None:
    link = "<a onclick=\"go('/xxgk/list-12.html')\">12</a>"
    page = framed(f"<div class='con'>{LIST}<div class='page'>{said} {link}</div></div>")
    (turn,) = read_list(page, f"{SITE}/xxgk/list-11.html", number=11).turns
    assert turn.url == f"{SITE}/xxgk/list-12.html"


def test_a_column_of_downloads_has_pages_where_it_lies() -> None:
    link = "<a onclick=\"go('/download/list-2.html')\">下一页</a>"
    page = framed(f"<div class='con'>{LIST}<div class='page'>{link}</div></div>")
    (turn,) = read_list(page, f"{SITE}/download/index.html").turns
    assert turn.url == f"{SITE}/download/list-2.html"
    assert read_list(page, f"{SITE}/xxgk/index.html").turns == ()

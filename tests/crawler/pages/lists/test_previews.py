# ruff: noqa: E501  (pages read best unbroken)
"""Hubs: the columns over whose newest rows a page shows their names, whatever its layout."""

from __future__ import annotations

import pytest

from crawler.pages.lists.lists import listing
from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.task import Purpose, Task
from crawler.pages.words.roles import roles_table
from crawler.portals.roles import Role
from crawler.visit.choose import parts_of
from crawler.visit.territory import Territory, neighbourhood
from tests.crawler.pages.layouts import framed, snapshot
from tests.crawler.visit import county

URL = county.at("/list.asp?cid=4")
THEMES = ("教育类", "医疗类", "就业类", "社保类", "住房类", "交通类")
CIDS = [f"/list.asp?cid={n + 40}" for n in range(len(THEMES))]


def rows(n: int) -> str:
    return "".join(
        f"<li><a href='/show.asp?id={n}{k}'>云溪县人民政府关于印发{THEMES[n]}管理办法第{k}号的通知</a><span>2026-0{k + 1}-11</span></li>"
        for k in range(2)
    )


def each(shape: str) -> str:
    return "".join(
        shape.format(name=name, url=CIDS[n], rows=rows(n)) for n, name in enumerate(THEMES)
    )


TABS = "".join(f"<a href='{url}'>{name}</a>" for url, name in zip(CIDS, THEMES, strict=True))
HUBS = {
    "names that lead on": each(
        "<div class=box><h3><a href='{url}'>{name}</a></h3><ul>{rows}</ul></div>"
    ),
    "names in boxes without a tag": each(
        "<div><div><a href='{url}'>{name}</a></div><ul>{rows}</ul></div>"
    ),
    "more beside a name": each(
        "<div class=box><div class=tit><b>{name}</b><a href='{url}'>更多&gt;&gt;</a></div><ul>{rows}</ul></div>"
    ),
    "more below": each(
        "<section><h4>{name}</h4><ul>{rows}</ul><a href='{url}'>查看更多</a></section>"
    ),
    "tables": each(
        "<table><tr><td>{name}</td><td><a href='{url}'>more</a></td></tr><tr><td colspan=2><ul>{rows}</ul></td></tr></table>"
    ),
    "tabs": f"<div class=tabs>{TABS}</div>" + each("<ul>{rows}</ul>"),
}
NO_HUBS = {
    "one list": f"<h2>规范性文件</h2><ul>{rows(0)}{rows(1)}</ul>",
    "one list under a linked name": f"<div><h2><a href='/list.asp?cid=9'>规范性文件</a></h2><ul>{rows(0)}{rows(1)}</ul></div>",
    "one list below a crumb of its own": f"<div class=pos><a href='/'>首页</a> &gt; <a href='{URL}'>规范性文件</a></div><ul>{rows(0)}</ul>",
    "links without rows": f"<div>{TABS}</div><p>本栏目公开规范性文件。</p>",
    "names of other sections": "".join(
        f"<div class=box><h3><a href='/list.asp?cid={n + 70}'>{name}</a></h3><ul>{rows(n)}</ul></div>"
        for n, name in enumerate(("通知公告", "政策解读", "领导之窗"))
    ),
    "its own list beside a box of something else": f"<div class=l><h2>规范性文件</h2><ul>{rows(0)}{rows(1)}</ul></div><div class=r><div class=box><div class=tit><h3>招标公告</h3><a class=more href=/other/>更多</a></div><ul>{rows(2)}{rows(3)}</ul></div></div>",
    "its own list beside a box without rows": f"<div class=l><h2>规范性文件</h2><ul>{rows(0)}{rows(1)}</ul></div><div class=r><b>招标公告</b><a href=/other/>更多</a><a href=/o/1.html>甲</a><a href=/o/2.html>乙</a></div>",
    "its own list without a name beside a box of something else": f"<div class=l><ul>{rows(0)}{rows(1)}</ul></div><div class=r><div class=box><div class=tit><h3>招标公告</h3><a class=more href=/other/>更多</a></div><ul>{rows(2)}{rows(3)}</ul></div></div>",
    "a paged list": f"<div><div class=tit><a href='/list.asp?cid=9'>更多</a></div><ul>{rows(0)}{rows(1)}</ul><div class=page>共3页 <a href='/list.asp?cid=4&amp;page=2'>下一页</a></div></div>",
}


def parts(body: str, label: str = "规范性文件") -> list[str]:
    page = Page.parse(URL, framed(body).encode(), "text/html; charset=utf-8")
    task = Task(Purpose.SECTION, URL, Role.NORMATIVE_DOCUMENTS, section_url=URL, label=label)
    portal = county.portal()
    territory = Territory(portal, neighbourhood(county.watchlist(portal), portal))
    rule = roles_table()[Role.NORMATIVE_DOCUMENTS]
    found = parts_of(task, read(task, page, snapshot(URL)), rule, territory)
    return [one.url.removeprefix(county.HOST) for one in found]


@pytest.mark.parametrize("body", HUBS.values(), ids=HUBS)
def test_the_columns_of_a_hub_are_read(body: str) -> None:
    assert parts(body) == CIDS


@pytest.mark.parametrize("body", NO_HUBS.values(), ids=NO_HUBS)
def test_other_pages_have_no_columns(body: str) -> None:
    assert parts(body) == []


def test_a_hub_of_something_else_has_no_columns_of_the_section() -> None:
    assert parts(HUBS["names that lead on"], label="政务公开") == []


def test_its_own_list_may_lead_to_more_of_itself() -> None:
    box = f"<div><div><h2>规范性文件</h2><a href='/list.asp?cid=9'>更多</a></div><ul>{rows(0)}</ul></div>"
    assert parts(box) == ["/list.asp?cid=9"]


def test_a_column_of_a_hub_is_no_hub_again() -> None:
    assert parts(HUBS["names that lead on"], label="教育类") == []


def test_many_boxes_cost_no_more_than_their_number() -> None:
    body = "".join(f"<div>{rows(n % 6)}" for n in range(1_500)) + "</div>" * 1_500
    page = Page.parse(URL, framed(body).encode(), "text/html; charset=utf-8")
    task = Task(Purpose.SECTION, URL, Role.NORMATIVE_DOCUMENTS, section_url=URL)
    assert len(listing(page, task, snapshot(URL)).columns) <= 200


# --- a front page whose one list is that of its column ------------------------------------------

LEAD = "<div class=l><a href='/a/9.html'><img src=9.jpg></a><div><a href='/a/9.html'>云溪县召开能源工作部署会议</a></div></div>"
MORE = "<div class=more><a href='/xw/dt.htm'>更多&gt;&gt;</a></div>"


def news(column: str, *boxes: str) -> Page:
    crumb = f"<div class=site>您当前位置：<a href='/'>首页</a> &gt; {column}</div>"
    shown = "".join(f"<div class=r><div class=y>{box}</div>{MORE}</div>" for box in boxes)
    html = (
        f"<html><body><div class=main>{crumb}<div class=p>{LEAD}{shown}</div></div></body></html>"
    )
    return Page.parse(county.at("/xwzx/index.html"), html.encode(), "text/html; charset=utf-8")


def front(page: Page, role: Role) -> tuple[int, tuple[str, ...]]:
    found = listing(page, Task(Purpose.SECTION, page.url, role), snapshot(page.url))
    return len(found.entries), found.columns


PARTS = f"<ul>{rows(0)}{rows(1)}</ul><div class=line></div><ul>{rows(2)}</ul>"


def test_the_one_list_of_a_front_page_is_read_for_its_own_role() -> None:
    assert front(news("新闻中心", PARTS), Role.NEWS) == (6, (county.at("/xw/dt.htm"),))
    assert front(news("新闻中心", PARTS), Role.NOTICES)[0] == 0
    for parts in (PARTS, PARTS.replace("</ul><div class=line></div><ul>", "")):
        assert front(news("新闻中心", f"<h3>热点专题</h3>{parts}"), Role.NEWS)[0] == 0


def test_several_lists_of_a_front_page_are_none() -> None:
    other = f"<ul>{rows(3)}{rows(4)}{rows(5)}</ul>"
    assert front(news("新闻中心", PARTS, other), Role.NEWS)[0] == 0

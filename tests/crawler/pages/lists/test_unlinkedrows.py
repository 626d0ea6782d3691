"""Rows that a script opens, of which no address can be told."""

from __future__ import annotations

import pytest

from crawler.pages.lists.look import Look
from crawler.pages.markup.page import Page
from crawler.pages.reading import ListReading
from crawler.portals.roles import Role
from tests.crawler.pages.layouts import TITLES, URL, framed, read_list, rows, titles

DEAD = "<li><a href='javascript:;'>{t}</a><span>{d}</span></li>"
LIVE = '<li><a href="{u}">{t}</a><span>{d}</span></li>'
CELLS = "<tr><td>{n}</td><td><a href='#'>{t}</a></td><td>{d}</td><td>处理完成</td></tr>"
CLICKED = "<tr onclick=\"openIt('{n}')\"><td>{t}</td><td>{d}</td></tr>"


def told(found: ListReading) -> tuple[int, int, bool, bool]:
    return len(found.entries), found.unlinked, found.shell, found.blank


@pytest.mark.parametrize(
    "dead",
    [DEAD, DEAD.replace("javascript:;", "javascript:void(0)"), DEAD.replace("javascript:;", "#"),
     DEAD.replace("javascript:;", ""), DEAD.replace("javascript:;", "##"),
     DEAD.replace("javascript:;", "#none"),
     "<div><div><p>0{n}</p></div><div><a href='#'>{t}</a></div><div>{d}</div></div>",
     "<div><p><a href='#'>{t}</a><i>{d}</i></p><div class='fold'>发布机构：供水局</div></div>",
     "<div><a href='#'><b>{t}</b><i>{d}</i></a></div>", "<div><a href='#'>{t}</a> {d}</div>",
     "<li><a href='###'><b>· {t}...</b><b>{d}</b></a></li>",  # a day behind a title that is cut
     DEAD.replace("'javascript:;'", "'#' onclick='openIt({n})'"), CELLS, CLICKED],
)  # fmt: skip
@pytest.mark.parametrize("role", [Role.NOTICES, Role.MESSAGE_BOARD])
def test_a_list_of_which_no_row_has_an_address_is_neither_empty_nor_read(
    dead: str, role: Role
) -> None:
    box = "table" if dead.startswith("<tr") else "ul"
    assert told(read_list(framed(f"<{box}>{rows(dead)}</{box}>"), role=role)) == (0, 6, True, False)


def test_rows_without_an_address_among_others_are_counted() -> None:
    mixed = read_list(framed(f"<ul>{rows(LIVE, 3)}{rows(DEAD)}</ul>"))
    assert titles(mixed) == list(TITLES[:3])
    assert told(mixed)[1:] == (6, False, False)
    assert told(read_list(framed(f"<ul>{rows(LIVE)}</ul>"))) == (6, 0, False, False)


@pytest.mark.parametrize("href", ["javascript:;", "#"])
@pytest.mark.parametrize(
    ("box", "live"), [("ul", LIVE), ("table", CELLS.replace("'#'", "'{u}'"))], ids=["ul", "table"]
)
def test_so_is_a_single_one(box: str, live: str, href: str) -> None:
    dead = live.replace("{u}", href)
    mixed = framed(f"<{box}>{rows(live)}{rows(dead, 1)}</{box}>")
    assert told(read_list(mixed)) == (6, 1, False, False)
    other = f"<ul>{rows(LIVE)}<p><a href='{href}'>点击查看最近更新</a> 2026-09-28</p></ul>"
    assert told(read_list(framed(other)))[1] == 0


@pytest.mark.parametrize("label", ["更新时间", "发布日期：", "发布时间"])
def test_the_label_of_a_day_is_no_title_of_a_row(label: str) -> None:
    day = f"<li><a href='javascript:go()'>{label}</a> 2026-11-20</li>"
    assert told(read_list(framed(f"<ul>{rows(LIVE)}{day}</ul>")))[1] == 0


def test_what_stands_in_other_boxes_than_the_list_is_none_of_its_rows() -> None:
    beside = f"<div class='b'><h3>领导活动</h3><ul>{rows(DEAD)}</ul></div>"
    whole = f"<div class='a'><ul>{rows(LIVE)}</ul></div>"
    assert told(read_list(framed(whole + beside))) == (6, 0, False, False)


def test_rows_under_the_name_of_their_own_kind_are_those_of_the_column() -> None:
    box = f"<div class='b'><h3>领导信箱</h3><ul>{rows(DEAD)}</ul></div>"
    assert told(read_list(framed(box), role=Role.MESSAGE_BOARD)) == (0, 6, True, False)
    assert told(read_list(framed(box), role=Role.NEWS))[1] == 0


@pytest.mark.parametrize("heading", ["热点信息", "政府公报"])
def test_a_box_of_something_else_fills_no_empty_list(heading: str) -> None:
    beside = f"<div class='b'><h3>{heading}</h3><ul>{rows(DEAD)}</ul></div>"
    found = read_list(framed(f"<div class='a'><h2>通知公告</h2><ul></ul></div>{beside}"))
    assert (found.unlinked, found.shell, found.blank) == (0, False, True)
    said = read_list(framed(f"<div class='a'><p>暂无信息</p></div><ul>{rows(DEAD)}</ul>"))
    assert told(said) == (0, 0, False, True)


@pytest.mark.parametrize(
    "other",
    [
        DEAD.replace("<span>{d}</span>", ""),  # no day
        DEAD.replace("{t}", "{d}"),  # a day alone, as of a calendar
        DEAD.replace("javascript:;", "#part{n}"),  # a place on the page itself
        DEAD.replace("</li>", "<a href='{u}'>全文</a></li>"),  # an address beside
        DEAD.replace("</li>", f"<p>{'现将办理情况答复如下。' * 30}</p></li>"),  # the text itself
    ],
)
def test_what_is_no_row_without_an_address(other: str) -> None:
    page = Page.parse(URL, framed(f"<ul>{rows(other)}</ul>").encode(), "text/html; charset=utf-8")
    assert Look(page).unlinked == ()


@pytest.mark.parametrize(
    "other",
    [
        "<div><p>路灯不亮已经三天了请尽快修复谢谢</p><a href='#'>点击展开全部</a><i>{d}</i></div>",
        "<div><a href='#'>打印</a><i>{d}</i></div>",
        "<div><a href='#'>自2026年1月{n}日起施行的办法</a></div>",
        "<div><a href='#'>{t}</a><a href='#'>查看全文附件</a><i>{d}</i></div>",
        "<div><a href='{u}'>{t}</a><i>{d}</i></div>",
    ],
)
def test_what_is_no_box_of_a_row_without_an_address(other: str) -> None:
    page = Page.parse(URL, framed(f"<div>{rows(other)}</div>").encode(), "text/html")
    assert Look(page).unlinked == ()


def test_one_alone_and_those_of_the_frame_are_no_rows() -> None:
    foot = f"<div class='footer'><ul>{rows(DEAD)}</ul></div>"
    page = Page.parse(URL, framed(f"<ul>{rows(DEAD, 1)}</ul>{foot}").encode(), "text/html")
    assert Look(page).unlinked == ()

# ruff: noqa: E501  (pages read best unbroken)
"""Boxes of other columns beside a section: its own content counts, and its emptiness."""

from __future__ import annotations

import pytest

from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.portals.roles import Role
from crawler.records.dossier import ReadState
from crawler.records.model import Cause
from tests.crawler.pages.pages import FOOTER, NAVIGATION
from tests.crawler.visit.county import county, visit

TEXT = f"<div class=con><p>{'为便利社会公众获取政府信息，制定本指南。' * 20}</p></div>"


def rows(count: int, path: str) -> str:
    return "<ul>" + "".join(
        f"<li><a href='{path}{n}.html'>关于第{n}号事项的通知公告</a><span>2026-0{n}-11</span></li>"
        for n in range(1, count + 1)
    ) + "</ul>"  # fmt: skip


def box(heading: str, marked: str = "title", count: int = 8, path: str = "/xw/") -> str:
    return f"<div class=box><div class='{marked}'>{heading}</div>{rows(count, path)}</div>"


def seen(path: str, role: Role, column: str, inner: str, above: str = "政府信息公开") -> object:
    crumb = f"<div class=crumb>当前位置：<a href=/>首页</a> &gt; <a href=/x/>{above}</a> &gt; {column}</div>"
    html = f"<html><head><title>云溪</title></head><body>{NAVIGATION}{crumb}<div class=main>{inner}</div>{FOOTER}</body></html>"
    site = county()
    site.page(
        path, lambda task, shot: read(task, Page.parse(task.url, html.encode(), "text/html"), shot)
    )
    section = visit(site).dossier.section(role)
    return section.state, section.cause, section.entries


NORMS = ("/gfxwj/", Role.NORMATIVE_DOCUMENTS, "规范性文件")
OWN = "<div class=list><div class=title>规范性文件</div>" + rows(3, "/gfxwj/") + "</div>"
NONE = "<div class=list><h2>规范性文件</h2><ul class=list></ul></div>"


@pytest.mark.parametrize(
    ("place", "inner", "state", "entries"),
    [
        # What is marked as a heading is one, whatever else its class says.
        (NORMS, OWN + box("推荐阅读", "recommend-title"), ReadState.WHOLE, 3),
        (NORMS, OWN + box("热点推荐", "hot-title"), ReadState.WHOLE, 3),
        (NORMS, NONE + box("相关新闻", "related-tit"), ReadState.EMPTY, 0),
        # A text is read whole beside a box of another column.
        (("/xxgk/zn/", Role.GUIDE, "政府信息公开指南"), f"<h1>政府信息公开指南</h1>{TEXT}{box('通知公告')}", ReadState.WHOLE, 0),
        (("/xxgk/ysq/", Role.INFORMATION_REQUEST, "依申请公开"), f"<h1>依申请公开</h1>{TEXT}{box('政策文件')}", ReadState.WHOLE, 0),
        # A heading of its own over nothing: the column is empty.
        (NORMS, NONE + box("通知公告"), ReadState.EMPTY, 0),
    ],
)  # fmt: skip
def test_a_box_of_another_column_changes_nothing(
    place: tuple[str, Role, str], inner: str, state: ReadState, entries: int
) -> None:
    assert seen(*place, inner) == (state, None, entries)


def test_the_rows_of_a_column_above_are_not_taken() -> None:
    inner = "<div class=list><h2>规范性文件</h2></div>" + box("通知公告")
    assert seen(*NORMS, inner, "通知公告") == (ReadState.EMPTY, None, 0)


def test_a_list_under_another_name_alone_leaves_a_section_open() -> None:
    found = seen(*NORMS, box("通知公告", count=3))
    assert found == (ReadState.UNOBSERVABLE, Cause.AMBIGUOUS, 0)


@pytest.mark.parametrize("own", [False, True])
def test_several_boxes_of_other_columns_leave_a_section_open(own: bool) -> None:
    boxes = "".join(
        f"<div class=box><div class=title>{name}<a href=/{path}/>更多</a></div>{rows(4, f'/{path}/')}</div>"
        for name, path in (("财政预决算", "czyj"), ("通知公告", "tzgg"), ("招标采购", "zbcg"))
    )
    found = seen(*NORMS, (NONE if own else "") + boxes)
    # A heading of its own over nothing: the column is empty.
    empty = (ReadState.EMPTY, None, 0)
    assert found == (empty if own else (ReadState.UNOBSERVABLE, Cause.AMBIGUOUS, 0))


def folders(*held: str) -> tuple[ReadState, Cause | None, int]:
    """A column of a folder for each year beside a box of another, and what the folders hold."""
    years = "".join(f"<li><a href='/gfxwj/{y}/'>{y}年</a>（3）</li>" for y in (2026, 2025))
    aside = "<div class=sidebox><div class=bt>推荐阅读</div><ul><li><a href='/xw/9.html'>全县防汛工作会议召开</a></li></ul></div>"

    def made(column: str, inner: str) -> str:
        crumb = f"<div class=crumb>当前位置：<a href=/>首页</a> &gt; {column}</div>"
        return f"<html><head><title>云溪</title></head><body>{NAVIGATION}{aside}{crumb}<div class=main>{inner}</div>{FOOTER}</body></html>"

    site = county()
    pages = {
        "/gfxwj/": made("规范性文件", f"<div class=cname>规范性文件</div><ul>{years}</ul>"),
        "/gfxwj/2026/": made("规范性文件 &gt; 2026年", held[0]),
        "/gfxwj/2025/": made("规范性文件 &gt; 2025年", held[1]),
    }
    for path, html in pages.items():
        site.page(
            path,
            lambda task, shot, html=html: read(  # type: ignore[misc]
                task, Page.parse(task.url, html.encode(), "text/html"), shot
            ),
        )
    section = visit(site).dossier.section(Role.NORMATIVE_DOCUMENTS)
    return section.state, section.cause, section.entries


def test_a_column_of_folders_is_read_with_them_whatever_stands_beside() -> None:
    assert folders(rows(3, "/gfxwj/2026/"), rows(2, "/gfxwj/2025/")) == (
        ReadState.WHOLE,
        None,
        5,
    )


def test_it_is_left_open_where_the_folders_hold_nothing() -> None:
    state, cause, entries = folders("", "")
    assert (cause, entries) == (Cause.AMBIGUOUS, 0)
    assert state is not ReadState.WHOLE

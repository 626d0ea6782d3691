"""Titles and days on pages that name neither in their head: what the line of the date tells."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.documents.document import read_document
from crawler.portals.roles import Role
from crawler.records import Document
from tests.crawler.pages.pages import SNAPSHOT, page, task

TITLE = "云溪县召开2026年养老服务业务培训会"
BODY = (
    "<p>为切实抓好养老服务工作，进一步提高服务质量，3月5日下午，县民政局召开业务培训会。</p>"
    "<p>会议强调，各乡镇要把思想和行动统一到县政府的要求上来，做好各项工作。</p>"
)
SIDE = "<div class=side-titles><div class=column-title1>新闻动态</div><ul><li><a href=/1/>要闻</a></li></ul></div>"


def bare(head: str, after: str = "") -> Document:
    """A page whose head holds neither a title nor a tag."""
    text = f"<!doctype html><meta charset=utf-8><body><div class=w>{head}<div class=b>{BODY}</div>{after}</div>"
    return read_document(page(text), task(role=Role.NEWS), SNAPSHOT)


@pytest.mark.parametrize(
    "head",
    [
        f"<p class=p1>{TITLE}</p><p class=p2><span>日期：2026/03/06</span> <span>来源：县民政局</span></p>",
        f"<div class=mtit><strong>政务动态</strong></div><h2>{TITLE}</h2><p><span>来源：县民政局</span>"
        "<span>发布日期：2026-03-06</span></p>",
        f"{SIDE}<div class=contt_tit>{TITLE}</div><div>来源：宣教中心　2026-03-06 14:59:48　【字体：大 中 小】</div>",
        f"<h2 class=x>{TITLE} <small>2026-03-06 <span>来源：县日报</span></small><div>字号：大 小</div></h2>",
        f"<h1>{TITLE}</h1><p>2026-03-06　来源：县民政局</p>",
    ],
)
def test_the_title_stands_right_above_the_line_of_the_date(head: str) -> None:
    document = bare(head)
    assert document.title == TITLE
    assert document.published_on is not None
    assert document.published_on.value == date(2026, 3, 6)


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (f"<h1>{TITLE}</h1><p>——县民政局工作人员参加了此次业务培训</p>", TITLE),
        (f"<h1>{TITLE}</h1><p>县民政局、县卫生健康局的工作人员参加了会议</p>", TITLE),
        ("<p>1990.07-1992.09 云溪师范学校化学教师</p>", ""),
        ("<p><a href=/zwgk/>云溪县人民政府政务公开的栏目</a></p>", ""),
    ],
)
def test_what_stands_above_the_date_is_not_always_the_title(above: str, title: str) -> None:
    assert bare(f"{above}<p>发布时间：2026-03-06　来源：县民政局</p>").title == title

# ruff: noqa: E501  (pages read best unbroken)
"""An article among the rows of a board is no letter; what asks or answers is one."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.letters.message import read_messages
from crawler.portals.roles import Role
from crawler.records import Entry, Field, Message, Source
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, entry, page, task

PUBLISHED = "<div>发布时间：2026-11-01 15:11　来源：云溪县融媒体中心　浏览：31</div>"
TOLD = "2026年11月1日，云溪县调度城区犬只管理工作，县领导出席会议并讲话。"
MORE = "会议要求，各单位要压实责任，形成合力。"


def row(day: date | None, label: str = "", **fields: str) -> Entry:
    listed = entry(Role.MESSAGE_BOARD, "云溪县调度城区犬只管理工作", **fields)
    shown = Field(day, str(day), Source.ROW, label) if day is not None else None
    return Entry(
        listed.url,
        listed.title,
        listed.role,
        listed.snapshot,
        date=shown,
        list_url=listed.list_url,
        fields=listed.fields,
    )


def letters(inner: str, listed: Entry | None = None) -> tuple[Message, ...]:
    html = f"<html><head><title>云溪县</title></head><body>{NAVIGATION}<div class=main><h1>云溪县调度城区犬只管理工作</h1>{inner}</div>{FOOTER}</body></html>"
    return read_messages(page(html), task(Role.MESSAGE_BOARD, entry=listed), SNAPSHOT)


@pytest.mark.parametrize("listed", [None, row(None), row(date(2026, 11, 1))])
@pytest.mark.parametrize("text", [f"<p>{TOLD}</p>", f"<p>{TOLD}</p><p>{MORE}</p>", ""])
def test_a_page_that_says_only_when_it_was_published_is_no_letter(
    text: str, listed: Entry | None
) -> None:
    assert letters(PUBLISHED + text, listed) == ()


@pytest.mark.parametrize(
    "inner",
    [
        f"{PUBLISHED}<p>石桥村口的路灯坏了十几盏，请问什么时候能修好？</p>",
        f"{PUBLISHED}<p>路灯坏了半个月。</p><p>您好，您反映的路灯问题已修复，感谢您的关注。</p>",
        f"{PUBLISHED}<p>尊敬的县长您好，村口路灯不亮。</p>",
        f"{PUBLISHED}<p>来信人：陈**</p><p>{TOLD}</p>",
        f"{PUBLISHED}<p>受理单位：县城管局</p><p>{TOLD}</p>",
        f"{PUBLISHED}<p>信件编号：YX2026110101</p><p>{TOLD}</p>",
        f"{PUBLISHED}<p>来信内容：村口路灯不亮，走路不便。</p>",
        f"<div>来信时间：2026-11-01　发布时间：2026-11-03</div><p>{TOLD}</p>",
        f"<div>来信时间：2026-11-01</div><p>{TOLD}</p>",
        "<p>村口路灯不亮，走路不便。</p>",
    ],
)
def test_what_says_more_of_itself_is_a_letter(inner: str) -> None:
    assert len(letters(inner)) == 1


@pytest.mark.parametrize(
    "listed",
    [
        row(date(2026, 10, 28)),
        row(date(2026, 11, 1), "来信时间"),
        row(date(2026, 11, 1), status="已受理"),
    ],
    ids=["another day", "the day of the letter", "a state"],
)
def test_what_its_row_tells_of_is_a_letter(listed: Entry) -> None:
    assert len(letters(f"{PUBLISHED}<p>{TOLD}</p>", listed)) == 1

# ruff: noqa: E501  (pages read best unbroken)
"""A guest book without subjects shows letters of several writers, and is no page of one letter."""

from __future__ import annotations

import pytest

from crawler.pages.letters.message import read_messages
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from crawler.records import Message
from tests.crawler.pages.pages import SNAPSHOT, page, task

POSTS = [("李**", "02", "请问午托怎么收费？", "您好，午托费每月三百元。"), ("周**", "04", "请问转学怎么办理？", "请先联系转入学校。"), ("王**", "06", "食堂卫生差。", "")]  # fmt: skip


def post(who: str, day: str, asked: str, answer: str) -> str:
    told = f"<table><tr><td><b>回复:</b> {answer}</td></tr></table>" if answer else ""
    return (
        f"<table><tr><td>发布者: {who}</td><td>发布时间: 2026-05-{day} 10:20:04</td></tr>"
        f"<tr><td colspan=2><table><tr><td>{asked}</td></tr></table>{told}</td></tr></table><br>"
    )


def read(inner: str, purpose: Purpose) -> list[Message]:
    html = f"<html><head><title>局长信箱</title></head><body>{inner}</body></html>"
    return list(read_messages(page(html), task(Role.MESSAGE_BOARD, purpose), SNAPSHOT))


def test_each_posting_is_a_letter() -> None:
    found = read("".join(post(*one) for one in POSTS), Purpose.SECTION)
    assert [(str(one.submitted_on and one.submitted_on.value), [r.text for r in one.replies]) for one in found] == [
        (f"2026-05-{day}", [answer] if answer else []) for _, day, _, answer in POSTS
    ]  # fmt: skip
    assert all(one.read for one in found)


def test_a_guest_book_is_no_page_of_one_letter() -> None:
    assert read("".join(post(*one) for one in POSTS), Purpose.DETAIL) == []


@pytest.mark.parametrize(
    "below",
    [
        "",
        "<p>发布者：周** 发布时间：2026-05-09</p><p>我也想知道。</p>",
        "<p>发布者：县教体局 发布时间：2026-05-09</p><p>回复：午托费可按天计。</p>",
        "<p>发布者：李** 发布时间：2026-05-09</p><p>谢谢。</p><p>回复：不客气。</p>",
    ],
)
def test_a_letter_with_remarks_below_is_one(below: str) -> None:
    (one,) = read(f"<h2>午托收费</h2>{post(*POSTS[0])}{below}", Purpose.DETAIL)
    assert one.replies[0].text == POSTS[0][3]

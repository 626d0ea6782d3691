"""Boards of letters in any combination of forms: every letter is read as a human reads it."""

from __future__ import annotations

import pytest

from crawler.pages.letters.message import read_messages
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from crawler.records import Message
from tests.crawler.pages.letters.boards import ASKED, Chosen, Letter, board
from tests.crawler.pages.letters.flatboards import flat_board
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, page, task

BOARDS = 250
FLAT = 450


def read(inner: str) -> tuple[Message, ...]:
    html = (
        f"<html><head><title>留言板</title></head><body>{NAVIGATION}"
        f"<div class=main><h2>留言板</h2>{inner}</div>{FOOTER}</body></html>"
    )
    return read_messages(page(html), task(Role.MESSAGE_BOARD, Purpose.SECTION), SNAPSHOT)


@pytest.mark.parametrize("seed", range(BOARDS))
def test_every_letter_of_a_board_is_read(seed: int) -> None:
    _check(*board(seed))


@pytest.mark.parametrize("seed", range(FLAT))
def test_every_letter_of_a_board_without_cards_is_read(seed: int) -> None:
    _check(*flat_board(seed))


def _check(form: Chosen, inner: str, said: list[Letter]) -> None:
    letters = read(inner)
    found = [
        (
            letter.url.partition("#")[2],
            letter.submitted_on.value if letter.submitted_on else None,
            [reply.replied_on.value if reply.replied_on else None for reply in letter.replies],
            letter.message_kind.value if letter.message_kind else None,
        )
        for letter in letters
    ]
    assert found == [(number, day, days, kind) for number, day, days, _, kind in said], form
    for letter, (*_, texts, _) in zip(letters, said, strict=True):
        for reply, text in zip(letter.replies, texts, strict=True):
            assert text in reply.text, form
            assert not any(asked in reply.text for asked in ASKED), form


PICTURED = (
    "<div class=i><p>标题：{title}</p><p>留言时间：2026-11-0{n}</p>"
    "<p>内容：<img src='/u/{n}.jpg'></p><p>状态：待回复</p></div>"
)


def test_a_letter_whose_text_is_a_picture_is_a_letter() -> None:
    cards = PICTURED.format(title="路灯不亮", n=2) + PICTURED.format(title="停水", n=3)
    assert [one.title for one in read(cards)] == ["路灯不亮", "停水"]


def test_a_form_beside_a_picture_is_no_letter() -> None:
    assert read("<form><p>内容：<img src='/u/face.jpg'><input name=c></p></form>") == ()

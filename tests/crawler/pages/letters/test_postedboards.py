# ruff: noqa: E501  (pages read best unbroken)
"""A board that shows its letters in full goes on by sending the page's form back, like any list."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs

from crawler.pages.read import read
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from tests.crawler.pages.pages import SNAPSHOT, page, task

CARD = "<table><tr><td>标题：午托收费{n}</td><td>留言时间：2026-05-0{n}</td></tr><tr><td colspan=2>留言内容：我家孩子在校午托，请问午托费是按月收还是按天收，请假的天数退不退？</td></tr><tr><td colspan=2>回复：您好，午托费按月预收，按实际天数结算，请假的天数在期末统一退还，请放心。</td></tr></table>"
BACK = "<a href=\"javascript:__doPostBack('AspNetPager1','{n}')\">{n}</a>"


def board(current: int = 1, more: str = "", cards: str = CARD) -> str:
    pager = "".join(BACK.format(n=n) for n in (1, 2, 3) if n != current)
    shown = "".join(cards.format(n=n) for n in (1, 2, 3))
    return (
        f"<html><head><title>镇长信箱</title></head><body><form method=post action='/Guest.aspx'><input type=hidden name=__VIEWSTATE value='dDw+'>{more}"
        f"{shown}<div id=AspNetPager1>共9条留言 <span>{current}</span> {pager}</div></form></body></html>"
    )


def reading(html: str, role: Role = Role.MESSAGE_BOARD, number: int = 1) -> Reading:
    asked = task(role, Purpose.SECTION if number == 1 else Purpose.TURN)
    body = "" if number == 1 else "__EVENTTARGET=AspNetPager1"
    return read(replace(asked, page_number=number, body=body), page(html), SNAPSHOT)


def test_a_board_of_whole_letters_goes_on() -> None:
    found = reading(board())
    assert len(found.records) == len(found.listing.entries) == 3
    assert [(turn.page_number, turn.method) for turn in found.listing.turns] == [(2, "POST"), (3, "POST")]  # fmt: skip
    assert parse_qs(found.listing.turns[0].body)["__EVENTARGUMENT"] == ["2"]


def test_letters_of_a_further_page_are_others() -> None:
    first, second = reading(board()), reading(board(2), number=2)
    assert [turn.page_number for turn in second.listing.turns] == [3]
    addresses = {one.url for found in (first, second) for one in found.listing.entries}
    assert len(addresses) == 6


def test_numbered_letters_keep_their_numbers() -> None:
    numbered = CARD.replace("标题：", "编号：YX{n}5 标题：")
    found = reading(board(2, cards=numbered), number=2)
    assert [one.url.partition("#")[2] for one in found.listing.entries] == ["YX15", "YX25", "YX35"]


def test_nothing_is_sent_with_a_form_to_write_in() -> None:
    assert reading(board(more="<textarea name=content></textarea>")).listing.turns == ()


def test_the_text_of_another_section_does_not_go_on() -> None:
    text = (
        "<p>午托费按月预收，按实际天数结算，请假的天数在期末统一退还，请家长放心并继续监督。</p>"
        * 3
    )
    assert reading(board(cards=text), Role.NOTICES).listing.turns == ()

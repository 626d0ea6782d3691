# ruff: noqa: E501  (pages read best unbroken)
"""Cards without an answer: unanswered only where the list shows answers, or a state says so."""

from __future__ import annotations

import pytest

from crawler.pages.letters.message import read_messages
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from crawler.records import Cause, Message
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, page, task

ASKED = "我家住在城东安居苑，西门到公交站的路灯坏了十几盏，请问什么时候能修好？"
ANSWER = "您好，该路段路灯系电缆受潮短路所致，市政养护队已更换电缆一百二十米，全部恢复照明。"
ELSEWHERE = (
    "",
    "<button onclick='show(1)'>查看答复</button>",
    "<p onclick='show(1)'>查看回复</p>",
    "<span>已回复</span>",
    "<span>办理完毕</span>",
    "<p>回复数：1</p>",
    "<div>县住建局：已安排人员维修，请放心。</div>",
    "<p>管理员：已转相关单位处理完成，谢谢。</p>",
    "<div>请致电0557-123456咨询县住建局。</div>",
    "<div><img src=/hf.jpg></div>",
    "<div style='display:none'>您好！您反映的问题已经解决。</div>",
)


def read_list(inner: str) -> tuple[Message, ...]:
    html = (
        f"<html><head><title>县长信箱</title></head><body>{NAVIGATION}{inner}{FOOTER}</body></html>"
    )
    return read_messages(page(html), task(Role.MESSAGE_BOARD, Purpose.SECTION), SNAPSHOT)


def cards(*more: str, who: str = "来信人", day: str = "来信时间") -> str:
    rows = "".join(
        f"<li><h4>路灯不亮{n}</h4><p><span>{who}：王**</span><span>{day}：2026-09-1{n}</span></p><div>{ASKED}</div>{one}</li>"
        for n, one in enumerate(more)
    )
    return f"<ul>{rows}</ul>"


def unanswered(letters: tuple[Message, ...]) -> list[bool]:
    return [one.read and not one.replies for one in letters]


@pytest.mark.parametrize("words", [("来信人", "来信时间"), ("留言人", "留言时间")])
@pytest.mark.parametrize("more", ELSEWHERE)
def test_cards_that_show_no_answer_are_not_surely_unanswered(
    more: str, words: tuple[str, str]
) -> None:
    letters = read_list(cards(more, more, more, who=words[0], day=words[1]))
    assert not any(unanswered(letters))
    assert all(one.cause is Cause.AMBIGUOUS for one in letters)
    assert all(one.submitted_on for one in letters)


@pytest.mark.parametrize(
    "state", ["<p>状态：待回复</p>", "<p>未回复</p>", "<p>办理状态：办理中</p>"]
)
def test_cards_whose_state_is_open_are_unanswered(state: str) -> None:
    assert unanswered(read_list(cards(state, state, state))) == [True] * 3


def test_a_card_without_an_answer_among_answered_ones_is_unanswered() -> None:
    answer = f"<div>回复：{ANSWER}</div>"
    assert unanswered(read_list(cards(answer, "", answer))) == [False, True, False]


@pytest.mark.parametrize(
    "more", ["<span>已回复</span>", "<div>站长回复：已转县住建局办理。</div>", "<p>回复数：1</p>"]
)
def test_a_card_that_tells_of_an_answer_among_answered_ones_is_not_unanswered(more: str) -> None:
    answer = f"<div>回复：{ANSWER}</div>"
    assert not any(unanswered(read_list(cards(answer, more, answer))))


@pytest.mark.parametrize(("beside", "sure"), [("", False), ("<img src=/tx.jpg>", True)])
def test_a_picture_that_answered_cards_lack_may_be_an_answer(beside: str, sure: bool) -> None:
    answer = f"{beside}<div>回复：{ANSWER}</div>"
    letters = read_list(cards(answer, "<div><img src=/hf.jpg></div>", answer))
    assert unanswered(letters) == [False, sure, False]


@pytest.mark.parametrize("who", ["留言者", "发布者", "网友"])
@pytest.mark.parametrize("by", ["站长回复：", "管理员回复：", "<b>版主回复</b>", "工作人员："])
def test_a_guest_book_answered_by_its_keeper_is_not_unanswered(who: str, by: str) -> None:
    book = "".join(
        f"<table><tr><td>{who}：王**</td><td>发布时间：2026-09-1{n}</td></tr><tr><td colspan=2>{ASKED}</td></tr>"
        f"<tr><td colspan=2>{by}已转住建局处理，路灯已修复。</td></tr></table>"
        for n in range(3)
    )
    assert not any(unanswered(read_list(book)))


@pytest.mark.parametrize(
    ("who", "day", "said"),
    [
        ("网友", "发表时间", "写得好，支持政府的工作。"),
        ("姓名", "提交时间", "建议第三条改为鼓励。"),
    ],
)
def test_comments_are_not_unanswered_letters(who: str, day: str, said: str) -> None:
    book = "".join(
        f"<div><p>{who}：王**</p><p>{day}：2026-09-1{n}</p><div>{said}</div></div>"
        for n in range(3)
    )
    assert not any(unanswered(read_list(book)))


def test_what_asks_above_the_day_of_an_answer_is_no_answer() -> None:
    book = "".join(f"<li><p>{ASKED}</p><p>回复时间：2026-09-1{n}</p></li>" for n in range(3))
    letters = read_list(f"<ul>{book}</ul>")
    assert not any(one.replies or one.read for one in letters)

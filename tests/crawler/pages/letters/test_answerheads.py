# ruff: noqa: E501  (pages read best unbroken)
"""Answers that only an office and a day part from one another."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.letters.message import read_messages
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from crawler.records import Message
from tests.crawler.pages.letters.test_letters import ASKED, html
from tests.crawler.pages.pages import SNAPSHOT, page, task

FIRST = "您好，经核实，该处灯杆线路老化，我局已安排更换，现已恢复照明。"
SECOND = "您好，关于占道停车问题，我局已派人员现场处置并加强巡查。"
ONE, TWO = "云溪县住建局 2026-09-25 10:11", "云溪县城管局 2026-09-29"
LETTER = f"<p>留言时间：2026-09-21</p><p>留言内容：{ASKED}</p>"
HEADED = f"<p>{ONE}</p><p>{FIRST}</p><p>{TWO}</p><p>{SECOND}</p>"
SIGNED = f"<p>{FIRST}</p><p>{ONE}</p><p>{SECOND}</p><p>{TWO}</p>"
OF_TWO = {
    "headed, below the letter": LETTER + HEADED,
    "headed, below a heading": f"{LETTER}<h3>答复内容</h3>{HEADED}",
    "headed, a box each": f"{LETTER}<div><h3>回复</h3><div><p>{ONE}</p><p>{FIRST}</p></div><div><p>{TWO}</p><p>{SECOND}</p></div></div>",
    "headed, in elements": f"{LETTER}<h3>回复</h3>{HEADED.replace('局 ', '局</span> <span>').replace('<p>云', '<p><span>云')}",
    "headed, office and day in lines of their own": f"{LETTER}<h3>答复内容</h3>{HEADED.replace('局 ', '局</p><p>').replace(' 10:11', '')}",
    "headed, in the box of the letter": f"<p>留言时间：2026-09-21</p><div><h3>留言内容</h3><p>{ASKED}</p>{HEADED}</div>",
    "headed, without labels": f"<p>{ASKED}</p>{HEADED}",
    "signed, below a heading": f"{LETTER}<h3>答复内容</h3><div>{SIGNED}</div>",
    "signed, below the letter": f"{LETTER}<div>{SIGNED}</div>",
}


def letter(inner: str) -> Message:
    (one,) = read_messages(
        page(html(f"<h1>路灯坏了</h1>{inner}")), task(Role.MESSAGE_BOARD), SNAPSHOT
    )
    return one


def told(one: Message) -> list[tuple[str, date | None]]:
    return [
        (reply.text[:60], reply.replied_on.value if reply.replied_on else None)
        for reply in one.replies
    ]


@pytest.mark.parametrize("inner", OF_TWO.values(), ids=OF_TWO)
def test_each_answer_has_its_own_office_and_day(inner: str) -> None:
    one = letter(inner)
    assert told(one) == [(FIRST, date(2026, 9, 25)), (SECOND, date(2026, 9, 29))]
    assert [reply.body.value for reply in one.replies if reply.body] == [
        "云溪县住建局",
        "云溪县城管局",
    ]


def test_an_office_and_a_day_head_a_single_answer() -> None:
    one = letter(f"{LETTER}<h3>答复内容</h3><div><p>{ONE}</p><p>{FIRST}</p></div>")
    assert told(one) == [(FIRST, date(2026, 9, 25))]


def test_an_office_and_a_day_below_a_single_answer_sign_it() -> None:
    one = letter(f"{LETTER}<h3>答复内容</h3><div><p>{FIRST}</p><p>{TWO}</p></div>")
    ((text, day),) = told(one)
    assert text.startswith(FIRST)
    assert day == date(2026, 9, 29)


def test_the_signature_of_a_paper_that_an_answer_quotes_parts_it_not() -> None:
    quoted = f"<p>您好，县里的规定是：出租车起步价六元。</p><p>云溪县发改委 2025-01-05</p><p>司机应按此收费。</p><p>{TWO}</p>"
    one = letter(f"{LETTER}<h3>答复内容</h3><div>{quoted}</div>")
    assert [day for _, day in told(one)] == [date(2026, 9, 29)]


# --- answers that are quoted --------------------------------------------------------------------

FORMER = "<p>云溪县住建局 2025-03-05</p><p>您好！经核实，该处灯杆已列入计划。</p>"
QUOTES = f"<p>去年反映过，请问何时解决？当时答复：</p>{FORMER}<p>至今没有落实。</p>"
SENT = "<p>来信时间：2026-09-21</p>"
QUOTED = {
    "below the label": f"{SENT}<div>来信内容：</div><div>{QUOTES}</div>",
    "below a heading": f"{SENT}<h3>来信内容</h3><div>{QUOTES}</div>",
    "in lines of the label's own": f"{SENT}<div>来信内容：{QUOTES.replace('</p><p>', '<br>').replace('<p>', '').replace('</p>', '')}</div>",
    "above the day of the letter": f"<div>来信内容：</div><div>{QUOTES}</div>{SENT}",
    "without a day of the letter": f"<h3>来信内容</h3><div>{QUOTES}</div>",
}


@pytest.mark.parametrize("inner", QUOTED.values(), ids=QUOTED)
def test_an_answer_that_the_letter_quotes_answers_it_not(inner: str) -> None:
    assert told(letter(f"{inner}<p>状态：办理中</p>")) == []
    answered = f"{inner}<div>回复时间：2026-09-28</div><div>回复内容：{FIRST}</div>"
    assert told(letter(answered)) == [(FIRST, date(2026, 9, 28))]


def test_an_answer_that_a_letter_in_a_list_quotes_answers_it_not() -> None:
    def card(number: int, answer: str = "<p>状态：办理中</p>") -> str:
        return f"<div><h3>路灯{number}</h3><p>编号：A{number}</p>{SENT}<div>来信内容：</div><div>{QUOTES}</div>{answer}</div>"

    answer = f"<div>回复时间：2026-09-28</div><div>回复内容：{FIRST}</div>"
    cards = card(1) + card(2) + card(3, answer)
    found = read_messages(page(html(cards)), task(Role.MESSAGE_BOARD, Purpose.SECTION), SNAPSHOT)
    assert list(map(told, found)) == [[], [], [(FIRST, date(2026, 9, 28))]]


@pytest.mark.parametrize("sent", [SENT, ""])
def test_a_former_answer_below_an_answer_is_part_of_it(sent: str) -> None:
    asked = f"{sent}<p>留言内容：{ASKED}</p>"
    one = letter(f"{asked}<h3>答复内容</h3><p>{ONE}</p><p>{FIRST}</p><p>附去年答复：</p>{FORMER}")
    ((text, day),) = told(one)
    assert text.startswith(FIRST)
    assert day == date(2026, 9, 25)

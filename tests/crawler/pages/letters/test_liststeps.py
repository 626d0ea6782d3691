# ruff: noqa: E501  (pages read best unbroken)
"""The steps below a letter are its course: no state of it, no answer and no other letter."""

from __future__ import annotations

import pytest

from crawler.pages.letters.stepwords import Says, what
from crawler.records import Message
from tests.crawler.pages.letters.test_doubts import ASK, TOLD, cards
from tests.crawler.pages.letters.test_ownpages import read

ANSWER = f"<div><h4>答复内容</h4><p>您好，{TOLD}</p></div>"


def card(day: int, state: str, inner: str = "", heading: str = "办理进度", first: str = "来信提交") -> str:  # fmt: skip
    return (
        f"<div class=card><h3>路灯不亮之{day}</h3><ul><li><label>信件编号：</label>YX2026{day}</li><li><label>写信时间：</label>2026-11-1{day} 08:35:00</li>"
        f"<li><label>受理单位：</label>县住建局</li><li><label>办理状态：</label>{state}</li></ul><div><h4>来信内容</h4><p>{ASK}</p></div>{inner}"
        f"<div><h4>{heading}</h4><ol><li><b>2026-11-1{day} 08:35:00</b><span>{first}</span></li><li><b>2026-11-1{day} 11:35:00</b><span>县长信箱管理员审核通过</span></li>"
        f"<li><b>2026-11-16 14:35:00</b><span>转办至县住建局</span></li></ol></div></div>"
    )


def told(letter: Message) -> tuple[str, str | None, str, int]:
    day = letter.submitted_on.value if letter.submitted_on else None
    return letter.title, letter.status and letter.status.value, str(day), len(letter.replies)


@pytest.mark.parametrize("heading", ["办理进度", "办理流程", "当前进度"])
@pytest.mark.parametrize("first", ["来信提交", "网民提交"])
def test_letters_in_a_list_have_their_own_course_below(heading: str, first: str) -> None:
    found = cards(
        card(1, "办理中", "", heading, first),
        card(2, "已答复", ANSWER, heading, first),
        card(3, "办理中", "", heading, first),
    )
    assert [told(one) for one in found] == [
        ("路灯不亮之1", "办理中", "2026-11-11", 0),
        ("路灯不亮之2", "已答复", "2026-11-12", 1),
        ("路灯不亮之3", "办理中", "2026-11-13", 0),
    ]
    assert all(one.read for one in found)


def test_a_letter_whose_course_an_administrator_passes_waits() -> None:
    letter = read(card(1, "办理中"))
    assert told(letter)[1:] == ("办理中", "2026-11-11", 0)
    assert letter.read


def test_a_state_under_the_same_name_stays_one() -> None:
    found = cards(
        f"<div><h3>路灯</h3><p>写信时间：2026-11-10</p><p>来信内容：{ASK}</p><p>办理进度：办理中</p></div>",
        f"<div><h3>水管</h3><p>写信时间：2026-11-11</p><p>来信内容：{ASK}</p><p>办理进度：已答复</p><p>答复内容：{TOLD}</p></div>",
    )
    assert [told(one)[1:] for one in found] == [
        ("办理中", "2026-11-10", 0),
        ("已答复", "2026-11-11", 1),
    ]


def test_letters_without_labelled_days_keep_the_stamps_they_begin_with() -> None:
    item = "<div><p>2026-11-1{0} 09:00 网友提交</p><p>" + ASK + "</p><p>2026-11-1{1} 县住建局回复</p><p>您好，" + TOLD + "</p></div>"  # fmt: skip
    found = cards(item.format(0, 2), item.format(3, 5))
    assert [told(one)[2:] for one in found] == [("2026-11-10", 1), ("2026-11-13", 1)]


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("县长信箱管理员审核通过", Says.STATE),
        ("平台客服已受理", Says.STATE),
        ("管理员已转办", Says.STATE),
        ("平台管理员已重置密码，请重新登录。", Says.TEXT),
        ("管理员已更换", Says.TEXT),
    ],
)
def test_who_looks_after_a_board_does_steps(said: str, says: Says) -> None:
    assert what(said) is says

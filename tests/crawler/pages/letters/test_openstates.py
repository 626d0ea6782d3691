"""Days of steps of a letter that is still being dealt with: no day of an answer."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.letters.openstates import is_open
from crawler.records import Message
from tests.crawler.pages.letters.test_answertables import ANSWERED, SENT, below, line
from tests.crawler.pages.letters.test_letters import ANSWER, days, nested

STEP = date(2026, 9, 23)


@pytest.mark.parametrize(
    "state", ["受理中", "办理中", "已受理", "待处理", "已转办", "正在办理", "未办结"]
)
def test_a_letter_taken_or_being_dealt_with_is_open(state: str) -> None:
    assert is_open(state)


@pytest.mark.parametrize(
    "state", ["已办结", "已回复", "待评价", "已受理，已办结", "不予受理", "办结"]
)
def test_a_letter_answered_or_closed_is_not(state: str) -> None:
    assert not is_open(state)


def step(state: str, name: str = "处理情况") -> str:
    return nested(name, 处理状态=state, 处理时间="2026-09-23", 处理单位="县住建局")


def state_of(one: Message) -> str | None:
    return one.status.value if one.status else None


@pytest.mark.parametrize("name", ["处理情况", "办理结果", "回复内容"])
@pytest.mark.parametrize("caption", ["", "<p>办理过程</p>", "<h3>办理流程</h3>"])
@pytest.mark.parametrize("state", ["受理中", "已受理", "待处理"])
def test_the_day_of_an_open_step_is_no_answer(name: str, caption: str, state: str) -> None:
    rows = step(state, name).replace("<td><table>", f"<td>{caption}<table>")
    one = below(rows)
    assert (days(one), state_of(one), one.read) == ((SENT, []), state, True)


def test_an_open_state_above_rules_out_the_day_of_a_step() -> None:
    rows = (
        line("处理状态", "受理中") + line("处理时间", "2026-09-23") + line("处理单位", "县住建局")
    )
    assert days(below(rows)) == (SENT, [])


def test_the_day_of_an_open_step_is_not_that_of_the_answer_below() -> None:
    rows = line("回复内容", ANSWER) + line("回复时间", "2026-09-29")
    one = below(step("受理中") + rows)
    assert days(one) == (SENT, [ANSWERED])
    assert one.replies[0].text == ANSWER


def test_the_day_of_a_step_that_closed_a_letter_is_its_answer_s() -> None:
    assert days(below(step("已办结"))) == (SENT, [STEP])
    assert days(below(step("已办结") + line("回复内容", ANSWER))) == (SENT, [STEP])


def test_a_day_beside_the_text_of_an_answer_is_its_own_whatever_the_state() -> None:
    rows = line("处理状态", "办理中") + line("处理时间", "2026-09-23") + line("处理结果", ANSWER)
    assert days(below(rows)) == (SENT, [STEP])


def test_a_day_called_that_of_an_answer_is_left_to_the_check() -> None:
    rows = (
        line("处理状态", "受理中") + line("答复单位", "县住建局") + line("答复时间", "2026-09-29")
    )
    assert days(below(rows)) == (SENT, [ANSWERED])

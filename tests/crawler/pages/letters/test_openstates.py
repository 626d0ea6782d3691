"""Days of steps of a letter that is still being dealt with: no day of an answer."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.letters.openstates import is_open
from crawler.records import Cause, Message
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


DAY = line("办理时间", "2026-09-23")


@pytest.mark.parametrize(
    "rows",
    [
        line("受理情况", "已受理") + line("办理状态", "已办结") + DAY,
        line("受理状态", "已受理") + DAY + line("办理结果", "已完成"),
        line("受理状态", "已受理") + line("处理结果", "已处理") + DAY,
        "</table><table>" + line("办理状态", "已受理") + line("办理时间", "2026-09-22")
        + "</table><table>" + line("办理状态", "已办结") + DAY,
    ],
)  # fmt: skip
def test_a_letter_taken_and_then_closed_is_not_open(rows: str) -> None:
    assert days(below(rows)) == (SENT, [STEP])


@pytest.mark.parametrize(
    "said", ["<img src=/a.jpg>", "<embed src=/a.pdf>", "<iframe src=/a.html></iframe>",
             "<a href=/a.pdf></a>", "<a href=/a.pdf>处理结果.pdf</a>"],
)  # fmt: skip
@pytest.mark.parametrize("apart", ["", "</table><table>"])
def test_an_answer_that_is_no_text_beside_an_open_state_is_in_doubt(said: str, apart: str) -> None:
    one = below(apart + line("处理状态", "已受理") + DAY + line("处理结果", said))
    assert (days(one), one.read, one.cause) == ((SENT, []), False, Cause.AMBIGUOUS)


@pytest.mark.parametrize("apart", ["", "</table><table>"])
@pytest.mark.parametrize("said", ["西门至公交站的路灯已于9月13日晚修复，请放心出行。", ""])
def test_sentences_below_the_step_of_an_open_letter_are_in_doubt(said: str, apart: str) -> None:
    rows = line("处理状态", "办理中") + DAY + line("处理单位", "县住建局")
    one = below(f"{apart}{rows}</table><div>{said}</div><table>")
    assert (days(one), one.read) == ((SENT, []), not said)

"""Tables in the cell of a label: an answer in the form of one, or labels that this one heads."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.letters.message import read_messages
from crawler.portals.roles import Role
from crawler.records import Cause, Message
from tests.crawler.pages.letters.test_letters import ANSWER, ASKED, days, html, nested
from tests.crawler.pages.pages import SNAPSHOT, page, task

SENT, ANSWERED = date(2026, 9, 21), date(2026, 9, 29)
NAMES = ("回复内容", "答复内容", "处理结果", "办理情况")
COUNTER = {"联系电话": "0557-123456", "办理单位": "县残联", "办理时间": "工作日8:00-17:00"}
HOURS = {"受理单位": "县残联", "受理时间": "工作日8:00-17:00", "标题": "残疾证办理"}


def line(label: str, value: str) -> str:
    return f"<tr><td>{label}</td><td>{value}</td></tr>"


def below(letter: str) -> Message:
    head = line("编号", "A9") + line("写信时间", "2026-09-21") + line("来信内容", ASKED)
    return shown(head + letter)


def shown(rows: str) -> Message:
    text = html(f"<h1>办理残疾证</h1><table>{rows}</table>")
    (one,) = read_messages(page(text), task(Role.MESSAGE_BOARD), SNAPSHOT)
    return one


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("inside", [COUNTER, HOURS, {"办理单位": "县残联", "地址": "幸福路1号"}])
def test_an_answer_that_is_a_table_is_that_table(name: str, inside: dict[str, str]) -> None:
    one = below(nested(name, **inside))
    told = " ".join(f"{label} {value}" for label, value in inside.items())
    assert ([reply.text for reply in one.replies], days(one)) == ([told], (SENT, [None]))
    assert (one.title, one.body, one.accepted_on) == ("办理残疾证", None, None)


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_that_is_a_table_has_the_day_beside_it(name: str) -> None:
    day, table = line("回复时间", "2026-09-29"), nested(name, **COUNTER)
    for rows in (day + table, table + day):
        one = below(rows)
        assert days(one) == (SENT, [ANSWERED])
        assert one.replies[0].text.startswith("联系电话 0557")


@pytest.mark.parametrize("label", ["具体内容", "正文", "答复意见"])
@pytest.mark.parametrize("name", ["回复内容", "处理结果"])
def test_the_text_in_a_table_of_an_answer_is_the_answer_s(name: str, label: str) -> None:
    inside = {"答复单位": "县残联", "答复时间": "2026-09-29", label: "请到县残联办理。"}
    one = below(nested(name, **inside))
    assert ([reply.text for reply in one.replies], days(one)) == (
        ["请到县残联办理。"],
        (SENT, [ANSWERED]),
    )


def test_a_letter_in_a_table_of_its_course_is_no_answer() -> None:
    letter = {"标题": "路灯不亮", "写信时间": "2026-09-21", "内容": ASKED}
    one = shown(nested("办理情况", **letter) + line("答复意见", ANSWER))
    assert (one.title, days(one)) == ("路灯不亮", (SENT, [None]))
    assert [reply.text for reply in one.replies] == [ANSWER]


def test_the_words_of_a_label_are_no_answer() -> None:
    course = nested("处理情况", 处理状态="已办结", 处理单位="县住建局", 受理时间="2026-09-22")
    one = below(line("回复时间", "2026-09-29") + course)
    assert [reply.text for reply in one.replies] == [""]


CAPTIONS = ["<p>基本信息</p>", "<h3>信件详情</h3>", "<p>一、来信信息</p>", "<p>信件信息：</p>"]


@pytest.mark.parametrize("caption", CAPTIONS)
def test_a_caption_over_a_table_is_nothing_of_it(caption: str) -> None:
    letter = nested("信件内容", 标题="路灯不亮", 写信时间="2026-09-21", 信件内容=ASKED)
    answer = nested("办理结果", 承办单位="县住建局", 办结时间="2026-09-29", 答复内容=ANSWER)
    one = shown((letter + answer).replace("<td><table>", f"<td>{caption}<table>"))
    assert (one.title, days(one)[0]) == ("路灯不亮", SENT)
    assert [reply.text for reply in one.replies] == [ANSWER]


@pytest.mark.parametrize("said", ["路灯已修复", "情况属实", "已修好。", ANSWER])
def test_a_short_answer_over_a_table_is_no_caption(said: str) -> None:
    table = nested("处理结果", 处理单位="县住建局", 处理时间="2026-09-29")
    one = below(table.replace("<td><table>", f"<td><p>{said}</p><table>"))
    assert one.replies[0].text.startswith(said)


@pytest.mark.parametrize("name", ["回复内容", "处理情况"])
@pytest.mark.parametrize("caption", ["", "<h3>信件详情</h3>", "<p><b>信件信息：</b></p>"])
@pytest.mark.parametrize("text", ["回复内容", "答复意见", "具体内容"])
def test_labels_of_who_answered_and_when_are_no_steps(name: str, caption: str, text: str) -> None:
    inside = {"答复单位": "县住建局", "答复时间": "2026-09-29", text: ANSWER}
    one = below(nested(name, **inside).replace("<td><table>", f"<td>{caption}<table>"))
    assert ([reply.text for reply in one.replies], days(one)) == ([ANSWER], (SENT, [ANSWERED]))
    assert one.replies[0].body is not None


@pytest.mark.parametrize(
    "inside",
    [
        {"内容": ASKED, "处理单位": "县住建局", "状态": "处理中"},
        {"姓名": "李某某", "时间": "2026-09-21", "内容": ASKED},
        {"类别": "咨询", "时间": "2026-09-21", "内容": ASKED, "状态": "待回复"},
        {"答复单位": "县住建局", "答复时间": "2026-09-29", "内容": "灯还是不亮，请问怎么办？"},
    ],
)
@pytest.mark.parametrize("name", ["处理情况", "回复内容"])
def test_a_letter_s_own_text_in_a_table_of_an_answer_is_none(
    name: str, inside: dict[str, str]
) -> None:
    one = below(nested(name, **inside))
    assert [reply.text for reply in one.replies if reply.text] == []


def test_a_text_of_either_in_a_table_of_an_answer_is_in_doubt() -> None:
    one = below(nested("答复内容", 姓名="张三", 单位="县残联", 内容="残疾证"))
    assert (one.replies, one.read, one.cause) == ((), False, Cause.AMBIGUOUS)


@pytest.mark.parametrize(
    "said",
    ["<h4>路灯已修好</h4>", "<h3>不予受理</h3>", "<h4>同意</h4>", "<p>已协调解决相关情况</p>",
     "<p>不符合政策规定情况</p>", "<p>请填报名表</p>", "<p>已安排人员核实处理情况</p>"],
)  # fmt: skip
def test_a_caption_is_of_closed_words(said: str) -> None:
    table = nested("处理结果", 办理单位="县住建局", 办理状态="已办结")
    (reply,) = below(table.replace("<td><table>", f"<td>{said}<table>")).replies
    assert reply.text.startswith(said[said.index(">") + 1 : said.index("</")])


@pytest.mark.parametrize("told", [{"办理说明": "路灯已修好"}, {"是否属实": "属实"}])
def test_short_words_beside_a_closed_state_are_an_answer(told: dict[str, str]) -> None:
    (reply,) = below(nested("回复内容", 状态="已办结", 单位="县住建局", **told)).replies
    assert " ".join(*told.items()) in reply.text


def test_who_took_a_step_is_none() -> None:
    one = below(nested("处理情况", 处理状态="已受理", 处理单位="县住建局", 登记人="张三"))
    assert (one.replies, one.read) == ((), True)


@pytest.mark.parametrize(
    "inside",
    [
        {"答复部门": "县住建局", "内容": "城东路灯坏了，晚上很黑。"},
        {"答复部门": "县住建局", "答复期限": "2026-09-29", "内容": "城东路灯坏了，晚上很黑。"},
        {"答复部门": "县住建局", "答复时间": "2026-09-29", "内容": "城东路灯坏了，望尽快修复。"},
        {"答复部门": "县住建局", "具体内容": "城东路灯坏了，望尽快修复。", "答复时间": ""},
    ],
)
def test_a_text_beside_whoever_is_to_answer_is_in_doubt(inside: dict[str, str]) -> None:
    one = below(nested("办理情况", **inside))
    assert not any("路灯坏了" in reply.text for reply in one.replies)
    assert one.replies or not one.read

# ruff: noqa: E501  (pages read best unbroken)
"""The office and the day that close an answer are its own, and no part of its text."""

from __future__ import annotations

import pytest

from checks.interaction.replies import is_substantive
from crawler.pages.letters.message import read_messages
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from crawler.records import Reply, Source
from tests.crawler.pages.letters.test_doubts import ASK, HEAD, cards
from tests.crawler.pages.letters.test_ownpages import read
from tests.crawler.pages.pages import SNAPSHOT, page, task

TOLD = "本年度补贴已开放手机端申请，先购后补，敞开受理。"
SIGNED = "石桥镇农综站 2026-11-13 15:25:08"
CLOSED = {
    "behind its text": f"<div><font>[回复]：</font>{TOLD}<span>{SIGNED}</span></div>",
    "in brackets": f"<p>回复：{TOLD}（石桥镇农综站 2026年11月13日）</p>",
    "in a cell, set to the right": f"<table><tr><td><b>答复：</b>{TOLD}<div align=right>石桥镇农综站　2026-11-13</div></td></tr></table>",
    "in the cell beside the label": f"<table><tr><td>答复内容</td><td>{TOLD}<p align=right>{SIGNED}</p></td></tr></table>",
    "in a row of its own": f"<table><tr><td>答复内容</td><td>{TOLD}</td></tr><tr><td colspan=2 align=right>{SIGNED}</td></tr></table>",
    "in a box below its box": f"<div><h3>回复内容</h3><div>{TOLD}</div><div class=sign>{SIGNED}</div></div>",
    "in two lines": f"<div><h3>回复内容</h3><p>{TOLD}</p><p>石桥镇农综站</p><p>2026年11月13日</p></div>",
    "beside the day of a label": f"<p>回复时间：2026-11-13</p><p>回复内容：{TOLD}石桥镇农综站 2026-11-13</p>",
}  # fmt: skip


def reply(inner: str) -> Reply:
    letter = read(HEAD + inner)
    (one,) = letter.replies
    return one


def told(one: Reply) -> tuple[str, str | None, str]:
    return one.text, one.body and one.body.value, str(one.replied_on and one.replied_on.value)


@pytest.mark.parametrize("inner", CLOSED.values(), ids=CLOSED)
def test_who_signs_an_answer_gave_it(inner: str) -> None:
    one = reply(inner)
    assert told(one) == (TOLD, "石桥镇农综站", "2026-11-13")
    assert one.body is not None
    assert one.body.source is Source.SIGNATURE


@pytest.mark.parametrize("office", ["党政办", "村镇办", "云溪县教育局", "云溪县自来水有限公司", "石桥村村民委员会", "将乐县政务服务中心", "自然资源局", "经济开发区管委会"])  # fmt: skip
def test_whoever_may_answer_signs(office: str) -> None:
    assert told(reply(f"<p>回复：{TOLD} {office} 2026-11-13</p>")) == (TOLD, office, "2026-11-13")


def test_an_answer_that_is_a_file_is_signed_too() -> None:
    named = "请见答复函：hf8.docx"
    cell = "<td><b>答复：</b>请见答复函：<a href=hf8.docx>hf8.docx</a><br><div align=right>党政办　2026-11-13</div></td>"
    assert told(reply(f"<table><tr>{cell}</tr></table>")) == (named, "党政办", "2026-11-13")


def test_answers_in_a_list_are_signed_each_by_its_office() -> None:
    card = "<table><tr><td>主题：{0}</td></tr><tr><td>留言人：陈先生　留言时间：2026-11-10 09:00:08</td></tr><tr><td>" + ASK + "</td></tr><tr><td><font>[回复]：</font>{1}<span>{2}</span></td></tr></table><br/>"  # fmt: skip
    one, two = cards(
        card.format("路灯不亮", TOLD, SIGNED),
        card.format("补贴何时申领", "您的留言已收悉，正在核实，稍后答复您。", "石桥镇党政办 2026-11-10 18:18:08"),
    )  # fmt: skip
    assert told(one.replies[0]) == (TOLD, "石桥镇农综站", "2026-11-13")
    assert told(two.replies[0])[1:] == ("石桥镇党政办", "2026-11-10")
    assert not is_substantive(two.replies[0].text)


def test_a_second_answer_is_that_of_the_office_which_its_label_names() -> None:
    letter = read(f"{HEAD}<table><tr><td><b>答复：</b>{TOLD}<div>党政办　2026-11-13</div></td></tr><tr><td><b>村镇办补充答复：</b>图纸已完成设计，明年三月开工。<div>村镇办　2026-11-16</div></td></tr></table>")  # fmt: skip
    assert [told(one) for one in letter.replies] == [
        (TOLD, "党政办", "2026-11-13"),
        ("图纸已完成设计，明年三月开工。", "村镇办", "2026-11-16"),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("补贴申领时间另行通知，窗口开放 2026-11-13", "2026-11-13"),  # a sentence goes on
        (f"{TOLD}已转交县住建局 2026-11-13", "2026-11-13"),
        (f"{TOLD}请到县政务服务中心 2026-11-13", "2026-11-13"),
        (f"{TOLD}由县住建局 2026-11-13", "2026-11-13"),
        (f"{TOLD}2026-11-13", "2026-11-13"),
        (f"{TOLD}陈某某 2026-11-13", "2026-11-13"),
        (f"{TOLD}县住建局", "None"),
    ],
)
def test_what_closes_no_answer_stays_in_it(text: str, day: str) -> None:
    assert told(reply(f"<p>回复：{text}</p>")) == (text, None, day)


def test_labels_go_before_who_signs() -> None:
    quoted = f"{TOLD} 云溪县发改委 2025-01-05"
    labels = "<p>答复单位：云溪县城管局</p><p>回复时间：2026-11-13</p>"
    found = told(reply(f"{labels}<p>回复内容：{quoted}</p>"))
    assert found == (quoted, "云溪县城管局", "2026-11-13")
    found = told(reply(f"<p>回复时间：2026-11-13</p><p>回复内容：{quoted}</p>"))
    assert found == (quoted, None, "2026-11-13")


@pytest.mark.parametrize("below", ["<td>浏览次数</td><td>31</td>", "<td>来信人</td><td>李某 2026-11-09</td>", "<td>石桥村村民李某 2026-11-14</td>", "<td>2026-11-14</td>"])  # fmt: skip
def test_another_row_below_an_answer_signs_it_not(below: str) -> None:
    rows = f"<table><tr><td>答复内容</td><td>{TOLD}</td></tr><tr>{below}</tr></table>"
    found = read_messages(page(HEAD + rows), task(Role.MESSAGE_BOARD, Purpose.DETAIL), SNAPSHOT)
    assert [told(one) for one in found[0].replies] == [(TOLD, None, "None")]


@pytest.mark.parametrize("office", ["校外教育科", "督导室", "县教体局", "石桥镇人民政府"])
def test_whoever_speaks_first_gave_an_answer(office: str) -> None:
    one = reply(f"<p>回复：{office}：您反映的费用已退还。</p>")
    assert (one.text, one.body and one.body.value) == (f"{office}：您反映的费用已退还。", office)


@pytest.mark.parametrize(
    "opening",
    ["县教体局：你单位来函收悉，", "尊敬的县教体局：", "现答复如下：", "经向县教体局：了解，", "您反映的县教体局：", "石桥小学：", "家长您好："],
)  # fmt: skip
def test_whoever_is_spoken_to_gave_none(opening: str) -> None:
    assert reply(f"<p>回复：{opening}费用已退还。</p>").body is None


def test_a_label_tells_who_answered_before_the_text_does() -> None:
    one = reply("<p>回复单位：县教体局</p><p>回复内容：督导室：费用已退还。</p>")
    assert one.body is not None
    assert one.body.value == "县教体局"

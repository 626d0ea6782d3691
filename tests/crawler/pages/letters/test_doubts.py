# ruff: noqa: E501  (pages read best unbroken)
"""A letter is surely unanswered only where nothing on its part of the page may be its answer."""

from __future__ import annotations

import pytest

from crawler.pages.letters.message import read_messages
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from crawler.records import Message
from tests.crawler.pages.letters.test_ownpages import read
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, page, task

ASK = "石桥村口的路灯坏了十几盏，请问什么时候能修好？"
TOLD = "市政养护队已更换电缆一百二十米，路灯全部恢复照明。"
HEAD = f"<h1>路灯不亮</h1><p>来信时间：2026-11-10</p><p>来信内容：{ASK}</p>"


def rows(*cells: tuple[str, str]) -> str:
    return "<table>" + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in cells) + "</table>"


OPEN = rows(("状态", "已受理"), ("办理时间", "2026-11-12"))


def cards(*inner: str) -> tuple[Message, ...]:
    html = f"<html><head><title>县长信箱</title></head><body>{NAVIGATION}<div class=main>{''.join(inner)}</div>{FOOTER}</body></html>"
    return read_messages(page(html), task(Role.MESSAGE_BOARD, Purpose.SECTION), SNAPSHOT)


NOTHING = {
    "nothing more": "",
    "its unit": "<p>办理单位：县住建局</p>",
    "a side box of news": "<div><h3>热门新闻</h3><ul><li><a href=/1.html>县政府召开会议，部署明年工作</a></li><li><a href=/2.html>全县抗旱会议召开</a></li></ul></div>",
    "a form to rate": "<form><p>满意度评价：<input type=radio>非常满意 <input type=radio>不满意</p><textarea></textarea></form>",
    "not rated": "<p>满意度：未评价</p>",
    "ways to share": "<div>分享到：<a href='javascript:;'><img src=/images/weixin_share.png></a></div>",
    "a banner to another page": "<div><a href=/zt/1.html><img src=/zt/head.jpg width=600></a></div>",
    "a note of the board": "<p>温馨提示：来信请留真实姓名和电话。</p>",
    "a holding note": "<p>您的来信已收悉，已转有关部门核实，请耐心等待。</p>",
    "a state of no answer": "<p>回复内容：暂无回复</p>",
    "an empty day of an answer": "<p>回复时间：</p><p>回复单位：</p>",
    "more of the letter": "",
}  # fmt: skip


@pytest.mark.parametrize("below", NOTHING)
def test_a_waiting_letter_is_surely_unanswered(below: str) -> None:
    more = "<p>晚上走路很不方便，老人摔过一跤。</p>" if below == "more of the letter" else ""
    one = read(f"{HEAD}{more}{OPEN}{NOTHING[below]}")
    held = below == "a holding note"
    assert (len(one.replies), one.read) == (int(held), True)


ANSWERS = {
    "a picture": "<img src=/u/df.jpg width=600>",
    "a frame": "<iframe src=/hf?id=3></iframe>",
    "a video": "<video src=/v/1.mp4 controls></video>",
    "a file": "<p><a href=/u/df.pdf>答复函</a></p>",
    "an enclosure": "<p>附件：<a href=/u/1.doc>关于路灯问题的答复.doc</a></p>",
    "a way to it": "<p><a href='/view?id=3'>点击查看答复</a></p>",
    "a hidden tab": "<div class=tab><ul><li>办理情况</li><li>回复</li></ul></div><div class=c><p>办理单位：县住建局</p></div><div class=c style='display:none'><img src='/u/df.jpg'></div>",
    "a sentence": f"<div>{TOLD}</div>",
    "an office that speaks": f"<div>县住建局：{TOLD}</div>",
    "a box of its own": f"<div><h3>县住建局意见</h3><p>{TOLD}</p></div>",
    "who answered": "<p>回复单位：县住建局</p>",
    "how it was rated": "<p>满意度：非常满意</p>",
    "that it is closed": "<table><tr><td>当前环节</td><td>办结</td></tr></table>",
    "a text under a label of answers": "<table><tr><td>办理情况</td><td>" + rows(("承办单位", "县住建局"), ("办理时间", "2026-11-12"), ("具体内容", TOLD), ("状态", "办理中")) + "</td></tr></table>",
    "facts under a label of answers": "<table><tr><td>处理结果</td><td>" + rows(("责任单位", "县住建局"), ("处置", "更换路灯电缆"), ("状态", "待审核")) + "</td></tr></table>",
}  # fmt: skip


@pytest.mark.parametrize("below", ANSWERS)
def test_what_may_be_an_answer_leaves_a_letter_with_an_open_state_open(below: str) -> None:
    one = read(f"{HEAD}{OPEN}{ANSWERS[below]}")
    assert one.replies or not one.read


@pytest.mark.parametrize(
    "above", [f"<div>您好，{TOLD}</div>", f"<ul><li>{TOLD}</li></ul>", f"<div><h3>县住建局意见</h3><p>{TOLD}</p></div>"]
)  # fmt: skip
def test_what_may_be_an_answer_above_the_days_leaves_a_letter_open(above: str) -> None:
    assert not read(f"{HEAD}{above}{OPEN}").read


def test_a_picture_in_the_letter_is_the_writer_s() -> None:
    head = HEAD.replace(ASK, f"{ASK}<img src=/u/lamp.jpg width=600>")
    assert read(f"{head}{OPEN}").read
    table = rows(("标题", "路灯不亮"), ("来信时间", "2026-11-10"), ("来信内容", f"<p>{ASK}</p><p><img src=/u/lamp.jpg width=600></p>"), ("状态", "已受理"))  # fmt: skip
    assert read(table).read


@pytest.mark.parametrize("heading", ["<p>相关办件</p>", "<div class=bar><span>最新留言</span></div>", "<p>相关诉求</p><p><a href=/1.html>公交车晚点</a></p>"])  # fmt: skip
def test_an_answer_below_a_heading_of_others_leaves_a_letter_open(heading: str) -> None:
    answer = f"<p>答复时间：2026-11-12</p><p>答复内容：您好，经查，{TOLD}</p>"
    one = read(f"{HEAD}<p>答复单位：县住建局</p>{heading}<div>{answer}</div>")
    assert one.replies or not one.read
    assert read(f"{HEAD}{OPEN}{heading}<ul><li><a href=/2.html>公交站台破损</a></li></ul>").read


def card(title: str, *more: tuple[str, str]) -> str:
    return rows(("标题", title), ("来信时间", "2026-11-02"), ("来信内容", f"{title}，请问怎么办？"), *more)  # fmt: skip


def test_a_card_with_what_may_be_an_answer_is_open() -> None:
    open_ = (("状态", "已转办"), ("处理时间", "2026-11-05"))
    waiting = card("自来水停水", *open_)
    filed = card("公交晚点", *open_, ("附件", "<a href=/u/df.pdf>答复函.pdf</a>"))
    answered = card("路灯不亮", ("状态", "已办结"), ("回复内容", f"您好，{TOLD}"), ("回复时间", "2026-11-05"))  # fmt: skip
    found = cards(waiting, filed, answered)
    assert [(one.read, len(one.replies)) for one in found] == [(True, 0), (False, 0), (True, 1)]


def test_what_is_not_yet_moderated_is_not_unanswered() -> None:
    def item(state: str) -> str:
        return f"<div class=i><p>留言人：张三 留言时间：2026-11-02</p><p>{ASK}</p><p>{state}</p></div>"  # fmt: skip

    assert [one.read for one in cards(item("待审核"), item("待回复"))] == [False, True]
    assert not any(one.read for one in cards(item("未审核"), item("审核通过")))


def test_a_hidden_answer_leaves_a_letter_open() -> None:
    hidden = f"<div style='display:none'><p>您好，您反映的路灯问题，{TOLD}</p></div>"
    assert not read(f"{HEAD}{OPEN}{hidden}").read


@pytest.mark.parametrize(("tabs", "opens"), [("办理|示例", False), ("来信|样例", False), ("我要评价|推荐信件", False), ("详情|相关来信", False), ("来信|办理结果", True), ("来信|最新进展", True)])  # fmt: skip
def test_a_tab_over_a_sample_or_another_letter_holds_no_answer(tabs: str, opens: bool) -> None:
    bar = "".join(f"<li>{name}</li>" for name in tabs.split("|"))
    boxes = f"<div class=p>受理中</div><div class=p style='display:none'><p>回复时间：2026-11-12</p><p>回复内容：您好，{TOLD}</p></div>"  # fmt: skip
    assert bool(read(f"{HEAD}<ul>{bar}</ul>{boxes}").replies) is opens


def tabs_of(name: str, panel: str) -> str:
    bar = f"<ul class=tab><li>来信</li><li>{name}</li></ul>"
    return f"{bar}<div class=p>{HEAD}{OPEN}</div><div class=p style='display:none'>{panel}</div>"


@pytest.mark.parametrize("name", ["最新回复", "其他部门回复", "相关单位办理情况", "热门问题答复", "相关来信"])  # fmt: skip
def test_an_answer_behind_a_tab_is_read_or_leaves_a_letter_open(name: str) -> None:
    one = read(tabs_of(name, f"<p>回复时间：2026-11-12</p><p>回复内容：{TOLD}</p>"))
    assert not one.read or one.replies
    assert bool(one.replies) is ("部门" in name or "单位" in name)


@pytest.mark.parametrize(("name", "panel"), [
    ("示例", f"<p>回复时间：2026-11-12</p><p>回复内容：{TOLD}</p>"), ("最新回复", "<p>暂无回复</p>"),
    ("相关来信", "<ul><li><a href=/1.html>公交车晚点</a><span>2026-08-01</span></li></ul>"),
    ("写信须知", "<p>来信将在五个工作日内答复，结果将发送至您的手机。</p>"),
])  # fmt: skip
def test_a_tab_over_what_is_no_answer_leaves_nothing_open(name: str, panel: str) -> None:
    one = read(tabs_of(name, panel))
    assert one.read
    assert not one.replies


def test_a_hidden_answer_that_was_first_passed_on_leaves_a_letter_open() -> None:
    def hidden(more: str) -> bool:
        text = f"市民您好：您反映的路灯问题已转县城管局办理，{more}"
        return read(f"{HEAD}{OPEN}<div style='display:none'><p>{text}</p></div>").read

    assert not hidden("现已修复，请放心。")
    assert hidden("我们将在五个工作日内答复您，请耐心等待。")

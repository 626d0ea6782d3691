# ruff: noqa: E501  (pages read best unbroken)
from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.letters.message import from_entry, read_messages
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from crawler.records import Cause, Message, Source, decode, encode
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, URL, entry, page, task

LETTER = "您好，我住在幸福小区，姓名李某，电话：13812345678，时间：2020-01-01，请回复：谢谢。"
ANSWER = "您好，您反映的路灯问题已经修复，请放心使用，如有疑问可拨打13987654321。"

STYLES = {
    "two_tables": (
        "<table><tr><td>受理编号</td><td>A2026001</td><td>受理件类型</td><td>咨询</td></tr><tr><td>来信人</td><td>李某</td>"
        "<td>来信时间</td><td>2026-09-25 10:11</td></tr><tr><td>受理时间</td><td>2026-09-26</td><td>公开时间</td><td>2026-10-09</td></tr>"
        f"<tr><td>受理件内容</td><td colspan=3>{LETTER}</td></tr></table>"
        f"<table><tr><td>办理部门</td><td>县住建局</td></tr><tr><td>办理时间</td><td>2026-09-28</td></tr><tr><td>办理内容</td><td><p>{ANSWER}</p></td></tr></table>"
    ),
    "other_order": (
        f"<table><tr><th>回复内容</th><td>{ANSWER}</td></tr><tr><th>回复时间</th><td>2026-09-28</td></tr><tr><th>回复单位</th><td>县住建局</td></tr></table>"
        f"<table><tr><th>内容</th><td>{LETTER}</td></tr><tr><th>提交日期</th><td>2026-09-25</td></tr><tr><th>类型</th><td>咨询</td></tr>"
        "<tr><th>编号</th><td>A2026001</td></tr><tr><th>受理日期</th><td>2026-09-26</td></tr><tr><th>发布时间</th><td>2026-10-09</td></tr></table>"
    ),
    "divs": (
        "<div><span>信件编号：A2026001</span> <span>写信时间：2026-09-25</span> <span>信件类别：咨询</span> <span>受理时间：2026-09-26</span>"
        f" <span>公开日期：2026-10-09</span></div><div><h3>来信内容</h3><div><p>{LETTER}</p></div></div><div><h3>答复内容</h3><div><p>{ANSWER}</p></div>"
        "<p>答复单位：县住建局　答复时间：2026-09-28 15:00:00</p></div>"
    ),
    "definitions": (
        "<dl><dt>查询编号</dt><dd>A2026001</dd><dt>诉求时间</dt><dd>2026年9月25日</dd><dt>诉求类型</dt><dd>咨询</dd><dt>受理时间</dt><dd>2026年9月26日</dd>"
        f"<dt>公布时间</dt><dd>2026年10月9日</dd><dt>诉求内容</dt><dd>{LETTER}</dd><dt>处理单位</dt><dd>县住建局</dd><dt>回复部门</dt><dd>县住建局</dd>"
        f"<dt>回复日期</dt><dd>2026年9月28日</dd><dt>处理结果</dt><dd>{ANSWER}</dd></dl>"
    ),
    "one_line": (
        f"<p>留言编号：A2026001 | 留言类型：咨询 | 留言时间：2026-09-25 | 受理时间：2026-09-26 | 公开时间：2026-10-09</p><p>留言内容：{LETTER}</p>"
        f"<p>答复单位：县住建局 答复时间：2026-09-28</p><p>{ANSWER}</p>"
    ),
    "stamped": (
        "<p>流水号：A2026001 问政类型：咨询 受理时间：2026-09-26 公开时间：2026-10-09</p><p>网友 于 2026-09-25 10:00 留言</p>"
        f"<p>路灯坏了，请问什么时候修？</p><div><h4>官方回复</h4><p>县住建局 2026-09-28 09:00 回复</p><p>{ANSWER}</p></div>"
    ),
}  # fmt: skip


def read(
    inner: str, purpose: Purpose = Purpose.DETAIL, title: str = "路灯坏了请修一修", **row: str
) -> tuple[Message, ...]:
    listed = entry(Role.MESSAGE_BOARD, title, **row) if row else None
    text = f"<html><head><title>{title}</title></head><body>{NAVIGATION}<h1>{title}</h1>{inner}{FOOTER}</body></html>"
    return read_messages(page(text), task(Role.MESSAGE_BOARD, purpose, entry=listed), SNAPSHOT)


@pytest.mark.parametrize("style", STYLES)
def test_every_style_tells_the_same_facts(style: str) -> None:
    (one,) = read(STYLES[style])
    assert one.url == URL
    assert one.title == "路灯坏了请修一修"
    assert one.number is not None
    assert one.number.value == "A2026001"
    assert one.message_kind is not None
    assert one.message_kind.value == "咨询"
    dates = {
        name: field.value if (field := getattr(one, name)) else None
        for name in ("submitted_on", "accepted_on", "published_on", "closed_on", "forwarded_on")
    }
    assert dates == {
        "submitted_on": date(2026, 9, 25), "accepted_on": date(2026, 9, 26),
        "published_on": date(2026, 10, 9), "closed_on": None, "forwarded_on": None,
    }  # fmt: skip
    assert len(one.replies) == 1
    reply = one.replies[0]
    assert reply.replied_on is not None
    assert reply.replied_on.value == date(2026, 9, 28)
    assert reply.body is not None
    assert reply.body.value == "县住建局"
    assert reply.text.startswith("您好，您反映的路灯问题已经修复")
    stored = str(encode(one))
    assert "李某" not in stored
    assert "幸福小区" not in stored
    assert "13812345678" not in stored
    assert "13987654321" not in stored
    assert decode(encode(one)) == one


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "<p>答复内容：</p><p>答复时间：</p>",
        "<p>回复内容：暂未回复</p>",
        "<p>答复单位：县住建局 答复时间：</p><p>该信件正在办理中，请耐心等待。</p>",
        "<table><tr><td>答复单位</td><td>县住建局</td><td>答复时间</td><td></td></tr><tr><td>答复内容</td><td></td></tr></table>",
        "<p>办理情况：办理中</p>",
        "<p>答复内容：（尚未回复）</p>",
        "<p>答复时间：2026-11-03</p><p>答复内容：暂无回复</p>",
        "<p>答复内容：【待回复】</p>",
        "<p>答复内容：正在办理中</p>",
        "<p>回复内容：您的留言正在办理中，请耐心等待。</p>",
        "<h3>回复内容</h3><div>该来信暂未答复，敬请关注</div>",
        "<h3>回复内容</h3><div></div>",
        "<p>回复时间：--</p><p>回复内容：无</p>",
        "<div><b>回复内容</b></div><div><p>您对本次答复是否满意？</p></div><p>上一篇：无</p>",
        "<p>答复时间：</p><p>答复内容：</p><p>温馨提示：请勿在信件中填写个人信息。</p>",
        "<div><h3>答复内容</h3></div><div><h3>满意度评价</h3><p>非常满意 满意 不满意</p></div>",
    ],
)
def test_no_reply(answer: str) -> None:
    (one,) = read(f"<p>提问时间：2026-11-02</p><p>提问内容：{LETTER}</p>{answer}")
    assert one.submitted_on is not None
    assert one.submitted_on.value == date(2026, 11, 2)
    assert one.replies == ()


HOLDING = "您的来信已收悉，已转有关部门核实，请耐心等待。"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (f"<div><p>{HOLDING}</p><p>答复单位：县住建局</p><p>答复日期：2026-11-03</p></div>", HOLDING),
        (f"<div><div>{HOLDING}</div><div><p>答复日期：2026-11-03</p></div></div><p>欢迎您再次来信，感谢关注。</p>", HOLDING),
        (f"<div><p>县住建局</p><p>答复日期：2026-11-03</p><p>{HOLDING}</p></div>", HOLDING),
        ("<div><p>县住建局</p><p>答复日期：2026-11-03</p></div>", ""),
        ("<p>答复日期：2026-11-03</p>", ""),
    ],
)  # fmt: skip
def test_the_text_of_an_answer_may_stand_above_its_date(answer: str, said: str) -> None:
    (one,) = read(f"<div><p>{LETTER}</p><p>写信时间：2026-11-02</p></div>{answer}")
    (reply,) = one.replies
    assert reply.text == said
    assert reply.replied_on is not None
    assert reply.replied_on.value == date(2026, 11, 3)


@pytest.mark.parametrize(
    "answer",
    [
        "<div class=t><h3>回复内容</h3></div><div class=c><p>您好，经核实，路灯已经修复。</p></div>",
        "<p>答复内容：</p><p>您好，经核实，路灯已经修复。</p>",
        "<h3>办理结果</h3><p>经核实，路灯已经修复。</p>",
        "<p>答复内容：未回复电话的问题已解决，路灯已经修复。</p>",
        "<table><tr><td>处理结果</td><td>路灯已经修复。</td></tr></table>",
    ],
)
def test_a_reply_without_a_date(answer: str) -> None:
    (one,) = read(f"<p>提问时间：2026-11-02</p><p>提问内容：{LETTER}</p>{answer}")
    assert len(one.replies) == 1
    assert one.replies[0].text.endswith("路灯已经修复。")
    assert one.replies[0].replied_on is None


def test_interim_then_final_reply() -> None:
    (one,) = read(
        "<dl><dt>来信日期</dt><dd>2026-09-18</dd><dt>办结时间</dt><dd>2026-09-29</dd><dt>转办时间</dt><dd>2026-09-18</dd></dl>"
        "<div><b>回复内容</b><p>您的来信已收悉，已转相关部门办理。</p><p>回复时间：2026-09-19 回复单位：县府办</p></div>"
        "<div><b>回复内容</b><p>经核实，可以到窗口办理。</p><p>回复时间：2026-09-29 回复单位：县民政局</p></div>"
    )
    found = [
        (r.replied_on.value if r.replied_on else None, r.body.value if r.body else None, r.text)
        for r in one.replies
    ]
    assert found == [
        (date(2026, 9, 19), "县府办", "您的来信已收悉，已转相关部门办理。"),
        (date(2026, 9, 29), "县民政局", "经核实，可以到窗口办理。"),
    ]
    assert one.closed_on is not None
    assert one.closed_on.value == date(2026, 9, 29)
    assert one.forwarded_on is not None


def test_labels_inside_the_reply_text_do_no_harm() -> None:
    (one,) = read(
        "<table><tr><td>来信时间</td><td>2026-09-25</td></tr><tr><td>回复内容</td><td><p>您好，办理流程如下：</p><p>办理时间：工作日上午8:00-12:00</p>"
        "<p>咨询时间：周一至周五</p><p>联系电话：0557-7022345</p></td></tr><tr><td>回复时间</td><td>2026-09-28</td></tr></table>"
    )
    assert one.submitted_on is not None
    assert one.submitted_on.value == date(2026, 9, 25)
    assert len(one.replies) == 1
    assert one.replies[0].replied_on is not None
    assert one.replies[0].replied_on.value == date(2026, 9, 28)


def test_only_an_acceptance_and_a_closing_date() -> None:
    (one,) = read(
        "<p>受理时间：2026-09-26 办结时间：2026-09-30</p><p>处理结果：已修复路灯，感谢您的来信。</p>"
    )
    assert one.submitted_on is None
    assert one.accepted_on is not None
    assert one.closed_on is not None
    assert len(one.replies) == 1
    assert one.replies[0].replied_on is None


def test_the_list_row_fills_what_the_page_does_not_show() -> None:
    (one,) = read(
        f"<p>回复内容：{ANSWER}</p>",
        submitted_on="2026-09-25",
        replied_on="2026-09-28",
        status="已回复",
    )
    assert one.submitted_on is not None
    assert (one.submitted_on.value, one.submitted_on.source) == (date(2026, 9, 25), Source.ROW)
    assert one.replies[0].replied_on is not None
    assert one.replies[0].replied_on.value == date(2026, 9, 28)
    (own,) = read("<p>来信时间：2026-09-26</p>", submitted_on="2026-09-25")
    assert own.submitted_on is not None
    assert own.submitted_on.value == date(2026, 9, 26)


def test_a_letter_known_from_its_row_alone() -> None:
    row = entry(
        Role.MESSAGE_BOARD,
        "路灯",
        submitted_on="2026-09-25",
        replied_on="2026-09-28",
        reply_body="县住建局",
    )
    one = from_entry(row, Cause.UNREACHABLE)
    assert (one.read, one.cause) == (False, Cause.UNREACHABLE)
    assert one.submitted_on is not None
    assert one.submitted_on.value == date(2026, 9, 25)
    assert one.replies[0].replied_on is not None
    assert from_entry(entry(Role.MESSAGE_BOARD, "路灯", submitted_on="2026-09-25")).replies == ()


CARDS = "".join(
    f"<li><h3>来信{n}标题</h3><p>编号：{n:03d} 来信时间：2026-09-2{n}</p><p>内容：问题{n}</p>"
    + (
        f"<p>答复单位：县民政局 答复时间：2026-09-2{n + 1}</p><p>答复内容：好的{n}，已办理完毕。</p>"
        if n != 3
        else ""
    )
    + "</li>"
    for n in range(1, 6)
)
ROWS = "".join(
    f"<tr><td>标题</td><td>来信{n}标题</td><td>来信时间</td><td>2026-09-2{n}</td><td>编号</td><td>{n:03d}</td></tr>"
    f"<tr><td>来信内容</td><td colspan=5>问题{n}</td></tr>"
    + (
        f"<tr><td>回复内容</td><td colspan=5>好的{n}，已办理完毕。</td></tr><tr><td>回复时间</td><td>2026-09-2{n + 1}</td></tr>"
        if n != 3
        else ""
    )
    for n in range(1, 6)
)


@pytest.mark.parametrize("inner", [f"<ul>{CARDS}</ul>", f"<table>{ROWS}</table>"])
def test_letters_inline_in_a_list(inner: str) -> None:
    found = read(inner, Purpose.SECTION, title="县长信箱")
    assert [one.url for one in found] == [f"{URL}#{n:03d}" for n in range(1, 6)]
    assert [one.title for one in found] == [f"来信{n}标题" for n in range(1, 6)]
    assert [
        one.submitted_on.value.day if one.submitted_on and one.submitted_on.value else 0
        for one in found
    ] == [21, 22, 23, 24, 25]
    assert [len(one.replies) for one in found] == [1, 1, 0, 1, 1]
    assert found[1].replies[0].text == "好的2，已办理完毕。"


def test_a_plain_list_gives_no_letters() -> None:
    rows = "".join(
        f"<tr><td><a href={n}.html>来信{n}</a></td><td>2026-09-21</td><td>2026-09-22</td><td>已回复</td></tr>"
        for n in range(9)
    )
    inner = f"<table><tr><th>标题</th><th>来信时间</th><th>回复时间</th><th>状态</th></tr>{rows}</table>"
    assert read(inner, Purpose.SECTION) == ()


def test_an_answer_behind_a_click_is_shown() -> None:
    asked = "<p>留言时间：2026-09-25</p><p>留言内容：路灯坏了。</p>"
    answer = f"<p>答复时间：2026-09-28</p><p>答复内容：{ANSWER}</p>"
    (one,) = read(
        f"{asked}<p><a href='javascript:look()'>查看答复</a></p><div style='display:none'>{answer}</div>"
    )
    assert [reply.replied_on and reply.replied_on.value for reply in one.replies] == [
        date(2026, 9, 28)
    ]
    (one,) = read(f"{asked}<div style='display:none'>{answer}</div>")
    assert one.replies == ()


@pytest.mark.parametrize("shown", ["第{0}条", "<b>#{0}</b>", "{0}楼"])
@pytest.mark.parametrize("inside", [True, False])
def test_letters_of_a_guest_book_are_called_by_the_number_above_them(
    shown: str, inside: bool
) -> None:
    def letter(number: int, reply: str) -> str:
        rows = (
            f"<tr><td>留言时间<td>2026/9/{number} 9:30<tr><td>留言内容<td>路灯坏了，第3条支路很黑。"
            f"<tr><td>回复内容<td>{reply}<tr><td>回复时间<td>{'2026/9/28' if reply else '&nbsp;'}"
        )
        head = shown.format(number)
        if inside:
            return f"<table border=1><tr><td colspan=2>{head}{rows}</table><br>"
        return f"<div>{head}</div><table border=1>{rows}</table><br>"

    found = read(
        "".join(letter(n, ANSWER if n > 17 else "") for n in (23, 21, 18, 17)), Purpose.SECTION
    )
    assert [one.url.rpartition("#")[2] for one in found] == ["23", "21", "18", "17"]
    assert [one.submitted_on.value.day for one in found if one.submitted_on and one.submitted_on.value] == [23, 21, 18, 17]  # fmt: skip
    assert [len(one.replies) for one in found] == [1, 1, 1, 0]


RECEIPT = "您的留言已收悉，我们已转承办单位研究。"
SERVED = "经核实，该路段已于昨日修补完毕并恢复通行。"
WRITTEN = (
    "<h1>关于道路破损</h1><p>来信时间：2026-09-21 16:40</p><h3>来信内容</h3><p>门前道路破损。</p>"
)
ROUNDS = {
    "units between the labels": "".join(
        f"<div class=r><h3>{name}</h3><div><span>答复单位</span><em>云溪县人民政府办公室</em><span>答复时间</span><em>{day} 15:10</em></div><div>{text}</div></div>"
        for name, day, text in (("首次答复", "2026-09-22", RECEIPT), ("再次答复", "2026-09-29", SERVED))
    ),
    "a table of stages": "<table><tr><th>环节</th><th>办理单位</th><th>时间</th><th>意见</th></tr><tr><td>受理</td><td>县信访局</td><td>2026-09-21 17:00</td><td>已受理</td></tr>"
    f"<tr><td>阶段性答复</td><td>县住建局</td><td>2026-09-22 10:00</td><td>{RECEIPT}</td></tr><tr><td>最终答复</td><td>县住建局</td><td>2026-09-29 10:00</td><td>{SERVED}</td></tr></table>",
    "a time line": f"<ul><li><time>2026-09-22 15:10</time><b>县住建局 回复：</b><p>{RECEIPT}</p></li><li><time>2026-09-29 15:10</time><b>县住建局 回复：</b><p>{SERVED}</p></li></ul>",
    "a time line, a line for the time": f"<ul><li><p>2026-09-22 15:10</p><p><b>部门回复</b></p><p>{RECEIPT}</p></li><li><p>2026-09-29 15:10</p><p><b>部门回复</b></p><p>{SERVED}</p></li></ul>",
    "a table of answers": f"<table><tr><th>答复单位</th><th>答复时间</th><th>答复内容</th></tr><tr><td>县信访局</td><td>2026-09-22</td><td>{RECEIPT}</td></tr><tr><td>县住建局</td><td>2026-09-29</td><td>{SERVED}</td></tr></table>",
    "labels that count": f"<table><tr><td>首次回复时间</td><td>2026-09-22</td></tr><tr><td>首次回复内容</td><td>{RECEIPT}</td></tr><tr><td>第二次回复时间</td><td>2026-09-29</td></tr><tr><td>第二次回复内容</td><td>{SERVED}</td></tr></table>",
}  # fmt: skip


@pytest.mark.parametrize("style", ROUNDS)
def test_an_interim_answer_and_a_final_one(style: str) -> None:
    text = f"<html><head><title>关于道路破损</title></head><body>{NAVIGATION}{WRITTEN}{ROUNDS[style]}{FOOTER}</body></html>"
    (one,) = read_messages(page(text), task(Role.MESSAGE_BOARD), SNAPSHOT)
    assert [(r.replied_on.value if r.replied_on else None, r.text) for r in one.replies] == [
        (date(2026, 9, 22), RECEIPT), (date(2026, 9, 29), SERVED)
    ]  # fmt: skip


def test_steps_with_a_heading_a_date_and_a_text() -> None:
    steps = (
        ("网友提问", "2026-11-10 09:10", ""),
        ("转办", "2026-11-10 10:10", "已派单至承办单位"),
        (
            "县住房保障部门回复",
            "2026-11-13 12:31",
            "来信人：你好。所提问题答复如下：到二楼窗口办理，不收费用。",
        ),
        ("网友评价", "2026-11-17 16:59", "满意"),
    )
    course = "".join(f"<li><h3>{a}</h3><time>{b}</time><p>{c}</p></li>" for a, b, c in steps)
    (letter,) = read(
        "<h1>公租房申请条件</h1><dl><dt>提问时间</dt><dd>2026-11-10 09:10</dd></dl>"
        f"<section><h2>留言内容</h2><p>怎么办理？</p></section><ol>{course}</ol>"
    )
    (reply,) = letter.replies
    assert reply.replied_on is not None
    assert str(reply.replied_on.value) == "2026-11-13"
    assert reply.text.startswith("来信人：你好。所提问题")
    assert "满意" not in reply.text


def test_a_number_that_a_title_runs_into() -> None:
    rows = "".join(
        f"<details><summary><span>编号：TL-2026-04{n}</span><strong>路灯不亮</strong><i>已答复</i>"
        f"</summary><ul><li>{opened}：2026年8月5日</li></ul><div><b>留言内容</b><p>请修一修。</p></div>"
        "<div><b>县政府回复</b><p>回复日期：2026年8月7日</p><p>您好！已更换灯具，恢复照明。</p></div></details>"
        for n, opened in (("11", "来信日期"), ("12", "受理日期"), ("13", "来信日期"))
    )
    letters = read(rows, Purpose.SECTION)
    assert [one.url.partition("#")[2] for one in letters] == [
        f"TL-2026-04{n}" for n in (11, 12, 13)
    ]
    assert {one.title for one in letters} == {"路灯不亮"}
    assert letters[1].submitted_on is None
    assert letters[1].accepted_on is not None
    assert all(len(one.replies) == 1 for one in letters)


WRITE = "<form><textarea name=c></textarea></form>"


@pytest.mark.parametrize(
    "inner",
    [
        "<h1>路灯不亮</h1><p>来信内容：<img src=/u/1.jpg></p>",
        "<h1>在线咨询</h1><div>城东安居苑西门路灯不亮，已经坏了半个月。</div><div>您好，您反映的路灯问题已修复，感谢您的关注。</div>"
        + WRITE,
    ],
    ids=["a picture is its text", "without labels, answered, beside a form"],
)
def test_a_page_of_a_letter_is_one(inner: str) -> None:
    assert (
        len(
            read_messages(
                page(f"{NAVIGATION}<div>{inner}</div>{FOOTER}"), task(Role.MESSAGE_BOARD), SNAPSHOT
            )
        )
        == 1
    )


# --- pages that show no letter ----------------------------------------------------------------

_ROWS = "".join(
    f"<li><a href=/x/{n}.html>{title}，请问何时能修？</a></li>"
    for n, title in enumerate(("路灯坏了", "门前积水", "公交停运"))
)
_ABOUT = "<p>县民意中心成立三十年来，为全县发展作出了贡献。</p><p>期待您的加入，欢迎您的留言。</p>"


@pytest.mark.parametrize(
    "inner",
    [
        "<h1>县长信箱</h1>",
        "<h1>互动交流</h1><p>欢迎写信</p>",
        f"<h1>互动交流</h1><ul>{_ROWS}</ul>",
        "<h1>互动交流</h1><div>县长信箱</div><div>在线访谈直播间</div>",
        "<h1>县长信箱</h1><div>信件状态：全部 已办结 办理中</div><p>打印 关闭</p>",
        "<h1>门前道路</h1><p>当前位置：首页 互动</p><p>云溪县住房保障局</p><p>欢迎写信反映问题</p>",
        "<h1>县长信箱</h1><p>您好，请问有什么可以帮您？</p><p>欢迎您向县长反映问题，我们将及时办理。</p>",
        "<h1>一季度办件统计</h1><p>共收到来信 120 件，已答复 118 件，答复率 98%。</p>",
        "<h1>县长信箱</h1><p>请问有什么可以帮您</p><p>请留下真实姓名 谢谢</p>",
        f"<h1>网上留言</h1>{_ABOUT}<form><p>内容：</p><textarea placeholder=留言内容不超过200字></textarea></form>",
        f"<h1>县长信箱</h1><form><table><tr><td>姓名</td><td><input></td></tr><tr><td>内容</td><td><textarea></textarea></td></tr></table></form>{_ABOUT}",
        f"<h1>留言提交</h1>{_ABOUT}<div><label>内容：</label><textarea></textarea><a>提交</a></div>",
        "<h1>我要写信</h1><p>一、来信人须遵守法律，不得损害他人权益。</p><form><textarea></textarea></form>",
        "<h1>写信</h1><p>来信人：</p><p>来信时间：</p><p>温馨提示：写信请留下姓名和电话，我们将及时答复。</p>",
    ],
)
def test_a_page_that_shows_nothing_of_a_letter_is_none(inner: str) -> None:
    blank = page(f"<html><head><title>互动交流</title></head><body>{inner}</body></html>")
    assert read_messages(blank, task(Role.MESSAGE_BOARD), SNAPSHOT) == ()


@pytest.mark.parametrize(
    "told",
    [
        "<p>门前道路破损严重，雨天积水，请尽快修复。</p>",
        "<p>来信时间：2026-09-21</p>",
        "<p>编号：A-12</p>",
        "<p>来信人：王**</p>",
        "<p>答复内容：已于月底完工，欢迎监督。</p>",
        "<p>门前道路坏了一个月</p>",
        "<p>请问社保卡丢失在哪个平台查询和补办</p>",
        "<div>信件状态：已办结</div>",
        "<div>门前道路坏了一年</div><div>处理情况</div><div>已修好</div>",
    ],
)
def test_a_page_that_shows_anything_of_a_letter_is_one(told: str) -> None:
    shown = page(f"<html><body><h1>门前道路</h1>{told}</body></html>")
    (one,) = read_messages(shown, task(Role.MESSAGE_BOARD), SNAPSHOT)
    assert one.title == "门前道路"


@pytest.mark.parametrize(
    "said",
    ["门前道路破损严重，雨天积水，请尽快修复。", "县长您好，我是东门居民，路灯坏了。", "县长您好，我家门前道路破损严重，雨天积水，请您尽快派人修复。"],
)  # fmt: skip
def test_below_the_name_of_a_board_a_text_that_asks_is_a_letter(said: str) -> None:
    text = f"<p>{said}</p>"
    shown = page(f"<html><body><h1>县长信箱</h1>{text}</body></html>")
    assert len(read_messages(shown, task(Role.MESSAGE_BOARD), SNAPSHOT)) == 1
    form = "<form><textarea></textarea></form>" if "尽快" in said else ""
    shown = page(f"<html><body><h1>县长信箱</h1>{text}{form}</body></html>")
    assert len(read_messages(shown, task(Role.MESSAGE_BOARD), SNAPSHOT)) == 1


@pytest.mark.parametrize(
    "told", ["<p>来信时间：2026-09-21</p>", "<p>来信人：王**</p>", "<p>答复内容：已于月底完工，欢迎监督。</p>"]
)  # fmt: skip
def test_a_letter_beside_a_form_is_one(told: str) -> None:
    form = "<form><p>补充：</p><textarea></textarea></form>"
    shown = page(f"<html><body><h1>县长信箱</h1>{told}{_ABOUT}{form}</body></html>")
    assert len(read_messages(shown, task(Role.MESSAGE_BOARD), SNAPSHOT)) == 1


@pytest.mark.parametrize(
    ("title", "said", "count"),
    [
        ("东门夜市噪音扰民投诉", "东门夜市每天放音乐到凌晨两点", 1),
        ("落户咨询", "外地户口如何迁入本县", 1),
        ("落户问题", "今年写信反映三次，来信3件均未处理。", 1),
        ("小区物业", "小区物业满意率很低，请管一管。", 1),
        ("网上咨询", "外地户口如何迁入本县", 0),
        ("云溪县投诉举报", "东门夜市每天放音乐到凌晨两点", 0),
        ("来信情况", "本季度共办理来信 120 件，按期办结。", 0),
    ],
)
def test_what_a_letter_is_about_is_no_name_of_a_board(title: str, said: str, count: int) -> None:
    shown = page(f"<html><body><h1>{title}</h1><p>{said}</p></body></html>")
    assert len(read_messages(shown, task(Role.MESSAGE_BOARD), SNAPSHOT)) == count


def test_a_row_with_a_day_tells_of_a_letter_whose_page_shows_none() -> None:
    shown = page("<html><body><h1>门前道路</h1></body></html>")
    row = entry(Role.MESSAGE_BOARD, "门前道路", submitted_on="2026-09-21")
    (one,) = read_messages(shown, task(Role.MESSAGE_BOARD, entry=row), SNAPSHOT)
    assert one.submitted_on is not None
    assert one.submitted_on.value == date(2026, 9, 21)


@pytest.mark.parametrize("board", ["县长信箱", "咨询投诉"])
@pytest.mark.parametrize("more", ["", "<div>路灯已更换，恢复照明。</div>"])
def test_a_form_that_rates_an_answer_is_none_for_writing(board: str, more: str) -> None:
    said = "<div>城东路灯坏了十几盏，晚上老人出行不便。</div>"
    form = "<form>请评价<textarea name=pj></textarea></form>"
    shown = page(f"<html><body><h1>{board}</h1>{said}{more}{form}</body></html>")
    assert len(read_messages(shown, task(Role.MESSAGE_BOARD), SNAPSHOT)) == 1

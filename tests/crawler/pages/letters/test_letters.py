# ruff: noqa: E501  (pages read best unbroken)
"""Letters in every form in which boards show them: inline in a list, and on pages of their own."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest

from crawler.pages.letters.letter import Letter
from crawler.pages.letters.message import read_messages
from crawler.pages.letters.stepwords import hands_on
from crawler.pages.read import read
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from crawler.records import Cause, Field, Message, Source
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, URL, page, task

ASKED = "门前道路破损严重，雨天积水，请问什么时候能修？"
ANSWER = "经核实，该路段已列入养护计划，施工队已进场，预计月底完工。"
RECEIPT = "您的来信已收悉，我们将尽快为您办理。"
Card = Callable[[int, bool], str]


def html(inner: str) -> str:
    return f"<html><head><title>县长信箱</title></head><body>{NAVIGATION}<div class=main>{inner}</div>{FOOTER}</body></html>"


def days(one: Message) -> tuple[date | None, list[date | None]]:
    return (
        one.submitted_on.value if one.submitted_on else None,
        [reply.replied_on.value if reply.replied_on else None for reply in one.replies],
    )


# --- inline ----------------------------------------------------------------------------------

# Each card shows letter n of 2026-09-2n; it was answered on the next day, or not at all.
CARDS: dict[str, Card] = {
    "a box with lines": lambda n, answered: (
        f"<div><p>编号：A{n}</p><p>标题：路{n}</p><p>留言时间：2026-09-2{n}</p><p>内容：{ASKED}</p>"
        + (f"<p>回复时间：2026-09-2{n + 1}</p><p>回复内容：{ANSWER}</p>" if answered else "<p>回复内容：</p>") + "</div>"),
    "a definition list": lambda n, answered: (
        f"<dl><dt>编号</dt><dd>A{n}</dd><dt>来信日期</dt><dd>2026-09-2{n}</dd><dt>来信内容</dt><dd>{ASKED}</dd>"
        f"<dt>答复内容</dt><dd>{ANSWER if answered else ''}</dd><dt>答复日期</dt><dd>{f'2026-09-2{n + 1}' if answered else ''}</dd></dl>"),
    "terms of one list": lambda n, answered: (
        f"<dt>编号</dt><dd>A{n}</dd><dt>来信日期</dt><dd>2026-09-2{n}</dd><dt>来信内容</dt><dd>{ASKED}</dd>"
        f"<dt>答复内容</dt><dd>{ANSWER if answered else ''}</dd><dt>答复日期</dt><dd>{f'2026-09-2{n + 1}' if answered else ''}</dd>"),
    "a table each, the answer headed by who and when": lambda n, answered: (
        f"<table border=1><tr><td>留言编号：A{n}　主题：路{n}　留言时间：2026年9月2{n}日</td></tr><tr><td>{ASKED}</td></tr>"
        + (f"<tr><td><font>云溪县水务局回复（2026年9月2{n + 1}日）：</font>{ANSWER}</td></tr>" if answered else "<tr><td>回复：（待回复）</td></tr>")
        + "</table><br>"),
    "an answer without a word for none": lambda n, answered: (
        f"<table border=1><tr><td>编号：A{n}　留言人：王**　类别：咨询　留言时间：2026年9月2{n}日</td></tr><tr><td><b>路{n}</b><br>{ASKED}</td></tr>"
        + (f"<tr><td><font>【回复】</font>{ANSWER}<br>（县民政局　回复时间：2026年9月2{n + 1}日）</td></tr>" if answered else "<tr><td>尚未回复</td></tr>")
        + "</table>"),
    "a quotation": lambda n, answered: (
        f"<section><p><b>路{n}</b>　编号：A{n}　类型：咨询</p><p>陈** 2026年9月2{n}日 留言：</p><blockquote>{ASKED}</blockquote>"
        + (f"<p>镇政府回复（2026年9月2{n + 1}日）：{ANSWER}</p>" if answered else "<p>镇政府回复：（无）</p>") + "</section>"),
    "rows of one table": lambda n, answered: (
        f"<tr><td>编号：A{n}</td><td>留言人：王**</td><td>留言时间：2026-09-2{n}</td></tr><tr><td colspan=3>问：{ASKED}</td></tr>"
        f"<tr><td colspan=3>答：{f'{ANSWER}（县住建局 2026-09-2{n + 1}）' if answered else ''}</td></tr>"),
    "columns of one table": lambda n, answered: (
        f"<tr><td>A{n}</td><td>2026-09-2{n}</td><td>{ASKED}</td><td>{ANSWER if answered else ''}</td><td>{f'2026-09-2{n + 1}' if answered else ''}</td></tr>"),
    "bold labels": lambda n, answered: (
        f"<li><b>编号：</b>A{n} <b>时间：</b>2026-09-2{n}<br><b>问题：</b>{ASKED}<br><b>回复：</b>"
        + (f"{ANSWER}<br><b>回复时间：</b>2026-09-2{n + 1}" if answered else "（待回复）") + "</li>"),
    "lists in lists": lambda n, answered: (
        f"<li><h4>路{n}</h4><div><strong>留言时间</strong> 2026-09-2{n} <strong>编号</strong> A{n}</div><div><strong>留言内容</strong> {ASKED}</div><ul>"
        + (f"<li><strong>回复时间</strong> 2026-09-2{n + 1}</li><li><strong>回复内容</strong> {ANSWER}</li>" if answered else "") + "</ul></li>"),
    "paragraphs side by side": lambda n, answered: (
        f"<p>编号：A{n} 留言时间：2026-09-2{n}</p><p>{ASKED}</p>"
        + (f"<p>镇政府答复（2026年9月2{n + 1}日）：{ANSWER}</p>" if answered else "<p>镇政府答复：（无）</p>")),
    "number, kind and title run together": lambda n, answered: (
        f"<div class=ly><div><span>编号：A-{n}</span><span>[咨询]</span><b>路{n}怎么了</b></div><div>{ASKED}<p>网友：某某　留言日期：2026-09-2{n}</p></div>"
        + (f"<div><b>回复：</b>{ANSWER}<p>某镇人民政府　回复日期：2026-09-2{n + 1}</p></div>" if answered else "<div>等待回复中……</div>") + "</div>").replace("A-", "A"),
    "a heading with a kind, the answer below who and when": lambda n, answered: (
        f"<div class=msg><div><span>编号：A{n}</span><span>咨询</span><h3>路{n}怎么了</h3><span>留言时间：2026-09-2{n} 08:10</span><span>状态：已答复</span></div><div>{ASKED}</div>"
        + (f"<div><div><span>回复单位：市容科</span><span>回复时间：2026-09-2{n + 1}</span></div><p>{ANSWER}</p></div>" if answered else "") + "</div>"),
    "the answer's day alone is labelled": lambda n, answered: (
        f"<div class=card><div><span>信件编号：A{n}</span> <b>路{n}</b></div><div><small>类别：咨询　写信时间：2026-09-2{n}</small><p>{ASKED}</p>"
        + (f"<div><p>{ANSWER}</p><small>回复时间：2026-09-2{n + 1}</small></div>" if answered else "<em>待回复</em>") + "</div></div>"),
    "fields of a form": lambda n, answered: (
        f"<form><label>编号</label><input readonly value='A{n}'><br><label>留言时间</label><input readonly value='2026-09-2{n}'><br>"
        f"<label>留言内容</label><textarea readonly>{ASKED}</textarea><br><label>回复内容</label><textarea readonly>{ANSWER if answered else ''}</textarea><br>"
        f"<label>回复时间</label><input disabled value='{f'2026-09-2{n + 1}' if answered else ''}'></form>"),
}  # fmt: skip
AROUND = {
    "terms of one list": "<dl>{}</dl>",
    "rows of one table": "<table>{}</table>",
    "columns of one table": "<table><tr><th>编号</th><th>留言时间</th><th>留言内容</th><th>答复内容</th><th>答复时间</th></tr>{}</table>",
    "bold labels": "<ul>{}</ul>",
    "lists in lists": "<ul>{}</ul>",
}
# Letters without a number are called by their rank.
UNNUMBERED: dict[str, Card] = {
    "folded": lambda n, answered: (
        f"<details><summary>【咨询】路{n}（2026-09-2{n} 留言）</summary><p>{ASKED}</p>"
        + (f"<p><b>县住建局回复（2026-09-2{n + 1}）：</b>{ANSWER}</p>" if answered else "") + "</details>"),
    "a talk": lambda n, answered: (
        f"<div><div class=l><span>网友1{n}</span> <span>2026-09-2{n} 10:00</span><p>{ASKED}</p></div>"
        + (f"<div class=r><span>县住建局</span> <span>2026-09-2{n + 1} 09:00</span><p>{ANSWER}</p></div>" if answered else "") + "</div>"),
    "a talk, all side by side": lambda n, answered: (
        f"<div class=l><b>网友1{n}</b><i>2026-09-2{n} 10:00</i><p>{ASKED}</p></div>"
        + (f"<div class=r><b>县住建局</b><i>2026-09-2{n + 1} 09:00</i><p>{ANSWER}</p></div>" if answered else "")),
    "comments below comments": lambda n, answered: (
        f"<div class=c><div>李** | 2026-09-2{n} | 咨询</div><div>{ASKED}</div>"
        + (f"<div class=c2><div>县住建局 | 2026-09-2{n + 1}</div><div>{ANSWER}</div></div>" if answered else "") + "</div>"),
    "sentences": lambda n, answered: (
        f"<p>王** 于 2026-09-2{n} 留言：{ASKED}<br>" + (f"县住建局于2026-09-2{n + 1}回复：{ANSWER}" if answered else "尚未回复") + "</p><hr>"),
    "headings between": lambda n, answered: (
        f"<h3>路{n}</h3><p>留言时间：2026-09-2{n}</p><div>{ASKED}</div>"
        + (f"<div class=hf>回复：{ANSWER} 县住建局 2026年9月2{n + 1}日</div>" if answered else "")),
}  # fmt: skip


def board(card: Card, style: str = "") -> str:
    return AROUND.get(style, "{}").format("".join(card(n, n != 3) for n in (5, 4, 3, 2, 1)))


@pytest.mark.parametrize("style", [*CARDS, *UNNUMBERED])
def test_letters_in_a_list(style: str) -> None:
    text = html(board({**CARDS, **UNNUMBERED}[style], style))
    reading = read(task(Role.MESSAGE_BOARD, Purpose.SECTION), page(text), SNAPSHOT)
    letters = [record for record in reading.records if isinstance(record, Message)]
    names = ["A5", "A4", "A3", "A2", "A1"] if style in CARDS else ["1", "2", "3", "4", "5"]
    assert [one.url for one in letters] == [f"{URL}#{name}" for name in names]
    assert [days(one) for one in letters] == [
        (date(2026, 9, 20 + n), [date(2026, 9, 21 + n)] if n != 3 else []) for n in (5, 4, 3, 2, 1)
    ]
    assert all(ANSWER in one.replies[0].text for one in letters if one.replies)
    assert not any(ASKED in reply.text for one in letters for reply in one.replies)
    assert [entry.url for entry in reading.listing.entries] == [one.url for one in letters]
    assert all(entry.inline for entry in reading.listing.entries)


def test_a_complaint_named_by_its_folded_heading_keeps_its_kind() -> None:
    folded = board(UNNUMBERED["folded"]).replace("【咨询】路2", "【投诉】路2")
    found = read_messages(page(html(folded)), task(Role.MESSAGE_BOARD, Purpose.SECTION), SNAPSHOT)
    kinds = [one.message_kind.value if one.message_kind else "" for one in found]
    assert kinds == ["咨询", "咨询", "咨询", "投诉", "咨询"]


def test_a_column_of_other_links_hides_no_letters() -> None:
    other = "".join(
        f"<li><a href='/xw/{n}.html'>云溪县召开第{n}次工作会议部署重点工作</a><span>2026-09-1{n}</span></li>"
        for n in range(9)
    )
    text = html(f"<ul>{other}</ul>{board(CARDS['a quotation'])}")
    reading = read(task(Role.MESSAGE_BOARD, Purpose.SECTION), page(text), SNAPSHOT)
    assert [one.url for one in reading.listing.entries] == [f"{URL}#A{n}" for n in (5, 4, 3, 2, 1)]


def test_letters_with_pages_of_their_own_are_left_to_these() -> None:
    rows = "".join(
        f"<div class=x><h4><a href='/lyb/{n}.html'>路{n}的问题</a></h4><p>留言时间：2026-09-2{n}</p><p>留言内容：{ASKED}</p><p>回复内容：{ANSWER}</p></div>"
        for n in (5, 4, 3, 2, 1)
    )
    reading = read(task(Role.MESSAGE_BOARD, Purpose.SECTION), page(html(rows)), SNAPSHOT)
    assert not any(entry.inline for entry in reading.listing.entries)
    assert not reading.records


def test_days_of_answers_in_a_list_of_titles_are_no_letters() -> None:
    rows = "".join(
        f"<li><a href='/lyb/{n}.html'>路{n}的问题咨询一下</a><p>来信时间：2026-09-2{n} 回复时间：2026-09-2{n + 1}</p></li>"
        for n in (5, 4, 3, 2, 1)
    )
    reading = read(
        task(Role.MESSAGE_BOARD, Purpose.SECTION), page(html(f"<ul>{rows}</ul>")), SNAPSHOT
    )
    assert len(reading.listing.entries) == 5
    assert not any(entry.inline for entry in reading.listing.entries)


def test_a_citizen_in_a_table_s_second_column_is_no_label() -> None:
    rows = "".join(
        f"<tr><td>{label}</td><td>{value}</td></tr>"
        for label, value in (("编号", "A9"), ("留言人", "网友"), ("留言时间", "2026/9/21 10:00"),
                             ("留言内容", ASKED), ("回复日期", "2026/9/29"), ("回复内容", ANSWER))
    )  # fmt: skip
    (one,) = read_messages(page(html(f"<table>{rows}</table>")), task(Role.MESSAGE_BOARD), SNAPSHOT)
    assert days(one) == (date(2026, 9, 21), [date(2026, 9, 29)])
    across = "<table><tr><td>留言人</td><td>网友</td><td>留言时间</td><td>2026-09-21</td></tr><tr><td>类型</td><td>咨询</td><td>编号</td><td>A9</td></tr></table>"
    (one,) = read_messages(
        page(html(f"{across}<p>{ASKED}</p>")), task(Role.MESSAGE_BOARD), SNAPSHOT
    )
    assert days(one) == (date(2026, 9, 21), [])


def nested(label: str, **inside: str) -> str:
    rows = "".join(f"<tr><td>{one}</td><td>{value}</td></tr>" for one, value in inside.items())
    return f"<tr><td>{label}</td><td><table>{rows}</table></td></tr>"


def test_a_label_over_a_table_of_labels_is_not_that_of_all_of_it() -> None:
    asked = nested(
        "信件内容", 流水号="A9", 标题="门前道路破损", 写信时间="2026-09-21", 信件内容=ASKED
    )
    answered = nested("办理情况", 处理状态="已处理", 处理时间="2026-09-29", 回复内容=ANSWER)
    text = html(f"<table>{asked}{answered}</table>")
    (one,) = read_messages(page(text), task(Role.MESSAGE_BOARD), SNAPSHOT)
    assert (one.title, days(one)) == ("门前道路破损", (date(2026, 9, 21), [date(2026, 9, 29)]))
    assert one.number is not None
    assert one.number.value == "A9"
    assert one.replies[0].text == ANSWER


def test_an_answer_that_shows_a_table_is_whole() -> None:
    text = html(
        f"<table><tr><td>编号</td><td>A9</td></tr><tr><td>来信时间</td><td>2026-09-21</td></tr>"
        f"<tr><td>来信内容</td><td>{ASKED}</td></tr><tr><td>回复内容</td><td><p>{ANSWER}</p>"
        "<table><tr><td>承办单位</td><td>县住建局</td></tr><tr><td>处理状态</td><td>已办结</td></tr>"
        "</table></td></tr></table>"
    )
    (one,) = read_messages(page(text), task(Role.MESSAGE_BOARD), SNAPSHOT)
    assert one.replies[0].text.startswith(ANSWER)
    assert "县住建局" in one.replies[0].text


def test_an_answer_above_a_table_that_names_it_again_is_whole() -> None:
    inner = nested("回复内容", 承办单位="县住建局", 回复内容="详见附表所列的各个路段。")
    inner = inner.replace("<td><table>", f"<td><p>{ANSWER}</p><table>")
    text = html(
        f"<table><tr><td>编号</td><td>A9</td></tr><tr><td>来信内容</td><td>{ASKED}</td></tr>{inner}</table>"
    )
    (one,) = read_messages(page(text), task(Role.MESSAGE_BOARD), SNAPSHOT)
    assert one.replies[0].text.startswith(ANSWER)


def test_states_and_days_in_a_table_are_no_answer() -> None:
    course = nested("处理情况", 处理状态="已办结", 处理时间="2026-09-29", 处理单位="县住建局")
    text = html(
        f"<table><tr><td>编号</td><td>A9</td></tr><tr><td>来信内容</td><td>{ASKED}</td></tr>"
        f"{course}<tr><td>回复内容</td><td>{ANSWER}</td></tr></table>"
    )
    (one,) = read_messages(page(text), task(Role.MESSAGE_BOARD), SNAPSHOT)
    assert [reply.text for reply in one.replies] == [ANSWER]


def bare(title: str, *lines: str) -> Message:
    said = "".join(f"<div><p>{line}</p></div>" for line in lines)
    text = (
        f"<html><head><title>{title}</title></head><body>{NAVIGATION}{said}{FOOTER}</body></html>"
    )
    (one,) = read_messages(page(text), task(Role.MESSAGE_BOARD), SNAPSHOT)
    return one


ASKED_ON, ANSWERED_ON = "发布时间：2026-09-21", "回复时间：2026-09-29"


@pytest.mark.parametrize(
    ("title", "kept"),
    [("意见建议-回复详情", ""), ("回复详情", ""), ("路灯不亮的问题", "路灯不亮的问题")],
)
def test_what_the_title_tag_calls_the_page_is_no_title_of_a_letter(title: str, kept: str) -> None:
    assert bare(title, ASKED_ON, ANSWERED_ON, ASKED, "回复", "已回复", ANSWER).title == kept


def test_an_answer_stands_below_its_heading_though_its_day_stands_above_the_letter() -> None:
    one = bare("回复详情", ASKED_ON, ANSWERED_ON, ASKED, "回复", "已回复", ANSWER)
    assert [reply.text for reply in one.replies] == [ANSWER]
    one = bare("回复详情", ASKED_ON, ASKED, ANSWERED_ON, ANSWER)
    assert [reply.text for reply in one.replies] == [ANSWER]


@pytest.mark.parametrize(
    ("lines", "state"),
    [(["已回复"], "已回复"), (["未回复"], None), (["已回复", "未回复"], None), (["回复"], None)],
)
def test_a_state_alone_in_a_line_is_the_letter_s(lines: list[str], state: str | None) -> None:
    one = bare("回复详情", ASKED_ON, ANSWERED_ON, ASKED, *lines, ANSWER)
    assert (one.status.value if one.status else None) == state


@pytest.mark.parametrize(
    "row",
    [
        "<table><tr><td>垃圾清运的问题</td><td>已回复</td></tr></table>",
        "<ul><li><p>垃圾清运的问题</p><p>已回复</p></li></ul>",
    ],
)
def test_a_state_in_a_row_is_that_of_what_the_row_names(row: str) -> None:
    one = bare("路灯不亮的问题", ASKED_ON, ASKED, f"最新来信</p>{row}<p>")
    assert (one.status, one.read) == (None, True)


def test_an_answer_below_its_day_goes_before_what_a_later_heading_announces() -> None:
    said = (ASKED_ON, ASKED, ANSWERED_ON, ANSWER, "回复", "请对本次办理情况进行评价，谢谢支持。")
    assert bare("路灯不亮的问题", *said).replies[0].text.startswith(ANSWER)
    unit = (ASKED_ON, ASKED, "答复单位：县住建局", *said[2:])
    assert bare("路灯不亮的问题", *unit).replies[0].text.startswith(ANSWER)


def test_a_letter_called_answered_whose_answer_was_not_found_is_not_read() -> None:
    one = bare("回复详情", ASKED_ON, ASKED, "已回复", "请到云溪派出所办理。")
    assert (one.replies, one.read, one.cause) == ((), False, Cause.AMBIGUOUS)
    one = bare("回复详情", ASKED_ON, ASKED, "请到云溪派出所办理。")
    assert not one.read  # what stands apart from the letter may be its answer
    one = bare("回复详情", ASKED_ON, ASKED)
    assert one.read


@pytest.mark.parametrize(("shown", "state"), [("20260921006", None), ("已办结", "已办结")])
def test_a_number_is_no_state_of_a_letter(shown: str, state: str | None) -> None:
    one = letter(f"<p>处理状态：{shown}</p><p>回复内容：{ANSWER}</p>")
    assert one.status is not None
    assert (one.status.value, one.status.raw) == (state, shown)


@pytest.mark.parametrize(
    "heads", ["编号 标题 状态 提交时间 办理单位", "标题 来信时间 办理情况", "编号 标题 内容 回复"]
)
def test_the_heads_of_a_list_are_no_letter(heads: str) -> None:
    row = "".join(f"<th>{head}</th>" for head in heads.split())
    for tag in ("th", "td"):
        text = html(f"<table><tr>{row}</tr></table><div id=list></div>".replace("th>", f"{tag}>"))
        assert read_messages(page(text), task(Role.MESSAGE_BOARD, Purpose.SECTION), SNAPSHOT) == ()


# --- on a page of its own --------------------------------------------------------------------

LETTER = f"<h1>关于门前道路破损</h1><table><tr><th>编号</th><td>A9</td></tr><tr><th>来信时间</th><td>2026-09-21</td></tr><tr><th>来信内容</th><td>{ASKED}</td></tr></table>"


def letter(rest: str) -> Message:
    (one,) = read_messages(page(html(LETTER + rest)), task(Role.MESSAGE_BOARD), SNAPSHOT)
    return one


ROUNDS = {
    "one heading, each text above who and when": "<div class=hf><div>{1}</div><p>答复单位：县住建局　答复时间：{0} 16:19</p></div>",
    "headed boxes": "<div class=a><h4>答复情况</h4><p>答复单位：县住建局　答复时间：{0}</p><div>{1}</div></div>",
    "boxes": "<div class=hf><p>回复单位：县住建局　　回复时间：{0} 11:20</p><p>{1}</p></div>",
    "headings side by side": "<h4>答复情况</h4><p>答复单位：县住建局 答复时间：{0}</p><p>{1}</p>",
    "lines side by side": "<p>答复单位：县住建局 答复时间：{0}</p><p>{1}</p>",
    "signed boxes": "<div class=r><p>{1}</p><p>县住建局 {0}</p></div>",
    "tables": "<table><tr><td>答复单位</td><td>县住建局</td><td>答复时间</td><td>{0}</td></tr><tr><td>答复内容</td><td colspan=3>{1}</td></tr></table>",
    "the text first": "<div class=r><p>回复内容：{1}</p><p>回复时间：{0}</p></div>",
    "numbered labels": "<table><tr><td>回复{2}</td><td>{1}</td></tr><tr><td>回复{2}单位及时间</td><td>县住建局 {0}</td></tr></table>",
    "a heading with the day": "<div class=r><h4>县住建局 {0} 答复</h4><div>{1}</div></div>",
}


@pytest.mark.parametrize("style", ROUNDS)
def test_two_answers_keep_their_days_and_texts(style: str) -> None:
    rounds = (("2026-09-22", RECEIPT, 1), ("2026-09-29", ANSWER, 2))
    one = letter("".join(ROUNDS[style].format(*each) for each in rounds))
    assert days(one)[1] == [date(2026, 9, 22), date(2026, 9, 29)]
    texts = [reply.text for reply in one.replies]
    assert [RECEIPT in text for text in texts] == [True, False]
    assert [ANSWER in text for text in texts] == [False, True]


@pytest.mark.parametrize("box", ["<div><div>{1}</div><p>答复单位：县住建局　答复时间：{0}</p></div>",
                                 "<p>{1}</p><p>答复单位：县住建局</p><p>答复时间：{0}</p>",
                                 "<p>答复单位：县住建局　答复时间：{0}</p><p>{1}</p>"])  # fmt: skip
def test_several_answers_below_one_heading(box: str) -> None:
    rounds = (("2026-09-22", RECEIPT), ("2026-09-29", ANSWER))
    inner = "".join(box.format(*each) for each in rounds)
    for below in (inner, f"<div>{inner}</div>"):
        one = letter(f"<div><h4>答复情况</h4>{below}</div>")
        assert days(one)[1] == [date(2026, 9, 22), date(2026, 9, 29)]
        assert [reply.text for reply in one.replies] == [RECEIPT, ANSWER]


def test_a_code_in_front_of_a_title_is_the_number_and_a_tag_the_kind() -> None:
    cards = "".join(
        f"<li><h5>RS202609000{n}　路{n}怎么了<i>{'举报' if n == 2 else '咨询'}</i></h5><p>{ASKED}<time>提交时间：2026-09-2{n}</time></p>"
        f"<p><em>官方回复</em>{ANSWER}<time>劳动科 回复于 2026-09-2{n + 1}</time></p></li>"
        for n in (3, 2, 1)
    )
    found = read_messages(
        page(html(f"<ul>{cards}</ul>")), task(Role.MESSAGE_BOARD, Purpose.SECTION), SNAPSHOT
    )
    assert [one.url for one in found] == [f"{URL}#RS202609000{n}" for n in (3, 2, 1)]
    assert [one.message_kind.value for one in found if one.message_kind] == ["咨询", "举报", "咨询"]
    assert [one.title for one in found] == ["路3怎么了", "路2怎么了", "路1怎么了"]


def test_an_answer_that_says_there_is_none_yet_is_no_answer() -> None:
    box = ROUNDS["boxes"]
    one = letter(
        box.format("2026-09-22", RECEIPT)
        + box.format("2026-09-24", "正在办理中，请您稍候。")
        + box.format("2026-09-29", ANSWER)
    )
    assert days(one)[1] == [date(2026, 9, 22), date(2026, 9, 29)]


def test_what_the_page_says_below_an_answer_is_no_part_of_it() -> None:
    one = letter(
        f"<div class=reply><p class=who>县水利局 答复于 2026年9月22日</p><div>{RECEIPT}</div></div>"
        "<ol><li><em>2026-09-21 11:00</em>网民提交留言</li><li><em>2026-09-21 22:10</em>受理</li></ol>"
        "<aside><b>热搜词</b><span>公积金</span></aside>"
    )
    assert [reply.text for reply in one.replies] == [RECEIPT]
    assert one.accepted_on is not None
    assert one.accepted_on.value == date(2026, 9, 21)


ONE_DAY = {
    "the heading": f"<div><h3>答复（2026-09-29）</h3><p>{ANSWER}</p></div>",
    "a line above": f"<div><div>县住建局 2026年9月29日 答复</div><div>{ANSWER}</div></div>",
    "a line below": f"<div><h4>官方回复</h4><div>{ANSWER}</div><div>县住建局 2026-09-29 回复</div></div>",
    "the label in brackets": f"<p><b>答复（答复时间：2026-09-29 10:00）：</b>{ANSWER}</p>",
    "a stamp in front of the text, under a heading": f"<section><h3>县住建局 回复</h3><p>县住建局2026年9月29日答复：{ANSWER}</p></section><section><h6>浏览排行</h6><p>2026-11-18 关于做好防汛工作的提示</p></section>",
    "the signature": f"<div><h3>答复内容</h3><p>{ANSWER}</p><p align=right>县住建局</p><p align=right>2026年9月29日</p></div>",
    "the signature, a contact below": f"<div><h3>答复内容</h3><p>{ANSWER}</p><p>县住建局</p><p>2026年9月29日</p><p>（联系人：张某，联系电话：0000-123456）</p></div>",
    "a time line": f"<h3>答复内容</h3><p>{ANSWER}</p><h3>办理流程</h3><ol><li><em>2026-09-21 11:00</em>提交</li><li><em>2026-09-22</em>转办至县住建局</li><li><em>2026-09-29</em>答复</li><li><em>2026-09-30</em>办结</li></ol>",
    "steps of two lines": f"<h3>答复内容</h3><p>{ANSWER}</p><div><div><p>网民提交</p><p>2026-09-21</p></div><div><p>县信访局受理</p><p>2026-09-21</p></div><div><p>部门答复</p><p>2026-09-29</p></div></div>",
    "steps in one line": f"<h3>答复内容</h3><p>{ANSWER}</p><p>提交 2026-09-21 → 受理 2026-09-22 → 答复 2026-09-29 → 办结 2026-09-30</p>",
    "steps with colons": f"<h3>答复内容</h3><p>{ANSWER}</p><p>提交：2026-09-21 受理：2026-09-22 答复：2026-09-29</p>",
    "a table of steps": f"<h3>答复内容</h3><p>{ANSWER}</p><h3>办理过程</h3><table><tr><th>环节</th><th>时间</th></tr><tr><td>提交</td><td>2026-09-21</td></tr><tr><td>答复</td><td>2026-09-29</td></tr></table>",
    "a signed box without a label": f"<div class=hf><p>{ANSWER}</p><p>县住建局</p><p>2026年9月29日</p></div>",
}


@pytest.mark.parametrize("place", ONE_DAY)
def test_the_day_of_an_answer_stands_in(place: str) -> None:
    one = letter(ONE_DAY[place])
    assert days(one) == (date(2026, 9, 21), [date(2026, 9, 29)])
    assert one.replies[0].text.startswith(ANSWER)


BOUNDS = {
    "a small line": "<h3>答复内容</h3><p>{}</p><small>公开时间：2026/09/24</small>",
    "a box without a label": "<blockquote><p>{}</p><small>县城市管理局　公开日期：2026/09/24</small></blockquote>",
    "when the answer was published": "<h3>答复内容</h3><p>{}</p><p>答复公开时间：2026-09-24</p>",
    "when it was done": "<h3>答复内容</h3><p>{}</p><p>办理完成时间：2026-09-24</p>",
    "a line with the unit": "<div class=hf><p>回复单位：县教体局　办结日期：2026年9月24日</p><div>{}</div></div>",
    "a line with an office": "<div class=hf><p>县教体局　公开日期：2026年9月24日</p><div>{}</div></div>",
    "when it was filed": "<p>归档日期：2026-09-24</p><h3>答复内容</h3><p>{}</p>",
}


@pytest.mark.parametrize("place", BOUNDS)
def test_a_day_of_publication_or_closing_dates_no_answer(place: str) -> None:
    one = letter(BOUNDS[place].format(ANSWER))
    assert days(one) == (date(2026, 9, 21), [None])
    bounds = [field.value for field in (one.published_on, one.closed_on) if field]
    assert bounds == [date(2026, 9, 24)]


NO_ANSWERS = {
    "advice": "<div class=tip><p>温馨提示：请勿在信件中填写个人隐私，信件将在三个工作日内办理。</p></div>",
    "an empty heading": "<p>办理状态：已受理</p><h3>答复内容</h3><p></p><div><b>热门信件</b><ul><li><a href=a.html>某信件标题问题咨询</a></li></ul></div>",
    "steps without an answer": "<div>尚未答复</div><ol><li>2026-09-21 网民提交</li><li>2026-09-22 受理</li></ol>",
    "the board's own words": "<p>回复时间：</p><p>回复内容：暂无回复</p>",
}


@pytest.mark.parametrize("rest", NO_ANSWERS.values(), ids=NO_ANSWERS)
def test_no_answer(rest: str) -> None:
    assert letter(rest).replies == ()


def test_thanks_below_a_letter_are_the_letter_s() -> None:
    text = f"<h1>路</h1><p>来信时间：2026-09-21</p><h3>留言内容</h3><div><p>{ASKED}</p><p>感谢您的帮助！</p></div>"
    (one,) = read_messages(page(html(text)), task(Role.MESSAGE_BOARD), SNAPSHOT)
    assert one.replies == ()


def test_a_further_question_takes_nothing_from_the_first_answer() -> None:
    one = letter(
        f"<div><h3>答复</h3><p>县住建局 2026-09-23 回复：{ANSWER}</p></div><div><h3>追问</h3><p>2026-09-25 追问：那什么时候通车？</p></div>"
        "<div><h3>追答</h3><p>县住建局 2026-09-28 回复：计划十月底通车，届时另行公告。</p></div>"
    )
    assert days(one) == (date(2026, 9, 21), [date(2026, 9, 23), date(2026, 9, 28)])
    assert one.replies[0].text == ANSWER


def test_a_step_of_the_time_line_is_no_second_answer() -> None:
    one = letter(
        f"<div><h3>答复内容</h3><p>答复时间：2026-09-22</p><p>{RECEIPT}</p></div>"
        "<ol><li>2026-09-21 提交</li><li>2026-09-22 答复</li></ol>"
    )
    assert [reply.text for reply in one.replies] == [RECEIPT]


def test_an_answer_in_a_row_below_its_heads_holds_nothing_of_its_neighbours() -> None:
    rest = (
        "<table><tr><th>答复部门</th><th>答复日期</th><th>答复意见</th></tr>"
        f"<tr><td>物业股</td><td>2026-09-22</td><td>{RECEIPT}</td></tr></table>"
    )
    one = letter(rest)
    assert days(one)[1] == [date(2026, 9, 22)]
    assert [reply.text for reply in one.replies] == [RECEIPT]


# --- a bare day in the box of an answer -------------------------------------------------------

WHOLE = f"您好，{ANSWER}"
BOXED = {
    "below the heading": f"<p>时间：2026-09-25</p><p>{WHOLE}</p>",
    "in a box below the heading": f"<div><span>时间：2026-09-25</span><p>{WHOLE}</p></div>",
    "beside the office": f"<p>单位：县住建局 时间：2026-09-25</p><p>{WHOLE}</p>",
    "below the text": f"<div><p>{WHOLE}</p><p>时间：2026-09-25</p></div>",
    "in front of the text": f"<p>时间：2026-09-25 {WHOLE}</p>",
}


@pytest.mark.parametrize("inner", BOXED.values(), ids=BOXED)
@pytest.mark.parametrize("word", ["回复内容", "答复"])
@pytest.mark.parametrize("head", ["<h3>{}</h3>", "<div>{}</div>", "<p>{}</p>", "<span>{}</span>"])
@pytest.mark.parametrize(
    "asked",
    [
        f"<div>时间：2026-09-21</div><div><p>{ASKED}</p></div>",
        f"<p>留言时间：2026-09-21</p><p>留言内容：{ASKED}</p>",
    ],
)
def test_a_bare_day_in_the_box_of_an_answer_is_the_answers(
    asked: str, head: str, word: str, inner: str
) -> None:
    shown = page(html(f"<h1>路灯坏了</h1>{asked}<div>{head.format(word)}{inner}</div>"))
    (one,) = read_messages(shown, task(Role.MESSAGE_BOARD), SNAPSHOT)
    assert days(one) == (date(2026, 9, 21), [date(2026, 9, 25)])
    assert WHOLE in one.replies[0].text


@pytest.mark.parametrize(
    "inner",
    [
        f"<div>回复</div><p>留言时间：2026-09-21</p><p>留言内容：{ASKED}</p>",
        "<div>回复</div><p>时间：2026-09-21</p>",
        f"<p>时间：2026-09-21 {ASKED}</p>",
    ],
)
def test_a_word_above_the_letters_own_labels_heads_no_answer(inner: str) -> None:
    shown = page(html(f"<h1>路灯坏了</h1><div>{inner}</div>"))
    (one,) = read_messages(shown, task(Role.MESSAGE_BOARD), SNAPSHOT)
    assert not one.replies


# --- notes that a letter was passed on --------------------------------------------------------

HANDED_ON = [
    "已转办",
    "已转交县住建局办理",
    "已受理，正在办理",
    "您的来信已转县住建局处理，请耐心等待。",
]
LATER = f"<p>回复时间：2026-09-29</p><p>回复内容：{ANSWER}</p>"


@pytest.mark.parametrize("said", HANDED_ON)
@pytest.mark.parametrize(
    "note",
    [
        "<table><tr><td>处理意见</td><td>{}</td></tr><tr><td>处理时间</td><td>2026-09-22</td></tr></table>",
        "<p>处理时间：2026-09-22</p><p>处理意见：{}</p>",
        "<p>办理情况：{}</p>",
    ],
)
def test_a_note_that_a_letter_was_passed_on_is_no_answer(note: str, said: str) -> None:
    asked = (
        f"<h1>路灯坏了</h1><p>留言时间：2026-09-21</p><p>留言内容：{ASKED}</p>{note.format(said)}"
    )
    (one,) = read_messages(page(html(asked)), task(Role.MESSAGE_BOARD), SNAPSHOT)
    assert days(one) == (date(2026, 9, 21), [])
    (one,) = read_messages(page(html(asked + LATER)), task(Role.MESSAGE_BOARD), SNAPSHOT)
    assert [(reply.text, reply.replied_on.value) for reply in one.replies if reply.replied_on] == [
        (ANSWER, date(2026, 9, 29))
    ]
    assert len(one.replies) == 1


CLOSED = [
    "已受理，已办结",
    "已转办，已答复",
    "受理办结",
    "已受理并答复",
    "已签收办结",
    "已受理，已办结，群众满意",
]


@pytest.mark.parametrize("said", CLOSED)
@pytest.mark.parametrize(
    "told",
    [
        "<table><tr><td>处理结果</td><td>{}</td></tr><tr><td>处理时间</td><td>2026-09-22</td></tr></table>",
        "<p>处理情况：{}</p><p>答复时间：2026-09-22</p>",
    ],
)
def test_a_note_that_a_letter_was_closed_tells_of_an_answer(told: str, said: str) -> None:
    asked = f"<h1>路灯坏了</h1><p>留言时间：2026-09-21</p><p>留言内容：{ASKED}</p>"
    (one,) = read_messages(
        page(html(asked + told.format(said))), task(Role.MESSAGE_BOARD), SNAPSHOT
    )
    assert days(one) == (date(2026, 9, 21), [date(2026, 9, 22)])
    assert one.replies[0].text == said


@pytest.mark.parametrize(
    "said", ["已转办，请尽快答复", "已转县住建局，按期办结", "已受理，待答复", "正在办理答复"]
)
def test_a_note_that_a_letter_is_to_be_answered_is_no_answer(said: str) -> None:
    assert hands_on(said)


def test_the_day_above_a_note_goes_with_it_where_an_answer_follows() -> None:
    asked = f"<h1>路灯坏了</h1><p>留言时间：2026-09-21</p><p>留言内容：{ASKED}</p>"
    note = "<div>回复时间：2026-09-22</div><div>处理意见：请县住建局阅处</div>"
    (one,) = read_messages(page(html(asked + note + LATER)), task(Role.MESSAGE_BOARD), SNAPSHOT)
    assert days(one)[1] == [date(2026, 9, 29)]
    assert one.replies[0].text == ANSWER


def test_a_plain_state_in_place_of_an_answer_is_none_though_a_day_stands_beside_it() -> None:
    told = "<p>回复时间：2026-09-22</p><p>回复内容：已转办</p>"
    asked = f"<h1>路灯坏了</h1><p>留言内容：{ASKED}</p>{told}"
    (one,) = read_messages(page(html(asked)), task(Role.MESSAGE_BOARD), SNAPSHOT)
    assert (one.replies, one.status and one.status.value) == ((), "已转办")


@pytest.mark.parametrize("said", ["已办结", "已处理完毕，路灯已亮。", "情况属实，已整改到位"])
def test_what_came_of_a_letter_is_an_answer(said: str) -> None:
    told = f"<p>处理意见：{said}</p><p>处理时间：2026-09-22</p>"
    asked = f"<h1>路灯坏了</h1><p>留言内容：{ASKED}</p>{told}"
    (one,) = read_messages(page(html(asked)), task(Role.MESSAGE_BOARD), SNAPSHOT)
    assert days(one)[1] == [date(2026, 9, 22)]


GREETED = "时间：2026-09-21 您好，{}"


@pytest.mark.parametrize("said", ["我想咨询路灯何时能修？", "门前路灯坏了很久。"])
@pytest.mark.parametrize(
    "inner",
    [
        f"<div>{GREETED}</div><div>办理状态：待回复</div>",
        f"<table><tr><td>时间</td><td>{GREETED[3:]}</td></tr><tr><td>回复</td><td>暂无回复</td></tr></table>",
        f"<div>留言内容：{ASKED}</div><div><h3>网友评论</h3><div>{GREETED}</div></div>",
    ],
)
def test_a_greeting_behind_a_bare_day_opens_no_answer(inner: str, said: str) -> None:
    shown = page(html(f"<h1>路灯坏了</h1>{inner.format(said)}"))
    (one,) = read_messages(shown, task(Role.MESSAGE_BOARD), SNAPSHOT)
    assert not one.replies


@pytest.mark.parametrize(
    ("above", "said"),
    [("<h3>回复</h3>", "路灯月底修好。"), ("", "经核实，路灯月底修好。")],
)
def test_words_of_an_answer_or_its_heading_make_a_greeting_one(above: str, said: str) -> None:
    asked = f"<p>留言时间：2026-09-20</p><p>留言内容：{ASKED}</p>"
    shown = page(html(f"<h1>路灯坏了</h1>{asked}<div>{above}<p>{GREETED.format(said)}</p></div>"))
    (one,) = read_messages(shown, task(Role.MESSAGE_BOARD), SNAPSHOT)
    assert days(one)[1] == [date(2026, 9, 21)]
    assert said in one.replies[0].text


def test_many_notes_are_gone_through_once() -> None:
    many = 20_000
    day = Field("2026-09-28", "2026-09-28", Source.LABEL, "答复时间")
    letter = Letter(replies=[{"replied_on": day} for _ in range(many)])
    letter.headed_notes = [*range(many)]
    letter.replies.append({"reply": Field(ANSWER, ANSWER, Source.LABEL, "答复内容")})
    start = time.process_time()
    letter.forget_notes()
    assert time.process_time() - start < 2
    assert not any(letter.replies[:-1])
    unanswered = Letter(replies=[{"replied_on": day}], headed_notes=[0])
    unanswered.forget_notes()
    assert unanswered.replies == [{"replied_on": day}]


@pytest.mark.parametrize("head", ["官方回复", "回复内容"])
def test_an_answer_below_its_heading_is_the_same_letters_in_a_list(head: str) -> None:
    inner = (
        "<h1>新生儿落户</h1><div><h3>网民留言</h3><p>时间：2026-09-21 您好，请问新生儿怎么落户？</p></div>"
        f"<div><h3>{head}</h3><p>时间：2026-09-23 您好，请携带出生证明到窗口办理。</p></div>"
    )
    (one,) = read(task(Role.MESSAGE_BOARD, Purpose.SECTION), page(html(inner)), SNAPSHOT).records
    assert isinstance(one, Message)
    assert days(one) == (date(2026, 9, 21), [date(2026, 9, 23)])
    assert one.replies[0].text == "您好，请携带出生证明到窗口办理。"

"""Message boards of every family by label: rows and letters' own pages, their fields in any order."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date
from itertools import permutations

import pytest

from crawler.pages.letters.message import from_entry, read_messages
from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records import Message
from tests.crawler.pages.layouts import framed, read_list, snapshot

URL = "http://www.yunxi.test/jact/front/mailpubdetail.do?transactId=9&sysid=3"
LIST = "http://www.yunxi.test/jact/front/mailpublist.do?sysid=3"
ASKED = "我家住在城东安居苑，西门到公交站的路灯坏了十几盏，请问什么时候能修好？"
ANSWER = "您好，该路段路灯系电缆受潮短路所致，市政养护队已更换电缆一百二十米，全部恢复照明。"
Said = Sequence[tuple[str, str]]

# --- a letter's own page -----------------------------------------------------------------------

FIELDS = (
    ("信件标题", "路灯不亮"), ("信件编号", "YX20260911"), ("信件类型", "咨询"), ("来信时间", "2026-09-11 10:20"),
    ("信件内容", ASKED), ("答复单位", "县住建局"), ("答复时间", "2026-09-14 16:01"), ("答复内容", ANSWER),
    ("办理状态", "已办结"),
)  # fmt: skip


def joined(said: Said, form: str, around: str = "{}") -> str:
    return around.format("".join(form.format(a=a, b=b) for a, b in said))


def by_two(said: Said) -> str:
    rows = [said[n : n + 2] for n in range(0, len(said), 2)]
    return f"<table>{''.join('<tr>' + joined(row, '<th>{a}：</th><td>{b}</td>') + '</tr>' for row in rows)}</table>"


FORMS: dict[str, Callable[[Said], str]] = {
    "table": lambda s: joined(s, "<tr><td>{a}</td><td>{b}</td></tr>", "<table>{}</table>"),
    "table of four": by_two,
    "definitions": lambda s: joined(s, "<dt>{a}</dt><dd>{b}</dd>", "<dl>{}</dl>"),
    "lines": lambda s: joined(s, "<p>{a}：{b}</p>", "<div>{}</div>"),
    "list": lambda s: joined(s, "<li><span>{a}：</span><span>{b}</span></li>", "<ul>{}</ul>"),
    "boxes": lambda s: joined(s, "<div class=row><div class=l>{a}</div><div class=r>{b}</div></div>"),
    "breaks": lambda s: joined(s, "<b>{a}：</b>{b}<br>", "<div>{}</div>"),
    "two tables": lambda s: "".join(
        joined([one for one in s if (one[0][:2] in ("答复", "办理")) is answer],
               "<tr><td>{a}</td><td>{b}</td></tr>", "<table>{}</table>")
        for answer in (False, True)
    ),
}  # fmt: skip


def own_page(inner: str) -> Message:
    page = Page.parse(URL, framed(f"<h2>来信查看</h2>{inner}").encode(), "text/html; charset=utf-8")
    (found,) = read_messages(page, Task(Purpose.DETAIL, URL, Role.MESSAGE_BOARD), snapshot(URL))
    return found


@pytest.mark.parametrize("form", FORMS)
def test_a_letters_fields_in_any_order(form: str) -> None:
    chance = random.Random(form)
    for _ in range(10):
        said = list(FIELDS)
        chance.shuffle(said)
        one = own_page(FORMS[form](said))
        (answer,) = one.replies
        told = (
            one.title,
            one.number and one.number.value,
            one.submitted_on and one.submitted_on.value,
        )
        assert told == ("路灯不亮", "YX20260911", date(2026, 9, 11)), said
        assert (answer.replied_on and answer.replied_on.value) == date(2026, 9, 14), said
        assert (answer.body and answer.body.value) == "县住建局", said
        assert ANSWER in answer.text, said
        assert ASKED not in answer.text, said


def test_the_unit_and_day_of_an_answer_in_one_line_of_text() -> None:
    one = own_page(
        f"<table class=liuyancon><tr><td>信件编号：YX1</td><td>来信时间：2026-09-11</td></tr><tr><td colspan=2>{ASKED}</td></tr></table>"
        f"<div class=hf><p>答复单位：县住建局　答复时间：2026-09-14</p><div>{ANSWER}</div></div>"
    )
    (answer,) = one.replies
    assert (answer.body and answer.body.value) == "县住建局"
    assert (answer.replied_on and answer.replied_on.value) == date(2026, 9, 14)


# --- rows --------------------------------------------------------------------------------------

COLUMNS = ("标题", "来信时间", "回复时间", "回复单位", "状态")
TITLES = ("路灯不亮", "小学报名需要什么材料", "早餐店执照办理", "高龄补贴申领", "自来水压力不足")
OPEN = 2


def row(n: int) -> dict[str, str]:
    answered = n != OPEN
    return {
        "标题": f'<a href="/jact/front/mailpubdetail.do?transactId={n}&sysid=3">{TITLES[n]}</a>',
        "来信时间": f"2026-09-1{n}", "回复时间": f"2026-09-2{n}" if answered else "",
        "回复单位": "县住建局" if answered else "", "状态": "已回复" if answered else "办理中",
    }  # fmt: skip


def cells(order: Sequence[str], tag: str, one: dict[str, str]) -> str:
    return "".join(f"<{tag}>{one[name]}</{tag}>" for name in order)


def told(order: Sequence[str], one: dict[str, str]) -> list[str]:
    return [one[name] if name == "标题" else f"{name}：{one[name]}" for name in order]


HEAD = {name: name for name in COLUMNS}
TD, SPAN = "td", "span"
ROWS: dict[str, Callable[[Sequence[str]], str]] = {
    "table": lambda o: f"<table><tr>{cells(o, 'th', HEAD)}</tr>{''.join(f'<tr>{cells(o, TD, row(n))}</tr>' for n in range(5))}</table>",
    "spans under a head": lambda o: f"<div class=hd>{cells(o, 'span', HEAD)}</div><ul>{''.join(f'<li>{cells(o, SPAN, row(n))}</li>' for n in range(5))}</ul>",
    "labelled spans": lambda o: "<ul>" + "".join("<li>" + "".join(f"<span>{x}</span>" for x in told(o, row(n))) + "</li>" for n in range(5)) + "</ul>",
    "definitions": lambda o: "".join("<dl>" + "".join(f"<dd>{x}</dd>" for x in told(o, row(n))) + "</dl>" for n in range(5)),
    "cards": lambda o: "".join("<div class=card>" + "".join(f"<p>{x}</p>" for x in told(o, row(n))) + "</div>" for n in range(5)),
}  # fmt: skip


@pytest.mark.parametrize("form", ROWS)
def test_rows_of_a_board_with_their_columns_in_any_order(form: str) -> None:
    for order in list(permutations(COLUMNS))[::11]:
        reading = read_list(framed(ROWS[form](order)), url=LIST, role=Role.MESSAGE_BOARD)
        letters = [from_entry(entry) for entry in reading.entries]
        assert [one.title for one in letters] == list(TITLES), order
        for n, one in enumerate(letters):
            assert (one.submitted_on and one.submitted_on.value) == date(2026, 9, 10 + n), order
            assert one.status is not None, order
            assert bool(one.replies) is (n != OPEN), order
            for answer in one.replies:
                assert (answer.replied_on and answer.replied_on.value) == date(2026, 9, 20 + n), (
                    order
                )
                assert (answer.body and answer.body.value) == "县住建局", order


# --- guest books -------------------------------------------------------------------------------


def guest_book(
    writer: str, day: str, by: str = "网友", answered: str = "", waiting: Sequence[int] = (OPEN,)
) -> tuple[Message, ...]:
    """Letters as EmpireCMS shows them: a head, the text, an answer under 回复 where there is one."""
    given = f"<span>回复时间：{answered} 09:10:05</span>" if answered else ""
    cards = "".join(
        f'<table width="92%"><tr class="header"><td width="55%">{writer}: {by}{n} </td><td width="45%">{day}: 2026-09-1{n} 10:02:21 </td></tr>'
        f'<tr><td colspan="2"><table><tr><td>{ASKED}</td></tr></table>'
        + (
            f"<table><tr><td><strong><font color=red>回复:</font></strong> {ANSWER} {given}</td></tr></table>"
            if n not in waiting
            else ""
        )
        + "</td></tr></table><br>"
        for n in range(4)
    )
    url = "http://www.yunxi.test/e/tool/gbook/?bid=1"
    page = Page.parse(url, framed(cards).encode(), "text/html; charset=utf-8")
    reading = read(Task(Purpose.SECTION, url, Role.MESSAGE_BOARD), page, snapshot(url))
    return tuple(one for one in reading.records if isinstance(one, Message))


@pytest.mark.parametrize(
    "words",
    [
        ("发布者", "发布时间"), ("发表人", "发表时间"), ("姓名", "留言时间"), ("留言人", "发布时间"),
        ("网友", "发表日期"), ("昵称", "发布时间"),
    ],
)  # fmt: skip
def test_a_guest_book_shows_every_letter_with_the_day_on_which_it_was_posted(
    words: tuple[str, str],
) -> None:
    letters = guest_book(*words)
    assert [one.submitted_on and one.submitted_on.value for one in letters] == [
        date(2026, 9, 10 + n) for n in range(4)
    ]
    assert [len(one.replies) for one in letters] == [1, 1, 0, 1]


@pytest.mark.parametrize("day", ["发布时间", "留言时间"])
def test_a_guest_book_shows_letters_that_nobody_answered_yet(day: str) -> None:
    letters = guest_book("留言人", day, waiting=range(4))
    assert [one.submitted_on and one.submitted_on.value for one in letters] == [
        date(2026, 9, 10 + n) for n in range(4)
    ]
    assert not any(one.replies for one in letters)


@pytest.mark.parametrize(
    "head",
    [
        "<p>留言人：王** IP：10.1.*.* 发布时间：{day}</p>",
        "<p>发布时间：{day} 网友：王**</p>",
        "<p><span>网名：王**</span><span>受理单位：县住建局</span><span>发布时间：{day}</span></p>",
        "<table><tr><td>昵称</td><td>王**</td><td>主题</td><td>路灯</td><td>发表时间</td><td>{day}</td></tr></table>",
        "<p>留言人：王** 发布时间：{day} 状态：待回复</p>",
    ],
)
@pytest.mark.parametrize("waiting", [(OPEN,), range(4)])
def test_the_day_beside_the_writer_is_the_letters(head: str, waiting: Sequence[int]) -> None:
    cards = "".join(
        f"<div class=card><h3>{TITLES[n]}</h3>{head.format(day=f'2026-09-1{n}')}<p>{ASKED}</p>"
        + (f"<div class=hf>回复：{ANSWER}</div>" if n not in waiting else "")
        + "</div>"
        for n in range(4)
    )
    page = Page.parse(LIST, framed(cards).encode(), "text/html; charset=utf-8")
    letters = read_messages(page, Task(Purpose.SECTION, LIST, Role.MESSAGE_BOARD), snapshot(LIST))
    days = [one.submitted_on and one.submitted_on.value for one in letters]
    assert days == [date(2026, 9, 10 + n) for n in range(4)]
    assert [bool(one.replies) for one in letters] == [n not in waiting for n in range(4)]


def test_what_asks_beside_the_name_of_a_unit_answers_nothing() -> None:
    cards = "".join(
        f"<div class=card><h3>{title}</h3><p>受理单位：县住建局</p><p>您好，{ASKED}</p></div>"
        for title in TITLES
    )
    page = Page.parse(LIST, framed(cards).encode(), "text/html; charset=utf-8")
    task = Task(Purpose.SECTION, LIST, Role.MESSAGE_BOARD)
    assert read_messages(page, task, snapshot(LIST)) == ()


def test_letters_that_lead_on_or_tell_a_state_are_not_called_unanswered() -> None:
    def board(more: str) -> int:
        cards = "".join(
            f"<li><h3>{title}</h3><p>留言人：王** 留言时间：2026-09-1{n}</p><div>{ASKED}</div>{more}</li>"
            for n, title in enumerate(TITLES)
        )
        page = Page.parse(LIST, framed(f"<ul>{cards}</ul>").encode(), "text/html; charset=utf-8")
        found = read_messages(page, Task(Purpose.SECTION, LIST, Role.MESSAGE_BOARD), snapshot(LIST))
        return sum(not letter.replies for letter in found)

    more = (
        "",
        "<a href='javascript:;'>查看</a>",
        "<p>状态：已回复</p>",
        f"<p>{ANSWER[:2]}您反映的问题收悉。</p>",
    )
    assert [board(one) for one in more] == [5, 0, 0, 0]


@pytest.mark.parametrize(
    ("writer", "day", "by", "answered"),
    [
        ("来信人", "发布时间", "王**", ""),
        ("发布者", "发布时间", "管理员", ""),
        ("发布者", "公开时间", "网友", ""),
        ("留言人", "公开时间", "王**", ""),
        ("留言人", "发布时间", "王**", "2026-09-08"),  # after the answer
    ],
)
def test_the_day_on_which_letters_were_published_is_no_day_of_submission(
    writer: str, day: str, by: str, answered: str
) -> None:
    assert not any(one.submitted_on for one in guest_book(writer, day, by, answered))


def test_short_subjects_without_days_are_rows_where_a_pager_stands_below_them() -> None:
    def board(links: Sequence[str], pager: str) -> int:
        cells = "".join(f"<tr><td>·<a href='{link}'>{word}</a></td></tr>" for link, word in
                        zip(links, ("路灯不亮", "学位申请", "早餐店", "高龄补贴"), strict=True))  # fmt: skip
        html = framed(f"<table>{cells}</table>{pager}")
        return len(
            read_list(
                html, url="http://www.yunxi.test/list.asp?id=33", role=Role.MESSAGE_BOARD
            ).entries
        )

    alike = [f"/show.asp?id=330{n}" for n in range(4)]
    functions = ["/write.asp?id=1", "/query.asp?id=2", "/help.asp?id=3", "/rules.asp?id=4"]
    pager = "<p>共4条 第1/1页 首页 上一页 下一页 尾页</p>"
    uncounted = pager.replace("共4条 ", "")
    assert (board(alike, pager), board(alike, ""), board(functions, uncounted)) == (4, 0, 0)


def test_who_wrote_a_letter_is_not_kept_with_its_row() -> None:
    head = "<tr><th>编号</th><th>标题</th><th>来信人</th><th>来信时间</th><th>状态</th></tr>"
    rows = "".join(
        f"<tr><td>YX{n}</td><td><a href='/x/{n}.html'>{title}</a></td><td>王小明</td><td>2026-09-1{n}</td><td>已回复</td></tr>"
        for n, title in enumerate(TITLES)
    )
    reading = read_list(framed(f"<table>{head}{rows}</table>"), url=LIST, role=Role.MESSAGE_BOARD)
    slugs = {slug for entry in reading.entries for slug, _ in entry.fields}
    assert slugs == {"number", "submitted_on", "status"}
    assert "王小明" not in repr(reading.entries)


def test_the_head_of_a_table_whose_rows_a_script_brings_is_no_letter() -> None:
    heads = ("编号", "标题", "处理情况", "提交时间", "受理部门", "点击次数")
    html = framed(
        f"<table><thead><tr>{''.join(f'<th>{one}</th>' for one in heads)}</tr></thead><tbody id=maillist></tbody></table>"
        "<script>var total=32,perpage=15;function mailPage(p){$.ajax({url:'/jact/front/dataproxy_mailpublist.do?startrecord='+((p-1)*perpage+1)+'&endrecord='+p*perpage+'&perpage='+perpage,type:'POST',data:{sysid:3,groupSize:1},success:show})}mailPage(1);</script>"
    )
    made = read(
        Task(Purpose.SECTION, LIST, Role.MESSAGE_BOARD),
        Page.parse(LIST, html.encode()),
        snapshot(LIST),
    )
    assert made.records == made.listing.entries == ()
    (turn,) = made.listing.turns
    assert "dataproxy_mailpublist.do?startrecord=1&" in turn.url


def cards_posted(*told: tuple[str, str]) -> list[date | None]:
    """The days of letters of a guest book, each with the day on which it was posted and an answer."""
    cards = "".join(
        f"<div class=card><p>留言人：王** 发布时间：{day}</p><p>留言内容：{ASKED}</p><p>回复内容：{answer}</p></div>"
        for day, answer in told
    )
    page = Page.parse(LIST, framed(cards).encode(), "text/html; charset=utf-8")
    letters = read_messages(page, Task(Purpose.SECTION, LIST, Role.MESSAGE_BOARD), snapshot(LIST))
    return [one.submitted_on.value if one.submitted_on else None for one in letters]


def test_a_day_later_than_the_signature_of_an_answer_is_that_of_publishing() -> None:
    signed = ANSWER + "（2026年11月{}日）"
    before = cards_posted(("2026-11-12", signed.format(3)), ("2026-11-09", signed.format(4)))
    after = cards_posted(("2026-11-12", signed.format(13)), ("2026-11-09", signed.format(14)))
    assert (before, after) == ([None, None], [date(2026, 11, 12), date(2026, 11, 9)])


def test_days_that_are_those_of_all_answers_are_those_of_publishing() -> None:
    given = ANSWER + "</p><p>回复时间：2026-11-{}"
    same = cards_posted(("2026-11-12", given.format(12)), ("2026-11-09", given.format("09")))
    later = cards_posted(("2026-11-12", given.format(12)), ("2026-11-09", given.format(11)))
    assert (same, later) == ([None, None], [date(2026, 11, 12), date(2026, 11, 9)])


@pytest.mark.parametrize(
    "said", ["按2025年3月1日起施行的办法执行。", "请于2025年8月30日前办理。", "路灯修复于2025年8月30日。", "报名已截止，截止2025年8月30日"]
)  # fmt: skip
def test_a_day_in_the_last_sentence_of_an_answer_is_not_its_own(said: str) -> None:
    days = ("2026-11-12", "2026-11-09", "2026-11-03")
    told = cards_posted(*((day, ANSWER + said * (not n)) for n, day in enumerate(days)))
    assert told == [date.fromisoformat(day) for day in days]


@pytest.mark.parametrize("signed", ["县住建局 2025年8月30日", "2025年8月30日", "（县住建局2025年8月30日）。", "县住建局2025年8月30日", "谢谢，2025-08-30"])  # fmt: skip
def test_a_signature_before_the_day_of_a_letter_tells_that_of_publishing(signed: str) -> None:
    assert cards_posted(("2026-11-12", ANSWER + signed), ("2026-11-09", ANSWER)) == [None, None]


def test_one_answer_of_the_day_of_its_letter_tells_nothing_of_publishing() -> None:
    given = ANSWER + "</p><p>回复时间：2026-11-12"
    days = cards_posted(("2026-11-12", given), ("2026-11-09", ANSWER))
    assert days == [date(2026, 11, 12), date(2026, 11, 9)]

# ruff: noqa: E501  (pages read best unbroken)
"""Letters that a machine answered first, and answers whose box and text both bear a label."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.letters.message import read_messages
from crawler.portals.roles import Role
from crawler.records import Message
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, page, task

GREETING = "尊敬的网友您好，系统为您找到了相近的问题，请先查看："
ANSWER = "您好，经核实，文昌路的排水井盖已于今日更换。"
HEAD = (
    "<tr><th>编号：</th><td>B2026011</td><th>来信时间：</th><td>2026-09-21 08:30</td></tr>"
    "<tr><th>内容：</th><td colspan=3>文昌路井盖破了，请问什么时候更换？</td></tr>"
)
OFFICIAL = (
    "<tr><th>答复情况：</th><td colspan=3><div><div>答复单位：县城管局　答复时间：2026-09-23 10:00</div>"
    f"<div><p>答复意见：</p><p>{ANSWER}</p></div></div></td></tr>"
)
MACHINES = {
    "a cell of its own": (
        f"<tr><th>智能预答复情况：</th><td colspan=3><div>{GREETING}</div><div><span>预答复内容：</span><div></div></div>"
        "<div><span>预答复时间：2026-09-21 08:30</span></div></td></tr>"
    ),
    "plain labels in the cell": (
        f"<tr><th>自动回复</th><td colspan=3><p>{GREETING}</p><p>回复时间：2026-09-21 08:30</p><p>回复单位：县政府网站</p></td></tr>"
    ),
    "a line": f"<tr><td colspan=4><p>机器人回复：{GREETING}</p><p>机器人回复时间：2026-09-21</p></td></tr>",
    "a label over a box": f"<tr><td colspan=4><h4>智能答复</h4><div><p>{GREETING}</p><p>答复时间：2026-09-21</p></div></td></tr>",
    "a stamp": "<tr><td colspan=4><p>系统自动回复 2026-09-21 08:31</p></td></tr>",
}  # fmt: skip


def letter(rows: str) -> Message:
    text = (
        f"<html><head><title>井盖破损</title></head><body>{NAVIGATION}<h1>井盖破损</h1>"
        f"<table>{rows}</table>{FOOTER}</body></html>"
    )
    (one,) = read_messages(page(text), task(Role.MESSAGE_BOARD), SNAPSHOT)
    return one


def told(one: Message) -> list[tuple[date | None, str, str]]:
    return [
        (
            reply.replied_on.value if reply.replied_on else None,
            (reply.body.value or "") if reply.body else "",
            reply.text,
        )
        for reply in one.replies
    ]


@pytest.mark.parametrize("machine", MACHINES)
def test_what_a_machine_sends_is_no_reply_and_dates_none(machine: str) -> None:
    answered = [(date(2026, 9, 23), "县城管局", ANSWER)]
    assert told(letter(HEAD + MACHINES[machine] + OFFICIAL)) == answered
    unanswered = letter(HEAD + MACHINES[machine])
    assert unanswered.replies == ()
    assert unanswered.submitted_on is not None
    assert unanswered.submitted_on.value == date(2026, 9, 21)


DAY = date(2026, 9, 23)
ONE_LINE = {
    "behind a machine's": (
        f"自动回复：您的来信已收到。　答复内容：{ANSWER}　答复时间：2026-09-23",
        (DAY, "", ANSWER),
    ),
    "an empty machine's": (
        f"答复单位：县城管局　答复内容：{ANSWER}　答复时间：2026-09-23　智能回复：无",
        (DAY, "县城管局", ANSWER),
    ),
    "quoted in the reply": (
        "答复时间：2026-09-23 答复内容：您好，系统自动回复：您的来信已收到，现正式答复如下，井盖已更换。",
        (DAY, "", "您好，系统自动回复：您的来信已收到，现正式答复如下，井盖已更换。"),
    ),
    "the office that answers": (
        f"智能回复：已收到　答复单位：县城管局　答复时间：2026-09-23</p><p>答复内容：{ANSWER}",
        (DAY, "县城管局", ANSWER),
    ),
    "two days": (
        f"预答复时间：2026-09-22　答复时间：2026-09-23</p><p>答复内容：{ANSWER}",
        (DAY, "", ANSWER),
    ),
}


@pytest.mark.parametrize("line", ONE_LINE)
def test_a_reply_in_the_line_of_a_machines_label_is_read(line: str) -> None:
    shown, expected = ONE_LINE[line]
    assert told(letter(f"{HEAD}<tr><td colspan=4><p>{shown}</p></td></tr>")) == [expected]


def test_the_day_of_a_letter_in_the_line_of_a_machines_label_is_read() -> None:
    rows = (
        "<tr><td><p>来信时间：2026-09-21　状态：已答复　智能回复：无</p>"
        f"<p>来信内容：井盖破了，请问什么时候更换？</p><p>答复内容：{ANSWER}</p></td></tr>"
    )
    one = letter(rows)
    assert one.submitted_on is not None
    assert one.submitted_on.value == date(2026, 9, 21)


def test_a_day_behind_a_machines_words_dates_nothing_and_leaves_open_whose_it_is() -> None:
    line = "<tr><td colspan=4><p>智能回复：您的来信已收到。　回复时间：2026-09-23</p></td></tr>"
    one = letter(HEAD + line)
    assert (one.replies, one.read) == ((), False)


NOBODY = {
    "cells": "<tr><th>智能回复</th><td></td><th>人工回复</th><td></td></tr>",
    "a text": "<tr><td><p>答复内容：暂未答复　智能回复：您好，您的来信已收到。</p></td></tr>",
    "passed on": "<tr><td><p>自动回复：您好！您的来信已转县城管局办理。</p></td></tr>",
    "looked up": "<tr><td><h4>智能回复</h4><p>您好，经系统查询，有以下问题：</p></td></tr>",
}


@pytest.mark.parametrize("machine", [*MACHINES, *NOBODY])
def test_a_machines_words_alone_leave_a_letter_unanswered(machine: str) -> None:
    one = letter(HEAD + (MACHINES | NOBODY)[machine])
    assert (one.replies, one.read) == ((), True)


def test_a_pre_answer_that_an_office_gives_is_its_reply() -> None:
    unit = "<tr><th>预答复单位</th><td>{}</td><th>预答复时间</th><td>2026-09-23</td></tr>"
    text = "<tr><th>预答复意见</th><td colspan=3>{}</td></tr>"
    rows = HEAD + unit.format("县城管局") + text.format(ANSWER)
    assert told(letter(rows)) == [(DAY, "县城管局", ANSWER)]
    for machine in ("智能客服", "县政府网站管理中心"):
        rows = HEAD + unit.format(machine) + text.format("您好，您的来信已收到。")
        assert (told(letter(rows)), letter(rows).read) == ([], True)


@pytest.mark.parametrize("by", ["人工", "人工客服", "部门"])
@pytest.mark.parametrize("word", ["回复", "答复"])
def test_what_people_answer_beside_a_machine_is_the_reply(by: str, word: str) -> None:
    rows = (
        f"<tr><th>智能{word}</th><td>您好，系统已收到。</td></tr><tr><th>{by}{word}</th><td>{ANSWER}</td></tr>"
        f"<tr><th>{by}{word}时间</th><td>2026-09-23</td></tr>"
    )
    assert told(letter(HEAD + rows)) == [(DAY, "", ANSWER)]


@pytest.mark.parametrize(
    "held",
    [
        f"<h4>智能回复</h4><div><p>您好，我是小云。</p><p>【县城管局】{ANSWER}</p></div>",
        "<h4>智能回复</h4><div><p>您好，我是小云。</p><p>县城管局：井盖已换。</p></div>",
        f"<ul><li>智能回复</li><li>人工回复</li></ul><div>系统已收到</div><div>{ANSWER}</div>",
    ],
)
def test_an_answer_among_a_machines_words_leaves_open_whether_there_is_one(held: str) -> None:
    one = letter(f"{HEAD}<tr><td colspan=4>{held}</td></tr>")
    assert (one.replies, one.read) == ((), False)


def test_a_preliminary_answer_of_an_office_stays_one() -> None:
    rows = f"<tr><th>初步答复</th><td>{ANSWER}</td><th>答复时间</th><td>2026-09-23</td></tr>"
    assert told(letter(HEAD + rows)) == [(date(2026, 9, 23), "", ANSWER)]


def test_the_label_of_the_text_goes_on_with_the_reply_that_its_box_opened() -> None:
    further = OFFICIAL.replace(
        "</div></div></td></tr>", "<p>感谢您的支持。</p></div></div></td></tr>"
    )
    assert told(letter(HEAD + further)) == [
        (date(2026, 9, 23), "县城管局", f"{ANSWER} 感谢您的支持。")
    ]


def test_several_answers_in_one_box_stay_several() -> None:
    second = (
        "<div><div>答复单位：县水务局　答复时间：2026-09-25</div><div><p>答复意见：</p>"
        "<p>您好，经核实，积水已经排除。</p></div></div></td></tr>"
    )
    assert told(letter(HEAD + OFFICIAL.removesuffix("</td></tr>") + second)) == [
        (date(2026, 9, 23), "县城管局", ANSWER),
        (date(2026, 9, 25), "县水务局", "您好，经核实，积水已经排除。"),
    ]


def test_two_replies_of_one_text_are_one_unless_their_days_differ() -> None:
    shown = f"<tr><th>办理结果</th><td>{ANSWER}</td></tr>"
    dated = f"<tr><th>答复时间</th><td>{{}}</td></tr><tr><th>答复内容</th><td>{ANSWER}</td></tr>"
    once = told(letter(HEAD + shown + dated.format("2026-09-23")))
    assert once == [(date(2026, 9, 23), "", ANSWER)]
    twice = dated.format("2026-09-23") + dated.format("2026-09-26")
    assert [day for day, _, _ in told(letter(HEAD + twice))] == [
        date(2026, 9, 23),
        date(2026, 9, 26),
    ]


SIGNED = f"{ANSWER}<p>县城管局</p><p>2026年9月22日</p>"
DAYS_APART = {
    "handled later": (
        f"<tr><th>回复内容</th><td>{ANSWER}</td></tr><tr><th>办理时间</th><td>2026-09-26</td></tr>"
        f"<tr><th>办理结果</th><td>{ANSWER}</td></tr>",
        {None, date(2026, 9, 26)},
    ),
    "an office, then another day": (
        f"<tr><th>答复单位</th><td>县城管局</td></tr><tr><th>答复内容</th><td>{ANSWER}</td></tr>"
        f"<tr><th>答复时间</th><td>2026-09-26</td></tr><tr><th>答复内容</th><td>{ANSWER}</td></tr>",
        {None, date(2026, 9, 26)},
    ),
    "signed, then another day": (
        f"<tr><th>办理结果</th><td>{SIGNED}</td></tr><tr><th>答复时间</th><td>2026-09-26</td></tr>"
        f"<tr><th>答复内容</th><td>{SIGNED}</td></tr>",
        {date(2026, 9, 22), date(2026, 9, 26)},
    ),
}


@pytest.mark.parametrize("apart", DAYS_APART)
def test_replies_of_one_text_whose_days_may_differ_stay_two(apart: str) -> None:
    rows, days = DAYS_APART[apart]
    found = [day for day, _, _ in told(letter(HEAD + rows))]
    assert (len(found), set(found)) == (2, days)


@pytest.mark.parametrize("contact", ["电话：0557-7770123。", "联系电话：13812345678，"])
@pytest.mark.parametrize("inline", [True, False])
def test_a_number_to_call_takes_no_paragraph_away(contact: str, inline: bool) -> None:
    said = f"您好，井盖已更换。如有疑问，请与县城管局联系，{contact}感谢您的支持。"
    cell = f"<p>答复内容：{said}</p>" if inline else f"<p>答复内容：</p><p>{said}</p>"
    row = f"<tr><td colspan=4>{cell}<p>答复时间：2026-09-23</p></td></tr>"
    ((day, _, text),) = told(letter(HEAD + row))
    assert day == date(2026, 9, 23)
    assert text == said.replace("13812345678", "138****5678")


def test_a_site_map_in_a_long_menu_is_no_footer() -> None:
    menu = "".join(f"<li><a href='#'>栏目{number}</a></li>" for number in range(24))
    text = (
        f"<html><head><title>云溪县商务局</title></head><body><ul>{menu}<li><a href='#'>网站地图</a></li></ul><div>"
        "<div><label>咨询标题：</label><span>外贸备案怎么办理</span></div><div><label>咨询内容：</label><span>请问备案要带哪些材料？</span></div>"
        "<div><label>回复：</label></div><div><span>您好，请携带营业执照到二楼三号窗口办理。</span></div></div>"
        "<ul><li><a href='#'>网站地图</a></li></ul><p>版权所有：云溪县商务局</p></body></html>"
    )
    (one,) = read_messages(page(text), task(Role.MESSAGE_BOARD), SNAPSHOT)
    assert one.title == "外贸备案怎么办理"
    assert [reply.text for reply in one.replies] == ["您好，请携带营业执照到二楼三号窗口办理。"]

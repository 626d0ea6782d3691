# ruff: noqa: E501  (pages read best unbroken)
"""Own pages of letters in any combination of forms: every day and answer is a human's reading."""

from __future__ import annotations

import pytest

from crawler.pages.letters.message import read_messages
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from crawler.records import Message
from tests.crawler.pages.letters.ownpages import AGAIN, ASKED, own_page
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, page, task

PAGES = 150


def read(inner: str) -> Message:
    html = (
        f"<html><head><title>来信</title></head><body>{NAVIGATION}"
        f"<div class=main>{inner}</div>{FOOTER}</body></html>"
    )
    (letter,) = read_messages(page(html), task(Role.MESSAGE_BOARD, Purpose.DETAIL), SNAPSHOT)
    return letter


def told(letter: Message) -> list[tuple[object, str]]:
    return sorted(
        ((one.replied_on.value if one.replied_on else None, one.text) for one in letter.replies),
        key=str,
    )


@pytest.mark.parametrize("seed", range(PAGES))
def test_every_own_page_is_read(seed: int) -> None:
    form, inner, said = own_page(seed)
    letter = read(inner)
    assert (letter.submitted_on.value if letter.submitted_on else None) == said.submitted, form
    found = told(letter)
    expected = sorted(said.answers, key=str)
    assert [day for day, _ in found] == [day for day, _ in expected], form
    for (_, text), (_, words) in zip(found, expected, strict=True):
        assert "".join(words.split()) in "".join(text.split()), form
        assert not any(asked[-14:] in text for asked in (*ASKED, AGAIN)), form


ANSWER = "<p>回复内容：您好，路灯已于昨日修复。 县住建局 2026年9月9日</p>"


@pytest.mark.parametrize(
    "asked",
    [
        "<p>该信由网友“山水之间”于2026年9月3日提交，经审核后公开</p><p>来信内容：路灯何时修？</p>",
        "<p>来信内容：路灯坏了，请问什么时候修？ 群众 2026年9月3日</p>",
        "<p>来信内容：路灯坏了，盼早日修复，谢谢 李村村民 2026年9月3日</p>",
    ],
)
def test_a_sentence_or_a_signature_dates_the_letter(asked: str) -> None:
    letter = read(f"<h2>路灯坏了</h2>{asked}{ANSWER}")
    assert letter.submitted_on is not None
    assert str(letter.submitted_on.value) == "2026-09-03"
    assert [str(one.replied_on.value) for one in letter.replies if one.replied_on] == ["2026-09-09"]


STEP = "<tr><td>{}</td><td>县住建局</td><td>{}</td><td>{}</td></tr>"
HEAD = "<tr><th>环节</th><th>办理单位</th><th>时间</th><th>意见</th></tr>"
ASKED_ON = "<p>来信时间：2026-09-02</p><p>来信内容：路灯坏了，请问什么时候修？</p>"


@pytest.mark.parametrize(
    "steps",
    [
        [("受理", "2026-09-03", "已受理")],
        [("受理", "2026-09-03", "同意受理"), ("转办", "2026-09-04", "请县住建局三日内答复来信人。")],
        [("受理", "2026-09-03", ""), ("答复", "", "")],
        [("受理", "2026-09-03", ""), ("待答复", "2026-09-09", "")],
        [("提交", "2026-09-02", ""), ("部门签收", "2026-09-04", "已安排人员现场核实。")],
    ],
)  # fmt: skip
def test_acceptance_and_transfer_are_no_answers(steps: list[tuple[str, str, str]]) -> None:
    rows = "".join(STEP.format(*step) for step in steps)
    assert read(f"{ASKED_ON}<table>{HEAD}{rows}</table>").replies == ()


@pytest.mark.parametrize(
    "inner",
    [
        "<p>来信标题：路灯</p><p>我于2026年8月1日提交过申请，至今没有消息。</p>",
        "<p>来信标题：路灯</p><div><p>路灯坏了，请修。</p></div><p>2026-09-29</p>",
        "<p>来信标题：路灯</p><p>路灯坏了，一直拖到2026年8月1日</p>",
        "<p>来信内容：补贴到期了如何办理（2024年12月31日）</p>",
        "<p>来信标题：路灯</p><p>受理时间：2026-09-01</p><p>路灯坏了，请修。</p><p>村民 2026年9月8日</p>",
        "<p>来信标题：路灯</p><div><p>路灯坏了，请修。</p></div><p>更新：2026-09-29</p>",
    ],
)
def test_no_other_day_dates_a_letter(inner: str) -> None:
    letter = read(f"<h1>路灯</h1>{inner}")
    assert letter.submitted_on is None
    assert letter.replies == ()


def test_a_notice_signed_by_an_office_is_no_answer() -> None:
    inner = "<h1>关于暂停受理来信的通知</h1><p>因系统升级，信箱暂停三天。</p><p>请广大网友互相转告。</p>"
    assert read(f"{inner}<p>县政府办公室</p><p>2026年9月8日</p>").replies == ()

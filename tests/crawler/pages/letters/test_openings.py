# ruff: noqa: E501  (pages read best unbroken)
"""Words with a colon right behind the label of an answer: its first words, or a label of a form."""

from __future__ import annotations

import pytest

from crawler.pages.letters.message import read_messages
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from crawler.records import Message
from tests.crawler.pages.letters.test_ownpages import read
from tests.crawler.pages.pages import SNAPSHOT, page, task

HEAD = "<h2>午托收费</h2><p>来信时间：2026-05-14</p><p>来信内容：请问午托怎么收费？</p>"
OTHER = "您好，校车线路已调整。"


def board(*answers: str) -> list[Message]:
    cards = "".join(
        f"<table><tr><td>主题：来信{rank}　发布者：李** </td><td>发布时间：2026-05-0{rank} 10:20:04 </td></tr>"
        f"<tr><td colspan=2><table><tr><td> 请问午托怎么收费？ </td></tr></table><br>"
        f"<table><tr><td><strong><font>回复:</font></strong> {answer}</td></tr></table></td></tr></table><br>"
        for rank, answer in enumerate(answers, 1)
    )
    html = f"<html><head><title>局长信箱</title></head><body>{cards}</body></html>"
    return list(read_messages(page(html), task(Role.MESSAGE_BOARD, Purpose.SECTION), SNAPSHOT))


def texts(letter: Message) -> list[str]:
    return [one.text for one in letter.replies]


@pytest.mark.parametrize(
    "answer",
    [
        "校外教育科：经查，午托费已退还。",
        "校外教育科：已退还午托费",
        "督导室：已责令退费。",
        "经查属实：该机构已退费。",
        "家长您好：该机构已退费。",
        "县教体局：您反映的机构已退费。",
    ],
)
def test_whoever_speaks_first_opens_an_answer(answer: str) -> None:
    letter, other = board(answer, OTHER)
    assert texts(letter) == [answer]
    assert texts(other) == [OTHER]


def test_what_is_enclosed_is_the_answer() -> None:
    letter, _ = board("答复内容见附件：<a href='/d/1.pdf'>关于午托收费的答复.pdf</a>", OTHER)
    assert texts(letter) == ["答复内容见附件：关于午托收费的答复.pdf"]


@pytest.mark.parametrize(
    "form",
    [
        "经办人员：赵某。",
        "责任科室：校外教育科",
        "所在地点：城关镇",
        "办件进展度：三成",
        "来信满意程度：非常满意。",
    ],
)
def test_the_label_of_a_form_is_no_answer(form: str) -> None:
    letter, other = board(form, OTHER)
    assert texts(letter) == []
    assert texts(other) == [OTHER]


@pytest.mark.parametrize(("opened", "closed"), ["（）", "[]", "【】", "()"])
def test_the_bracket_of_a_day_behind_an_answer_is_none_of_it(opened: str, closed: str) -> None:
    letter, _ = board(f"该机构已退费。{opened}回复时间：2026-05-09 10:00{closed}", OTHER)
    (one,) = letter.replies
    assert one.text == "该机构已退费。"
    assert one.replied_on is not None
    assert str(one.replied_on.value) == "2026-05-09"


BELOW = {
    "boxes": "<div><div><b>回复：</b></div><div>{}</div></div>",
    "paragraphs": "<p>回复：</p><p>{}</p>",
    "a break": "<div><b>回复：</b><br>{}</div>",
    "a definition": "<dl><dt>回复内容</dt><dd>{}</dd></dl>",
    "a heading": "<h3>回复内容</h3><div><p>{}</p></div>",
}


@pytest.mark.parametrize("form", BELOW.values(), ids=BELOW)
def test_whoever_speaks_below_the_label_opens_an_answer(form: str) -> None:
    (one,) = read(HEAD + form.format("督导室：已责令该机构退费。")).replies
    assert (one.text, one.body and one.body.value) == ("督导室：已责令该机构退费。", "督导室")


@pytest.mark.parametrize("form", BELOW.values(), ids=BELOW)
def test_the_label_of_a_form_below_that_of_answers_is_none(form: str) -> None:
    for label in ("责任科室：校外教育科", "附件：<a href='/d/1.pdf'>收费标准</a>。"):
        assert read(HEAD + form.format(label)).replies == ()

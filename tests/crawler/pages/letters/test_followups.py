# ruff: noqa: E501  (pages read best unbroken)
"""What is asked further below an answer ends it, whoever asks, and gives it no day."""

from __future__ import annotations

import pytest

from crawler.pages.letters.message import read_messages
from crawler.pages.task import Purpose
from crawler.pages.words.labels import slug_of
from crawler.portals.roles import Role
from tests.crawler.pages.pages import SNAPSHOT, page, task

FIRST, SECOND = "已约谈物业，多收的费用三日内退还。", "您好，计划本月二十五日前完成。"


def row(head: str, text: str, day: str) -> str:
    return f"<tr><td colspan=2><font>{head}</font>　{text} <font>（2026-9-{day} 13:35:15）</font></td></tr>"


def letter(title: str, *rows: str) -> str:
    return f"<table><tr><td><b>{title}</b></td><td>网友：柳** 发表于 2026-9-20 9:10:11</td></tr><tr><td colspan=2>请问物业涨价合理吗？</td></tr>{''.join(rows)}</table><br>"


@pytest.mark.parametrize("asking", ["[网友 追问]", "【网友追问】", "[市民 再次追问]", "[留言人 再次提问]", "[柳先生 追问]", "[追问]"])  # fmt: skip
def test_a_further_question_ends_the_answer_above(asking: str) -> None:
    shown = letter("物业涨价", row("[镇综合执法队 回复]", FIRST, "24"), row(asking, "谢谢！请问哪一天能完成？", "25"), row("[镇综合执法队 回复]", SECOND, "29"))  # fmt: skip
    other = letter("垃圾清运", row("[镇社会事务办 回复]", "已调整为每日两次清运。", "22"))
    html = f"<html><head><title>镇长信箱</title></head><body>{shown}{other}</body></html>"
    one, _ = read_messages(page(html), task(Role.MESSAGE_BOARD, Purpose.SECTION), SNAPSHOT)
    told = [(str(r.replied_on and r.replied_on.value), r.text[: len(FIRST)]) for r in one.replies]
    assert told[0] == ("2026-09-24", FIRST)
    assert (told[1][0], len(told)) == ("2026-09-29", 2)
    assert all("哪一天" not in r.text for r in one.replies)


@pytest.mark.parametrize("label", ["镇综合执法队回复", "追答", "补充回复", "再次答复"])
def test_what_answers_further_is_no_question(label: str) -> None:
    assert slug_of(label, "message") == "reply"


@pytest.mark.parametrize("label", ["记者追问", "网友提问", "责任追究"])
def test_other_words_are_no_further_question(label: str) -> None:
    assert slug_of(label, "message") != "followup"

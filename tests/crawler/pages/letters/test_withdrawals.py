# ruff: noqa: E501  (pages read best unbroken)
"""A remark that whoever wrote a letter took it back is the state of that letter."""

from __future__ import annotations

import pytest

from checks.interaction.replies import set_aside
from crawler.records import Message
from tests.crawler.pages.letters.test_doubts import ASK, cards, rows
from tests.crawler.pages.letters.test_ownpages import read

SENT = (("来信时间", "2026-11-10"), ("来信内容", ASK))
TITLE = "<h1>路灯不亮</h1>"
LINES = f"{TITLE}<p>来信时间：2026-11-10</p><p>来信内容：{ASK}</p>"


def state(letter: Message) -> str | None:
    return letter.status.value if letter.status else None


@pytest.mark.parametrize(
    "said",
    ["来信人已撤回。", "该信件已由写信人撤回", "已撤回", "此件已被来信人主动撤回，不再办理。", "写信人已撤诉"],
)  # fmt: skip
def test_a_letter_taken_back_is_owed_no_answer(said: str) -> None:
    for inner in (
        f"{LINES}<p>备注：{said}</p>",
        TITLE + rows(*SENT, ("备注", said)),
        TITLE + rows(("办理状态", "办理中"), *SENT, ("备注", said)),
        TITLE + rows(*SENT, ("办理状态", "办理中"), ("备注", said)),
        f"{LINES}<table><tr><td><b>备注：</b>{said}</td></tr></table>",
    ):
        letter = read(inner)
        assert set_aside(letter, ())
        assert letter.replies == ()


def test_of_letters_in_a_list_the_one_taken_back_is() -> None:
    card = "<table><tr><td><b>主题：</b>{} <b>来信人：</b>张** <b>来信时间：</b>2026-11-0{}</td></tr><tr><td><b>内容：</b>" + ASK + "</td></tr><tr><td>{}</td></tr></table><br>"  # fmt: skip
    found = cards(
        card.format("路灯", 3, "<b>答复：</b>已更换灯具，恢复照明。"),
        card.format("水管", 4, "<b>备注：</b>来信人已撤回。"),
        card.format("井盖", 5, "<b>备注：</b>来信人要求保密。"),
    )
    assert [state(one) for one in found] == [None, "来信人已撤回", None]
    assert [len(one.replies) for one in found] == [1, 0, 0]


@pytest.mark.parametrize("said", ["来信人要求撤回处罚决定", "来信人未撤回", "撤回", "", "已撤销该处罚", "请来信人补充电话", "来信人已撤回部分诉求"])  # fmt: skip
def test_another_remark_is_no_state(said: str) -> None:
    letter = read(TITLE + rows(*SENT, ("办理状态", "办理中"), ("备注", said)))
    assert state(letter) == "办理中"
    assert not set_aside(letter, ())


def test_what_a_remark_tells_of_the_matter_may_still_be_an_answer() -> None:
    letter = read(
        TITLE + rows(*SENT, ("备注", "市政养护队已更换电缆一百二十米，路灯全部恢复照明。"))
    )
    assert not letter.read

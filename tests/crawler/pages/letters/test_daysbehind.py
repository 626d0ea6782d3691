# ruff: noqa: E501  (pages read best unbroken)
"""The text in front of the day of an answer in brackets is that answer's, in whatever line."""

from __future__ import annotations

import pytest

from tests.crawler.pages.letters.test_openings import OTHER, board
from tests.crawler.pages.letters.test_ownpages import read

DAY = "（回复时间：2026-05-19 10:00）"
LATER = "（回复时间：2026-05-25 16:30）"
WHOLE = "经查属实。 该机构已退费。"
HEAD = "<h2>午托收费</h2><p>来信时间：2026-05-14</p><p>来信内容：请问午托怎么收费？</p>"


@pytest.mark.parametrize(
    "answer",
    [
        f"经查属实。<br>该机构已退费。{DAY}",
        f"经查属实。<br>该机构<b>已退费</b>。{DAY}",
    ],
)
def test_an_answer_goes_on_up_to_its_day(answer: str) -> None:
    letter, _ = board(answer, OTHER)
    (one,) = letter.replies
    assert (one.text, one.replied_on and str(one.replied_on.value)) == (WHOLE, "2026-05-19")


@pytest.mark.parametrize(
    "inner",
    [
        f"<div><h3>回复内容</h3><p>经查属实。</p><p>该机构已退费。{DAY}</p></div>",
        f"<table><tr><td>回复内容</td><td>经查属实。<br>该机构已退费。{DAY}</td></tr></table>",
    ],
)
def test_an_answer_below_its_label_goes_on_up_to_its_day(inner: str) -> None:
    (one,) = read(HEAD + inner).replies
    assert (one.text, one.replied_on and str(one.replied_on.value)) == (WHOLE, "2026-05-19")


def test_what_stands_in_front_of_another_day_is_another_answer() -> None:
    first, second = (
        "校外教育科：您反映的情况正在核查，请耐心等待。",
        "督导室：经查属实，该机构已退费。",
    )
    letter, _ = board(f"{first}{DAY}<br><br>{second}{LATER}", OTHER)
    assert [(one.text, one.replied_on and str(one.replied_on.value)) for one in letter.replies] == [
        (first, "2026-05-19"),
        (second, "2026-05-25"),
    ]


def test_what_is_asked_between_two_answers_is_in_neither() -> None:
    letter, _ = board(
        f"该机构正在核查。{DAY}<br>请问什么时候能退？<br>该机构已退费。{LATER}", OTHER
    )
    assert [one.text for one in letter.replies] == ["该机构正在核查。", "该机构已退费。"]


def test_a_day_without_brackets_below_an_answer_has_no_text_of_it_in_front() -> None:
    (one,) = read(
        f"{HEAD}<p>回复内容：经查属实，该机构已退费。</p><p>回复单位：县教体局 回复时间：2026-05-19</p>"
    ).replies
    assert one.text == "经查属实，该机构已退费。"


def test_the_text_of_a_letter_in_front_of_the_day_of_its_answer_is_no_answer() -> None:
    (one,) = read(
        f"<h2>午托收费</h2><p>来信内容：请问午托怎么收费？</p><p>盼复，谢谢。{DAY}</p><p>回复内容：该机构已退费。</p>"
    ).replies
    assert one.text == "该机构已退费。"

"""What stands behind a statement: what no public page shows, and whose setting a number is."""

from __future__ import annotations

import pytest

from checks.engine.outcome import Outcome
from checks.judging.wording import set_locally, with_sought, with_unseen
from tests.checks.engine.builders import requirement

SAID = {
    "nothing unseen": ("", Outcome.FAILED, "未见方案。"),
    "a failure asks": (
        "会议从网页上看不到。", Outcome.FAILED,
        "未见方案（仅就公开可见部分判断，属待核实线索：会议从网页上看不到）。"),
    "a pass says so, too": (
        "会议从网页上看不到", Outcome.PASSED,
        "未见方案（仅就公开可见部分判断：会议从网页上看不到）。"),
    "two sentences are made one": (
        " 会议看不到。签到看不到。 ", Outcome.PENDING,
        "未见方案（仅就公开可见部分判断：会议看不到；签到看不到）。"),
}  # fmt: skip


@pytest.mark.parametrize(("unseen", "outcome", "expected"), SAID.values(), ids=SAID)
def test_what_is_not_seen_is_part_of_the_sentence(
    unseen: str, outcome: Outcome, expected: str
) -> None:
    assert with_unseen("未见方案。", outcome, unseen) == expected


def test_a_setting_of_our_own_says_so() -> None:
    row = requirement(assumed=("days",))
    assert set_locally(row, "days", "words") == "（本市设定）"
    assert set_locally(row, "words") == ""


def test_a_failure_for_want_of_words_names_some_of_them() -> None:
    listed = requirement(terms={"title_words": [f"目录{n}" for n in range(9)]})
    told = with_sought("未见目录。", listed, ("title_words",), None)
    words = "".join(f"“目录{n}”" for n in range(6))
    assert told == f"未见目录（按{words}等说法查找，用别的说法写的未必查到）。"
    themes = [{"name": "燃气", "words": ["燃气安全"]}, {"name": "供水", "words": ["饮水"]}]
    named = requirement(terms={"themes": themes})
    told = with_sought("未见供水主题。", named, ("themes",), "供水、就业")
    assert "“饮水”" in told
    assert "燃气" not in told
    assert with_sought("未见方案。", named, (), None) == "未见方案。"
    assert with_sought("未见方案。", named, ("themes",), None) == "未见方案。"

"""What a machine sends by itself on receiving a letter (智能预答复, 自动回复): no answer to it."""

from __future__ import annotations

import re

from crawler.pages.words.text import key

AUTOMATIC = "automatic"
"""The slug of a label under which the words of a machine stand."""
_BY_MACHINE = (
    r"(?:(?:系统|平台|网站)?(?:智能|自动|机器人|ai)(?:客服|机器人|助手)?预?|预)"
    r"(?:答复|回复|应答|解答|回答)"
)
_LABEL = re.compile(
    rf"{_BY_MACHINE}的?(?:内容|情况|意见|结果|信息|详情|时间|日期|单位|部门|机构|人|者)?"
)
_STAMP = re.compile(_BY_MACHINE, re.I)
_ASIDE = re.compile(r"(?:时间|日期|单位|部门|机构|人|者)$")
_HEAD = 60


def is_automatic(word: str) -> bool:
    """Whether the key of a label names what a machine sends, or the time or sender of that."""
    return _LABEL.fullmatch(word) is not None


def is_preliminary(label: str) -> bool:
    """Whether a label says no more than that something precedes the answer: 预答复单位."""
    return key(label).startswith("预")


def without_preliminary(label: str) -> str:
    """The key of the label of an answer that such a label is made of: 答复单位."""
    return key(label).removeprefix("预")


def tells_a_text(label: str) -> bool:
    """Whether a label stands before what was said, not before its time or sender."""
    return _ASIDE.search(key(label)) is None


def stamped_by_machine(text: str) -> bool:
    """Whether a line with a date opens with words for what a machine sends."""
    return _STAMP.search(key(text[:_HEAD])) is not None

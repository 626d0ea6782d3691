"""What a machine sends by itself on receiving a letter (智能预答复, 自动回复): no answer to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from crawler.pages.celltables import Pair
from crawler.pages.text import key

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
_HEAD = 60


def is_automatic(word: str) -> bool:
    """Whether the key of a label names what a machine sends, or the time or sender of that."""
    return _LABEL.fullmatch(word) is not None


def automatic_lines(pairs: Iterable[Pair]) -> frozenset[int]:
    """The lines in which such labels and their values stand."""
    return frozenset(
        line for pair in pairs if _by_machine(pair) for line in range(pair.start, pair.end)
    )


def without_automatic(pairs: Iterable[Pair], held: Collection[int]) -> list[Pair]:
    """The pairs without those in some lines; each of these lines only ends what stands above."""
    found = [pair for pair in pairs if pair.start not in held]
    found += [Pair("noise", "", "", line, line + 1, f"a{line}") for line in held]
    return sorted(found, key=lambda pair: (pair.start, pair.offset))


def _by_machine(pair: Pair) -> bool:
    stamp = pair.slug == "reply_stamp" and not pair.label
    return pair.slug == AUTOMATIC or (stamp and _STAMP.search(key(pair.raw[:_HEAD])) is not None)

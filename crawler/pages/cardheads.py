"""Headings of letters shown one below another: the number and the kind without a label.

A guest book writes above each letter 第12条 [投诉], #12, 12楼 or 编号 A12 without a colon; the
number so shown is what the letter is called by, as if it stood beside the label 编号.
"""

from __future__ import annotations

import re

from crawler.pages.celltables import Pair
from crawler.pages.shown import Line, Shown

_NUMBER = re.compile(
    r"[\[【(（]?\s?(?:留言|来信|信件|咨询|帖子|主题|问题)?\s?"
    r"(?:第\s?(?P<counted>\d{1,9})\s?(?:条|封|号|楼|帖|件|则|篇|位)"
    r"|(?:no\s?[.:：]?|№|#|＃)\s?(?P<after>\d{1,9})"
    r"|(?:编号|单号|流水号|受理号)\s?(?P<named>[A-Za-z\-_]{0,12}\d[A-Za-z0-9\-_]{0,30})"
    r"|(?P<before>\d{1,9})\s?(?:楼|号楼|#|＃))"
    r"(?:留言|来信|信件|咨询|帖子|问题|提问)?\s?[\]】)）]?(?=$|[\s:：、，,.|｜\[【(（])",
    re.I,
)
_KIND = re.compile(
    r"[\[【(（〔]\s?((?:(?:我要)?(?:咨询|投诉|举报|检举|信访|建议|求助|意见|诉求|表扬|感谢|其他|其它)){1,2}类?)"
    r"\s?[\]】)）〕]"
)
_LONGEST = 60


def kind_in(text: str) -> str:
    """The kind that a letter's heading begins with in brackets ([投诉]), else an empty text."""
    match = _KIND.match(text.strip())
    return match.group(1) if match else ""


def with_heads(view: Shown, events: list[Pair]) -> list[Pair]:
    """The labels of a list of letters, with what the headings of the letters say without one.

    Nothing is added where numbers have a label of their own, where a number comes twice or most
    letters have none, or for lines that belong to a letter's or an answer's text.
    """
    if any(pair.slug == "number" for pair in events) or not events:
        return events
    texts = {number for pair in events for number in range(pair.start, pair.end)
             if pair.slug in ("letter", "reply")}  # fmt: skip
    kinds = {pair.start for pair in events if pair.slug == "message_kind"}
    numbers: list[Pair] = []
    told: list[Pair] = []
    for index, line in enumerate(view.lines):
        match = None if index in texts or not _may_head(line) else _NUMBER.match(line.text)
        if match is None:
            continue
        raw = next(group for group in match.groups() if group)
        numbers.append(Pair("number", "", raw, index, index + 1, f"n{index}"))
        kind = _KIND.match(line.text, _skipped(line.text, match.end()))
        if kind is not None and index not in kinds:
            told.append(
                Pair("message_kind", "", kind.group(1), index, index + 1, f"n{index}", 0, 1)
            )
    letters = max(sum(pair.slug == slug for pair in events) for slug in ("submitted_on", "letter"))
    if len({pair.raw for pair in numbers}) < len(numbers) or len(numbers) * 4 < letters * 3:
        return events
    return sorted([*events, *numbers, *told], key=lambda pair: (pair.start, pair.offset))


def _may_head(line: Line) -> bool:
    return not line.template and not line.has_input and len(line.text) <= _LONGEST


def _skipped(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \u3000:：、，,.|｜":
        at += 1
    return at

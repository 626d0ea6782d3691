"""Days of a row that stand at the end of something else: of its title, of a label's value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.pages.markup.page import raw_text
from crawler.pages.words.labels import slug_of
from crawler.pages.words.text import clean, key

_DAY = (
    r"(?:19|20)\d\d(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|\.\d\d\.\d\d)(?:\s+\d{1,2}:\d\d(?::\d\d)?)?"
)
_AT_THE_END = re.compile(
    rf"^(?P<before>.*?)(?:\s|[(（\[【]|(?<=\s)[|｜])\s*(?P<day>{_DAY})\s*[)）\]】]?$", re.S
)
_OF_A_DAY = re.compile(
    r"(?:[日周旬月快简专播]报|日志|行情|价格(?:监测)?(?:信息|情况)?|菜价|水质|空气质量\w{0,6}|监测(?:结果|数据|情况)|"
    r"(?:值班|排班|日程|安排)表?|预警信号)$"
)
"""How titles of what is told of a single day end: the day behind them is that one."""
_MAY_CLOSE = re.compile(r"\d\S\d")
"""What has nothing of the kind ends with no day: a quick look first."""
_OF_A_VALUE = re.compile(
    rf"^(?P<before>.*?)[\s|｜(（\[【]*(?<![\d/.-])(?P<day>{_DAY})\s*[)）\]】]?$", re.S
)
_NEXT = re.compile(r"\s*[|｜]\s*|\s+(?=[^\s\d:：|｜]{2,8}\s*[:：])")
_LABELLED = re.compile(r"^[\[【(（]?\s*[^\d:：]{2,12}?\s*[:：]\s*\S")
_NO_DAYS = frozenset(
    {"origin", "issuer", "number", "index_number", "category", "interpreter", "noise"}
)
"""Labels whose values are no days: one that follows is the row's own."""
_LONGEST = 400
_LEAST = 4
"""Characters that a title has beside its day."""


def closing_day(link: LexborNode) -> str:
    """The day at the end of a row's link, or of the heading in it: 关于……的通知 [2026-06-04].

    A day in figures alone is a stamp; one in words may be part of the title, and so is that of a
    report of one day (水质日报 2026-06-04).
    """
    if _MAY_CLOSE.search(link.text()) is None:
        return ""
    for node in (link, *link.css("h1, h2, h3, h4, h5, h6")):
        text = clean(raw_text(node, _LONGEST))
        match = _AT_THE_END.match(text) if text[-1:].isdigit() or text[-1:] in ")）]】" else None
        before = match["before"].rstrip() if match is not None else ""
        if match is not None and len(key(before)) >= _LEAST and not _OF_A_DAY.search(before):
            return match["day"]
    return ""


def value_and_day(slug: str, value: str) -> tuple[str, str]:
    """The value of a label that means no day, and the day that follows it in the same element."""
    match = _OF_A_VALUE.match(value) if slug in _NO_DAYS and len(value) < _LONGEST else None
    return (clean(match["before"]), match["day"]) if match is not None else (value, "")


def labelled_parts(text: str, kind: str) -> Iterator[str]:
    """A piece of a row, cut before each further label: 来源：县政府办 | 发布时间：2026-03-04."""
    start = 0
    for cut in _NEXT.finditer(text) if len(text) < _LONGEST else ():
        name = re.split("[:：]", text[cut.end() :], maxsplit=1)[0]
        known = (
            "|" in cut.group()
            or "｜" in cut.group()
            or slug_of(name, kind)
            or slug_of(name, "document")
        )
        if known and _LABELLED.match(text[start : cut.start()]):
            yield text[start : cut.start()]
            start = cut.end()
    yield text[start:]

"""The day of an outcome that stands in a block of its own on the page of a call for opinions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from crawler.pages.consultations.callparts import TABS
from crawler.pages.words.dates import first_date
from crawler.pages.words.text import key
from crawler.records.model import Field, Source

_DAY = r"20\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?"
_HEAD = re.compile(
    rf"^(?:[一二三四五六七八九十]{{1,2}}、)?[（(【\[]?(?P<name>[^：:（(\d]{{4,14}})[】\]]?\s*[（(:：]?\s*(?P<day>{_DAY})?"
)
_NAMES = re.compile(
    r"(?=.*(?:意见|采纳|反馈|结果))(?:公开)?(?:征求|征集|公众|社会|收集|听取)*(?:意见|建议)*的?(?:征集|采纳|吸纳|处理)*"
    r"(?:(?:结果|情况)的?(?:反馈|公布|公示|公开|通报|说明)?|反馈(?:结果|情况))"
)
"""Headings made of such words alone; what a panel of the outcome is called is in TABS."""
_OPENS = re.compile(
    rf"^[（(【\[]?\s*(?:(?:发布|反馈|公布|公示)?(?:时间|日期))?\s*[:：]?\s*(?P<day>{_DAY})\s*(?:[)）】\]:：，,]|$)"
)
_SPAN = re.compile(r"^\s*(?:至|到|—|－|-|~|起|前|之?后|以来)")
_REACH = 2
"""Lines below the heading in which its date may stand."""


def outcome_day(lines: Sequence[str], url: str) -> Field[date] | None:
    """The day beside or below a heading such as 结果反馈; None where the block has none.

    A day that begins a period (2026年7月1日至…) is that of the call, not of its outcome.
    """
    for number, line in enumerate(lines):
        head = _HEAD.match(line)
        if head is None or not _heads_outcome(head["name"]):
            continue
        if head["day"] and not _SPAN.match(line[head.end() :]):
            return _field(head["day"], url)
        if head.end("name") < len(line.rstrip(" ：:】]）)")):
            continue
        for below in lines[number + 1 : number + 1 + _REACH]:
            opens = _OPENS.match(below)
            if opens is not None and not _SPAN.match(below[opens.end("day") :]):
                return _field(opens["day"], url)
    return None


def _heads_outcome(name: str) -> bool:
    said = key(name)
    return said in TABS["outcome"] or _NAMES.fullmatch(said) is not None


def _field(day: str, url: str) -> Field[date] | None:
    found = first_date(day)
    return Field(found.value, day, Source.TEXT, "", "结果反馈", url) if found is not None else None

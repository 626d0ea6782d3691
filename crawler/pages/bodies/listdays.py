"""The day that a list of powers tells of itself in its own text."""

from __future__ import annotations

import re
from datetime import date

from crawler.pages.words.dates import first_date
from crawler.records.model import Field, Source

_ADJUSTED = re.compile(
    r"^.{0,40}[(（]\s*(?:截至|截止|于)?(?P<day>20\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}日?)"
    r"\s*(?:动态|集中)?(?:调整|更新|修订|修改|公布|发布|版)(?:版)?\s*[)）]\s*$"
)
_DATED_LINE = re.compile(
    r"^\s*[(（【\[]?(?:(?:本?(?:清单|目录|栏目|页面?))?(?:最[近后新])?(?:更新|调整|修改|编制)"
    r"|本?(?:清单|目录)(?:修订|公布|发布|公开))(?:日期|时间|于)\s*[:：]?\s*"
    r"(?P<day>20\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}日?)\s*[)）】\]]?[。.]?\s*$"
)
"""A line that tells a list's day and nothing else: 更新日期：2026年6月30日.

发布日期 alone may be that of a law which the list names.
"""
_OF_A_LAW = re.compile(r"[》《]|法\s*[(（]|条例\s*[(（]|规定\s*[(（]|办法\s*[(（]")


def adjusted_on(text: str, url: str) -> Field[date] | None:
    """The day on which a list says it was adjusted: （2026年6月30日调整）, 更新日期：2026年6月30日.

    Only a line that is the list's title or that note: a law's day of revision is not the list's.
    """
    for line in text.split("\n"):
        match = _ADJUSTED.search(line) if not _OF_A_LAW.search(line) else None
        match = match or _DATED_LINE.match(line)
        found = first_date(match["day"]) if match is not None else None
        if match is not None and found is not None:
            return Field(found.value, match.group(), Source.TEXT, "", "正文", url)
    return None

"""The date of a list row, however the row shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from crawler.pages.words.dates import find_dates
from crawler.pages.words.text import clean

_DAY_FIRST = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})日?\s*[/-]?\s*(?P<y>(?:19|20)\d\d)\s*[-/.年]\s*(?P<m>\d{1,2})月?(?![\d日]|\s*[-/.]\d)"
)
_DAY_LAST = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*[-/.年]\s*(?P<m>\d{1,2})月?\s+[/-]?\s*(?P<d>\d{1,2})日?(?![\d:：])"
)
_YEAR_LAST = re.compile(
    r"(?<![\d.])(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})日?\s*[,/.-]?\s*(?P<y>(?:19|20)\d\d)年?(?!\d)"
)
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)年?\s+(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})日?(?!\d)"
)
_DAY_MONTH_YEAR = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})日?\s+(?P<m>\d{1,2})月?\s*[/.-]\s*(?P<y>(?:19|20)\d\d)年?(?!\d)"
)
_SHORT = re.compile(
    r"(?<![\d./-])(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?(?![\d./-]|\s*[年%万亿元])"
)
_IN_ADDRESS = (
    re.compile(r"/t(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)_"),
    re.compile(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})(?=/|_|\.)"),
    re.compile(r"/(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?!\d)"),
    re.compile(r"/(?P<y>(?:19|20)\d\d)[/-]?(?P<m>0[1-9]|1[0-2]|[1-9])(?=/)"),
    re.compile(r"/(?P<y>20\d\d)(?=/)"),
)
_WHOLE_DAYS = 3
"""The first of these, which tell day, month and year."""
SENTENCE = re.compile("[，。；！？]")
_A_SUMMARY = 24
"""Characters beyond which a piece with a comma or a full stop is running text, no label."""
_TOLD_DAY = re.compile(
    r"(?:(?:19|20)\d\d\s*年\s*)?(?<!\d)\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?"
    r"|[一二][〇○零O0一二三四五六七八九]{3}\s*年\s*[元一二三四五六七八九十]{1,2}\s*月"
)
_DAY_S_LABEL = re.compile(
    r"(?:日期|时间)\s*[:：]\s*$|(?:发布|发表|更新|印发|公布)(?:日期|时间)?\s*[于在]?\s*[:：]?\s*$"
)


@dataclass(frozen=True)
class RowDate:
    """A date read from a row; `at` keeps its clock time if the row shows one."""

    value: date
    raw: str
    at: datetime | None = None


def row_date(text: str, url: str = "", year: int | None = None) -> RowDate | None:
    """The first date in a row's text; a day and month take their year from the address.

    `year` is the year that the row's group stands under, if it does. Without either, a day
    and month are no date: the page behind the row will tell.
    """
    text = clean(text)
    whole = find_dates(text)
    if whole:
        return RowDate(whole[0].value, whole[0].raw, whole[0].at)
    for pattern in (_DAY_FIRST, _DAY_MONTH_YEAR, _DAY_LAST, _YEAR_LAST, _YEAR_FIRST):
        match = pattern.search(text)
        if match and (value := _date(int(match["y"]), int(match["m"]), int(match["d"]))):
            return RowDate(value, match.group().strip())
    match = _SHORT.search(text)
    if match is None:
        return None
    month, day = int(match["m"]), int(match["d"])
    near = address_date(url)
    if near is not None:
        value = _nearest(near, month, day)
    else:
        value = _date(year, month, day) if year else None
    return RowDate(value, match.group().strip()) if value else None


def without_told_days(text: str) -> str:
    """A piece of a row without the days that its sentences tell of (9月9日，县长…).

    A day that stands under a label, or at the very end of the piece, or apart at its beginning
    may be the row's own and stays.
    """
    if len(text) <= _A_SUMMARY or SENTENCE.search(text) is None:
        return text

    def kept(match: re.Match[str]) -> str:
        before, after = text[: match.start()], text[match.end() :]
        own = (
            _DAY_S_LABEL.search(before)
            or not after.strip(" \t)）]】。")
            or (not before.strip(" \t(（[【") and after[:1] in " \t)）]】")
        )
        return match.group() if own else " "

    return _TOLD_DAY.sub(kept, text)


def address_date(url: str) -> date | None:
    """The date that an address carries; 1 July or the first where it names no month or day."""
    for pattern in _IN_ADDRESS:
        match = pattern.search(url)
        if match:
            parts = match.groupdict()
            found = _date(int(parts["y"]), int(parts.get("m") or 7), int(parts.get("d") or 1))
            if found:
                return found
    return None


def day_in_address(url: str) -> date | None:
    """The whole day that an address carries, as of publication, if it carries one."""
    return address_date(url) if any(one.search(url) for one in _IN_ADDRESS[:_WHOLE_DAYS]) else None


def _nearest(near: date, month: int, day: int) -> date | None:
    """The day of that month nearest to a date: a row of 31 December may be filed in January."""
    options = [_date(near.year + step, month, day) for step in (-1, 0, 1)]
    return min((o for o in options if o), key=lambda o: abs((o - near).days), default=None)


def _date(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year or 0, month, day)
    except ValueError:
        return None

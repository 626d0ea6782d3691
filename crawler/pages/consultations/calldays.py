"""Days in the running text of a call for opinions; such texts leave the year out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from crawler.pages.words.counts import whole
from crawler.pages.words.dates import find_dates

_DAY = re.compile(r"(?<![\d年/.-])(?<!年\s)(\d{1,2})\s?月\s?(\d{1,2})\s?[日号]")
_REACH = 60
_NUMERALS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7}
_NUMERALS |= {"八": 8, "九": 9}
NUMERAL = r"\d{1,6}|[零一二两三四五六七八九十百]{1,6}"


@dataclass(frozen=True)
class Spot:
    """A day in a text, and where it stands."""

    value: date
    start: int
    end: int


def days_in(text: str, hint: date | None) -> list[Spot]:
    """Every day of the text in reading order.

    One without a year has that of the day before it; the first follows `hint`.
    """
    found = [Spot(one.value, one.start, one.start + len(one.raw)) for one in find_dates(text)]
    taken = [(one.start, one.end) for one in found]
    for match in _DAY.finditer(text):
        if any(start <= match.start() < end for start, end in taken):
            continue
        earlier = [one.value for one in found if one.end <= match.start() <= one.end + _REACH]
        value = _completed(earlier[-1] if earlier else hint, int(match[1]), int(match[2]))
        if value is not None:
            found.append(Spot(value, match.start(), match.end()))
    return sorted(found, key=lambda one: one.start)


def _completed(after: date | None, month: int, day: int) -> date | None:
    """The first such day from `after` on."""
    for year in (after.year, after.year + 1) if after is not None else ():
        try:
            value = date(year, month, day)
        except ValueError:
            continue
        if after is not None and value >= after:
            return value
    return None


def number_in(text: str) -> int | None:
    """The number of digits or of Chinese numerals below a thousand; None if it is none."""
    if text.isdecimal():
        return whole(text)
    total = digit = 0
    for char in text:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        elif char in _NUMERALS:
            digit = _NUMERALS[char]
        else:
            return None
    return total + digit if text else None

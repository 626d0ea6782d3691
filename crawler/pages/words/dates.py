"""Dates as Chinese pages write them: digits, Chinese numerals, with or without a clock time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from crawler.records.moments import BEIJING

_EARLIEST = 1949
"""No government page carries an older date; 0001-01-01 and the like are fillers."""
_LATEST = 2100
_LONGEST_ALONE = 24
_FILLERS = frozenset({date(1970, 1, 1)})

_ZERO = "〇○零Oo０0Ｏ◯"
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_NUMERALS |= dict.fromkeys(_ZERO, 0)
_CN = "一二三四五六七八九"

_CLOCK = (
    r"(?:[T\s]{0,4}(?:[上下]午)?\s{0,2}(?P<h>[01]?\d|2[0-4])\s?[:：时點点]\s?(?P<mi>[0-5]\d)"
    r"(?:\s?[:：分]\s?(?P<s>[0-5]\d))?)?"
)
# Every quantifier is bounded or follows a fixed sign, so matching is linear in the text.
_DIGITS = re.compile(
    r"(?<![\d.])(?P<y>\d{4})\s{0,3}(?:"
    r"年\s{0,3}(?P<m1>\d{1,2})\s{0,3}月\s{0,3}(?P<d1>\d{1,2})\s{0,3}[日号]"
    r"|(?P<sep>[-/.．－/—])\s?(?P<m2>\d{1,2})\s?(?P=sep)\s?(?P<d2>\d\d(?=[0-2]\d[:：][0-5]\d)|\d{1,2}(?!\d))"
    r")" + _CLOCK
)
_CHINESE = re.compile(
    rf"(?P<y>[一二][{_CN}{_ZERO}]{{3}})\s{{0,3}}年\s{{0,3}}"
    rf"(?P<m>[{_CN}十\d]{{1,3}})\s{{0,3}}月\s{{0,3}}(?P<d>[{_CN}十廿卅\d]{{1,4}})\s{{0,3}}[日号]"
    + _CLOCK
)
# Four digits, or 一 or 二 and 年 soon after: begun with a single set, which is searched quickest.
_MAY_HOLD = re.compile(r"[\d一二](?:(?<=\d)\d{3}|(?<=[一二])[^年]{1,8}年)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True)
class FoundDate:
    """A date in a text: `at` keeps its clock time if one is shown, `start` its position."""

    value: date
    at: datetime | None
    raw: str
    start: int


def find_dates(text: str) -> list[FoundDate]:
    """Every date of the text in reading order; impossible dates and fillers are left out."""
    return list(_known(text) if len(text) <= _SHORT else _dates_in(text))


def _dates_in(text: str) -> tuple[FoundDate, ...]:
    if _MAY_HOLD.search(text) is None:
        return ()
    found = [_from_digits(match) for match in _DIGITS.finditer(text)]
    if "年" in text:
        found += [_from_chinese(match) for match in _CHINESE.finditer(text)]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.start))


_SHORT = 80
"""Several readers look for dates in the same short lines of a page."""
_known = lru_cache(maxsize=8192)(_dates_in)


def first_date(text: str) -> FoundDate | None:
    """The first date of the text, or None."""
    found = find_dates(text)
    return found[0] if found else None


def is_date_alone(text: str) -> bool:
    """Whether a short text is one date and nothing else, brackets round it aside."""
    bare = text.strip("[]（）()【】 ")
    found = find_dates(bare) if len(bare) <= _LONGEST_ALONE else []
    return len(found) == 1 and found[0].raw == bare


def parse_compact(text: str) -> date | None:
    """The date of eight digits such as 20260928, or None; ask only where a date is expected."""
    match = _COMPACT.search(text)
    return _possible(*(int(part) for part in match.groups())) if match else None


def _possible(year: int, month: int, day: int) -> date | None:
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        value = date(year, month, day)
    except ValueError:
        return None
    return None if value in _FILLERS else value


def _from_digits(match: re.Match[str]) -> FoundDate | None:
    month, day = match["m1"] or match["m2"], match["d1"] or match["d2"]
    return _found(match, _possible(int(match["y"]), int(month), int(day)))


def _from_chinese(match: re.Match[str]) -> FoundDate | None:
    year = int("".join(str(_NUMERALS[char]) for char in match["y"]))
    month, day = _small_number(match["m"]), _small_number(match["d"])
    if month is None or day is None:
        return None
    return _found(match, _possible(year, month, day))


def _found(match: re.Match[str], value: date | None) -> FoundDate | None:
    if value is None:
        return None
    raw = match.group().strip()
    at: datetime | None = None
    if match["h"] is not None:
        hour = int(match["h"])
        if "下午" in raw and hour < 12:
            hour += 12
        if hour < 24:
            clock = time(hour, int(match["mi"]), int(match["s"] or 0))
            at = datetime.combine(value, clock, BEIJING)
    return FoundDate(value, at, raw, match.start())


def _small_number(text: str) -> int | None:
    """The number 1 to 39 of 九, 十二, 二十八, 廿一, 三〇 or plain digits; None if it is none."""
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, units = text.rpartition("十")
    if ten:
        if len(tens) > 1 or len(units) > 1:
            return None
        left = _NUMERALS.get(tens, 0) if tens else 1
        return left * 10 + _NUMERALS.get(units, 0) if left else None
    total = 0
    for char in text:
        if char not in _NUMERALS:
            return None
        total = total * 10 + _NUMERALS[char]
    return total

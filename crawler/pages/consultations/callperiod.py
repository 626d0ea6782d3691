"""The period of a call for opinions: its days, its length, or words that tell neither."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from crawler.pages.consultations.calldays import Spot, days_in, number_in
from crawler.pages.markup.labelled import as_date, best, every
from crawler.pages.words.masking import mask_numbers
from crawler.records.model import Field, Source

Fields = tuple[tuple[str, Field[str]], ...]

_PLACES = frozenset({Source.LABEL, Source.TEXT})
_CUE = re.compile(r"征|意见|公示|反馈|期限|时间|起止|截止|即日|公众")
_BETWEEN = re.compile(
    r"\s*(?:[\d:：时点分]{0,8})\s*(?:起|开始)?\s*(?:至|到|—{1,2}|--?|－|–|~|～|——)\s*"
)
_TODAY = re.compile(
    r"(?:即日|(?:本?(?:公告|通告|通知|公示)?(?:发布|公布|公告|公示|刊登|发出|印发)?)之日)\s?起?\s?"
    r"(?:开始)?\s?(?:至|到|—{1,2}|--?|－|–|~|～|，?截止到?)\s?$"
)
_UNTIL = re.compile(
    r"截[止至](?:到|至|于)?(?:的)?(?:时间|日期|期限)?\s?(?:为|是|到|至|[:：])?\s?$"
    r"|(?:时间|期限|日期)\s?(?:为|[:：])?\s?(?:截[止至])(?:到|至)?\s?$"
)
_BEFORE = re.compile(
    r"\s*(?:[\d:：时点分]{0,8})\s*(?:[（(][^）)]{0,8}[）)])?\s*(?:之?前|以前|止|下班前)"
)
_LENGTH = re.compile(
    r"(?:之日起|日起|期限|征求意见期|征集期|公示期|时间|为期|期间)[^\d一二三四五六七八九十。；\n]{0,6}"
    r"(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})\s?个?\s?(?P<unit>工作日|日|天|自然日)(?![\d起])"
)
_LONG = re.compile(
    r"(?:之日起|日起|期限|征求意见期|征集期|公示期|时间|为期|期间)[^\d一二三四五六七八九十两半。；\n]{0,6}"
    r"(?:(?P<half>半个?月)|(?P<n>\d|[一二两三四])\s?(?P<unit>个月|周|个星期))(?!内?印发)"
)
_DAYS_OF = {"个月": 31, "周": 7, "个星期": 7}
"""Of a month the longest: nothing is due before it is over."""
_REACH = 40


@dataclass(frozen=True)
class Period:
    """What a page says of when opinions are taken; see `Consultation`."""

    begins_on: Field[date] | None = None
    ends_on: Field[date] | None = None
    lasts_days: Field[int] | None = None
    lasts_working_days: Field[int] | None = None
    words: Field[str] | None = None


def period_of(fields: Fields, text: str, published: Field[date] | None, url: str) -> Period:
    """The period that labels tell, else the running text; `text` is simplified."""
    begins = best(fields, "begins_on", as_date, _PLACES)
    ends = best(fields, "ends_on", as_date, _PLACES)
    found = Period(begins, ends)
    hint = published.value if published is not None else None
    told = [replace(one, raw=mask_numbers(one.raw)) for one in every(fields, "period")]
    for part in (*(one.raw for one in told), text):
        label = next((one for one in told if one.raw == part), None)
        found = _filled(found, _in_words(part, hint, url, labelled=label is not None))
    if found.words is None and told:
        found = replace(found, words=told[0])
    return found


def _filled(known: Period, new: Period) -> Period:
    """What is known, and where that lacks an end, what was found besides."""
    if known.ends_on is not None and known.ends_on.value is not None:
        begins = known.begins_on or (new.begins_on if _same_end(known, new) else None)
        return replace(known, begins_on=begins)
    if known.lasts_days is not None or known.lasts_working_days is not None:
        return known
    return replace(new, begins_on=known.begins_on or new.begins_on, words=known.words or new.words)


def _same_end(known: Period, new: Period) -> bool:
    return (
        new.ends_on is not None and known.ends_on is not None
        and new.ends_on.value == known.ends_on.value
    )  # fmt: skip


def _in_words(text: str, hint: date | None, url: str, *, labelled: bool) -> Period:
    spots = days_in(text, hint)

    def field(spot: Spot, start: int, end: int) -> Field[date]:
        raw = mask_numbers(" ".join(text[max(0, start) : end].split()))
        return Field(spot.value, raw, Source.TEXT, "", "正文", url)

    for one, two in pairwise(spots):
        near = text[max(0, one.start - _REACH) : two.end + _REACH]
        if _BETWEEN.fullmatch(text[one.end : two.start]) and (labelled or _CUE.search(near)):
            start = one.start - 8
            return Period(field(one, start, two.end), field(two, start, two.end))
    for one in spots:
        before = text[max(0, one.start - _REACH) : one.start]
        if _TODAY.search(before):
            return Period(None, field(one, one.start - 10, one.end))
    for one in spots:
        before, after = text[max(0, one.start - _REACH) : one.start], text[one.end : one.end + 60]
        sentence = re.split(r"[。；\n]", before)[-1] + re.split(r"[。；\n]", after)[0]
        due = _BEFORE.match(after) and re.search(r"意见|建议|反馈|反映|提出|征求|征集", sentence)
        if _UNTIL.search(before) or due:
            return Period(None, field(one, one.start - 10, one.end + 2))
    return _by_length(text, url)


def _by_length(text: str, url: str) -> Period:
    for match in _LENGTH.finditer(text):
        near = text[max(0, match.start() - _REACH) : match.end() + _REACH]
        number = number_in(match["n"])
        if number and _CUE.search(near):
            told = Field(number, match.group(), Source.TEXT, "", "正文", url)
            if match["unit"] == "工作日":
                return Period(lasts_working_days=told)
            return Period(lasts_days=told)
    for match in _LONG.finditer(text):
        near = text[max(0, match.start() - _REACH) : match.end() + _REACH]
        times = 2 if match["n"] == "两" else number_in(match["n"] or "")
        days = 15 if match["half"] else (times or 0) * _DAYS_OF[match["unit"]]
        if days and _CUE.search(near):
            return Period(lasts_days=Field(days, match.group(), Source.TEXT, "", "正文", url))
    return Period()

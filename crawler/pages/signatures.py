"""Signatures below or at the end of a text: who signs and when.

（市城管局 2026年11月3日）, 村民 2026年9月5日, or a name and a day in two lines. Without a name
a day alone is a signature too; what stands beside a label is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from crawler.pages.dates import FoundDate, find_dates
from crawler.pages.offices import AUTHORITY_END, DESK_END
from crawler.pages.shown import Shown
from crawler.pages.stages import stage_named
from crawler.pages.text import simplify

_GOVERNMENT = re.compile(rf"[\u3400-\u9fff]{{1,30}}(?:{AUTHORITY_END}|[府政局委]办|{DESK_END})")
_COMPANY = re.compile(
    r"[\u3400-\u9fff（()）]{2,30}(?:公司|集团|学校|中学|小学|医院|银行|协会|管委会|委员会)"
)
_INLINE = re.compile(
    r"[（(\[【]\s?(?P<who>[^（()）\[\]【】\d，。；！？,;!?]{0,30}?)[\s,，:：|]*(?P<day>(?:\d{4}|[一二][一二三四五六七八九〇○零]{3})[^（()）]{4,24})[)）\]】]\s?[。.]?$"
)
_TRAILING = re.compile(
    r"(?:[。！？!?]|谢谢|感谢)\s(?P<who>[^\d\s，。；！？、,;!?:：]{2,12})\s(?P<day>\d{4}\S{4,12})$"
)
_NO_NAME = re.compile(
    r"发布|更新|浏览|来源|编辑|截止|截至|受理|办理|转办|时间|日期|提交|回复|答复|公开|点击|阅读|上传|审核|[:：]"
)
_SENTENCE = re.compile(r"[，。；！？,;!?、]")
_EDGES = " \u3000（）()[]【】|｜·,，:：。—-"
_LONGEST, _LONGEST_NAME = 60, 24


@dataclass(frozen=True)
class Signature:
    """Who signs (perhaps nobody) and the day, in lines[start:end] or at the end of the last."""

    who: str
    day: FoundDate
    start: int
    end: int
    inline: bool = False

    @property
    def of_office(self) -> bool:
        """Whether an authority signs."""
        return _GOVERNMENT.fullmatch(self.who) is not None

    @property
    def of_body(self) -> bool:
        """Whether an authority, a company or another body signs, which may ask or answer."""
        return self.of_office or _COMPANY.fullmatch(self.who) is not None


def signature_at(view: Shown, number: int, labelled: Collection[int]) -> Signature | None:
    """The signature that ends in a line, or None; `labelled` lines are none and name nobody."""
    line = view.lines[number]
    if number in labelled or line.template or line.link_chars or line.has_input:
        return None
    text = simplify(line.text).strip()
    inline = _INLINE.search(text) or _TRAILING.search(text)
    if inline is not None and inline.start() >= 6:
        found = find_dates(inline["day"])
        if (
            len(found) != 1
            or found[0].raw != inline["day"].strip()
            or _NO_NAME.search(inline["who"])
        ):
            return None
        return Signature(inline["who"].strip(_EDGES), found[0], number, number + 1, True)
    found = find_dates(text) if len(text) <= _LONGEST else []
    if len(found) != 1:
        return None
    before, after = text[: found[0].start], text[found[0].start + len(found[0].raw) :]
    if before.strip(_EDGES) and after.strip(_EDGES):
        return None
    who = (before.strip(_EDGES) or after.strip(_EDGES)).strip()
    if who:
        return Signature(who, found[0], number, number + 1) if _is_name(who) else None
    above = simplify(view.lines[number - 1].text).strip(_EDGES) if number else ""
    named = number - 1 not in labelled and not view.lines[number - 1].template and _is_name(above)
    return Signature(above if named else "", found[0], number - named, number + 1)


def _is_name(text: str) -> bool:
    return (
        0 < len(text) <= _LONGEST_NAME
        and not _SENTENCE.search(text)
        and not _NO_NAME.search(text)
        and not stage_named(text)
        and not find_dates(text)
    )

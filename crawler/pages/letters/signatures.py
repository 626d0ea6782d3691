"""Signatures below or at the end of a text: who signs and when.

（市城管局 2026年11月3日）, 村民 2026年9月5日, or a name and a day in two lines. Without a name
a day alone is a signature too; what stands beside a label is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from crawler.pages.letters.stages import stage_named
from crawler.pages.markup.shown import Shown
from crawler.pages.words.dates import FoundDate, find_dates
from crawler.pages.words.offices import AUTHORITY_END, DESK_END
from crawler.pages.words.text import simplify

_GOVERNMENT = re.compile(rf"[\u3400-\u9fff]{{1,30}}(?:{AUTHORITY_END}|[府政局委]办|{DESK_END})")
_NO_AUTHORITY = re.compile(
    r".*(?:村民委员会|居民委员会|村委会?|居委会?|业委会|业主委员会|[一二三四五六七八九十\d]队|(?<!治安)(?<!警察)小队|诊所|医院|"
    r"卫生院|卫生室|事务所|研究[院所]|学院|物业.{0,8}|小区.{0,8}|超市.{0,4}|(?:培训|托管|托育|美容|健身|物流|购物)中心|"
    r"加油站|合作社|托儿所|幼儿园)"
)
# Names of places as well as of governments (城关镇, 城南街道); no 街道办事处, no 公安局交警大队.
_PLACE = re.compile(r"(?!.*(?:办事处|局)).*(?:镇|乡|街道|队|院|所|站|中心|处|部|科|股)")
_CITIZEN = re.compile(
    r"\S{0,12}?(?:村民|群众|市民|居民|网友|网民|业主|家长|学生|职工|员工|农民|来信人|写信人|留言人|反映人|咨询人|诉求人|"
    r"用户|党员|教师|老人|军人|农户|商户|住户|租户|司机|乘客|游客)(?:们|代表)?(?:[\u3400-\u9fff]{1,2}(?:某{1,2}|[*＊×]{1,2}))?|"
    r"\S{0,12}?(?:村民|市民|居民|业主|群众)[\u3400-\u9fff]{2,3}(?<!委员会)"
)
_PERSON = re.compile(
    r"[\u3400-\u9fff]{1,2}(?:某{1,3}|[*＊×]{1,3}|先生|女士|小姐|大爷|大妈|阿姨)|[\u3400-\u9fff][某*＊×]{1,2}[\u3400-\u9fff]?"
)
_COMPANY = re.compile(
    r"[\u3400-\u9fff（()）]{2,30}"
    r"(?:公司|集团|学校|中学|小学|医院|卫生院|诊所|银行|协会|管委会|委员会|合作社|事务所|幼儿园|村委会|居委会)"
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
        return (
            _GOVERNMENT.fullmatch(self.who) is not None
            and _NO_AUTHORITY.fullmatch(self.who) is None
        )

    @property
    def of_certain_office(self) -> bool:
        """Whether an authority signs whose name is that of nothing else."""
        return self.of_office and _PLACE.fullmatch(self.who) is None

    @property
    def of_citizen(self) -> bool:
        """Whether a citizen signs, by name or as one."""
        return self.as_citizen or _PERSON.fullmatch(self.who) is not None

    @property
    def as_citizen(self) -> bool:
        """Whether somebody signs as one who writes letters (村民李某), as on no other paper."""
        return _CITIZEN.fullmatch(self.who) is not None

    @property
    def of_writer(self) -> bool:
        """Whether somebody signs who writes letters: a citizen, or a body that is no office."""
        return self.of_citizen or (self.of_body and not self.of_office)

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

"""What came of a call for opinions: how many came in, how many were adopted, and why not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.pages.consultations.calldays import NUMERAL, number_in
from crawler.pages.consultations.opiniontables import counted_table
from crawler.pages.markup.page import Page
from crawler.records.model import Field, Source

_N = rf"(?P<n>{NUMERAL})"
_UNIT = r"余?(?:条|件|份|个|项|人次|封|则|人|名|位)"
_ADOPT = r"(?:采纳|采用|吸收)"
_PLAN = re.compile(r"拟|计划|将|如|若|视为|逾期|请|可以|欢迎|研究|限\d|以内|以下|不少于")
_STUDIED = re.compile(
    r"(?:经|通过|会议)[\u3400-\u9fff]{0,10}?研究(?:讨论|论证|决定)?|(?:认真|逐条)研究(?:讨论|论证)?"
)
"""Opinions that were looked into: of these it is told what came of them."""
_OPINION = r"(?:意见|建议|反馈|来信|来电|邮件|留言|问卷|信件|异议)"
_RECEIVED = (
    re.compile(
        rf"(?:收到|收集|征集|征求|收回|反馈)[^。；;\n未]{{0,30}}?{_N}{_UNIT}(?P<rest>[^。；;\n，,]{{0,20}})"
    ),
    re.compile(rf"{_OPINION}(?:建议)?(?:总)?(?:条|件)?数(?:量)?\s?(?:为|[:：])?\s?{_N}(?!\d)"),
)
_ADOPTED = (
    re.compile(rf"(?<![未不没予]){_ADOPT}[^\d。；;，,、\n未不]{{0,12}}?{_N}{_UNIT}"),
    re.compile(rf"{_N}{_UNIT}(?:{_OPINION}|合理|均|已|予以|被|得到|可以)*(?<![未不]){_ADOPT}"),
    re.compile(
        rf"(?<![未不]){_ADOPT}(?:{_OPINION})?(?:条|件)?数(?:量)?\s?(?:为|[:：])?\s?{_N}(?!\d)"
    ),
)
_REFUSED = (
    re.compile(rf"(?:未予?|不予?|没有)(?:以)?{_ADOPT}[^\d。；;，,\n]{{0,12}}?{_N}{_UNIT}"),
    re.compile(rf"{_N}{_UNIT}(?:{_OPINION}|均|暂)*(?:未予?|不予?|没有)(?:以)?(?:被)?{_ADOPT}"),
)
_ALL = re.compile(
    rf"(?:全部|均|都|悉数|全都)(?:已|予以|被|得到|进行了?)*{_ADOPT}|{_ADOPT}率(?:为|达)?(?:到)?100%"
)
_NONE = re.compile(rf"(?:均未|均不|全部未|未予|不予|均不予|暂不)(?:被|予以)?{_ADOPT}|{_ADOPT}0条")
_SILENCE = re.compile(
    rf"(?:未|没有|无|没)(?:有)?(?:收到|征集到|收集到|接到|征求到|反馈)[^。；;\n]{{0,24}}?{_OPINION}"
    rf"|(?:无|没有|未有)(?:任何)?(?:单位|个人|公众|群众|人|社会公众)[^。；;\n]{{0,12}}?(?:提出|反馈)[^。；;\n]{{0,10}}{_OPINION}"
    rf"|(?:无|没有)(?:反馈|修改|不同|其他)?(?:意见|异议)(?:建议|反馈)?(?:$|[。；;，,\n])"
    rf"|(?:征集|征求意见|意见反馈)(?:的)?(?:结果|情况)[:：为](?:无|没有)(?:$|[。；;，,\n])"
)
_OUTCOME = re.compile(
    rf"(?:未|不予?)?{_ADOPT}(?:情况|意见|建议|了)?|征集结果|反馈情况如下|处理情况"
)
_REASON = re.compile(
    rf"(?:未|不予?)(?:予)?{_ADOPT}(?:的)?(?:主要)?(?:理由|原因|说明)|理由\s?[:：是为]|原因\s?[:：是为]|未{_ADOPT}[^。\n]{{0,20}}(?:因为|由于|鉴于|主要是)"
)


@dataclass(frozen=True)
class Opinions:
    """What a page tells of the opinions that came in; see `Consultation`."""

    received: Field[int] | None = None
    adopted: Field[int] | None = None
    outcome: Field[str] | None = None
    reasons: Field[str] | None = None


def opinions_of(page: Page, text: str) -> Opinions:
    """The outcome that a page tells; a table of opinions is counted where no number is said."""
    line = re.sub(r"[ \t\u3000]+", "", text)
    silence = next((m for m in _SILENCE.finditer(line) if not _planned(line, m)), None)
    received, adopted = _first(line, _RECEIVED, page.url), _first(line, _ADOPTED, page.url)
    refused = _first(line, _REFUSED, page.url)
    if silence is not None and received is None:
        zero = Field(0, silence.group(), Source.TEXT, "", "正文", page.url)
        return Opinions(zero, zero, Field(zero.raw, zero.raw, Source.TEXT, "", "正文", page.url))
    rows, yes, why = counted_table(page)
    if received is None and rows:
        received = Field(rows, f"意见表共{rows}行", Source.TEXT, "", "意见表", page.url)
    if adopted is None and rows and received is not None:
        adopted = Field(yes, f"意见表中采纳{yes}行", Source.TEXT, "", "意见表", page.url)
    if adopted is None and received is not None and received.value is not None:
        adopted = _implied(line, received.value, refused, page.url)
    told = next((m for m in _OUTCOME.finditer(line) if not _planned(line, m)), None)
    reason = None if rows else _REASON.search(line)
    words = why or (reason.group() if reason else "")
    shown = Field(words, words, Source.TEXT, "", "正文", page.url) if words else None
    outcome = Field(told.group(), told.group(), Source.TEXT, "", "正文", page.url) if told else None
    return Opinions(received, adopted, outcome, shown)


def _implied(line: str, received: int, refused: Field[int] | None, url: str) -> Field[int] | None:
    every, none = _ALL.search(line), _NONE.search(line)
    if received == 0:
        return Field(0, "收到0条", Source.TEXT, "", "正文", url)
    if refused is not None and refused.value is not None and refused.value <= received:
        return Field(received - refused.value, refused.raw, Source.TEXT, "", "正文", url)
    if every is not None:
        return Field(received, every.group(), Source.TEXT, "", "正文", url)
    return Field(0, none.group(), Source.TEXT, "", "正文", url) if none is not None else None


def _first(line: str, patterns: tuple[re.Pattern[str], ...], url: str) -> Field[int] | None:
    for pattern in patterns:
        for match in pattern.finditer(line):
            number = number_in(match["n"])
            about = re.search(_OPINION, match.group()) or patterns is not _RECEIVED
            if number is not None and about and not _planned(line, match):
                return Field(number, match.group(), Source.TEXT, "", "正文", url)
    return None


def _planned(line: str, match: re.Match[str]) -> bool:
    """Whether the clause tells of what is to come (拟征集, 逾期视为), not of what came."""
    start = max(line.rfind(sign, 0, match.start()) for sign in "。；;\n，,") + 1
    return _PLAN.search(_STUDIED.sub("", line[start : match.end()])) is not None

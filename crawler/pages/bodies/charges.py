"""Who is in charge of openness, by the sentences of a guide or profile."""

from __future__ import annotations

import re

from crawler.pages.bodies.toldcontacts import own_lines
from crawler.pages.markup.page import Page
from crawler.pages.words.masking import mask_numbers
from crawler.pages.words.text import clean, simplify
from crawler.records.model import Field, Source

_OPENNESS = "(?:政府)?信息公开|政务公开"
_ENDS = "办公厅|办公室|政府|局|委员会|委|办|科|股|处|室|中心|站|镇|乡"
_NAME = r"(?<!机)(?:(?!负责|承担|主管|机构|由)[\u3400-\u9fff]){1,24}"
_BODY = rf"(?P<body>{_NAME}?(?:{_ENDS}))"  # as short as what follows allows
_NAMED = rf"(?P<body>{_NAME}(?:{_ENDS}))"  # as long as it goes
_DOES = "(?:具体)?(?:负责|承担|承办|主管|牵头)"
_BRACKET = r"(?:[（(][^）)]{1,20}[）)]|[（(](?=(?:具体)?(?:负责|承担|主管|牵头)))?"
"""Beside the name, or round what it does: 县政府办公室（负责推进全县政府信息公开工作）."""
_CHARGES = (
    # 县政府办公室负责推进、指导、协调、监督全县政府信息公开工作
    re.compile(rf"{_BODY}{_BRACKET}{_DOES}[^。；]{{0,40}}?(?:{_OPENNESS}|公开[^。；]{{0,40}}?政府信息)"),
    # 政府信息公开工作机构为县政府办公室
    re.compile(rf"(?:{_OPENNESS})[^。；，：]{{0,14}}?(?:主管部门|主管单位|机构)(?:名称)?(?:是|为|设在|[:：]){_NAMED}"),
    re.compile(rf"受理机构(?:名称)?(?:是|为){_NAMED}"),
    # 本机关公开工作机构为局办公室
    re.compile(rf"公开(?:工作|办事)?(?:机构|部门|科室)(?:名称)?(?:是|为|设在){_NAMED}"),
    # 县政府办公室是县政府信息公开工作的主管部门
    re.compile(rf"{_BODY}(?:是|为)[^。；，]{{0,30}}?(?:{_OPENNESS})[^。；，]{{0,10}}?(?:主管部门|机构)"),
    # 全县政府信息公开工作由县政府办公室负责
    re.compile(rf"(?:{_OPENNESS})[^。；，]{{0,14}}?由{_BODY}{_DOES}"),
)  # fmt: skip
_NOBODY = re.compile(
    r"^(?:各|有关|行政|其他|相关|国务院|国家|省|自治区)|^(?:本)?(?:政府|机关|部门)$"
)
_MOST = 60


def in_charge(page: Page) -> tuple[Field[str], ...]:
    """The bodies that sentences of the page name for its openness work, each once."""
    found: dict[str, Field[str]] = {}
    for _, line in own_lines(page):
        text = "".join(simplify(clean(line.text)).split())
        for sentence in re.split(r"[。；;]", text)[:200]:
            for charge in _CHARGES:
                for match in charge.finditer(sentence[:400]):
                    body = match.group("body")
                    if not _NOBODY.search(body):
                        said = mask_numbers(sentence[:200])
                        found.setdefault(
                            body, Field(body, said, Source.TEXT, place="正文", url=page.url)
                        )
    return tuple(found.values())[:_MOST]

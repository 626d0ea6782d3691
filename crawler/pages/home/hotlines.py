"""The service numbers (热线) that a home page shows → `HotlineNumbers`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import shown
from crawler.pages.task import Task
from crawler.pages.words.masking import mask
from crawler.pages.words.text import simplify
from crawler.records.materials import HotlineNumbers
from crawler.records.model import Field, Snapshot, Source

_NUMBER = re.compile(r"(?<![\d.\-/])(?:1[12]\d|12\d{3}|9[56]\d{3,4})(?![\d.\-/年月日号条])")
_CUE = re.compile(r"热线|服务电话|投诉|举报|拨打|便民|监督电话|报警|急救|政务服务|咨询电话")
# A long number that the page itself calls a hotline; an office's telephone is none.
_OWN = re.compile(
    r"(?P<lead>[^\s,，;；。|]{0,12}?)(?:热线|服务专线|便民专线|便民电话|[县市区州长]公开电话)(?:电话|号码)?[:：(（\s]{0,4}"
    r"(?P<number>(?:0\d{2,3}[-—\s)）]{0,2}[2-8]\d{6,7}|(?:400|800)[-—\s]?\d{3,4}[-—\s]?\d{3,4}))(?!\d)"
)
_NO_SERVICE = re.compile(
    r"监督|举报|投诉|纪检|廉政|信访|网站|网络|技术|维护|运维|纠错|值班|值守|传真|主办|承办|报警|急救|火警|"
    r"抢险|新闻|记者|爆料|招商|求助|援助"
)
_DATED = re.compile(r"(?:^|\D)\d{1,2}[-/.月]\d{1,2}日?\]?\)?\s*$|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}")
_IMPRINT = re.compile(r"主办|承办|版权|备案|标识码|技术支持")
_LONGEST_LABEL = 80
_REACH = 12
_CODED = re.compile(r"(?<!\d)0\d{2,3}[-—\s]12345(?!\d)|(?<!\d)1 2 3 4 5(?! ?\d)")
"""The unified number behind its area code, or spaced out."""
_NAMED_ALONE = re.compile(
    r"[^\s,，;；。|]{0,12}(?:热线|服务专线|便民专线|便民电话|公开电话)(?:电话|号码)?[:：]?"
)
_UNIFIED = re.compile(r"(?<!\d)12345(?!\d)")
_MOST = 40
"""Numbers that are kept of one page."""


def read_hotlines(page: Page, task: Task, snapshot: Snapshot) -> HotlineNumbers:
    """Every number beside a word of service, in text, in names of pictures, in addresses.

    12345 needs no such word, a long number (0799-…, 400-…) has to be called a hotline.
    `nameless` counts linked pictures that say nothing of themselves.
    """
    view = shown(page)
    texts = [simplify(line.text) for line in view.lines]
    # A name in one box and its number in the next.
    texts += [f"{one} {two}" for one, two in pairwise(texts) if _NAMED_ALONE.fullmatch(one.strip())]
    texts += [simplify(anchor.title) for anchor in view.anchors if anchor.title]
    texts += [
        simplify(one.attributes.get(name) or "") for one in view.media for name in ("alt", "title")
    ]
    found: dict[str, Field[str]] = {}

    def add(number: str, around: str) -> None:
        if len(found) < _MOST:
            words = mask(around.strip())[:60]
            found.setdefault(number, Field(number, words, Source.TEXT, "", "首页", page.url))

    for text in texts:
        for match in _NUMBER.finditer(text):
            around = text[max(0, match.start() - _REACH) : match.end() + _REACH]
            if _CUE.search(around) or match.group() == "12345":
                add(match.group(), around)
        if (coded := _CODED.search(text)) is not None:
            add("12345", coded.group())
        for match in _own_hotlines(text):
            add("-".join(re.findall(r"\d+", match["number"])), match.group())
    for anchor in view.anchors:
        if _UNIFIED.search(anchor.href or ""):
            add("12345", anchor.title or anchor.href or "")
    spoken = {piece.anchor for line in view.lines for piece in line.pieces if piece.text.strip()}
    nameless = sum(
        index not in spoken and not anchor.title for index, anchor in enumerate(view.anchors)
    )
    return HotlineNumbers(
        url=task.url, title=page.title, role=task.role, snapshot=snapshot,
        numbers=tuple(found.values()), nameless=nameless,
        text_chars=sum(len(text) for text in texts),
    )  # fmt: skip


def _own_hotlines(text: str) -> Iterator[re.Match[str]]:
    """The long numbers that a short line advertises as hotlines of a service.

    Rows of lists, prose and the lines on who runs the site tell of numbers and advertise none.
    """
    if len(text) > _LONGEST_LABEL or _DATED.search(text) or _IMPRINT.search(text):
        return
    for match in _OWN.finditer(text):
        if not _NO_SERVICE.search(match["lead"]):
            yield match

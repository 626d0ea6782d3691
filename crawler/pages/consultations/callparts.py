"""The parts of a call for opinions: the draft, its grounds, and how to answer."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from crawler.pages.markup.fileaddresses import is_file_address
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import shown
from crawler.pages.words.masking import mask_numbers
from crawler.pages.words.text import key
from crawler.records.model import Field, Link, Source

_DRAFT = re.compile(
    r"征求意见稿|征求意见本|草案|草稿|讨论稿|送审稿|意见征集稿|公示稿|拟定稿|修订稿|全文|文本"
)
_FORM = re.compile(
    r"(?:反馈|意见|登记|申请|报名|回执|调查|统计|汇总)(?:\S{0,6})?(?:表|单|问卷|回执)|问卷|模板|联系方式"
)
_GROUNDS = re.compile(
    r"起草说明|编制说明|制定说明|起草情况|草案说明|起草的说明|修订说明|有关情况的?说明|制定依据|起草背景|说明$"
)
_GROUNDS_HEAD = re.compile(
    r"^.{0,12}(?:起草说明|编制说明|制定说明|修订说明|草案说明|起草背景|制定背景|起草依据|制定依据|政策依据|文件依据|起草的?必要性|"
    r"(?:制定|起草|编制|修订)的?(?:背景|依据|目的|必要性))"
)
_DRAFT_HEAD = re.compile(
    r"^(?:附件?\s?\d{0,2}\s?[:：.、]?\s?)?《?.{2,60}?[（(]?(?:征求意见稿|征求意见本|意见征集稿|草案|草稿|讨论稿|送审稿|公示稿)"
    r"[^，。；]{0,8}[)）]?》?$"
)
_ARTICLE = re.compile(r"^第[一1]\s?[条章]")
_ARTICLES = re.compile(
    r"(?:^|[。：:])\s?第[一1]\s?条(?![^。]{0,6}(?:规定|所列|之))[^。]{6,}。.{0,400}?"
    r"(?<=。)\s?第[二2]\s?条(?!规定|所列|之)"
)
"""Two articles in one paragraph, each a sentence of its own: not where articles are cited."""
_BEGINS = re.compile(r"(?:^|[。；;：:\n]\s*)第\s?([一二三四五六七八九十百\d]{1,5})\s?条(?=\s)")
_PANELS = {
    name: frozenset(words)
    for name, words in tomllib.loads(
        Path(__file__).with_name("callparts.toml").read_text(encoding="utf-8")
    ).items()
}
ANSWERING = _PANELS["answer"]
"""Names of the panel, or button, that takes opinions."""
TABS = {name: _PANELS[name] for name in ("draft", "grounds", "outcome")}
"""Names of the panels of such a page, by the part that each holds."""
_FRAMES = frozenset({"iframe", "embed", "object"})
_LEAST_BEHIND, _LEAST_LINE = 80, 30
"""Characters behind a heading, and in its next line, from which it heads something."""


def draft_of(
    page: Page, lines: Sequence[str], links: Iterable[Link], attachments: Sequence[Link], title: str
) -> Field[str] | None:
    """What shows the draft: a file, a frame with one, a link, or the text below its heading."""
    for one in attachments:
        if not _FORM.search(one.text) and not _GROUNDS.search(one.text):
            return _link(one, "附件")
    for media in shown(page).media:
        source = media.attributes.get("src") or media.attributes.get("data") or ""
        if not media.template and media.tag in _FRAMES and is_file_address(source):
            return Field("嵌入的文件", source[-120:], Source.TEXT, "", "正文", page.url)
    for one in links:
        named = _DRAFT.search(one.text) and not _GROUNDS.search(one.text)
        own = one.in_body and key(one.text) != key(title)
        if named and own and re.search(r"意见的|公告$|通知$|反馈|采纳", one.text) is None:
            return _link(one, "链接")
    for number, line in enumerate(lines):
        if key(line) in _PANELS["draft"] and _heads(lines, number):
            return Field(line, line, Source.TEXT, "", "正文")
        run = _ARTICLES.search(line)
        if run is not None:
            told = mask_numbers(run.group().lstrip("。：: \u3000")[:60])
            return Field(told, told, Source.TEXT, "", "正文")
        if _ARTICLE.match(line) and _behind(lines, number) >= _LEAST_BEHIND:
            return Field(line[:60], line[:60], Source.TEXT, "", "正文")
        if len(line) > 80 or key(line) == key(title) or re.search(r"公开征|意见的|现将", line):
            continue
        if _DRAFT_HEAD.match(line) and _behind(lines, number) >= _LEAST_BEHIND:
            return Field(line, line, Source.TEXT, "", "正文")
    return _articles("\n".join(lines))


def _articles(text: str) -> Field[str] | None:
    """The first of articles that begin sentences, in paragraphs of their own or in one.

    One alone, or some without the first, may be quoted for what is said of them.
    """
    found = list(_BEGINS.finditer(text))
    first = next((one for one in found if one[1] in ("一", "1")), None)
    second = first is not None and any(
        one[1] in ("二", "2") and one.start() > first.start() for one in found
    )
    if first is None or not second:
        return None
    said = mask_numbers(text[first.start() :].lstrip("。；;：:\n 　")[:60])
    return Field(said, said, Source.TEXT, "", "正文")


def grounds_of(
    lines: Sequence[str], links: Iterable[Link], attachments: Sequence[Link]
) -> Field[str] | None:
    """What tells why and on what grounds: a file, a link, a heading, or 根据《…》 in the text."""
    for one in (*attachments, *(link for link in links if link.in_body)):
        if _GROUNDS.search(one.text) and not _FORM.search(one.text):
            return _link(one, "附件或链接")
    for number, line in enumerate(lines):
        tab = key(line) in _PANELS["grounds"]
        if len(line) <= 60 and _GROUNDS_HEAD.match(line) and (not tab or _heads(lines, number)):
            return Field(line, line, Source.TEXT, "", "正文")
        told = re.search(r"(?:根据|依据|按照)[^。；\n]{0,40}《[^》]{4,60}》", line)
        if told is not None:
            return Field(told.group(), told.group(), Source.TEXT, "", "正文")
    return None


def _heads(lines: Sequence[str], number: int) -> bool:
    """Whether the name of a panel stands over its text, not in a row of such names."""
    return number + 1 < len(lines) and len(lines[number + 1]) >= _LEAST_LINE


def _behind(lines: Sequence[str], number: int) -> int:
    return sum(len(line) for line in lines[number + 1 :])


def _link(link: Link, place: str) -> Field[str]:
    text = mask_numbers(link.text)[:120]
    return Field(text, text, Source.TEXT, "", place, link.url)

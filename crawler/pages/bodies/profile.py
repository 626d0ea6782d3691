"""What a page of a body's profile (机构概况) says of its duties and its offices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from crawler.pages.bodies.contacts import heading_of
from crawler.pages.bodies.toldcontacts import own_lines
from crawler.pages.markup.labelled import text_field
from crawler.pages.markup.page import Page
from crawler.pages.markup.pairs import pairs_of
from crawler.pages.words.labels import is_placeholder, labels_of
from crawler.pages.words.leader_words import name_in
from crawler.pages.words.masking import mask_numbers
from crawler.pages.words.roles import is_hub, roles_of
from crawler.pages.words.text import clean, key, simplify
from crawler.records.model import Field, Source

_MOST = 2_000
_REACH = frozenset({"body", "address", "hours", "phone", "other_phone", "postcode", "email"})
_TITLES = {
    "duties": re.compile("职[责能]"),
    "offices": re.compile("内设|机构设置|[科股处]室|站所|(?:办事|直属|工作)机构"),
}
# A heading with a word or two around the label: 县政府主要职责, 局机关内设机构.
_HEADS = {
    "duties": re.compile(
        r".{0,12}(?:主要职[责能]|职能职责|工作职责|机构职[责能]|部门职[责能]"
        r"|(?:政府|机关|单位|[局委办院镇乡])职[责能])"
    ),
    "offices": re.compile(r".{0,8}(?:内设(?:机构|科室|股室|处室)|机构设置|科室设置).{0,6}"),
}
_COLUMN = re.compile(r"(?:内设)?(?:科室|股室|处室|站所)(?:名称|设置)?|内设机构(?:名称)?")
_OFFICE = re.compile(r"^.{0,12}(?:办公室|[股科处]|[股科处]室|站|所|中心)$")
_LINKED_OFFICE = re.compile(
    r"(?!.*(?:内设|下设|直属|所属|[各局]属|领导|我们))[\u3400-\u9fff、（）()]{1,16}"
    r"(?:办公室|中心|[股科处室站所部司委组队会院厅局])(?:[（(].{1,10}[）)])?"
)
"""What the link to one of the offices says, and no entry of a menu: 内设科室, 局领导."""
_BARE_OFFICE = re.compile(r"[\u3400-\u9fff、（）()]{2,12}")
_OF_MENU = re.compile(
    r"链接|下载|专[题栏]|网上|便民|我们|首页|园地|风采|公[开告示]|信息|动态|新闻|资讯|图片|视频|简介|概况|领导|机构|单位|部门|职[责能]"
    r"|(?:引领|创建|建设|[镇乡村]|街道|社区)$"
)
_NUMBER = re.compile(
    r"(?:^|(?<=\s))[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[.．、)）]|\s(?=\D))\s?"
)
_APART = re.compile(r"[\s，,|｜/；;·]+")
_BESIDE_OFFICE = re.compile(r"[:：].*$|[（(]?[\d\-—－*]{5,}[)）]?|^[\d\-]{5,}$")
"""A phone number, or who answers: 财务科：李卫东."""
_SAID = {
    "duties": re.compile(
        r"(?:主要)?(?:职责|职能|任务)(?:任务)?(?:是|为|有|包括|如下)[:：]?(?P<rest>.*)"
        # 镇政府职能：…, 本局主要职责：…; what leaders and single offices do is not meant.
        r"|^(?![^:：]{0,14}(?:领导|岗位|个人|班子|[股科处室]|[局镇乡县市区]长|主任|书记))"
        r"[^。：:，]{0,12}?职[责能][:：](?P<told>.+)"
        r"|(?P<duty>执行[^。]{0,40}?(?:决议|决定|命令|法律)[^。]{6,}.*|管理本(?:行政)?区域[^。]{6,}.*)"
        r"|(?P<own>(?:负责|承担|贯彻(?:落实|执行)?)[^。]{12,}.*)"
        # …履行加强党的建设、统筹区域发展等职责: several, not that of openness alone
        r"|(?:^|。)(?![^，。]{0,20}(?:领导|[局镇乡县市区]长|主任|书记|股长|科长))[^。]{0,60}?"
        r"(?P<held>(?:履行|行使)(?![^。、]{0,30}(?:职[责能权]|义务))[^。]{8,}?(?:职[责能权]|权限).*)"
    ),
    "offices": re.compile(
        r"(?P<own>(?:内设|下设)[^。；]{0,60}?(?:[股科处室办]|机构|中心|部门).*)"
        r"|(?P<named>设(?:有|立|置)?[^。；]{0,60}?(?:办公室|[\u3400-\u9fff][股科](?=[、，,和及等]|\d)|内设).*)"
        r"|(?P<parts>(?:工作部门|组成部门|直属机构|内设机构|内设科室)(?:\d|[一二三四五六七八九十]|有|包括|如下|[:：]).*)"
    ),
}  # fmt: skip


def part_of(page: Page, slug: str, titles: Sequence[str]) -> Field[str] | None:
    """The duties or the offices that a page tells of: under their heading, as a page of that
    title, or in a sentence. None if it says nothing of them.

    `titles` are the page's own title and the label that led to it.
    """
    pairs = [pair for pair in pairs_of(page, "office") if pair.slug in _REACH]
    reach = {n for pair in pairs if pair.offset < 4 for n in range(pair.start, pair.end)}
    own = [line for n, line in own_lines(page) if n not in reach]
    said = [(simplify(clean(line.text)), line.link_chars * 2 > len(line.text)) for line in own]
    titled = next((title for title in titles if _TITLES[slug].search(title)), "")
    # Duties are told in words; the names of offices may well be links to them.
    offices = _linked_offices(said, titled) if slug == "offices" else ()
    led = [text for text, linked in said if linked and text not in offices]
    lines = [text for text, linked in said if text not in led or (linked and _is_head(text))]
    headed = _under_heading(lines, slug)
    if headed is not None and headed[1].strip():
        return profile_field(page, headed[1], headed[0], "标题之下")
    for pair in pairs_of(page, "office"):
        leads_on = pair.raw.rstrip().endswith((":", "："))
        words = simplify(clean(pair.raw))
        if words in led and "。" not in words:
            continue  # the entry of a menu below the heading of the page
        if pair.slug == slug and not leads_on and not is_placeholder(pair.raw):
            return text_field(pair, page.url, Source.LABEL, "正文")
    whole = [line for line in lines if line not in led]
    if titled and not all(map(_is_head, whole)):
        return profile_field(page, "".join(whole), titled, "全文")
    for line in lines:
        if labels_of("office").get(key(_bare(line))) is not None:
            continue  # a heading that nothing stands below
        match = _SAID[slug].search("".join(line.split())[:_MOST])
        if match is not None:
            words = next(text for text in match.groups() if text is not None)
            # What ends in a colon only leads to what follows.
            rest = (
                lines[lines.index(line) + 1 :]
                if not words.rstrip("：:") or words[-1] in "：:"
                else ()
            )
            return profile_field(page, "".join((words, *rest)), "", "正文", Source.TEXT)
    if slug == "offices" and (column := _column(lines)):
        return profile_field(page, column, "", "表格")
    if headed is None or headed[0] in map(_bare, led):
        return None
    return profile_field(page, "", headed[0], "标题之下")


def _linked_offices(said: Sequence[tuple[str, bool]], titled: str) -> frozenset[str]:
    """The lines of links that name offices: by their words, and right below a heading of offices
    all of a list, unless one of it is an entry of a menu or a place, or its others are people."""
    found: set[str] = set()
    runs = groupby(said, lambda one: one[1] and not _is_head(one[0]))
    head = bool(titled)
    for linked, run in runs:
        texts = [text for text, _ in run]
        if not linked:
            head = labels_of("office").get(key(_bare(texts[-1]))) == "offices" or (
                _HEADS["offices"].fullmatch(_bare(texts[-1])) is not None
            )
            continue
        named = [text for text in texts if _is_office(text)]
        others = [text for text in texts if text not in named]
        mere = head and len(texts) > 1 and all(map(_may_be_office, others))
        mere = mere and not all(map(name_in, others))
        found.update(texts if mere else named)
    return frozenset(found)


def _may_be_office(words: str) -> bool:
    """Whether a link right below a heading of offices may name one: no entry of a menu."""
    of_menu = is_hub(words) or roles_of(words) or _OF_MENU.search(words)
    return _BARE_OFFICE.fullmatch(words) is not None and not of_menu


def _is_office(words: str) -> bool:
    """Whether a line of links names offices and nothing else, numbered, or with who answers."""
    named = (_BESIDE_OFFICE.sub("", part) for part in _APART.split(_NUMBER.sub("", words)))
    offices = [one for one in named if one]
    told = bool(offices) and all(map(_LINKED_OFFICE.fullmatch, offices))
    return told and not any(_is_head(one) for one in (words, *offices))


def _is_head(line: str) -> bool:
    """Whether a line is the heading of a part of a profile, numbered or not."""
    words = _bare(line)
    return labels_of("office").get(key(words)) is not None or any(
        head.fullmatch(words) for head in _HEADS.values()
    )


def _column(lines: Sequence[str]) -> str:
    """What stands below the head of a column of offices in a table."""
    heads = (number for number, line in enumerate(lines) if _COLUMN.fullmatch(_bare(line)))
    below = lines[number + 1 : number + 40] if (number := next(heads, -1)) >= 0 else ()
    return " ".join(below) if any(_OFFICE.search(line) for line in below) else ""


def _under_heading(lines: Sequence[str], slug: str) -> tuple[str, str] | None:
    """The heading of that part and the text below it, up to the heading of another."""
    labels = labels_of("office")
    found: tuple[str, str] | None = None
    for number, line in enumerate(lines):
        words = _bare(line)
        if len(words) > 24 or not (labels.get(key(words)) == slug or _HEADS[slug].fullmatch(words)):
            continue
        below: list[str] = []
        for other in lines[number + 1 :]:
            if _is_head(other):
                break
            below.append(other)
            if sum(map(len, below)) > _MOST:
                break
        text = "".join(below)
        if found is None or len(text) > len(found[1]):
            found = words, text
    return found


def _bare(line: str) -> str:
    """A line without its number and its final colon."""
    head = heading_of(line)
    words = head[1] if head is not None and len(line) <= 30 else line
    return words.strip("：: 【】[]■●◆")


def profile_field(
    page: Page, text: str, label: str, place: str, source: Source = Source.LABEL
) -> Field[str]:
    """What a profile states, with personal data masked; None for a placeholder."""
    said = mask_numbers(" ".join(text.split()))[:_MOST]
    value = None if is_placeholder(said) else said
    return Field(value, said[:200], source, label, place, page.url)

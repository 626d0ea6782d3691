"""Where the foot of the site begins below what a page says."""

from __future__ import annotations

import re

from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.indexed import indexed_tables
from crawler.pages.markup.lines import Line, Shown, is_prose

_FOOTER = re.compile(
    r"ICP备|公网安备|公安备|网站标识码|版权所有|copyright|主办单位|主办[:：]|承办[:：]|技术支持|网站地图"
    # 云溪县交通运输局 主办　地址：…
    r"|^[\u3400-\u9fff]{2,30}\s+主办\s+(?:承办|协办|地址|邮编|电话|联系|维护|备案|.?ICP)",
    re.I,
)
_MAY_BE_FOOTER = re.compile("[备识版权主承技图cC]")
"""One of these signs stands in all that _FOOTER finds, and in few lines: a quick look first."""


def foot_of(view: Shown, pairs: tuple[Pair, ...]) -> int:
    """The first line of the site's own footer: in the last third, with its fixed words.

    It stands below the table of the index number, in which 主办单位 is the issuer.
    """
    lines = view.lines
    first = len(lines)
    tables = indexed_tables(pairs)
    above = max((pair.end for pair in pairs if pair.group in tables), default=0)
    for index in range(len(lines) - 1, max(above - 1, len(lines) - 80), -1):
        text = lines[index].text
        if len(text) < 200 and _MAY_BE_FOOTER.search(text) and _FOOTER.search(text):
            if _SITE_MAP.fullmatch(text) and any(map(_tells, lines[index + 1 : first])):
                continue  # an entry of a menu above the text
            if not _FOOT_FOR_SURE.search(text) and _text_goes_on(view, index, first):
                continue  # who holds the event that the text tells of
            first = index
    return first if first >= len(lines) // 2 else len(lines)


_SITE_MAP = re.compile(r"\W{0,3}网站地图\W{0,3}")


def _text_goes_on(view: Shown, index: int, end: int) -> bool:
    """Whether round a line, in the box that it stands in, a text goes on: then it is no footer.

    Sentences stand above it, and below it the text has not come to its end: a further sentence
    says so, a numbered heading, an annex, a date that stands alone as a signature's.
    """
    if view.lines[index].template:
        return False
    around = [box for box in view.boxes if box.start <= index < box.end and box.tag in _TEXT_BOXES]
    own = min(around, key=lambda box: box.end - box.start, default=None)
    if own is None or not any(map(_tells, view.lines[own.start : index])):
        return False
    return any(
        not line.template
        and _OF_SITES.search(line.text) is None
        and (_tells(line) or _NEXT_PART.match(line.text) is not None)
        for line in view.lines[index + 1 : min(own.end, end)]
    )


_FOOT_FOR_SURE = re.compile(
    r"ICP备|公网安备|公安备|网站标识码|版权所有|copyright|网站地图|\s+主办\s+", re.I
)
_TEXT_BOXES = frozenset({"div", "td", "article", "section", "main", "dd", "center"})
_OF_SITES = re.compile(r"网站|本站|浏览器|分辨率")
_NEXT_PART = re.compile(
    r"\W{0,3}[(（]?[一二三四五六七八九十]{1,3}[)）、]\s?[\u3400-\u9fff]|附\s?件\s*\d{0,2}\s*[:：.．]"
    r"|(?:19|20)\d\d年\d{1,2}月\d{1,2}日$|二[〇○零][〇○零一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日$"
)


def _tells(line: Line) -> bool:
    """Whether a line is surely running text: a sentence, or words too long for a footer."""
    return is_prose(line) and _FOOTER.search(line.text) is None and "。" in line.text

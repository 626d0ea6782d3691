"""Where the text of a detail page begins: below title, number, subtitle, labels and furniture."""

from __future__ import annotations

import re

from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.dateline import BESIDE_TITLE, is_info
from crawler.pages.markup.lines import Line, Shown
from crawler.pages.words.labels import labels_of
from crawler.pages.words.text import key

FURNITURE = re.compile(
    r"^(?:[【\[(（]?\s*(?:大|中|小|字体|字号|打印|关闭|收藏|分享|返回|顶部|扫一扫|您?当前位置|首页|视力保护色|语音|"
    r"浏览次数|阅读次数|点击数|来源|分享到|我要纠错|打印本页|关闭窗口|返回顶部).{0,12})$"
)
CRUMB = re.compile(r"位置\s*[:：]|^首页\s*[>›»\-/]|[>›»]\s*正文")
_MOST_BESIDE = 4


def text_start(
    view: Shown, pairs: tuple[Pair, ...], start: int, after: int, end: int, title: str
) -> int:
    """The first line of the text: after the title, labels, their values and page furniture."""
    taken: set[int] = set()
    heads = {pair.start for pair in pairs}
    for pair in pairs:
        if pair.end - pair.start <= 12:
            taken.update(range(pair.start, pair.end))
    near = range(start, min(end, after + 3))
    crumb = next((n for n in near if CRUMB.search(view.lines[n].text)), -1)
    number = max(after, crumb + 1)
    wanted = key(title)
    labels = labels_of("document")
    while number < end:
        line = view.lines[number]
        labelled = number in taken and (len(line.text) < 300 or number not in heads)
        furniture = line.template or FURNITURE.match(line.text) or key(line.text) == wanted
        short = len(line.text) <= 12 and (
            key(line.text) in labels or line.link_chars * 2 > len(line.text)
        )
        dated = len(line.text) < 40 and only_date(line.text) and number + 1 < end
        if not (labelled or furniture or short or dated):
            beside = number if number - after < _MOST_BESIDE else end
            while beside < min(end, number + 3) and BESIDE_TITLE.fullmatch(view.lines[beside].text):
                beside += 1
            if not (number < beside < end - 1 and _tells_day(view.lines[beside])):
                break
            number = beside
        number += 1
    return min(number, end)


def _tells_day(line: Line) -> bool:
    """Whether a line tells when a page was published: 2026-03-05, 日期：… 来源：…

    A day in words alone (2026年3月5日) may be that of the paper.
    """
    return is_info(line) or _DIGITS.fullmatch(line.text) is not None


_DIGITS = re.compile(r"\W{0,2}\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[^\u4e00-\u9fff]{0,16}")
_DATE_LINE = re.compile(r"[\[【(（]?\s*\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?[^一-鿿]{0,16}")


def only_date(text: str) -> bool:
    """Whether a line is nothing but a day."""
    return _DATE_LINE.fullmatch(text) is not None

"""The line of date and source (发布日期：… 来源：…), and the title that stands right above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from datetime import date

from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.lines import Box, Line, Shown
from crawler.pages.markup.page import Page
from crawler.pages.words.dates import find_dates
from crawler.pages.words.roles import is_hub, roles_of
from crawler.pages.words.rowdates import day_in_address
from crawler.pages.words.text import clean, key

_DAY = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")
_INFO = re.compile(r"(?:来源|日期|时间|作者|编辑|发布\w{0,4})\s?[:：]|字[号体]|浏览|阅读|点击")
_LONGEST_LINE = 160
_LONGEST_TITLE = 120
_LEAST, _LEAST_BOLD = 8, 6
_MOST_LINES = 3
_SAYS_MORE = re.compile(
    r"^\W*(?:19|20)\d\d\s?[-/.年]\s?\d|[。；]|[:：]$|^\W{0,2}(?:[—-]{1,2}|[(（])|(?:日期|时间|来源)\s?[:：]"
)
# A number alone or a subtitle (——…, （…）), such as stand between a title and its line of date.
BESIDE_TITLE = re.compile(
    r"[\u3400-\u9fff]{1,14}\s?[〔\[（(【［]\s?(?:19|20)\d\d\s?[〕\]）)】］]\s?第?\s?\d{1,5}\s?号|"
    r"(?:[—–-]{1,2}|副标题\s?[:：])\s?[^。；：:]{2,60}|[(（][^。；()（）]{2,40}[)）]"
)
_SHORT_TITLE = re.compile(
    r".{2,}(?:通知|公告|通告|公示|意见|办法|方案|规定|决定|细则|规划|批复|条例|章程|报告|通报)"
)
"""What is a title however short, unless it names a column."""
_COLUMN = 0.9
_DAY_ALONE = re.compile(r"\s*[\[【(（]?\s?(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\s?[\]】)）]?\s*")
_DAY_BEHIND = re.compile(
    r"(?<=通知|意见|办法|方案|规定|决定|细则|规划|批复|通告|公告|条例|章程)"
    + _DAY_ALONE.pattern
    + "$"
)
_BLOCKS = frozenset({"h1", "h2", "h3", "h4", "h5", "p", "div", "td", "center"})


def without_day(title: str, told: Callable[[], Collection[date]] = frozenset) -> str:
    """A title without the day of publication behind it: …的通知 2026-03-05.

    Only behind words with which documents end: of a daily report the day is part of its name. So
    is any day but those that are `told` of the publication elsewhere, where any is.
    """
    found = _DAY_BEHIND.search(title)
    if found is None:
        return title
    days = told()
    behind = {one.value for one in find_dates(found.group())}
    return title[: found.start()] if not days or behind & set(days) else title


def days_told(page: Page, view: Shown) -> set[date]:
    """The days that tags, lines of information and its address tell of a page."""
    days = _in_address(page.url)
    for name, content in page.meta.items():
        if "date" in name or "time" in name:
            days |= {one.value for one in find_dates(content)}
    for line in view.lines:
        if is_info(line) and _DAY_BEHIND.search(line.text) is None:
            days |= {one.value for one in find_dates(line.text)}
    return days


def days_beside(title: str, url: str, texts: Iterable[str]) -> set[date]:
    """The days that the texts of a row, beside its title, and its address tell."""
    beside = (text for text in texts if title not in text)
    return _in_address(url) | {one.value for text in beside for one in find_dates(text)}


def _in_address(url: str) -> set[date]:
    day = day_in_address(url)
    return {day} if day is not None else set()


def own_words(view: Shown, box: Box) -> str:
    """The words of a heading before an element in it that begins with a day or 来源：…

    "" where nothing of the kind stands in it.
    """
    pieces = view.lines[box.start].pieces
    for piece in pieces[1:]:
        before = view.lines[box.start].text[: piece.start]
        apart = piece.tag != pieces[0].tag or _DAY_ALONE.fullmatch(piece.text) is not None
        if apart and _begins_info(piece.text) and len(key(before)) >= _LEAST:
            return clean(before)
    return ""


def _begins_info(text: str) -> bool:
    start = text.strip()[:30].lstrip("[【（( ")
    return _DAY.match(start) is not None or re.match(
        r"(?:信息|文章)?来源\s?[:：]|(?:发布|更新)?(?:日期|时间)\s?[:：]", start
    ) is not None  # fmt: skip


def above_date(view: Shown, pairs: tuple[Pair, ...]) -> tuple[str, int, int] | None:
    """The block right above the first line of date and source, with its lines; None if there is
    no such line, or what stands above it reads like no title.
    """
    tables = {n for pair in pairs if pair.row for n in range(pair.start, pair.end)}
    labelled = {pair.start for pair in pairs}
    at = next(
        (n for n, line in enumerate(view.lines) if n not in tables and is_info(line)),
        0,
    )
    while at > 1 and BESIDE_TITLE.fullmatch(view.lines[at - 1].text):
        at -= 1
    if at == 0 or at - 1 in tables or at - 1 in labelled:
        return None
    ends = [
        box
        for box in view.boxes
        if box.end == at and 0 < at - box.start <= _MOST_LINES and box.tag in _BLOCKS
    ]
    if not ends:
        return None
    box = max(ends, key=lambda one: (one.tag in ("h1", "h2", "h3"), one.start))
    lines = view.lines[box.start : box.end]
    text = "".join(line.text for line in lines)
    told = any(line.template or line.link_chars for line in lines)
    if told or len(text) > _LONGEST_TITLE or _SAYS_MORE.search(text):
        return None
    titles = len(text) >= _LEAST or _is_short_title(text, bold=all(line.bold for line in lines))
    return (text, box.start, box.end) if titles else None


def _is_short_title(text: str, *, bold: bool) -> bool:
    """Whether a few words are the title of a paper (停水通知), or set as a title is and not much
    shorter than one, and no column's (通知公告).
    """
    column = is_hub(text) or max(dict(roles_of(text)).values(), default=0.0) >= _COLUMN
    titles = (bold and len(text) >= _LEAST_BOLD) or _SHORT_TITLE.fullmatch(text) is not None
    return titles and not column


def is_info(line: Line) -> bool:
    """Whether a line tells a day and one thing more of a text (来源, 浏览), and no sentence."""
    text = line.text
    if line.template or len(text) > _LONGEST_LINE or "。" in text or "，" in text:
        return False
    if line.link_chars * 2 > len(text):
        return False
    return _DAY.search(text) is not None and _INFO.search(text) is not None

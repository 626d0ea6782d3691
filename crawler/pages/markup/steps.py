"""The steps of a breadcrumb as a page shows them, and what they say of its headings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.pages.markup.crumbs import SPLIT
from crawler.pages.markup.lines import Box, Shown
from crawler.pages.markup.textend import closes_page
from crawler.pages.words.text import clean, key
from crawler.pages.words.wording import pattern, word_keys

_FROM_HOME = re.compile(r"^\W{0,3}(?:网站)?首页(?=\s*[>›»＞→])")
_TEXT_ITSELF = frozenset(
    {"正文", "内容", "详情", "详细内容", "信息浏览", "浏览信息", "内容详情", "文章内容"}
)
_LONGEST, _LONGEST_STEP, _MOST_LINES = 200, 30, 10
_A_MENU = 2
_OF_DOCUMENT = re.compile(
    r"关于.{4,}|.{8,}(?:通知|意见|办法|报告|公告|方案|规定|决定|通报|解读|细则|条例|规划|计划|批复|通告|公示)$"
)


@dataclass(frozen=True)
class Steps:
    """The words of a breadcrumb, outermost first and without home, and its lines [line, end)."""

    words: tuple[str, ...]
    line: int
    end: int

    @property
    def last(self) -> str:
        """What the page itself is called, as far as the breadcrumb tells."""
        return self.words[-1] if len(self.words) > 1 else ""

    def columns(self) -> frozenset[str]:
        """Keys of what the page stands in, but for what it is called itself."""
        return frozenset(map(key, self.words[:-1])) - {key(self.last)}


NO_STEPS = Steps((), -1, -1)


def steps_of(view: Shown) -> Steps:
    """The first breadcrumb that a page shows: 当前位置：首页 >> 政务公开 >> 机构职能."""
    for number, line in enumerate(view.lines):
        text = line.text
        if len(text) > _LONGEST or ("位置" not in text and "首页" not in text):
            continue
        here, home = pattern("here").search(text), _FROM_HOME.search(text)
        if here is None and home is None:
            continue
        end = number + 1
        told = text[here.end() :] if here is not None else text
        while (
            here is not None
            and end < min(len(view.lines), number + _MOST_LINES)
            and _is_step(view, number, end)
        ):
            told, end = f"{told} > {view.lines[end].text}", end + 1
        parts = (clean(part).strip(" :：") for part in SPLIT.split(told))
        words = [part for part in parts if part and key(part) not in word_keys("home")]
        while words and key(words[-1]) in _TEXT_ITSELF:
            words.pop()
        if words and all(len(word) <= _LONGEST_STEP * 2 for word in words):
            return Steps(tuple(words), number, end)
    return NO_STEPS


def heads_a_menu(view: Shown, box: Box, own: str, steps: Steps) -> bool:
    """Whether a heading is that of a menu or a side box, and not the page's own.

    It stands above the breadcrumb or right over links; above the breadcrumb any over links is. A
    heading of the first rank and one that reads as the title of a document are the page's own;
    the breadcrumb and what a page is printed or shared with are no links of a menu.
    """
    if box.tag == "h1" or _OF_DOCUMENT.search(own):
        return False
    numbers = range(box.end, min(box.end + _A_MENU, len(view.lines)))
    links = len(numbers) == _A_MENU and all(
        view.lines[number].link_chars * 2 > len(view.lines[number].text)
        and not steps.line <= number < steps.end
        and not closes_page(view.lines[number].text)
        for number in numbers
    )
    above = box.end <= steps.line
    return own != key(steps.last) and (links + above + (own in steps.columns()) > 1)


def _is_step(view: Shown, first: int, number: int) -> bool:
    """Whether a line goes on with a breadcrumb whose steps stand in lines of their own."""
    line, above = view.lines[number], view.lines[first]
    beside = view.boxes[line.box].parent == view.boxes[above.box].parent and line.box != above.box
    return beside and line.tag in ("li", "span") and len(line.text) <= _LONGEST_STEP

"""The outline of a detail page: its title, its own text, what stands before and after it.

Containers that families are known for are only hints; what decides is where the running text
is, so that hand-made pages are read the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.contentbox import content_box, is_container
from crawler.pages.markup.dateline import above_date, days_told, is_info, own_words, without_day
from crawler.pages.markup.foot import foot_of
from crawler.pages.markup.indexed import indexed_tables
from crawler.pages.markup.page import Page
from crawler.pages.markup.pairs import pairs_of
from crawler.pages.markup.shown import Box, Shown, shown
from crawler.pages.markup.steps import heads_a_menu, steps_of
from crawler.pages.markup.textend import text_end
from crawler.pages.markup.textstart import CRUMB, FURNITURE, text_start
from crawler.pages.words.labels import labels_of
from crawler.pages.words.text import clean, key

_TITLE_NAMES = re.compile(r"(?:^|\s)[\w-]*(?:title|tit|biaoti|bt|headline|h1|wzbt)[\w-]*(?=\s|$)")
_SITE = re.compile(r"政府|网站|门户|公开网|信息网|官网|办公室$|局$|委员会$|平台$")
_TITLE_SEPARATOR = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s+|[-–—]{2,}|-(?=[^-]{2,20}$)")
_HAN = r"\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”"
_HAN_GAP = re.compile(f"(?<=[{_HAN}]) (?=[{_HAN}])")
_BULLET = re.compile(r"^[\s·•▪■◆●►▶]+")
_INFO = re.compile(r"\W{0,2}(?:(?:发布|更新)?(?:日期|时间)|(?:信息|文章)?来源)\s?[:：]")
_NEAR = 12
"""Lines below a title among which its text begins."""
_SHORT = 200


@dataclass(frozen=True)
class Outline:
    """Where a page's parts lie, in lines of `Shown`.

    [content_start, content_end) is the box of the article; its text proper begins at `start`.
    `title_line` is the first line of
    the title, or -1, and `title_end` the line after it. Lines from `footer` on belong to the site.
    """

    title: str
    title_line: int
    title_end: int
    content_start: int
    content_end: int
    start: int
    footer: int
    box: int

    def in_head(self, line: int) -> bool:
        """Whether the line stands before the text: title, its info line, a metadata block."""
        return line < self.start

    def in_body(self, line: int) -> bool:
        """Whether the line belongs to the text."""
        return self.start <= line < self.content_end


@lru_cache(maxsize=4)
def outline(page: Page) -> Outline:
    """The outline of a page; computed once per page."""
    view = shown(page)
    pairs = pairs_of(page, "document")
    footer = foot_of(view, pairs)
    title, title_line, title_end = _title(page, view, pairs)
    box = content_box(view, pairs, title_line, footer)
    start, end = view.boxes[box].start, min(view.boxes[box].end, footer)
    if start <= title_line < end:
        start_after = title_end
    else:
        start_after = start
    begin = text_start(view, pairs, start, start_after, end, title)
    end = text_end(view, begin, end, told=is_container(view, box))
    return Outline(title, title_line, title_end, start, max(end, begin), begin, footer, box)


# --- title ----------------------------------------------------------------------------------


def tidy_title(text: str, page: Page) -> str:
    """A title in one line, without the day behind it on which its page was published."""
    return without_day(in_one_line(text), lambda: _days(page))


@lru_cache(maxsize=2)
def _days(page: Page) -> frozenset[date]:
    """The days that a page tells of itself, for all the lines that may be its title."""
    return frozenset(days_told(page, shown(page)))


def in_one_line(text: str) -> str:
    """Words in one line: blanks between Chinese characters are layout, a bullet before them is
    too.
    """
    return _BULLET.sub("", _HAN_GAP.sub("", clean(text)))


def strip_site(title: str, site: str = "") -> str:
    """The text of <title> without the names of site and column."""
    parts = [part for part in _TITLE_SEPARATOR.split(title) if part and part.strip()]
    if len(parts) < 2:
        return title
    own = [part for part in parts if not (site and key(part) == key(site))] or parts
    bare = [part for part in own if not (len(part) < 16 and _SITE.search(part))] or own
    return max(bare, key=len)


def _title(page: Page, view: Shown, pairs: tuple[Pair, ...]) -> tuple[str, int, int]:
    """The title, the line where it begins (-1 if it is not shown) and the line after it."""
    mandated = page.meta.get("articletitle", "")
    head = strip_site(tidy_title(page.title, page), page.meta.get("sitename", ""))
    sites = _site_names(page)
    if _names_site(head):
        head = ""  # <title> says whose site it is, and nothing of the page
    known = [key(one) for one in (mandated, head and page.title) if one]
    most = 13 if mandated else 10
    labels, cells = labels_of("document"), _metadata_lines(pairs)
    steps = steps_of(view)
    beside = False
    best: tuple[int, str, int, int] | None = None
    named_body: tuple[int, str, int, int] | None = None
    for box in view.boxes:
        if box.end <= box.start or box.end - box.start > 4:
            continue
        rank = _title_rank(box.tag, box.names, box.template)
        if rank == 0 or _holds_heading(view, box) or _holds_info_line(view, box):
            continue
        if box.tag in _HEADINGS and rank < _A_TITLE and _named_title(view.boxes[box.parent]):
            rank = _A_TITLE
        if box.tag == "h1" and not box.template and _above_info_line(view, box):
            rank += best is None or not _tells(view, best[3], box.start)
        if best is not None and rank + most <= best[0]:
            continue  # however well its words fit
        text = own_words(view, box) if rank >= _A_TITLE else ""
        text = text or "".join(line.text for line in view.lines[box.start : box.end])
        text = tidy_title(text, page)
        if not 4 <= len(text) <= 300 or CRUMB.search(text) or _reads_on(text):
            continue
        linked = 0
        for line in view.lines[box.start : box.end]:
            linked += line.link_chars
        if linked * 2 > len(text):
            continue
        own = key(text)
        if len(own) < 3 or own in sites or _SITE_TITLE.fullmatch(own) or own in labels:
            continue
        if box.tag in _CELLS and box.start in cells:
            continue
        if steps.last and heads_a_menu(view, box, own, steps):
            beside = True
            continue
        exact = bool(mandated) and own == known[0]
        same = exact or (
            len(own) >= 8
            and any(own in one or (one in own and len(own) * 4 <= len(one) * 5) for one in known)
        )
        score = rank + (10 if same else 0) + (3 if exact else 0)
        if _BODY_NAME.fullmatch(own):
            if named_body is None or score > named_body[0]:
                named_body = (score, text, box.start, box.end)
        elif best is None or score > best[0]:
            best = (score, text, box.start, box.end)
    # A masthead is set as the largest heading, too: what <title> says beside it goes first.
    if named_body is not None and (best is None or best[0] < _A_TITLE):
        best = named_body
    above = above_date(view, pairs) if not known else None
    if above is not None and _goes_before(above, best):
        return tidy_title(above[0], page), above[1], above[2]
    if best is not None and (best[0] >= 10 or (not mandated and best[0] >= 3)):
        text = best[1]
        if mandated and len(key(mandated)) > len(key(text)) and key(text) in key(mandated):
            text = tidy_title(mandated, page)
        return text, best[2], best[3]
    text = tidy_title(mandated or ("" if key(head) in sites else head), page)
    named = next((p.raw for p in pairs if p.slug == "title" and len(p.raw) >= 8), "")
    text = text if len(key(text)) >= 8 or not named else tidy_title(named, page)
    wanted = key(text)
    for number, line in enumerate(view.lines):
        own = key(line.text) if len(line.text) < 300 else ""
        if len(own) > 4 and not line.link_chars and wanted.startswith(own):
            end = number + 1
            while own != wanted and end < len(view.lines) and end - number < 4:
                longer = own + key(view.lines[end].text[:300])
                if not wanted.startswith(longer):
                    break
                own, end = longer, end + 1
            return text, number, end
    if beside and wanted in ("", key(steps.last)):
        return steps.last, steps.line, steps.end
    likely = _likely_title(view)
    if likely >= 0 and not mandated:
        return tidy_title(view.lines[likely].text, page), likely, likely + 1
    return text, -1, 0


def _goes_before(above: tuple[str, int, int], best: tuple[int, str, int, int] | None) -> bool:
    """Whether the block right above the date is the title rather than the best heading: the name
    of a column stands further above and is shorter.
    """
    if best is None or best[0] < _A_TITLE - 1:
        return True
    return best[3] <= above[1] and len(key(best[1])) < min(_COLUMN, len(key(above[0])))


_COLUMN = 8
"""Characters that the name of a column hardly has."""
_SITE_TITLE = re.compile(r".{2,20}(?:门户网站|政府网站|人民政府网?|政务网|官方网站|信息公开网?)")
_A_TITLE = 4
"""The rank of a heading that is a title rather than the name of a body."""
_BODY_NAME = re.compile(
    r"(?!.*(?:关于|投诉|举报|反映|建议|咨询|请求|请问|我要|调研|检查|视察|走访|召开|撤销|决定|设立|成立))"
    r".{2,24}(?:政府|局|委员会|办公室|办事处|街道|管委会|管理处|中心|厅|[镇乡])"
)
_TITLE_END = re.compile(
    r"(?:通知|意见|办法|报告|公告|方案|规定|决定|通报|解读|细则|规则|条例|规划|计划|函|批复|通告|令|公示|纪要|章程|指南|制度|"
    r"年报|清单|预案|问答|说明|标准|目录|要点|总结|措施|图解)(?:[(（].{1,20}[)）])?$"
)
_TITLE_REACH = 80
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})


def _names_site(title: str) -> bool:
    """Whether a <title> is nothing but the name of a body or of its site."""
    return any(form.fullmatch(key(title)) for form in (_SITE_TITLE, _BODY_NAME))


def _site_names(page: Page) -> frozenset[str]:
    """Keys of what the page calls its site: the mandated tag and the site part of <title>."""
    parts = _TITLE_SEPARATOR.split(page.title)
    names = [part for part in parts[1:] if part and len(part) < 20 and _SITE.search(part)]
    return frozenset(key(name) for name in (*names, page.meta.get("sitename", "")) if name)


def _metadata_lines(pairs: tuple[Pair, ...]) -> frozenset[int]:
    """The lines of the tables of the index number, but for what they say is the title."""
    tables = indexed_tables(pairs)
    inside = (pair for pair in pairs if pair.group in tables and pair.slug != "title")
    return frozenset(number for pair in inside for number in range(pair.start, pair.end))


_CELLS = frozenset({"td", "th"})


def _likely_title(view: Shown) -> int:
    """On a page that marks no title: the first line that reads and stands like one, or -1."""
    for number, line in enumerate(view.lines[:_TITLE_REACH]):
        text = line.text
        if line.template or not 8 <= len(text) <= 120 or line.link_chars or ":" in text:
            continue
        if "：" in text or CRUMB.search(text) or re.search(r"[。；！]", text):
            continue
        if _TITLE_END.search(text) and ("关于" in text or line.bold or line.align == "center"
                                        or _SITE.search(text[: len(text) * 2 // 3])
                                        or "政府" in text):  # fmt: skip
            return number
    return -1


def _named_title(box: Box) -> bool:
    """Whether a box that is no heading itself is named as that of the title."""
    return (
        box.tag not in _HEADINGS
        and not box.template
        and box.names != " "
        and _TITLE_NAMES.search(box.names) is not None
    )


def _holds_heading(view: Shown, box: Box) -> bool:
    """Whether a box named as the title's holds a heading, and something else (时间：… 来源：…)."""
    if not _named_title(box):
        return False
    inner = [view.boxes[child] for child in box.children if view.boxes[child].tag in _HEADINGS]
    return len(inner) == 1 and 0 < inner[0].end - inner[0].start < box.end - box.start


def _holds_info_line(view: Shown, box: Box) -> bool:
    """Whether a box begins with a title in a box of its own and goes on with 日期：… 来源：…"""
    if not _named_title(box) or box.end - box.start < 2:
        return False
    first = any(view.boxes[child].end == box.start + 1 for child in box.children)
    return first and _INFO.match(view.lines[box.start + 1].text) is not None


def _above_info_line(view: Shown, box: Box) -> bool:
    """Whether the line of day and source stands right below a box: of several h1 the title."""
    return any(map(is_info, view.lines[box.end : box.end + 1]))


def _tells(view: Shown, start: int, end: int) -> bool:
    """Whether sentences stand right below a title, before another that is of something else."""
    return any("。" in line.text for line in view.lines[start : min(end, start + _NEAR)])


def _reads_on(text: str) -> bool:
    """Whether words are none of a title: a label of what follows, or sentences of running text."""
    return (
        text.endswith((":", "：")) or text.count("。") > 1 or (len(text) > _SHORT and "。" in text)
    )


def _title_rank(tag: str, names: str, template: bool) -> int:
    if tag == "h1":
        return 2 if template else 5
    if template:
        return 0
    if tag == "h2":
        return 4
    if names != " " and _TITLE_NAMES.search(names):
        return 4
    if tag == "h3":
        return 3
    return 1 if tag in ("td", "p", "div", "h4", "caption", "th", "center") else 0


# --- text -----------------------------------------------------------------------------------


@lru_cache(maxsize=8192)
def is_furniture(text: str) -> bool:
    """Whether a line is a control or a breadcrumb of the page: 字体, 打印, 当前位置."""
    return FURNITURE.match(text) is not None or (len(text) < 120 and CRUMB.search(text) is not None)

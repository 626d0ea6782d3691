"""The box in which the text of a detail page stands, or what it shows in the place of a text."""

from __future__ import annotations

import re
from itertools import accumulate

from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.lines import Line, Shown, is_prose
from crawler.pages.markup.pictures import is_content_media

_CONTAINERS = re.compile(
    r"(?:^|\s)(?:j-fontcontent|j_content|wzcon|newscontnet|newscontent|zoom|ivs_content|trs_editor|"
    r"trs_ueditor|trs_editor_view|vsb_content\w*|v_news_content|ucap-content|article_content\w*|"
    r"article-content|artcontent|art_con|content-text|news_content|detail-content|wz_content|"
    r"main-text|bt-content|zwxl-article|conzt|xxgk_content|gsj_htmlcon_bot)(?=\s|$)"
)
NAMED_PANELS = "named-panels-of-one-text"
"""The class that a reader gives to what holds the parts of one text in tabs (tabs.py)."""
_STATEMENT = re.compile(r"\W{0,3}(?:本[站网]|网站|免责|版权|特别|郑重|转载)(?:声明|说明|提示)")
_REACHED = re.compile(r"(?:电\s*话|地\s*址|邮箱|(?:受理|办公|工作|公开)(?:机构|部门|时间))\s*[:：]")
_ENDS = ("。", "！", "？", "；")
_PICTURE_WEIGHT = 120
_PARAGRAPH = 80
_SHORT = 200


def content_box(view: Shown, pairs: tuple[Pair, ...], title_line: int, footer: int) -> int:
    """The box with most of a page's running text and pictures, one called or marked as that of
    the text before any other.

    Pictures weigh where the page says nothing below its title, or in a box with what it says.
    """
    weights = [0] * (len(view.lines) + 1)
    labelled = {
        number for pair in pairs for number in range(pair.start, min(pair.end, pair.start + 3))
    }
    for number, line in enumerate(view.lines):
        prose = is_prose(line)
        # A paragraph in which an address or a phone number stands is no label.
        held = number in labelled and not (prose and len(line.text) >= _PARAGRAPH)
        if number >= footer or held or number == title_line:
            continue
        if prose:
            weights[number] = len(line.text) - line.link_chars
        elif not line.template and number > title_line >= 0 and not line.link_chars:
            weights[number] = min(len(line.text), 10)
    sums = list(accumulate(weights, initial=0))
    drawn = _drawn(view, title_line, footer)
    says = (title_line < n < footer and _says(line) for n, line in enumerate(view.lines))
    said = list(accumulate(says, initial=0))  # sums are asked for per box: boxes nest

    def mass(box: int) -> int:
        one = view.boxes[box]
        shows = not said[-1] or said[one.end] > said[one.start]
        return sums[one.end] - sums[one.start] + drawn[box] * shows

    total = sums[-1] + drawn[0]
    together = [i for i, one in enumerate(view.boxes) if NAMED_PANELS in one.names]
    if together and mass(together[0]) * 2 > total:
        return together[0]
    named = [i for i in range(len(view.boxes)) if _is_named(view, i)]
    hinted = named or [one for one in view.marked if _may_be_marked(view, one, title_line)]
    if hinted:
        best = max(hinted, key=lambda one: (mass(one), one))
        short = total < _SHORT and (view.boxes[best].end > view.boxes[best].start or mass(best))
        # A mark may stand in any box of a page: what it marks must be most of what is said.
        if mass(best) * 2 > total or (short and (named or mass(best) * 2 == total)):
            return best
    current = 0
    while True:
        children = view.boxes[current].children
        if not children:
            break
        heaviest = max(children, key=mass)
        light = mass(heaviest) * 10 < mass(current) * 7 or not mass(heaviest)
        if light or view.boxes[heaviest].tag in ("p", "li", "tr", "h1", "h2", "h3", "h4"):
            break
        current = heaviest
    while view.boxes[current].tag in ("p", "tr", "tbody", "ul", "ol", "dl") and current > 0:
        current = view.boxes[current].parent
    if total < _SHORT and title_line >= 0:
        current = _around_title(view, current, title_line)
    return current


def is_container(view: Shown, box: int) -> bool:
    """Whether a box is called or marked as that of a text."""
    return _is_named(view, box) or box in view.marked


def _says(line: Line) -> bool:
    """Whether a line says something in a sentence, however short (同意。), or how to reach
    somebody.
    """
    told = line.text.rstrip().endswith(_ENDS) or _REACHED.search(line.text) is not None
    return (told and not line.template and not line.link_chars) or is_prose(line)


def _may_be_marked(view: Shown, box: int, title_line: int) -> bool:
    """Whether a marked box may be that of the text: it goes on below the title, and does not begin
    with what a site says of all its pages (本站声明：…).
    """
    start, end = view.boxes[box].start, view.boxes[box].end
    if start == end:
        return start > title_line
    return end > title_line + 1 and _STATEMENT.match(view.lines[start].text) is None


def _is_named(view: Shown, box: int) -> bool:
    one = view.boxes[box]
    return one.names != " " and not one.template and _CONTAINERS.search(one.names) is not None


def _drawn(view: Shown, title_line: int, footer: int) -> list[int]:
    """What the pictures and players in each box weigh, below the title and above the footer."""
    weights = [0] * len(view.boxes)
    for media in view.media:
        ended = media.line == footer and view.boxes[media.box].end <= footer
        if title_line <= media.line and (media.line < footer or ended) and is_content_media(media):
            weights[media.box] += _PICTURE_WEIGHT
    for box in range(len(weights) - 1, 0, -1):  # a box stands behind the one that holds it
        weights[view.boxes[box].parent] += weights[box]
    return weights


def _around_title(view: Shown, box: int, title_line: int) -> int:
    """For a page with hardly any text: the smallest box with the title and something below it."""
    while box > 0 and not (view.boxes[box].start <= title_line < view.boxes[box].end - 1):
        box = view.boxes[box].parent
    return box

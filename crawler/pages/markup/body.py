"""The text of a detail page: blocks in reading order, pictures, signature."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from crawler.pages.markup.grids import left_of
from crawler.pages.markup.outline import Outline, in_one_line, outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.pairs import pairs_of
from crawler.pages.markup.pictures import is_content_media
from crawler.pages.markup.shown import Box, Line, Media, Shown, shown
from crawler.pages.words.dates import find_dates
from crawler.pages.words.labels import labels_of
from crawler.pages.words.masking import mask_numbers
from crawler.pages.words.text import clean, key, simplify
from crawler.records.model import Block, Field, Signature, Source

_CN = "一二三四五六七八九十"
_NUMBERED = re.compile(
    rf"(?:第[{_CN}百\d]{{1,4}}[章节部分条]{{1,2}}\s?|[{_CN}]{{1,3}}(?:\s?[、.．:：]|是)|[(（]\s?[{_CN}\d]{{1,3}}\s?[)）]\s?[、.]?|"
    r"\d{1,2}\s?[、．]|\d{1,2}\.(?!\d)|\d{1,2}\s?[)）]|[①-⑳]|问\s?[:：]|[Qq]\d{0,2}\s?[:：.]|问题\s?[\d一二三四五六七八九十]{1,2}\s?[:：])"
)
_BULLET = re.compile(r"^[▲●■◆★▶►◎◇□※☆✦➤❖·•]+\s?")
_TITLED = re.compile(r"[【\[][^【】\[\]，。；]{2,30}[】\]]|[^，。；：:？！《》\d]{2,20}[:：]")
_PUNCTUATION = re.compile(r"[，。；;：:？?！!]")
_COLON_LEAD = re.compile(r"([\u3400-\u9fffA-Za-z“”\"（）()、]{2,16})\s?[:：]\s?(?=\S)")
_SENTENCE_END = re.compile(r"[。；;！!]")
_FULL_STOP = re.compile(r"[。！!]")
_LONGEST_HEADING = 60
_LONGEST_LEAD = 40


@lru_cache(maxsize=4)
def body_lines(page: Page) -> tuple[Line, ...]:
    """The lines of the text proper, without title, metadata and page furniture."""
    view, layout = shown(page), outline(page)
    return view.lines[layout.start : layout.content_end]


@lru_cache(maxsize=4)
def unmasked_text(page: Page) -> str:
    """The text proper as it is, for readers that look for contacts; never stored."""
    return simplify("\n".join(line.text for line in body_lines(page)))


@lru_cache(maxsize=4)
def body_text(page: Page) -> str:
    """The text proper, simplified and personal numbers masked, one line per line shown."""
    return mask_numbers(unmasked_text(page))


def blocks_of(page: Page) -> tuple[Block, ...]:
    """The text as headings, leads and paragraphs.

    Headings are h1 to h6, short bold paragraphs and short numbered lines (一、 （一） 1.); leads
    are bold or numbered beginnings of a paragraph, or a short word and a colon.
    """
    boxes = shown(page).boxes
    blocks: list[Block] = []
    for line in body_lines(page):
        blocks += _blocks_of_line(line, _is_row_head(boxes, line))
    return tuple(Block(block.kind, mask_numbers(simplify(block.text))) for block in blocks)


def _is_row_head(boxes: tuple[Box, ...], line: Line) -> bool:
    """Whether the line fills a header cell, or the first cell of a row of two."""
    if line.tag == "th":
        return True
    cell = boxes[line.box]
    if line.tag != "td" or cell.end - cell.start != 1:
        return False
    row = boxes[cell.parent].children
    return len(row) == 2 and row[0] == line.box


def _blocks_of_line(line: Line, row_head: bool = False) -> list[Block]:
    text = _BULLET.sub("", line.text)
    marked = text != line.text and len(text) <= _LONGEST_HEADING
    if (marked or row_head) and text and not _PUNCTUATION.search(text.rstrip(":：")):
        return [Block("heading", text.strip("【】[] "))]
    if len(text) <= _LONGEST_LEAD and _TITLED.fullmatch(text):
        return [Block("heading", text.strip("【】[]:： "))]
    text = line.text
    numbered = _NUMBERED.match(text)
    if line.tag[:1] == "h" and line.tag[1:].isdecimal() and len(text) <= 120:
        return [Block("heading", text)]
    if len(text) <= _LONGEST_HEADING and not _SENTENCE_END.search(text[:-1]):
        colon = _COLON_LEAD.match(text, numbered.end() if numbered else 0)
        if not (colon and colon.end() < len(text) and not line.bold) and (
            line.bold or (numbered and text[-1] not in "。；;，,")
        ):
            return [Block("heading", text)]
    lead = _lead_length(line, numbered.end() if numbered else 0)
    if 0 < lead < len(text):
        rest = text[lead:].lstrip(" :：。").rstrip()
        if rest:
            return [Block("lead", text[:lead].strip(" :：。")), Block("paragraph", rest)]
    if line.tag == "dt" and len(text) <= _LONGEST_HEADING:
        return [Block("heading", text)]
    return [Block("paragraph", text)]


def _lead_length(line: Line, numbered: int) -> int:
    """How many characters at the start of the line are its lead; 0 if it has none."""
    text = line.text
    bold = 0
    for piece in line.pieces:
        if not piece.bold and piece.text.strip() and bold < piece.start + len(piece.text):
            break
        bold = piece.start + len(piece.text)
    bold = min(bold, len(text))
    if numbered < bold <= _LONGEST_LEAD and text[:bold].strip(" :：。"):
        return bold
    colon = _COLON_LEAD.match(text, numbered)
    if colon:
        return colon.end(1)
    if numbered:
        stop = _FULL_STOP.search(text, numbered)
        if stop and stop.start() <= _LONGEST_LEAD:
            return stop.start()
    return 0


# --- pictures -------------------------------------------------------------------------------

_VIDEO_FILE = re.compile(r"\.(?:mp4|m3u8|flv|wmv|mov)(?:[?#]|$)", re.I)


def content_media(page: Page) -> tuple[Media, ...]:
    """The pictures, videos and players that the article shows, in reading order."""
    view, layout = shown(page), outline(page)
    first = _first_line(layout)
    return tuple(
        media
        for media in view.media
        if first <= media.line <= layout.content_end
        and media.line <= layout.footer
        and is_content_media(media)
    )


def _first_line(layout: Outline) -> int:
    return min(layout.start, layout.title_line) if layout.title_line >= 0 else layout.start


def media_counts(page: Page) -> tuple[int, int]:
    """How many content pictures and how many videos or players the article shows."""
    view, layout = shown(page), outline(page)
    found = content_media(page)
    pictures = sum(media.tag == "img" for media in found)
    videos = len(found) - pictures
    first = _first_line(layout)
    for line in view.lines[first : layout.content_end]:
        for piece in line.pieces:
            href = view.anchors[piece.anchor].href if piece.anchor is not None else None
            videos += bool(href and _VIDEO_FILE.search(href))
    return pictures, videos


# --- signature ------------------------------------------------------------------------------

_BODY_END = re.compile(
    r"(?:政府|办公室|办公厅|委员会|领导小组|指挥部|管委会|局|厅|部|委|院|办|会|处|中心|公司|银行|站|所|队|镇|乡|街道|"
    r"办事处|小组|学校|医院|大学|党组|支队|总队|分局|研究院|集团|馆|社|署|[支分]行)$"
)
_DATE_LABEL = re.compile(r"(?:时间|日期|期限|[:：])\s*$")
_SIGNATURE_LINES = 15
_LONGEST_BODY = 60


def signature_of(page: Page) -> Signature | None:
    """The signature block of the text, or None.

    A line that is nothing but a date under a line that names a body, or both in one line. The
    first such block counts: what follows it is the text that it sends out.
    """
    lines, view = body_lines(page), shown(page)
    spare: Signature | None = None
    for number, line in enumerate(lines):
        if len(line.text) > 100:
            continue
        text = simplify(line.text)
        found = find_dates(text)
        if len(found) != 1 or not _ends_with(text, found[0].raw):
            continue
        if found[0].at is not None or _is_labelled(view, line):
            continue  # nobody signs by the minute, and a label's value is no signature
        date_field = Field(
            found[0].value, found[0].raw, Source.SIGNATURE, "", "落款", page.url, found[0].at
        )
        before = text[: found[0].start].strip(" (（[【")
        if not before:
            body = _bodies_above(lines, number)
            if body:
                return Signature(body, date_field)
            if number >= len(lines) - _SIGNATURE_LINES and number > 0:
                spare = Signature("", date_field)
        elif _names_body(before) and number > 0:
            return Signature(before, date_field)
    return spare


def _is_labelled(view: Shown, line: Line) -> bool:
    """Whether a line stands in a table cell to the right of a label."""
    left = left_of(view.boxes, line)
    if left is None or left.end - left.start != 1:
        return False
    text = view.lines[left.start].text
    return len(text) <= 20 and (
        key(text) in labels_of("document") or _DATE_LABEL.search(text) is not None
    )


def _ends_with(text: str, raw: str) -> bool:
    return text.rstrip(" )）]】。印").endswith(raw)


def _bodies_above(lines: tuple[Line, ...], number: int) -> str:
    names: list[str] = []
    for line in reversed(lines[max(0, number - 8) : number]):
        text = simplify(line.text).strip("()（） ")
        if not _names_body(text):
            break
        names.insert(0, re.sub(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])", "", text))
    return " ".join(names)


def _names_body(text: str) -> bool:
    return (
        2 < len(text) <= _LONGEST_BODY
        and _BODY_END.search(text) is not None
        and not re.search(r"[，。；;:：《》？！]|附件|第[一二三四五六七八九十]", text)
    )


def column_of(page: Page) -> str:
    """The breadcrumb of the page, joined by >, else the mandated column name."""
    view, layout = shown(page), outline(page)
    limit = layout.start if layout.title_line < 0 else max(layout.title_line, 1)
    for number, line in enumerate(view.lines[: limit + 1]):
        found = re.search(r"位\s?置\s?[:：]?|^首\s?页(?=\s*[>›»/])", line.text)
        if found is None or len(line.text) > 200:
            continue
        text = line.text[found.end() :] if "位" in found.group() else line.text
        # The steps may stand in lines of their own, as list items do.
        for following in view.lines[number + 1 : min(number + 10, limit)]:
            if len(following.text) > 30 or not following.link_chars:
                break
            text += " > " + following.text
        parts = [clean(part) for part in re.split(r"\s*(?:>>|[>›»→/])\s*|\s-\s|\s{1,}", text)]
        steps = [part for part in parts if part and part not in ("正文", "首页", "网站首页")]
        if steps:
            return ">".join(dict.fromkeys(simplify(step) for step in steps))
    return page.meta.get("columnname", "")


def head_date(page: Page) -> Field[date] | None:
    """A date without a label in the line under the title, or None.

    On a page without a heading above its text, that of a line 2026-03-05 来源：… right above it.
    """
    view, layout = shown(page), outline(page)
    if layout.title_line < 0 or layout.title_line >= layout.content_start > 0:
        above = _date_above(page, view, layout)
        if above is not None or layout.title_line < 0:
            return above
    inside = _date_inside(page, view, layout)
    if inside is not None:
        return inside
    labelled = {pair.start for pair in pairs_of(page, "document") if pair.slug.endswith("_on")}
    labelled |= {p.start + 1 for p in pairs_of(page, "document") if p.whole}
    for number in range(layout.title_end, min(layout.start, layout.title_end + 5)):
        line = view.lines[number]
        if number in labelled or len(line.text) > 160:
            continue
        found = find_dates(line.text)
        if found:
            one = found[0]
            return Field(one.value, one.raw, Source.TEXT, "", "标题下方信息行", page.url, one.at)
    return None


def _date_inside(page: Page, view: Shown, layout: Outline) -> Field[date] | None:
    """The one date in an element of the heading, behind the title itself."""
    line = view.lines[layout.title_line]
    text = in_one_line(line.text)
    if len(text) == len(layout.title) or not text.startswith(layout.title):
        return None
    found = find_dates(text[len(layout.title) :])
    if len(found) != 1:
        return None
    one = found[0]
    return Field(one.value, one.raw, Source.TEXT, "", "标题行", page.url, one.at)


_DATED_SOURCE = re.compile(r"[\d年月日:：./ -]{8,24}\s?(?:信息|文章|稿件)?来源\s?[:：].{0,40}")


def _date_above(page: Page, view: Shown, layout: Outline) -> Field[date] | None:
    """The date of the line right above the text, if that says nothing but date and source."""
    if not 0 < layout.content_start <= len(view.lines):
        return None
    line = view.lines[layout.content_start - 1]
    found = find_dates(line.text) if _DATED_SOURCE.fullmatch(line.text) else []
    if line.template or len(found) != 1 or not line.text.startswith(found[0].raw):
        return None
    one = found[0]
    return Field(one.value, one.raw, Source.TEXT, "", "正文上方信息行", page.url, one.at)

"""What programs print of a file, as paragraphs and tables."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

from crawler.pages.files.transcript import Block, Transcript, Why, nothing

_BARS = re.compile(r"^\s*\|.*\|\s*$")
_GAP = re.compile(r" {2,}|\t+")
_ENDS = re.compile(r"[。；：！？;:!?）)》”]$")
_STARTS = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+[章节条款]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、])"
)
_PICTURE = re.compile(r"\[pic\]")
_RUBBISH = re.compile(
    "[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\u0080-\u00a6\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]"
)
_MOST_RUBBISH = 0.08
_FULL = 0.75
"""Part of the longest line of a page from which a line was broken for want of room."""
_LEAST_COLUMNS, _LEAST_ROWS = 3, 3
UNREADABLE = "文字编码无法识别"


def paragraphs(text: str) -> Transcript:
    """Lines that are paragraphs, and rows between bars that are tables."""
    if is_rubbish(text):
        return nothing(Why.DAMAGED, UNREADABLE)
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    for line in (*text.splitlines(), ""):
        if _BARS.match(line):
            rows.append(tuple(cell.strip() for cell in line.strip().strip("|").split("|")))
            continue
        if rows:
            blocks.append(Block(rows=tuple(rows)))
            rows = []
        if line.strip():
            blocks.append(Block(text=_PICTURE.sub(" ", line).strip()))
    if _PICTURE.search(text):
        return Transcript(tuple(blocks), Why.PICTURES, "文件中有图片，图片中的文字未能读取")
    return Transcript(tuple(blocks))


def printed_pages(text: str) -> Transcript:
    """Pages that end with a form feed, laid out as printed: lines made whole, columns found.

    A page without a word is a picture: nobody prints an empty one.
    """
    if is_rubbish(text):
        return nothing(Why.DAMAGED, UNREADABLE)
    pages = text.split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    blocks = [block for page in pages for block in _page(page.split("\n"))]
    if not blocks:
        return nothing(Why.PICTURES, "文件是扫描件，没有可读的文字")
    if any(not page.strip() for page in pages):
        return Transcript(tuple(blocks), Why.PICTURES, "文件有页面是图片，没有可读的文字")
    return Transcript(tuple(blocks))


def separated(text: str) -> Transcript:
    """Values between commas, one sheet after each form feed."""
    if is_rubbish(text):
        return nothing(Why.DAMAGED, UNREADABLE)
    blocks: list[Block] = []
    for sheet in text.split("\f"):
        rows = [tuple(row) for row in csv.reader(sheet.splitlines()) if any(map(str.strip, row))]
        width = max(map(len, rows), default=0)
        if rows:
            blocks.append(Block(rows=tuple((*row, *[""] * (width - len(row))) for row in rows)))
    return Transcript(tuple(blocks))


def is_rubbish(text: str) -> bool:
    """Whether a program took the letters of a text for others, as it does with foreign fonts."""
    letters = len(re.sub(r"\s", "", text))
    return letters > 0 and len(_RUBBISH.findall(text)) > max(2, letters * _MOST_RUBBISH)


def _page(lines: Sequence[str]) -> Iterator[Block]:
    lines = [line.rstrip() for line in lines]
    longest = max((len(line) for line in lines), default=0)
    said = ""
    at = 0
    while at < len(lines):
        rows = _table_at(lines, at)
        if rows:
            if said:
                yield Block(text=said)
                said = ""
            yield Block(rows=tuple(rows))
            at += len(rows)
            continue
        line = lines[at].strip()
        if said and (not line or _STARTS.match(line)):
            yield Block(text=said)
            said = ""
        said += line
        if said and (len(lines[at]) < longest * _FULL or _ENDS.search(said)):
            yield Block(text=said)
            said = ""
        at += 1
    if said:
        yield Block(text=said)


def _table_at(lines: Sequence[str], start: int) -> list[tuple[str, ...]]:
    """The rows of a table that begins on a line: so many lines with as many columns."""
    rows: list[tuple[str, ...]] = []
    for line in lines[start:]:
        cells = tuple(_GAP.split(line.strip()))
        if len(cells) < _LEAST_COLUMNS or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
    return rows if len(rows) >= _LEAST_ROWS else []

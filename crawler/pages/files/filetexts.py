"""What an attachment says: its transcript as lines and tables, and as a page for our readers.

Formats that need a program were transcribed when the file came in. Word and Excel files of the
present formats, OFD, plain text and web pages are read here where no transcript was kept.
"""

from __future__ import annotations

import logging
import re
from html import escape

from crawler.pages.files.bundle import OURS, read_ours
from crawler.pages.files.packed import MOST_ROWS
from crawler.pages.files.transcript import Block, Transcript, Why, bounded, from_bytes, nothing
from crawler.pages.markup.page import Page, decode
from crawler.pages.markup.sheets import Sheet, Table, sheet_of, table_of
from crawler.pages.words.numbers import plain

_ROW = re.compile(r"[\t,]")
_PAGES = frozenset({"html", "wordhtml"})
_LEAST_COLUMNS = 3
_ABOVE = 2


def told_by(kind: str, body: bytes, content_type: str = "", transcript: bytes = b"") -> Transcript:
    """What a file of that format says, from its transcript if there is one; never raises."""
    try:
        if transcript:
            return from_bytes(transcript)
        if kind in OURS:
            return read_ours(kind, body)
        if kind == "txt":
            text, _ = decode(body, content_type)
            return bounded(Transcript(tuple(_text(text))))
        if kind in _PAGES:
            sheet = sheet_of(Page.parse("http://attachment.invalid/", body, content_type))
            tables = (Block(rows=table.rows, name=table.caption) for table in sheet.tables)
            return bounded(Transcript((*(Block(line) for line in sheet.lines), *tables)))
    except Exception as error:  # whatever a damaged file can do to its reader
        logging.getLogger(__name__).info("attachment not read: %s", type(error).__name__)
        return nothing(Why.DAMAGED, "文件已损坏，内容无法解析")
    return nothing(Why.FORMAT, "该格式的文件无法读取")


def sheet_of_transcript(found: Transcript) -> Sheet:
    """The lines of a transcript that stand in no table, and its tables."""
    lines: list[str] = []
    tables: list[Table] = []
    for block in found.blocks:
        if block.rows:
            tables.append(table_of(block.rows[:MOST_ROWS], block.name or _above(lines)))
        else:
            lines.append(plain(block.text))
    return Sheet(tuple(lines), tuple(tables))


def page_of_transcript(found: Transcript, title: str, url: str) -> Page:
    """The page that shows what a transcript says, so that every reader of pages can read it.

    `url` is that of the file: what is read from the page names it as the place.
    """
    said = "".join(
        _table(one) if one.rows else f"<p>{escape(one.text)}</p>" for one in found.blocks
    )
    markup = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f'<body><div class="article"><h1>{escape(title)}</h1><div class="content">{said}'
        "</div></div></body></html>"
    )
    return Page.parse(url, markup.encode("utf-8", "replace"), "text/html; charset=utf-8")


def _table(block: Block) -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in block.rows
    )
    named = f"<p>{escape(block.name)}</p>" if block.name else ""
    return f"{named}<table>{rows}</table>"


def _above(lines: list[str]) -> str:
    return " ".join(lines[-_ABOVE:])[-120:]


def _text(text: str) -> list[Block]:
    lines = [line for line in text.splitlines() if line.strip()][:MOST_ROWS]
    rows = [tuple(_ROW.split(line)) for line in lines]
    width = len(rows[0]) if rows else 0
    if width >= _LEAST_COLUMNS and sum(len(row) == width for row in rows) * 10 >= len(rows) * 9:
        return [Block(rows=tuple(rows))]
    return [Block(line) for line in lines]

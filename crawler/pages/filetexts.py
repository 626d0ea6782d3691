"""The lines and tables of an attachment, as far as its format can be read without its program.

Word and Excel files of the present formats, plain text and web pages. PDF files, the older
formats and scans are not read: nothing is said of them.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from xml.etree import ElementTree

from crawler.pages.numbers import plain
from crawler.pages.page import Page, decode
from crawler.pages.sheets import Sheet, Table, sheet_of, table_of
from crawler.pages.workbook import MOST_ROWS, member_of, said_in, tables_of_workbook, tag_of

_ROW = re.compile(r"[\t,]")


def sheet_of_file(kind: str, body: bytes, content_type: str = "") -> Sheet | None:
    """What an attachment of that format says; None if it cannot be read."""
    try:
        if kind == "docx":
            return _word(body)
        if kind == "xlsx":
            return Sheet(tables=tuple(tables_of_workbook(body)))
        if kind == "txt":
            text, _ = decode(body, content_type)
            return _text(text)
        if kind in ("html", "wordhtml"):
            return sheet_of(Page.parse("http://attachment.invalid/", body, content_type))
    except Exception as error:  # whatever a damaged file can do to its reader
        logging.getLogger(__name__).info("attachment not read: %s", type(error).__name__)
    return None


def _word(body: bytes) -> Sheet:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        root = ElementTree.fromstring(member_of(archive, "word/document.xml"))
    lines: list[str] = []
    tables: list[Table] = []
    story = next((one for one in root if tag_of(one) == "body"), root)
    for block in story:
        if tag_of(block) == "tbl":
            rows = [
                [said_in(cell) for cell in row if tag_of(cell) == "tc"]
                for row in block
                if tag_of(row) == "tr"
            ]
            tables.append(table_of(rows[:MOST_ROWS], " ".join(lines[-2:])[-120:]))
        else:
            lines.append(plain(said_in(block)))
    return Sheet(tuple(lines), tuple(tables))


def _text(text: str) -> Sheet:
    lines = [line for line in text.splitlines() if line.strip()][:MOST_ROWS]
    rows = [_ROW.split(line) for line in lines]
    width = len(rows[0]) if rows else 0
    if width >= 3 and sum(len(row) == width for row in rows) * 10 >= len(rows) * 9:
        return Sheet(tables=(table_of(rows),))
    return Sheet(tuple(plain(line) for line in lines))

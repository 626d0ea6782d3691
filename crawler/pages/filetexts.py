"""The lines and tables of an attachment, as far as its format can be read without its program.

Word and Excel files of the present formats, plain text and web pages. PDF files, the older
formats and scans are not read: nothing is said of them.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from crawler.pages.numbers import plain
from crawler.pages.page import Page, decode
from crawler.pages.sheets import Sheet, Table, sheet_of, table_of

READ = frozenset({"docx", "xlsx", "txt", "html", "wordhtml"})
"""Formats (crawler/pages/files.py) that are read."""
_MOST_BYTES = 40_000_000  # of one member of a zipped file, unpacked
_MOST_ROWS = 20_000
_MOST_COLUMNS = 60
_CELL = re.compile(r"([A-Z]{1,3})\d+")
_ROW = re.compile(r"[\t,]")
_WHOLE = re.compile(r"\d{11,}(?:\.0)?|\d(?:\.\d+)?[eE]\+?1[0-9]")


def sheet_of_file(kind: str, body: bytes, content_type: str = "") -> Sheet | None:
    """What an attachment of that format says; None if it cannot be read."""
    try:
        if kind == "docx":
            return _word(body)
        if kind == "xlsx":
            return Sheet(tables=tuple(_excel(body)))
        if kind == "txt":
            text, _ = decode(body, content_type)
            return _text(text)
        if kind in ("html", "wordhtml"):
            return sheet_of(Page.parse("http://attachment.invalid/", body, content_type))
    except Exception as error:  # whatever a damaged file can do to its reader
        logging.getLogger(__name__).info("attachment not read: %s", type(error).__name__)
    return None


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _MOST_BYTES:
        raise ValueError("too large once unpacked")
    with archive.open(name) as member:
        return member.read(_MOST_BYTES)


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _word(body: bytes) -> Sheet:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        root = ElementTree.fromstring(_member(archive, "word/document.xml"))
    lines: list[str] = []
    tables: list[Table] = []
    story = next((one for one in root if _tag(one) == "body"), root)
    for block in story:
        if _tag(block) == "tbl":
            rows = [
                [_said(cell) for cell in row if _tag(cell) == "tc"]
                for row in block
                if _tag(row) == "tr"
            ]
            tables.append(table_of(rows[:_MOST_ROWS], " ".join(lines[-2:])[-120:]))
        else:
            lines.append(plain(_said(block)))
    return Sheet(tuple(lines), tuple(tables))


def _said(element: ElementTree.Element) -> str:
    return "".join(one.text or "" for one in element.iter() if _tag(one) == "t")


def _excel(body: bytes) -> Iterator[Table]:
    """All sheets, hidden rows and columns too: whoever opens the file can show them."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        names = archive.namelist()
        shared: list[str] = []
        if "xl/sharedStrings.xml" in names:
            strings = ElementTree.fromstring(_member(archive, "xl/sharedStrings.xml"))
            shared = [_said(one) for one in strings]
        for name in sorted(n for n in names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", n)):
            rows: list[list[str]] = []
            content = io.BytesIO(_member(archive, name))
            for _, element in ElementTree.iterparse(content):
                if _tag(element) == "row":
                    rows.append(_cells(element, shared))
                    element.clear()
                    if len(rows) >= _MOST_ROWS:
                        break
            width = max((len(row) for row in rows), default=0)
            yield table_of([row + [""] * (width - len(row)) for row in rows])


def _cells(row: ElementTree.Element, shared: list[str]) -> list[str]:
    cells: list[str] = []
    for cell in row:
        where = _CELL.match(cell.get("r") or "")
        column = _column(where[1]) if where else len(cells)
        if column >= _MOST_COLUMNS:
            break
        cells += [""] * (column - len(cells))
        value = next((one.text or "" for one in cell if _tag(one) == "v"), "")
        if cell.get("t") == "s" and value.isdecimal() and int(value) < len(shared):
            value = shared[int(value)]
        elif cell.get("t") == "inlineStr":
            value = _said(cell)
        elif _WHOLE.fullmatch(value):
            value = f"{float(value):.0f}" if "e" in value.lower() else value.removesuffix(".0")
        cells.append(value)
    return cells


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _text(text: str) -> Sheet:
    lines = [line for line in text.splitlines() if line.strip()][:_MOST_ROWS]
    rows = [_ROW.split(line) for line in lines]
    width = len(rows[0]) if rows else 0
    if width >= 3 and sum(len(row) == width for row in rows) * 10 >= len(rows) * 9:
        return Sheet(tables=(table_of(rows),))
    return Sheet(tuple(plain(line) for line in lines))

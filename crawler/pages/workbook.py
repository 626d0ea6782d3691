"""Excel workbooks of the present format: their sheets as tables."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from crawler.pages.sheets import Table, table_of

MOST_BYTES = 20_000_000
"""Bytes of one member of a zipped file, unpacked."""
MOST_ROWS = 20_000
_MOST_COLUMNS = 60
_CELL = re.compile(r"([A-Z]{1,3})\d+")
_WHOLE = re.compile(r"\d{11,}(?:\.0)?|\d(?:\.\d+)?[eE]\+?1[0-9]")


def member_of(archive: zipfile.ZipFile, name: str) -> bytes:
    """One member, unpacked; ValueError if it is larger than anybody's list."""
    if archive.getinfo(name).file_size > MOST_BYTES:
        raise ValueError("too large once unpacked")
    with archive.open(name) as member:
        return member.read(MOST_BYTES)


def tag_of(element: ElementTree.Element) -> str:
    """The name of an element without its space."""
    return element.tag.rpartition("}")[2]


def said_in(element: ElementTree.Element) -> str:
    """All text of an element."""
    return "".join(one.text or "" for one in element.iter() if tag_of(one) == "t")


def tables_of_workbook(body: bytes) -> Iterator[Table]:
    """All sheets, hidden rows and columns too: whoever opens the file can show them."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        names = archive.namelist()
        shared: list[str] = []
        if "xl/sharedStrings.xml" in names:
            strings = ElementTree.fromstring(member_of(archive, "xl/sharedStrings.xml"))
            shared = [said_in(one) for one in strings]
        for name in sorted(n for n in names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", n)):
            rows: list[list[str]] = []
            content = io.BytesIO(member_of(archive, name))
            for _, element in ElementTree.iterparse(content):
                if tag_of(element) == "row":
                    rows.append(_cells(element, shared))
                    element.clear()
                    if len(rows) >= MOST_ROWS:
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
        value = next((one.text or "" for one in cell if tag_of(one) == "v"), "")
        if cell.get("t") == "s" and value.isdecimal() and int(value) < len(shared):
            value = shared[int(value)]
        elif cell.get("t") == "inlineStr":
            value = said_in(cell)
        elif _WHOLE.fullmatch(value):
            value = f"{float(value):.0f}" if "e" in value.lower() else value.removesuffix(".0")
        cells.append(value)
    return cells


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1

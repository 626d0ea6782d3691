"""Excel workbooks of the present format: their sheets as tables."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

from crawler.pages.files.packed import MOST_ROWS, Packed, Refused, parsed, tag_of
from crawler.pages.files.transcript import Block, Transcript, Why
from crawler.pages.files.worddoc import said_in

_MOST_COLUMNS = 60
_CELL = re.compile(r"([A-Z]{1,3})\d+")
_WHOLE = re.compile(r"\d{11,}(?:\.0)?|\d(?:\.\d+)?[eE]\+?1[0-9]")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_SHARED, _BOOK, _RELATIONS = "xl/sharedStrings.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def read_workbook(body: bytes) -> Transcript:
    """All sheets, hidden rows and columns too (whoever opens the file can show them).

    Raises Refused.
    """
    archive = Packed(body)
    names = archive.names
    shared: list[str] = []
    if _SHARED in names:
        shared = [said_in(one) for one in archive.xml(_SHARED)]
    titles = _titles(archive)
    blocks: list[Block] = []
    cut = False
    for name in (one for one in names if _SHEET.fullmatch(one)):
        rows, more = _rows(archive.read(name), shared)
        cut |= more
        width = max((len(row) for row in rows), default=0)
        whole = tuple((*row, *[""] * (width - len(row))) for row in rows)
        blocks.append(Block(rows=whole, name=titles.get(name, "")))
    if not blocks:
        raise Refused(Why.DAMAGED, "工作簿中没有工作表")
    if cut:
        return Transcript(tuple(blocks), Why.LIMIT, "表格行数过多，未读完")
    if any(name.startswith("xl/media/") for name in names):
        return Transcript(tuple(blocks), Why.PICTURES, "表格中有图片，图片中的文字未能读取")
    return Transcript(tuple(blocks))


def _titles(archive: Packed) -> dict[str, str]:
    """The names of the sheets by the members that hold them, as far as the book tells."""
    try:
        relations, book = archive.xml(_RELATIONS), archive.xml(_BOOK)
    except Refused:
        return {}
    places = {one.get("Id", ""): one.get("Target", "").lstrip("/") for one in relations}
    found: dict[str, str] = {}
    for sheet in (one for one in book.iter() if tag_of(one) == "sheet"):
        named = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
        place = places.get(named, "")
        found[place if place.startswith("xl/") else f"xl/{place}"] = sheet.get("name", "")
    return found


def _rows(content: bytes, shared: list[str]) -> tuple[list[list[str]], bool]:
    """The rows of a sheet, and whether it has more than are read."""
    rows: list[list[str]] = []
    _make_sure(content)
    try:
        for _, element in ElementTree.iterparse(io.BytesIO(content)):
            if tag_of(element) == "row":
                if len(rows) >= MOST_ROWS:
                    return rows, True
                rows.append(_cells(element, shared))
                element.clear()
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise Refused(Why.DAMAGED, "文件已损坏，内容无法解析") from error
    return rows, False


def _make_sure(content: bytes) -> None:
    """Refuse what `parsed` would refuse for its declarations, without parsing it whole."""
    if b"<!" in content or b"<\x00!\x00" in content:
        parsed(content)


def _cells(row: ElementTree.Element, shared: list[str]) -> list[str]:
    cells: list[str] = []
    for cell in row:
        where = _CELL.match(cell.get("r") or "")
        column = _column(where[1]) if where else len(cells)
        if column >= _MOST_COLUMNS:
            break
        cells += [""] * (column - len(cells))
        value = next((one.text or "" for one in cell if tag_of(one) == "v"), "")
        if (
            cell.get("t") == "s"
            and value.isdecimal()
            and len(value) < 9
            and int(value) < len(shared)
        ):
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

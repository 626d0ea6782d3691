"""A month of a due-date sum as a small table of a Word document."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from reports.day_grid import GridDay, GridMonth
from reports.wording import WEEKDAYS

_CELL_TWIPS = 760
_FILLS = {"due": "B3261E", "on": "DFE8F6", "off": "ECECEF"}


def calendar(document: Any, month: GridMonth) -> None:
    """Append the month: its weeks from Monday on, each day with what it is to the sum."""
    grid = f'<w:gridCol w:w="{_CELL_TWIPS}"/>' * 7
    title = (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{_CELL_TWIPS * 7}"'
        ' w:type="dxa"/><w:gridSpan w:val="7"/></w:tcPr>'
        f"{_line(f'{month.year}年{month.month}月', bold=True)}</w:tc></w:tr>"
    )
    names = "".join(_cell(_line(name), "") for name in WEEKDAYS)
    weeks = "".join(_week("".join(_day(day) for day in week)) for week in month.weeks)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="B8BFCA"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    table = parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{_CELL_TWIPS * 7}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{title}{_week(names)}{weeks}</w:tbl>"
    )
    after = parse_xml(
        f"<w:p {nsdecls('w')}><w:pPr>"
        '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'
    )
    for element in (table, after):
        document.element.body.insert_element_before(element, "w:sectPr")


def _week(cells: str) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _day(day: GridDay | None) -> str:
    if day is None:
        return _cell(_line(""), "")
    number = f"{day.on.day}{'✓' if day.settled else ''}"
    note = (day.note or ("办结" if day.settled else ""))[:4]
    color = "FFFFFF" if day.kind == "due" else "17663A" if day.settled else "1B2330"
    lines = _line(number, color, bold=day.settled) + (_line(note, color, size=13) if note else "")
    return _cell(lines, _FILLS.get(day.kind, ""))


def _cell(lines: str, fill: str) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{_CELL_TWIPS}" w:type="dxa"/>{shade}</w:tcPr>{lines}</w:tc>'


def _line(words: str, color: str = "1B2330", *, size: int = 18, bold: bool = False) -> str:
    """A centred line; `size` in half points."""
    strong = "<w:b/>" if bold else ""
    return (
        '<w:p><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="0" w:line="240"'
        ' w:lineRule="auto"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr>'
        '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/>'
        f'{strong}<w:color w:val="{color}"/><w:sz w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'
    )

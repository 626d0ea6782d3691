"""Pieces of a Word document, written as XML: python-docx has no words for most of them.

Long tables are built in one go; cell by cell they would take minutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from reports.papers import layout
from reports.papers.layout import Face
from reports.papers.model import Cell, Grid

_TWIPS_PER_MM = 1440 / 25.4
_CELL_CHARACTERS = 600
_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


def clear_body(document: Any) -> None:
    """Take out what the template holds besides its section."""
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)


def paragraph(
    document: Any,
    runs: Sequence[Cell],
    *,
    face: Face = layout.BODY,
    size: float = layout.SIZE_3,
    align: str = "both",
    indent: bool = False,
    outline: int | None = None,
    pitch: int = layout.LINE_TWIPS,
    keep: bool = False,
    right_chars: int = 0,
    rule: str = "",
    before: int = 0,
) -> Any:
    """Append a paragraph: `pitch` is its line height in twips, `rule` draws lines about it."""
    element = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    if keep:
        properties.append(OxmlElement("w:keepNext"))
    properties.append(_with("w:widowControl", val="0"))  # every page is full to its last line
    if rule:
        borders = OxmlElement("w:pBdr")
        for side in ("top", "bottom") if rule == "both" else ("top",):
            borders.append(_with(f"w:{side}", val="single", sz="6", space="1", color="000000"))
        properties.append(borders)
    properties.append(_with("w:snapToGrid", val="0"))
    properties.append(
        _with("w:spacing", before=str(before), after="0", line=str(pitch), lineRule="exact")
    )
    if indent:
        properties.append(_with("w:ind", firstLineChars="200", firstLine=str(layout.INDENT_TWIPS)))
    elif right_chars:
        right = str(int(right_chars * layout.SIZE_3 * 20))
        properties.append(_with("w:ind", rightChars=str(right_chars * 100), right=right))
    properties.append(_with("w:jc", val=align))
    if outline is not None:
        properties.append(_with("w:outlineLvl", val=str(outline)))
    element.append(properties)
    for one in runs:
        element.append(_run(document, one, face, size))
    document.element.body.insert_element_before(element, "w:sectPr")
    return element


def table(document: Any, grid: Grid, width_mm: float) -> int:
    """Append a table as wide as the text; returns how many rows were left to the workbook."""
    total = sum(column.width for column in grid.columns)
    widths = [int(column.width / total * width_mm * _TWIPS_PER_MM) for column in grid.columns]
    element = OxmlElement("w:tbl")
    properties = OxmlElement("w:tblPr")
    properties.append(_with("w:tblW", w=str(sum(widths)), type="dxa"))
    properties.append(_with("w:jc", val="center"))
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_with(f"w:{side}", val="single", sz="4", space="0", color="000000"))
    properties.append(borders)
    properties.append(_with("w:tblLayout", type="fixed"))
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_with(f"w:{side}", w="57", type="dxa"))
    properties.append(margins)
    element.append(properties)
    columns = OxmlElement("w:tblGrid")
    for width in widths:
        columns.append(_with("w:gridCol", w=str(width)))
    element.append(columns)
    heads = tuple(Cell(column.title) for column in grid.columns)
    element.append(_row(document, heads, widths, head=True))
    for row in grid.rows[: layout.MOST_ROWS]:
        element.append(_row(document, row, widths, head=False))
    document.element.body.insert_element_before(element, "w:sectPr")
    return max(0, len(grid.rows) - layout.MOST_ROWS)


def page_grid(section: Any) -> None:
    """22 lines of 28 characters."""
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(
        _with(
            "w:docGrid",
            type="linesAndChars",
            linePitch=str(layout.LINE_TWIPS),
            charSpace=str(layout.CHAR_SPACE),
        )
    )


def footers(section: Any) -> None:
    """Page numbers — 1 —: at the right of odd pages, at the left of even ones."""
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        element = footer.paragraphs[0]._p
        properties = element.get_or_add_pPr()
        chars = {f"{align}Chars": "100", align: str(int(layout.SIZE_4 * 20))}
        properties.append(_with("w:ind", **chars))
        properties.append(_with("w:jc", val=align))
        for piece in (_words("— "), *_field("PAGE"), _words(" —")):
            run = OxmlElement("w:r")
            run.append(_font(layout.NUMBERS, layout.SIZE_4))
            run.append(piece)
            element.append(run)


def draft_mark(section: Any, words: str, *, watermark: bool) -> None:
    """The words above every page, and the watermark of a draft."""
    for number, header in enumerate((section.header, section.even_page_header), 1):
        header.is_linked_to_previous = False
        element = header.paragraphs[0]._p
        properties = element.get_or_add_pPr()
        properties.append(_with("w:jc", val="right"))
        if words:
            run = OxmlElement("w:r")
            run.append(_font(layout.HEADING1, layout.SIZE_5))
            run.append(_words(words))
            element.append(run)
        if watermark:
            element.append(_watermark(number))


def font_table(document: Any) -> None:
    """Name what stands in for typefaces that a machine does not have."""
    fonts = "".join(
        f"<w:font w:name={quoteattr(face.name)}><w:altName w:val={quoteattr(face.instead)}/>"
        '<w:charset w:val="86"/><w:pitch w:val="variable"/></w:font>'
        for face in layout.FACES
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f"<w:fonts {nsdecls('w')}>{fonts}</w:fonts>"
    )
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            part._blob = xml.encode()


def _row(document: Any, cells: Sequence[Cell], widths: Sequence[int], *, head: bool) -> Any:
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    face = layout.HEADING1 if head else layout.BODY
    for one, width in zip(cells, widths, strict=True):
        holder = OxmlElement("w:tc")
        box = OxmlElement("w:tcPr")
        box.append(_with("w:tcW", w=str(width), type="dxa"))
        box.append(_with("w:vAlign", val="center"))
        holder.append(box)
        line = OxmlElement("w:p")
        layout_of = OxmlElement("w:pPr")
        layout_of.append(_with("w:snapToGrid", val="0"))
        layout_of.append(_with("w:spacing", before="0", after="0", line="300", lineRule="exact"))
        short = head or one.figure is not None or len(one.text) <= 8
        layout_of.append(_with("w:jc", val="center" if short else "left"))
        line.append(layout_of)
        text = one.text
        if len(text) > _CELL_CHARACTERS:
            text = text[: _CELL_CHARACTERS - 1] + "…"
        if text:
            line.append(_run(document, Cell(text, one.link), face, layout.SIZE_5))
        holder.append(line)
        row.append(holder)
    return row


def _run(document: Any, one: Cell, face: Face, size: float) -> Any:
    run = OxmlElement("w:r")
    run.append(_font(face, size, linked=bool(one.link)))
    run.append(_words(one.text))
    if not one.link:
        return run
    relations = document.part.rels
    name = f"link{len(relations) + 1}"
    relations.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, one.link, name, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), name)
    link.append(run)
    return link


def _font(face: Face, size: float, *, linked: bool = False) -> Any:
    properties = OxmlElement("w:rPr")
    fonts = _with("w:rFonts", ascii=face.latin, hAnsi=face.latin, eastAsia=face.name)
    properties.append(fonts)
    if linked:
        properties.append(_with("w:color", val="1F4E9E"))
    if size == layout.SIZE_3:
        properties.append(_with("w:spacing", val=str(layout.TIGHTEN_TWIPS)))
    properties.append(_with("w:sz", val=str(int(size * 2))))
    properties.append(_with("w:szCs", val=str(int(size * 2))))
    if linked:
        properties.append(_with("w:u", val="single"))
    return properties


def _words(text: str) -> Any:
    element = OxmlElement("w:t")
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def _field(code: str) -> tuple[Any, Any, Any, Any, Any]:
    instruction = OxmlElement("w:instrText")
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    instruction.text = f" {code} "
    return (
        _with("w:fldChar", fldCharType="begin"),
        instruction,
        _with("w:fldChar", fldCharType="separate"),
        _words("1"),
        _with("w:fldChar", fldCharType="end"),
    )


def _watermark(number: int) -> Any:
    style = (
        "position:absolute;margin-left:0;margin-top:0;width:360pt;height:180pt;rotation:315;"
        "z-index:-251654144;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        "mso-position-vertical-relative:margin"
    )
    return parse_xml(
        f"<w:r {nsdecls('w')} {_VML}><w:pict>"
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>'
        '<v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>'
        '<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>'
        '</v:formulas><v:path textpathok="t" o:connecttype="rect"/>'
        '<v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="draft{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136" '
        f'style="{style}" o:allowincell="f" fillcolor="#d9d9d9" stroked="f">'
        '<v:fill opacity=".5"/>'
        f'<v:textpath style="font-family:&quot;宋体&quot;;font-size:1pt" string="{layout.DRAFT}"/>'
        "</v:shape></w:pict></w:r>"
    )


def _with(tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element

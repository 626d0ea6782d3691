"""Files to which pages leave their text: the same blocks as a page would show, as bytes.

Sorts: docx, xlsx, ofd, zip (a docx in it), doc, pdf hold the blocks; `docx as pdf` has another's
ending; `damaged` breaks off, `encrypted` asks for a password, `scan` is a PDF of pictures: none of
them says anything.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from demo.content.model import Block
from demo.content.oldoffice import encrypted, word_97
from demo.content.printed import pdf_of, scan_of

SILENT = frozenset({"damaged", "encrypted", "scan"})
"""Those that say nothing."""
BY_PROGRAM = frozenset({"doc", "pdf", "scan"})
"""Those of which our own readers know nothing."""
FILED = "#file"
"""Behind the key of an item: the file to which its page leaves its text."""
_ENDINGS = {"docx as pdf": "pdf", "damaged": "docx", "encrypted": "docx", "scan": "pdf"}
_STAMP = (2026, 1, 1, 0, 0, 0)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFD = "http://www.ofdspec.org/2016"


def ending_of(sort: str) -> str:
    """The ending of the name that such a file has."""
    return _ENDINGS.get(sort, sort)


def filed(sort: str, title: str, blocks: Sequence[Block]) -> bytes:
    """The bytes of such a file."""
    if sort == "xlsx":
        return _workbook(blocks)
    if sort == "encrypted":
        return encrypted()
    if sort == "scan":
        return scan_of()
    lines = (title, *_lines(blocks))
    if sort == "doc":
        return word_97(lines)
    if sort == "pdf":
        return pdf_of(lines)
    if sort == "ofd":
        return _ofd(lines)
    word = _word(title, blocks)
    if sort == "zip":
        return packed({f"{title[:20]}.docx": word})
    return word[: len(word) // 2] if sort == "damaged" else word


def packed(members: dict[str, str | bytes]) -> bytes:
    """A zipped file, the same bytes for the same members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), content)
    return out.getvalue()


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind == "table":
            yield from (line.replace("|", "    ") for line in block.text.splitlines())
        elif block.kind != "img":
            yield block.text.replace("|", "")


def _word(title: str, blocks: Sequence[Block]) -> bytes:
    def said(text: str, marks: str = "") -> str:
        run = f"<w:r>{marks}<w:t xml:space='preserve'>{escape(text)}</w:t></w:r>"
        return f"<w:p>{run}</w:p>"

    def piece(block: Block) -> str:
        if block.kind == "table":
            rows = (line.split("|") for line in block.text.splitlines())
            return "<w:tbl>" + "".join(
                "<w:tr>" + "".join(f"<w:tc>{said(cell)}</w:tc>" for cell in row) + "</w:tr>"
                for row in rows
            ) + "</w:tbl>"  # fmt: skip
        return said(block.text.replace("|", ""), "<w:rPr><w:b/></w:rPr>" * (block.kind == "h"))

    body = said(title) + "".join(piece(block) for block in blocks if block.kind != "img")
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document '
            f'xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
        }
    )


def _workbook(blocks: Sequence[Block]) -> bytes:
    tables = [block.text for block in blocks if block.kind == "table"]
    sheets: dict[str, str | bytes] = {
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_RELATIONS}"><sheets>'
        + "".join(
            f'<sheet name="表{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, len(tables) + 1)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        + "".join(
            f'<Relationship Id="r{n}" Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, len(tables) + 1)
        )
        + "</Relationships>",
    }
    for number, table in enumerate(tables, start=1):
        rows = "".join(
            f'<row r="{y}">'
            + "".join(
                f'<c r="{chr(65 + x)}{y}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
                for x, cell in enumerate(line.split("|"))
            )
            + "</row>"
            for y, line in enumerate(table.splitlines(), start=1)
        )
        sheets[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData></worksheet>'
        )
    return packed(sheets)


def _ofd(lines: Sequence[str]) -> bytes:
    texts = "".join(
        f'<ofd:TextObject ID="{n + 10}" Boundary="20 {20 + n * 8} 170 6" Font="1" Size="4">'
        f'<ofd:TextCode X="0" Y="4">{escape(line)}</ofd:TextCode></ofd:TextObject>'
        for n, line in enumerate(lines)
    )
    return packed(
        {
            "OFD.xml": f'<ofd:OFD xmlns:ofd="{_OFD}" DocType="OFD" Version="1.0"/>',
            "Doc_0/Document.xml": f'<ofd:Document xmlns:ofd="{_OFD}"/>',
            "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page xmlns:ofd="{_OFD}"><ofd:Content>'
            f'<ofd:Layer ID="2">{texts}</ofd:Layer></ofd:Content></ofd:Page>',
        }
    )

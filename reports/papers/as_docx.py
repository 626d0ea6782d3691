"""A paper as a Word document laid out after GB/T 9704-2012.

The same paper gives the same bytes: no moment of writing gets in.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm, Pt

from reports.papers import layout
from reports.papers.docx_parts import (
    clear_body,
    draft_mark,
    font_table,
    footers,
    page_grid,
    paragraph,
    table,
)
from reports.papers.layout import Face
from reports.papers.model import Attachment, Block, BlockKind, Cell, Paper, numbered
from reports.wording import SAMPLE

_FIXED = (1980, 1, 1, 0, 0, 0)
_HEADINGS: dict[BlockKind, tuple[Face, int]] = {
    BlockKind.HEADING1: (layout.HEADING1, 0),
    BlockKind.HEADING2: (layout.HEADING2, 1),
    BlockKind.HEADING3: (layout.BODY, 2),
}


def to_docx(paper: Paper, *, draft: bool) -> bytes:
    """The document's bytes; a draft says so in the header and as a watermark."""
    document: Any = Document()
    clear_body(document)
    _settings(document, paper)
    section = document.sections[0]
    _page(section, landscape=False)
    footers(section)
    draft_mark(section, _header_words(paper, draft=draft), watermark=draft)
    _front(document, paper)
    _blocks(document, paper.blocks)
    _signature(document, paper)
    for number, attachment in enumerate(paper.attachments, 1):
        _attachment(document, attachment, _label(paper, number))
    if paper.official:
        _imprint(document, paper)
    return steady(_saved(document))


def steady(data: bytes) -> bytes:
    """The same archive with members that carry no moment of writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _FIXED)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            new.writestr(member, old.read(name))
    return out.getvalue()


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _settings(document: Any, paper: Paper) -> None:
    normal = document.styles["Normal"]
    normal.font.size = Pt(layout.SIZE_3)
    normal.font.name = layout.BODY.latin
    fonts = normal.element.rPr.rFonts
    fonts.set(_w("eastAsia"), layout.BODY.name)
    document.settings.odd_and_even_pages_header_footer = True
    font_table(document)
    properties = document.core_properties
    properties.title, properties.author = paper.title, paper.office
    properties.comments = properties.last_modified_by = properties.keywords = ""
    properties.language, properties.revision = "zh-CN", 1
    moment = paper.data_cut.replace(tzinfo=None, microsecond=0)
    properties.created = properties.modified = moment


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def _page(section: Any, *, landscape: bool) -> None:
    width, height = layout.PAGE_MM
    top, left = layout.TOP_MM, layout.LEFT_MM
    right, bottom = layout.right_mm(), layout.bottom_mm()
    if landscape:  # the same page turned a quarter to the left: its top lies at the left
        width, height = height, width
        top, right, bottom, left = right, bottom, left, top
        section.orientation = WD_ORIENT.LANDSCAPE
    else:
        section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.header_distance = Mm(min(15, top - 8))
    section.footer_distance = Mm(max(bottom - 7 - 6, 8))  # 一字线 7 mm below the text area
    page_grid(section)


def _header_words(paper: Paper, *, draft: bool) -> str:
    words = [layout.DRAFT_LINE] if draft else []
    if paper.sample:
        words.append(SAMPLE)
    return "　".join(words)


def _front(document: Any, paper: Paper) -> None:
    if paper.official:
        paragraph(document, (Cell(layout.DOCUMENT_NUMBER),), align="center")
        paragraph(document, ())
    paragraph(
        document, (Cell(paper.title),), face=layout.TITLE, size=layout.SIZE_2, align="center",
        pitch=700, keep=True,
    )  # fmt: skip
    if paper.subtitle:
        paragraph(document, (Cell(paper.subtitle),), face=layout.HEADING2, align="center")
    paragraph(document, ())
    if paper.addressee:
        paragraph(document, (Cell(f"{paper.addressee}："),))


def _blocks(document: Any, blocks: tuple[Block, ...], *, landscape: bool = False) -> None:
    width = layout.TEXT_MM[1] if landscape else layout.TEXT_MM[0]
    for prefix, block in numbered(blocks):
        if block.kind is BlockKind.TABLE:
            assert block.grid is not None
            left_out = table(document, block.grid, width)
            if left_out:
                _small(document, f"其余{left_out}行见同名电子表格。")
        elif block.kind is BlockKind.NOTE:
            _small(document, block.text)
        elif block.kind is BlockKind.LINE:
            paragraph(document, block.runs)
        elif block.kind is BlockKind.TEXT:
            paragraph(document, block.runs, indent=True)
        else:
            face, level = _HEADINGS[block.kind]
            paragraph(
                document, (Cell(prefix), *block.runs), face=face, indent=True, outline=level,
                keep=True,
            )  # fmt: skip


def _small(document: Any, words: str) -> None:
    paragraph(document, (Cell(words),), size=layout.SIZE_5, pitch=320)


def _label(paper: Paper, number: int) -> str:
    return f"附件{number}" if len(paper.attachments) > 1 else "附件"


def _signature(document: Any, paper: Paper) -> None:
    """The list of attachments, then the issuer and room for seal and date."""
    attachments = paper.attachments
    if attachments:
        paragraph(document, ())
        for number, one in enumerate(attachments, 1):
            head = "附件：" if number == 1 else "　　　"
            count = f"{number}." if len(attachments) > 1 else ""
            paragraph(document, (Cell(f"{head}{count}{one.title}"),), indent=True)
    if paper.official:
        paragraph(document, ())
        paragraph(document, ())
        paragraph(document, (Cell(paper.office),), align="right", right_chars=2)
        paragraph(document, (Cell(layout.UNDATED),), align="right", right_chars=4)
    if paper.contact:
        words = f"（{paper.contact.strip('（）')}）"
        paragraph(document, (Cell(words),), align="left", indent=True)


def _attachment(document: Any, attachment: Attachment, label: str) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _page(section, landscape=attachment.landscape)
    paragraph(document, (Cell(label),), face=layout.HEADING1)
    paragraph(
        document, (Cell(attachment.title),), face=layout.TITLE, size=layout.SIZE_2,
        align="center", pitch=700, keep=True,
    )  # fmt: skip
    _blocks(document, attachment.blocks, landscape=attachment.landscape)


def _imprint(document: Any, paper: Paper) -> None:
    """The lines of copies and printing (版记), between rules, in 四号."""
    if paper.attachments and paper.attachments[-1].landscape:
        _page(document.add_section(WD_SECTION.NEW_PAGE), landscape=False)
    lines = [f"抄送：{'，'.join(paper.copy_to)}。"] if paper.copy_to else []
    lines.append(f"{paper.office}　　{layout.UNDATED}印发")
    for number, words in enumerate(lines):
        paragraph(
            document, (Cell(words),), size=layout.SIZE_4,
            rule="both" if number == len(lines) - 1 else "top", before=400 if not number else 0,
        )  # fmt: skip

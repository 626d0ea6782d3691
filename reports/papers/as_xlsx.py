"""A paper as a workbook: the text on one sheet, every attachment on one of its own.

A sheet that holds a list begins with its headings, so that it can be filtered, and read back
when a unit fills in the feedback form. Text is only ever written as text.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from typing import Any

import xlsxwriter

from reports.papers import layout
from reports.papers.model import Attachment, Block, BlockKind, Cell, Grid, Paper, numbered
from reports.safety import is_formula_like
from reports.wording import SAMPLE
from reports.workbook import sheet_names

_CELL_CHARACTERS = 32_000  # a cell holds 32,767
_LINKS_PER_SHEET = 60_000  # a sheet holds 65,530
_LINK_CHARACTERS = 2_000  # a link holds 2,079
_ROWS_PER_SHEET = 1_000_000  # a sheet holds 1,048,576
_BODY_COLUMNS = 9
_BODY_WIDTH = 12


def to_xlsx(paper: Paper, *, draft: bool) -> bytes:
    """The workbook's bytes; the same paper gives the same bytes."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        moment = paper.data_cut.replace(tzinfo=None, microsecond=0)
        book.set_properties({"title": paper.title, "author": paper.office, "created": moment})
        formats = _formats(book)
        mark = "　".join(
            word for word in (layout.DRAFT_LINE if draft else "", SAMPLE if paper.sample else "")
            if word
        )  # fmt: skip
        names = sheet_names(["正文", *(one.sheet for one in paper.attachments)])
        sheet = book.add_worksheet(names[0])
        _print_setup(sheet, mark, paper.title)
        _front(sheet, paper, mark, formats)
        for name, attachment in zip(names[1:], paper.attachments, strict=True):
            sheet = book.add_worksheet(name)
            _print_setup(sheet, mark, attachment.title)
            _attachment(sheet, attachment, formats)
    return out.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    plain = {"font_name": "仿宋", "font_size": 11, "valign": "top", "text_wrap": True}
    boxed = {**plain, "font_size": 10, "border": 1, "valign": "vcenter"}
    return {
        "title": book.add_format(
            {**plain, "font_name": "宋体", "font_size": 18, "bold": True, "align": "center"}
        ),
        "centre": book.add_format({**plain, "align": "center"}),
        "mark": book.add_format({**plain, "font_color": "#C00000", "align": "right"}),
        "heading": book.add_format({**plain, "font_name": "黑体", "font_size": 12}),
        "text": book.add_format(plain),
        "note": book.add_format({**plain, "font_size": 9, "font_color": "#555555"}),
        "cell": book.add_format(boxed),
        # quote_prefix keeps the text a text when somebody edits the cell or saves it as CSV.
        "quoted": book.add_format({**boxed, "quote_prefix": True}),
        "figure": book.add_format({**boxed, "align": "center", "num_format": "0"}),
        "score": book.add_format({**boxed, "align": "center", "num_format": "0.00"}),
        "link": book.add_format({**boxed, "font_color": "#1F4E9E", "underline": 1}),
        "head": book.add_format(
            {**boxed, "font_name": "黑体", "bg_color": "#E3E9F2", "align": "center"}
        ),
    }


def _print_setup(sheet: Any, mark: str, title: str) -> None:
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    words = title.replace("&", "&&")[:120]
    sheet.set_header(f"&C{words}" + (f"&R{mark}" if mark else ""))
    sheet.set_footer("&C— &P —")


def _front(sheet: Any, paper: Paper, mark: str, formats: Mapping[str, Any]) -> None:
    for column in range(_BODY_COLUMNS):
        sheet.set_column(column, column, _BODY_WIDTH)
    row = 0
    if mark:
        row = _merged(sheet, row, mark, formats["mark"])
    if paper.official:
        row = _merged(sheet, row, layout.DOCUMENT_NUMBER, formats["centre"])
    row = _merged(sheet, row, paper.title, formats["title"], big=True)
    if paper.subtitle:
        row = _merged(sheet, row, paper.subtitle, formats["centre"])
    if paper.addressee:
        row = _merged(sheet, row, f"{paper.addressee}：", formats["text"])
    row = _written(sheet, row, paper.blocks, formats)
    for number, one in enumerate(paper.attachments, 1):
        head = "附件：" if number == 1 else "　　　"
        row = _merged(sheet, row, f"{head}{number}.{one.title}", formats["text"])
    lines = [paper.office, layout.UNDATED] if paper.official else []
    lines += [paper.contact] if paper.contact else []
    lines += [f"抄送：{'，'.join(paper.copy_to)}。"] if paper.official and paper.copy_to else []
    for words in lines:
        row = _merged(sheet, row, words, formats["text"])


def _attachment(sheet: Any, attachment: Attachment, formats: Mapping[str, Any]) -> None:
    first = attachment.blocks[0] if attachment.blocks else None
    grid = first.grid if first is not None else None
    if grid is None:
        for column in range(_BODY_COLUMNS):
            sheet.set_column(column, column, _BODY_WIDTH)
        row = _merged(sheet, 0, attachment.title, formats["title"], big=True)
        _written(sheet, row, attachment.blocks, formats)
        return
    for column, one in enumerate(grid.columns):
        sheet.set_column(column, column, max(7, one.width))
    row = _grid(sheet, 0, grid, formats)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    if grid.rows:
        sheet.autofilter(0, 0, row - 1, len(grid.columns) - 1)
    width = sum(max(7, column.width) for column in grid.columns)
    # Lines to sign on are for the printed form; here they would be read back as answers.
    for block in attachment.blocks[1:]:
        if block.kind is BlockKind.LINE:
            continue
        row = _merged(sheet, row, block.text, formats["note"], len(grid.columns), width)


def _written(sheet: Any, row: int, blocks: tuple[Block, ...], formats: Mapping[str, Any]) -> int:
    for prefix, block in numbered(blocks):
        if block.grid is not None:
            row = _grid(sheet, row, block.grid, formats)
            continue
        style = "heading" if prefix else "note" if block.kind is BlockKind.NOTE else "text"
        lead = "　　" if block.kind is BlockKind.TEXT else ""
        row = _merged(sheet, row, lead + prefix + block.text, formats[style])
    return row


def _merged(
    sheet: Any,
    row: int,
    words: str,
    style: Any,
    columns: int = _BODY_COLUMNS,
    width: int = _BODY_COLUMNS * _BODY_WIDTH,
    *,
    big: bool = False,
) -> int:
    # Excel does not fit the height of merged cells: the lines are reckoned here.
    lines = max(1, math.ceil(len(words) * (3.4 if big else 2.2) / width))
    sheet.set_row(row, lines * (28 if big else 16))
    sheet.merge_range(row, 0, row, columns - 1, "", style)
    sheet.write_string(row, 0, words[:_CELL_CHARACTERS], style)
    return row + 1


def _grid(sheet: Any, row: int, grid: Grid, formats: Mapping[str, Any]) -> int:
    for column, head in enumerate(grid.columns):
        sheet.write_string(row, column, head.title, formats["head"])
    links = 0
    for cells in grid.rows[:_ROWS_PER_SHEET]:
        row += 1
        for column, one in enumerate(cells):
            links += _cell(sheet, row, column, one, formats, linkable=links < _LINKS_PER_SHEET)
    return row + 1


def _cell(
    sheet: Any, row: int, column: int, one: Cell, formats: Mapping[str, Any], *, linkable: bool
) -> bool:
    words = one.text[:_CELL_CHARACTERS]
    if one.figure is not None:
        whole = one.figure == one.figure.to_integral_value() and "." not in one.text
        sheet.write_number(row, column, float(one.figure), formats["figure" if whole else "score"])
    elif one.link and words and linkable and len(one.link) <= _LINK_CHARACTERS:
        sheet.write_url(row, column, one.link, formats["link"], words)
        return True
    else:
        style = "quoted" if is_formula_like(words) else "cell"
        sheet.write_string(row, column, words, formats[style])
    return False

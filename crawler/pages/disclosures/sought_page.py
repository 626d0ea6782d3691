"""A page that a rulebook asks for by its title (指定材料) → `SoughtPage`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.pages.bodies.static_page import own_text
from crawler.pages.documents.beside import beside_text, unmarked_chars
from crawler.pages.documents.document import published_of, title_of
from crawler.pages.markup.labelled import as_body, as_number, best, labelled_fields
from crawler.pages.markup.links import attachments_of
from crawler.pages.markup.page import Page
from crawler.pages.task import Task
from crawler.pages.words.masking import mask_numbers
from crawler.pages.words.text import clean, simplify
from crawler.records.materials import SoughtPage, TableHead
from crawler.records.model import Snapshot

_TEXT_CHARACTERS = 60_000
_MOST_TABLES = 60
_MOST_CELLS = 40
_CELL_CHARACTERS = 40
_ROWS_ABOVE = 5
_FILLED_IN = re.compile(
    r"(?:填报|制表|编制|公布|公开)?(?:单位|部门|日期|时间|人)(?:\([^()]*\))?[:：]\s*\S"
)
"""Who filled a table in, and when: a line above its head."""


def read_sought_page(page: Page, task: Task, snapshot: Snapshot) -> SoughtPage:
    """What a page says as a plan, list or catalogue; tables count with their words as text."""
    fields, text = labelled_fields(page, "document"), own_text(page)
    return SoughtPage(
        url=task.url,
        title=title_of(page, task),
        role=task.role,
        snapshot=snapshot,
        published_on=published_of(page, fields, task),
        number=best(fields, "number", as_number),
        issuer=best(fields, "issuer", as_body),
        text=text[:_TEXT_CHARACTERS],
        tables=tuple(_tables(page)),
        attachments=attachments_of(page),
        beside=beside_text(page),
        text_chars=unmarked_chars(text),
    )


def _tables(page: Page) -> Iterator[TableHead]:
    """The heads of the page's tables: what stands above the first row of things.

    A table that holds tables lays out the page; labels with their values are no list either.
    """
    for table in page.root.css("table")[:_MOST_TABLES]:
        if any(other.mem_id != table.mem_id for other in table.css("table")):
            continue
        rows = [row for row in table.css("tr") if len(_cells(row)) > 1]
        at = next((n for n, row in enumerate(rows[:_ROWS_ABOVE]) if _heads(_cells(row))), None)
        if at is None:
            continue
        head, rest = _cells(rows[at]), len(rows) - at - 1
        if rest > 1 and _goes_on(rows[at], rows[at + 1]):
            head, rest = (*head, *_cells(rows[at + 1])), rest - 1
        yield TableHead(tuple(filter(None, head))[:_MOST_CELLS], rest)


def _heads(cells: tuple[str, ...]) -> bool:
    """Whether a row may head a table: not its title in a merged cell, nor who filled it in when."""
    told = [cell for cell in cells if cell]
    return len(told) > 1 and len(told) * 2 >= len(cells) and not any(map(_FILLED_IN.match, told))


def _goes_on(row: LexborNode, below: LexborNode) -> bool:
    """Whether some heads of a row are spread over several columns, named in the row below.

    Of a workbook's merged cells only the first has words: the row below has none under 序号.
    """
    cells = row.css("th, td")
    wide = any(_span(cell, "colspan") > 1 for cell in cells)
    if wide and any(_span(cell, "rowspan") > 1 for cell in cells):
        return True
    here, there = _cells(row), _cells(below)
    return (
        bool(here[0])
        and not there[0]
        and any(not a and b for a, b in zip(here, there, strict=False))
    )


def _span(cell: LexborNode, name: str) -> int:
    told = (cell.attributes.get(name) or "").strip()
    return int(told) if told.isdecimal() and len(told) < 4 else 1


def _cells(row: LexborNode) -> tuple[str, ...]:
    cells = row.css("th, td")[: _MOST_CELLS + 1]
    return tuple(mask_numbers(simplify(clean(cell.text())))[:_CELL_CHARACTERS] for cell in cells)

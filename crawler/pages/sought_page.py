"""A page that a rulebook asks for by its title (指定材料) → `SoughtPage`."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.pages.beside import beside_text, unmarked_chars
from crawler.pages.document import published_of, title_of
from crawler.pages.labelled import as_body, as_number, best, labelled_fields
from crawler.pages.links import attachments_of
from crawler.pages.masking import mask_numbers
from crawler.pages.page import Page
from crawler.pages.static_page import own_text
from crawler.pages.task import Task
from crawler.pages.text import clean, simplify
from crawler.records.materials import SoughtPage, TableHead
from crawler.records.model import Snapshot

_TEXT_CHARACTERS = 60_000
_MOST_TABLES = 60
_MOST_CELLS = 40
_CELL_CHARACTERS = 40


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
    """The heads of the page's tables: the first row of two cells or more, under a title or none.

    A table that holds tables lays out the page; labels with their values are no list either.
    """
    for table in page.root.css("table")[:_MOST_TABLES]:
        if any(other.mem_id != table.mem_id for other in table.css("table")):
            continue
        rows = [_cells(row) for row in table.css("tr")]
        told = [row for row in rows if len(row) > 1 and any(row)]
        if told and all(told[0]):
            yield TableHead(told[0][:_MOST_CELLS], len(told) - 1)


def _cells(row: LexborNode) -> tuple[str, ...]:
    cells = row.css("th, td")[: _MOST_CELLS + 1]
    return tuple(mask_numbers(simplify(clean(cell.text())))[:_CELL_CHARACTERS] for cell in cells)

"""A page on a budget or on final accounts (预决算) → `FiscalReport`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.pages.bodies.static_page import own_text
from crawler.pages.documents.beside import unmarked_chars
from crawler.pages.documents.document import published_of, title_of
from crawler.pages.markup.body import media_counts
from crawler.pages.markup.labelled import labelled_fields
from crawler.pages.markup.links import anchors_of, attachments_of
from crawler.pages.markup.page import Page
from crawler.pages.markup.sheets import Table, sheet_of
from crawler.pages.task import Task
from crawler.records.fiscal import FiscalReport
from crawler.records.model import Snapshot

_TEXT_CHARACTERS = 60_000
_FEWEST_ROWS = 3
_AMOUNT = re.compile(r"-?[\d,]+(?:\.\d+)?(?:%|[百千万亿]?元)?")
_MONEY = re.compile(
    r"[百千万亿]元|金额|限额|余额|(?:预算|决算|收入|支出|执行|调整)(?:数|额)|总[计额]|合计"
)
_ROW = re.compile(r"[^。；;]*[\u4e00-\u9fff][^。；;]*?(?P<figures>(?:\s+-?[\d,]+(?:\.\d+)?%?)+)")
"""A line of words and, apart from them, of figures: a row whose columns are told by blanks."""
_EXACT = re.compile(r"\d\.\d|\d,\d{3}")
"""A figure as sums are written; the bare number at the end of a line may be that of a page."""
_LONGEST_ROW = 200
_HEADS = 3
"""Rows at the top of a table that may head its columns, the row with the unit included."""


def read_fiscal(page: Page, task: Task, snapshot: Snapshot) -> FiscalReport:
    """What a page says of a budget or final accounts, the words of its tables included."""
    text = own_text(page)
    attachments = attachments_of(page)
    files = {link.url for link in attachments}
    return FiscalReport(
        url=task.url,
        title=title_of(page, task),
        role=task.role,
        snapshot=snapshot,
        published_on=published_of(page, labelled_fields(page, "document"), task),
        text=text[:_TEXT_CHARACTERS],
        text_chars=unmarked_chars(text),
        tables=_tables(page),
        attachments=attachments,
        pictures=media_counts(page)[0],
        links=sum(link.in_body and link.url not in files for link in anchors_of(page)),
    )


def _tables(page: Page) -> int:
    """The tables of a page that show figures, those in columns of plain text included."""
    sheet = sheet_of(page)
    return sum(map(_has_figures, sheet.tables)) + _columned(sheet.lines)


def _columned(lines: Sequence[str]) -> int:
    """The tables that plain lines make up: words and sums in columns, one row under the other.

    So a program gives the tables of a file of which it knows words alone.
    """
    found, rows = 0, 0
    for number, line in enumerate((*lines, "")):
        row = _ROW.fullmatch(line.strip()) if len(line) <= _LONGEST_ROW else None
        if row is not None:
            rows += _EXACT.search(row["figures"]) is not None
            continue
        above = lines[max(0, number - rows - _HEADS) : number]
        found += rows >= _FEWEST_ROWS and any(map(_MONEY.search, above))
        rows = 0
    return found


def _has_figures(table: Table) -> bool:
    """Whether a table shows figures: in three rows, or in one of a table that speaks of money."""
    rows = [row for row in table.rows if any(_AMOUNT.fullmatch(cell) for cell in row)]
    if len(rows) >= _FEWEST_ROWS:
        return True
    heads = (table.caption, *(cell for row in table.rows[:_HEADS] for cell in row))
    told = any(_MONEY.search(cell) for cell in heads)
    return told and any(map(_has_amount, rows))


def _has_amount(row: Sequence[str]) -> bool:
    """Whether a row has words and a figure that is more than its own number."""
    words = any(cell and not _AMOUNT.fullmatch(cell) for cell in row)
    figures = [cell for cell in row[1:] if _AMOUNT.fullmatch(cell)]
    return words and bool(figures)

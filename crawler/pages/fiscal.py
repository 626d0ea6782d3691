"""A page on a budget or on final accounts (预决算) → `FiscalReport`."""

from __future__ import annotations

import re

from crawler.pages.beside import unmarked_chars
from crawler.pages.body import media_counts
from crawler.pages.document import published_of, title_of
from crawler.pages.labelled import labelled_fields
from crawler.pages.links import anchors_of, attachments_of
from crawler.pages.page import Page
from crawler.pages.sheets import sheet_of
from crawler.pages.static_page import own_text
from crawler.pages.task import Task
from crawler.records.fiscal import FiscalReport
from crawler.records.model import Snapshot

_TEXT_CHARACTERS = 60_000
_FEWEST_ROWS = 3
_FIGURE = re.compile(r"-?[\d,]+(?:\.\d+)?%?")


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
    """Tables with at least three rows that have a figure."""
    return sum(
        sum(any(_FIGURE.fullmatch(cell) for cell in row) for row in table.rows) >= _FEWEST_ROWS
        for table in sheet_of(page).tables
    )

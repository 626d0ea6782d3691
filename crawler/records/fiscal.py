"""Budgets and final accounts (预决算) as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from crawler.records.model import Field, Link, Record


@dataclass(frozen=True)
class FiscalReport(Record):
    """A page of the section of budgets and final accounts.

    `tables` counts the tables with figures on the page itself. What stands in `attachments` or
    `pictures` is not read. `text` has personal data masked.
    """

    kind: ClassVar[str] = "fiscal_report"
    published_on: Field[date] | None = None
    text: str = ""
    text_chars: int = 0
    tables: int = 0
    attachments: tuple[Link, ...] = ()
    pictures: int = 0
    links: int = 0

"""Documents as other sections than their own show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from crawler.records.model import Document, Field, Record


@dataclass(frozen=True)
class DocumentCopy(Record):
    """A page outside the section of normative documents that has the form of one (文件副本).

    It was read because rulebooks ask for pages of its title, or since a gazette carries it;
    `role` is the section that leads to it.
    """

    kind: ClassVar[str] = "document_copy"
    document: Document

    @property
    def published_on(self) -> Field[date] | None:
        """When it was published."""
        return self.document.published_on

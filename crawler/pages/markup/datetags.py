"""The days that the <meta> tags of a page tell: the mandated PubDate, and what systems add."""

from __future__ import annotations

from datetime import date

from crawler.pages.markup.page import Page
from crawler.pages.words.dates import first_date, parse_compact
from crawler.pages.words.labels import date_tag_names
from crawler.records.model import Field, Source

_LONGEST = 40
"""Characters of a date with its clock time and zone; what is longer is a text."""


def date_tags(page: Page) -> tuple[Field[date], ...]:
    """The days of publication in the <meta> tags of a page, in the order of the page.

    What only tells of a change or of the document itself is none of them.
    """
    found: list[Field[date]] = []
    for name, content in page.meta.items():
        if name not in date_tag_names() or len(content) > _LONGEST:
            continue
        told = first_date(content)
        value = told.value if told is not None else parse_compact(content)
        if value is not None:
            at = told.at if told is not None else None
            found.append(Field(value, content, Source.META, name, "meta 标签", page.url, at))
    return tuple(found)

"""The texts of a portal in which documents are named, each with when it was said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import (
    Document,
    DocumentCopy,
    Dossier,
    Entry,
    Field,
    GazettePage,
    Interpretation,
    Message,
    SoughtPage,
)
from crawler.records.model import Record

_TITLED = frozenset(
    {Role.NEWS, Role.NOTICES, Role.RESPONSES, Role.PRESS_CONFERENCES, Role.INTERPRETATIONS}
)


@dataclass(frozen=True)
class Said:
    """What one page says, in plain form, with the word for what it is."""

    record: Record
    what: str
    text: str
    on: date | None


def texts_of(dossier: Dossier) -> Iterator[Said]:
    """Every text: documents, interpretations, answers to letters, sought pages, titles of rows."""
    read = {one.url for one in dossier.records if not isinstance(one, Entry)}
    for record in dossier.records:
        if isinstance(record, DocumentCopy):
            record = record.document
        if isinstance(record, Document):
            text = f"{record.text}\n{record.file_text}"
            yield Said(record, "文件", plain(text), _day(record.published_on))
        elif isinstance(record, Interpretation):
            text = "。".join((record.title, *(block.text for block in record.blocks)))
            yield Said(record, "解读", plain(text), _day(record.published_on))
        elif isinstance(record, Message):
            for reply in record.replies:
                yield Said(record, "信件答复", plain(reply.text), _day(reply.replied_on))
        elif isinstance(record, SoughtPage):
            yield Said(record, "页面", plain(record.text), _day(record.published_on))
        elif isinstance(record, Entry) and record.role in _TITLED and record.url not in read:
            yield Said(record, "标题", plain(record.title), _day(record.date))


def contents_of(dossier: Dossier) -> Iterator[tuple[GazettePage, str, date | None]]:
    """The titles that the issues of the gazette list."""
    for page in dossier.gazette_pages:
        if page.issue:
            for link in page.contents:
                yield page, link.text, _day(page.published_on)


def _day(field: Field[date] | None) -> date | None:
    return field.value if field is not None else None

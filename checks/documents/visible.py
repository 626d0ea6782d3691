"""Since when a document has been visible: its page, any section's list, any higher portal."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from checks.judging.dates import shown
from checks.matching.numbers import parse
from checks.matching.rows import page_key
from checks.matching.words import plain
from crawler.records import Document, Dossier, Entry

_SHORTEST_TITLE = 8
"""Shorter titles (公告) are shared by documents that have nothing to do with each other."""


class Visible:
    """Dates on which things stood in a list or on a page, of one portal and those above it."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._by_page: dict[str, list[date]] = defaultdict(list)
        self._by_title: dict[str, list[tuple[str, date]]] = defaultdict(list)
        self._by_number: dict[tuple[str, str, str], list[date]] = defaultdict(list)
        self._numbers: dict[str, tuple[str, str, str]] = {}
        for portal in (dossier, *dossier.higher):
            self._take(portal)

    def _take(self, portal: Dossier) -> None:
        # Documents first: their numbers tell rows of one title apart.
        records: tuple[Entry | Document, ...] = (*portal.documents, *portal.entries())
        for record in records:
            field = record.published_on if isinstance(record, Document) else record.date
            key = page_key(portal, record.url)
            if isinstance(record, Document) and (number := _number(record)) is not None:
                self._numbers[key] = number
            day = shown(field)
            if day is None or day > portal.today:
                continue
            self._by_page[key].append(day)
            self._by_title[plain(record.title)].append((key, day))
            if key in self._numbers:
                self._by_number[self._numbers[key]].append(day)

    def earliest(
        self, document: Document, signed: date | None, published: date | None
    ) -> date | None:
        """The earliest day on which a document was visible.

        Days before it was signed are another paper's (a draft, an older text of that title),
        and so are pages of its title that show another number; its own page's date stays.
        """
        key = page_key(self._dossier, document.url)
        number, title = _number(document), plain(document.title)
        days = list(self._by_page[key])
        if number is not None:
            days += self._by_number[number]
        if len(title) >= _SHORTEST_TITLE:
            days += [
                day for other, day in self._by_title[title]
                if number is None or self._numbers.get(other, number) == number
            ]  # fmt: skip
        days = [day for day in days if signed is None or day >= signed]
        return min((*days, published) if published is not None else days, default=None)


def _number(document: Document) -> tuple[str, str, str] | None:
    field = document.number
    number = parse(field.value) if field is not None and field.value else None
    return (number.code, number.year, number.serial) if number is not None else None

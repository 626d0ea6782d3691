"""Since when a document has been visible: its page, any section's list, any higher portal."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date

from checks.judging.dates import shown
from checks.matching.numbers import Number, parse
from checks.matching.ownership import is_own
from checks.matching.rows import page_key
from checks.matching.titles import core, is_interpretation, issuer_in
from checks.matching.words import plain
from crawler.records import Document, Dossier, Entry

_SHORTEST_TITLE = 8
"""Shorter titles (公告) are shared by documents that have nothing to do with each other."""

_TOLD = re.compile(r"(?<!关于)(?:印发|发布|公布|出台)(?=《)")
"""A piece of news that a body issued a document (县政府印发《…》) is not the document."""
_FORM = ("关于印发", "关于发布", "关于公布", "印发", "的通知")
_DIGITS = r"[〔\[(【](?:19|20)\d{2}[〕\])】]第?\d{1,5}[号號]"
_BESIDE = re.compile(
    rf"^[\u4e00-\u9fff]{{1,12}}{_DIGITS}[:：]?|[(\[【][\u4e00-\u9fff]{{1,12}}{_DIGITS}[)\]】]$"
)
"""The number that a list shows before or behind a title."""


class Visible:
    """Dates on which things stood in a list or on a page, of one portal and those above it."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._by_page: dict[str, list[date]] = defaultdict(list)
        self._by_title: dict[str, list[tuple[str, date]]] = defaultdict(list)
        self._by_number: dict[tuple[str, str, str], list[date]] = defaultdict(list)
        self._numbers: dict[str, tuple[str, str, str]] = {}
        self._rows: dict[str, list[tuple[Entry, date]]] = defaultdict(list)
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
            if portal is self._dossier and isinstance(record, Entry) and _may_be_one(record):
                self._rows[_name(record.title)].append((record, day))
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
        days += self._in_other_words(document)
        days = [day for day in days if signed is None or day >= signed]
        return min((*days, published) if published is not None else days, default=None)

    def _in_other_words(self, document: Document) -> list[date]:
        """The days of rows of the portal's own lists that name a document otherwise.

        A gazette leaves out issuer, 《》 and 关于印发…的通知, or adds the number; rows of another
        number or another issuer are of another paper.
        """
        own = parse(document.number.value) if document.number and document.number.value else None
        name, days = _name(document.title), []
        rows = self._rows.get(name, ()) if len(name) >= _SHORTEST_TITLE else ()
        bare = self._rows.get("", ()) if own is not None else ()
        for row, day in (*rows, *bare):
            shown_number = _number_beside(row.title)
            if shown_number is not None:
                fits = own is not None and own.same(shown_number)
            else:
                key = page_key(self._dossier, row.url)
                number = _number(document)
                fits = number is None or self._numbers.get(key, number) == number
            issuer = issuer_in(_without_number(row.title))
            if fits and (not issuer or is_own(issuer, self._dossier.portal) is not False):
                days.append(day)
        return days


def _may_be_one(row: Entry) -> bool:
    return not is_interpretation(row.title) and _TOLD.search(plain(row.title)) is None


def _without_number(title: str) -> str:
    return _BESIDE.sub("", plain(title))


def _name(title: str) -> str:
    """What a paper is called without its number, its issuer and the words of its kind."""
    return core(_without_number(title), _FORM)


def _number_beside(title: str) -> Number | None:
    match = _BESIDE.search(plain(title))
    return parse(match.group()) if match is not None else None


def _number(document: Document) -> tuple[str, str, str] | None:
    field = document.number
    number = parse(field.value) if field is not None and field.value else None
    return (number.code, number.year, number.serial) if number is not None else None

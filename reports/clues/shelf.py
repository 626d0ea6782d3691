"""What a portal's sections list: numbers, titles, and how far back they were read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from checks.judging import unproven
from checks.matching.numbers import Number, numbers_in, parse
from checks.matching.ownership import Whose, is_own, whose
from checks.matching.titles import is_interpretation, issuer_in
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import (
    Cause,
    Document,
    DocumentCopy,
    Dossier,
    Entry,
    Field,
    ProposalReply,
    SoughtPage,
)
from crawler.records.model import Record

_SHELVES = (Role.NORMATIVE_DOCUMENTS, Role.POLICY_DOCUMENTS)
_TELLING = frozenset(
    {Role.INTERPRETATIONS, Role.GAZETTE, Role.NEWS, Role.RESPONSES, Role.PRESS_CONFERENCES,
     Role.MESSAGE_BOARD}
)  # fmt: skip
"""Sections whose rows tell of documents and are none."""
_SIGNS = re.compile(r"[《》〈〉“”\"'（）()\[\]【】、,，。:：·\-—\s]")
_SHORTEST = 6

Key = tuple[str, str, int]


@dataclass(frozen=True)
class Seen:
    """A number as a page or row shows it. `own`: whether the body itself bears it; None where
    that cannot be told (forwarded, second of joint numbers). `above`: on a higher portal, whose own
    agency word may be the same."""

    record: Record
    own: bool | None
    on: date | None
    above: bool = False


@dataclass(frozen=True)
class Shelf:
    """All that was seen listed. `codes` are the agency words of the body's own series.

    `unproven` says why not all of it was seen, None if it was; before `floor` lists were not read.
    `unnumbered` counts own documents whose number nobody knows, by the year of their day ("" where
    none is shown).
    """

    numbers: Mapping[Key, Seen]
    codes: frozenset[str]
    titles: frozenset[str]
    unproven: Cause | None
    floor: date | None
    unnumbered: Mapping[str, int]

    def may_hide(self, year: str) -> bool:
        """Whether a number of that year may be one that a document bears and nobody read."""
        return bool(self.unnumbered.get(year) or self.unnumbered.get(""))

    def lists(self, title: str) -> bool:
        """Whether a document of that title is listed, whatever words stand around it."""
        name = key_of(title)
        if len(name) < _SHORTEST:
            return True  # says too little to be missed
        return any(
            name in one or (len(one) >= 2 * _SHORTEST and one in name) for one in self.titles
        )


def key_of(title: str) -> str:
    """A title without marks: how titles compare here."""
    return _SIGNS.sub("", plain(title))


def number_key(number: Number) -> Key:
    """A number as a key, its serial as a number."""
    return number.code, number.year, int(number.serial)


def shelf_of(dossier: Dossier, above: Sequence[Dossier] = ()) -> Shelf:
    """What the sections of a portal list, and those of the portals above it."""
    numbers: dict[Key, Seen] = {}
    votes: dict[str, set[Whose]] = {}
    titles: set[str] = set()
    unnumbered: Counter[str] = Counter()
    for document in _documents(dossier):
        titles.add(key_of(document.title))
        owner = whose(document, dossier.portal)
        own = {Whose.OWN: True, Whose.OTHER: False}.get(owner)
        lead, others = _numbers_of(document.number)
        if lead is None:
            unnumbered[_year(document.published_on)] += own is True
        else:
            votes.setdefault(lead.code, set()).add(owner)
            _put(numbers, lead, Seen(document, own, _day(document.published_on)))
        for other in others:
            _put(numbers, other, Seen(document, None, _day(document.published_on)))
    read = {document.url for document in _documents(dossier)}
    for row in _rows(dossier):
        titles.add(key_of(row.title))
        fields = [field.raw for name, field in row.fields if name == "number"]
        found = [one for text in (row.title, *fields) for one in numbers_of_text(text)]
        for number in found:
            _put(numbers, number, Seen(row, None, _day(row.date)))
        issuer = issuer_in(row.title)
        own_row = bool(issuer) and is_own(issuer, dossier.portal) is True
        unnumbered[_year(row.date)] += not found and own_row and row.url not in read
    for portal in above:
        for document in _documents(portal):
            titles.add(key_of(document.title))
            lead, others = _numbers_of(document.number)
            for number in (*((lead,) if lead else ()), *others):
                _put(numbers, number, Seen(document, None, _day(document.published_on), True))
        titles.update(key_of(row.title) for row in _rows(portal))
    for record in dossier.records:
        if isinstance(record, (SoughtPage, ProposalReply)) and record.number is not None:
            lead, _ = _numbers_of(record.number)
            if lead is not None:
                _put(numbers, lead, Seen(record, None, _day(record.published_on)))
    own_codes = {
        code for code, owners in votes.items() if Whose.OWN in owners and Whose.OTHER not in owners
    }
    sections = [dossier.section(role) for role in _SHELVES if role in dossier.sections]
    causes = (unproven(dossier, one.role) for one in sections)
    floors = [one.unread_before for one in sections if one.unread_before is not None]
    cause = next((one for one in causes if one is not None and one is not Cause.LIMIT), None)
    if not any(one.seen for one in sections):
        cause = cause or Cause.SCANNER
    return Shelf(
        numbers, frozenset(own_codes), frozenset(titles), cause, max(floors, default=None),
        unnumbered,
    )  # fmt: skip


def numbers_of_text(text: str) -> Iterator[Number]:
    """The numbers with a year that a text shows."""
    return (number for number, _, _ in numbers_in(plain(text)) if number.year)


def _numbers_of(field: Field[str] | None) -> tuple[Number | None, tuple[Number, ...]]:
    """The number that a document bears, and those that it bears beside it (联合发文)."""
    if field is None:
        return None, ()
    lead = parse(field.value) if field.value else None
    if lead is not None and not lead.year:
        lead = None
    others = tuple(one for one in numbers_of_text(field.raw) if lead is None or not lead.same(one))
    return lead, others


def _put(numbers: dict[Key, Seen], number: Number, seen: Seen) -> None:
    if number.year:
        known = numbers.get(number_key(number))
        if known is None or (known.own is None and seen.own is not None):
            numbers[number_key(number)] = seen


def _documents(dossier: Dossier) -> Iterator[Document]:
    copies = (one.document for one in dossier.records if isinstance(one, DocumentCopy))
    for document in (*dossier.documents, *copies):
        if document.role not in _TELLING and not is_interpretation(document.title):
            yield document


def _rows(dossier: Dossier) -> Iterable[Entry]:
    return (
        row
        for row in dossier.entries()
        if row.role not in _TELLING and not is_interpretation(row.title)
    )


def _year(field: Field[date] | None) -> str:
    day = _day(field)
    return str(day.year) if day is not None else ""


def _day(field: Field[date] | None) -> date | None:
    return field.value if field is not None else None

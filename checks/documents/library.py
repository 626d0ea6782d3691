"""The library of normative documents (规范性文件库): what is in it, and what stands elsewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from checks.judging import published_on, signed_on
from checks.judging.dates import shown
from checks.matching.normative import is_normative
from checks.matching.numbers import Number, parse
from checks.matching.ownership import Whose, is_ended, whose
from checks.matching.rows import documents_of, page_key, rows_by_page
from checks.matching.sentences import changed
from checks.matching.titles import (
    core,
    is_forwarded,
    is_interpretation,
    never_one,
    own_names,
)
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Document, DocumentCopy, Dossier, Entry

_SHORTEST = 4
_FILLED = 3
"""Rows of one day from which a library was filled on it."""
_DRAFT = re.compile(
    r"(?:征求意见|送审|讨论|审议|公示|修订草案|草案)[稿本]|[(（]草案[)）]|公开征(?:求|集)|(?:起草|编制|修订|制定)说明"
)
"""Titles of what is no rule yet, and of what is said of one in the making."""


@dataclass(frozen=True)
class Kept:
    """One thing in the library: its row or page, its number, the names it goes by."""

    record: Document | Entry
    number: Number | None
    names: frozenset[str]


@dataclass(frozen=True)
class Stray:
    """A document met outside the library, and since when it is there.

    `sure` tells that it is a normative document; others only may be one.
    """

    document: Document
    seen_on: date | None
    sure: bool
    kept: Kept | None = None


class Library:
    """The library of a portal, and the documents met elsewhere."""

    def __init__(self, dossier: Dossier, terms: Mapping[str, Any]) -> None:
        self._dossier, self._terms = dossier, terms
        self._dropped = tuple(terms["dropped_title_words"])
        self._rows = rows_by_page(dossier)
        self.documents = documents_of(dossier, Role.NORMATIVE_DOCUMENTS)
        self._keys: dict[str, Kept] = {}
        rows = dossier.entries(Role.NORMATIVE_DOCUMENTS)
        every: tuple[Document | Entry, ...] = (*self.documents, *rows)
        for record in every:
            key = page_key(dossier, record.url)
            if key not in self._keys:
                number = _number(record) if isinstance(record, Document) else None
                self._keys[key] = Kept(record, number, self._names(record.title))
        self._by_name: dict[str, list[Kept]] = defaultdict(list)
        for kept in self._keys.values():
            for name in kept.names:
                self._by_name[name].append(kept)

    def find(self, url: str, title: str, number: Number | None = None) -> Kept | None:
        """What in the library is that document: the same page, number, or title."""
        if (same := self._keys.get(page_key(self._dossier, url))) is not None:
            return same
        every = self._keys.values()
        if number is not None:
            numbered = (k for k in every if k.number is not None and number.same(k.number))
            if (one := next(numbered, None)) is not None:
                return one
        names = self._names(title)
        alike = [kept for name in names for kept in self._by_name.get(name, ())]
        alike = alike or [kept for kept in every if self._alike(names, kept)]
        return next((k for k in alike if self._may_be(k, title, number)), None)

    def strays(self) -> Iterator[Stray]:
        """The own documents in force that stand in other sections, the same ones but once."""
        roles = {Role(value) for value in self._terms["roles"]}
        listed = {
            page_key(self._dossier, row.url)
            for role in roles
            for row in self._dossier.entries(role)
        }
        met: set[str] = set()
        copies = (one.document for one in self._dossier.records if isinstance(one, DocumentCopy))
        for document in (*self._dossier.documents, *copies):
            key = page_key(self._dossier, document.url)
            outside = document.role in roles or key in listed
            if not outside or key in self._keys or key in met or self._set_aside(document):
                continue
            met.add(key)
            seen = published_on(document, self._rows.get(key, ()))
            if seen is not None and seen > self._dossier.today:
                continue
            number = _number(document)
            sure = is_normative(document, self._dossier.portal, self.documents, self._terms)
            if (
                sure
                or may_be(document.title, self._terms["title_patterns"])
                or self._named(document)
            ):
                yield Stray(document, seen, sure, self.find(document.url, document.title, number))

    def in_time(self, document: Document) -> bool:
        """Whether it is of the time that the clause asks for."""
        if not self._terms["since"]:
            return True
        since = date.fromisoformat(str(self._terms["since"]))
        rows = self._rows.get(page_key(self._dossier, document.url), ())
        day = signed_on(document) or published_on(document, rows)
        return day is None or day >= since

    def lag(self, stray: Stray) -> int | None:
        """Days from its first appearance elsewhere to that in the library; None if unknown.

        A day on which several were put in is that of the library, not of the document.
        """
        if stray.kept is None or stray.seen_on is None:
            return None
        key = page_key(self._dossier, stray.kept.record.url)
        days = [day for row in self._rows.get(key, ())
                if row.role is Role.NORMATIVE_DOCUMENTS and (day := shown(row.date))]  # fmt: skip
        alike = sum(
            shown(row.date) == min(days)
            for row in self._dossier.entries(Role.NORMATIVE_DOCUMENTS)
        ) if days else 0  # fmt: skip
        return (min(days) - stray.seen_on).days if 0 < alike < _FILLED else None

    def differs(self, stray: Stray) -> tuple[str, str] | None:
        """A sentence that the library has with other words; None where both are the same."""
        kept = stray.kept.record if stray.kept is not None else None
        if not isinstance(kept, Document) or not kept.text or not stray.document.text:
            return None
        index = [one.index_number.value for one in (kept, stray.document) if one.index_number]
        if (
            len(index) == 2
            and index[0]
            and index[0] == index[1]
            and kept.text == stray.document.text
        ):
            return None
        least = float(self._terms["sentence_similarity"])
        return changed(kept.text, stray.document.text, self._terms["correction_words"], least)

    def _set_aside(self, document: Document) -> bool:
        title = document.title
        return (
            is_interpretation(title) or is_forwarded(title) or is_ended(document)
            or whose(document, self._dossier.portal) is not Whose.OWN or not self.in_time(document)
        )  # fmt: skip

    def _named(self, document: Document) -> bool:
        """Whether the library has it: then it is a copy, whatever its title."""
        return self.find(document.url, document.title, _number(document)) is not None

    def _names(self, title: str) -> frozenset[str]:
        names = (core(name, self._dropped) for name in own_names(title))
        return frozenset(name for name in names if len(name) >= _SHORTEST)

    def _alike(self, names: frozenset[str], kept: Kept) -> bool:
        least = float(self._terms["similarity"])
        for a in names:
            for b in kept.names:
                if 2 * min(len(a), len(b)) < least * (len(a) + len(b)):
                    continue
                matcher = SequenceMatcher(None, a, b, autojunk=False)
                if matcher.quick_ratio() >= least and matcher.ratio() >= least:
                    return True
        return False

    @staticmethod
    def _may_be(kept: Kept, title: str, number: Number | None) -> bool:
        other = number is not None and kept.number is not None and not number.same(kept.number)
        return not other and not never_one(title, kept.record.title)


def may_be(title: str, patterns: Sequence[str]) -> bool:
    """Whether a title is one that normative documents have; those of drafts only look like it."""
    said = plain(title)
    return not _DRAFT.search(said) and any(re.search(pattern, said) for pattern in patterns)


def gaps(documents: tuple[Document, ...]) -> tuple[list[str], list[str]]:
    """Numbers left out between the first and the last of each row of numbers, and doubles."""
    rows: dict[tuple[str, str], dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for document in documents:
        number = _number(document)
        if number is not None and number.year:
            rows[number.code, number.year][int(number.serial)].add(plain(document.title))
    lost: list[str] = []
    doubles: list[str] = []
    for (code, year), serials in sorted(rows.items()):
        for serial in range(min(serials), max(serials) + 1):
            name = f"{code}〔{year}〕{serial}号"
            if serial not in serials:
                lost.append(name)
            elif len(serials[serial]) > 1:
                doubles.append(name)
    return lost, doubles


def _number(document: Document) -> Number | None:
    field = document.number
    return parse(field.value) if field is not None and field.value else None

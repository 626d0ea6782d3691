"""The interpretations of a period, each with those of the same document; what was not read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from checks.disclosure.period import Period
from checks.judging import published_on, unproven, unread_rows
from checks.judging.dates import not_yet, shown
from checks.matching.pairing import companions
from checks.matching.rows import page_key, rows_by_page
from checks.matching.titles import core, named
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Cause, Dossier, Entry, Interpretation


@dataclass(frozen=True)
class Piece:
    """An interpretation with the day it came (None: unknown) and the others of its document.

    `unseen` says why there may be one more of them that was not seen.
    """

    record: Interpretation
    on: date | None
    others: tuple[Interpretation, ...]
    unseen: Cause | None


def pieces_of(dossier: Dossier, terms: Mapping[str, Any], period: Period) -> list[Piece]:
    """The interpretations in scope of the row that came within the period, in listed order."""
    rows = rows_by_page(dossier)
    together = companions(dossier, terms)
    found: dict[str, Piece] = {}
    for record in dossier.interpretations:
        day = published_on(record, rows.get(page_key(dossier, record.url), ()))
        if not_yet(record, day, dossier) or (day is not None and not period.holds(day)):
            continue
        if in_scope(record.title, terms) and record.url not in found:
            others = tuple(o for o in together.get(record.url, ()) if _exists(o, dossier))
            unseen = _unseen(dossier, record, terms)
            found[record.url] = Piece(record, day, others, unseen)
    return list(found.values())


def _exists(record: Interpretation, dossier: Dossier) -> bool:
    return not not_yet(record, shown(record.published_on), dossier)


def in_scope(title: str, terms: Mapping[str, Any]) -> bool:
    """Whether a row means interpretations of such a title."""
    return not terms["scope"] or any(plain(word) in plain(title) for word in terms["scope"])


def unread_of_period(
    dossier: Dossier, terms: Mapping[str, Any], period: Period
) -> list[tuple[Entry, Cause]]:
    """Rows of the period whose page was not read, and why: each page once.

    The pages behind rows older than the window of a visit are never asked for.
    """
    missed = {row.url: miss.cause for row, miss in unread_rows(dossier, Role.INTERPRETATIONS)}
    read = {page_key(dossier, record.url) for record in dossier.interpretations}
    found: dict[str, tuple[Entry, Cause]] = {}
    for row in dossier.entries(Role.INTERPRETATIONS):
        day = shown(row.date)
        inside = day is not None and period.holds(day)
        if row.url not in missed and (not inside or page_key(dossier, row.url) in read):
            continue
        if (inside or day is None) and in_scope(row.title, terms):
            found.setdefault(row.url, (row, missed.get(row.url, Cause.LIMIT)))
    return list(found.values())


def _unseen(dossier: Dossier, record: Interpretation, terms: Mapping[str, Any]) -> Cause | None:
    """Why one more interpretation of the same document may be there.

    Lists not read to their end; a page of a title about it, or linked by its document, not read.
    """
    cause = unproven(dossier, Role.INTERPRETATIONS)
    if cause is not None:
        return cause
    dropped = tuple(terms["dropped_title_words"])
    about = [name for name in (core(one, dropped) for one in (record.title, *named(record.title)))
             if len(name) >= _LEAST]  # fmt: skip
    for row, miss in unread_rows(dossier, Role.INTERPRETATIONS):
        title = core(row.title, dropped)
        if len(title) < _LEAST or any(name in title or title in name for name in about):
            return miss.cause
    sources = set(record.linked_from)
    linked = (m for m in dossier.misses_of((Role.INTERPRETATIONS,)) if m.linked_from in sources)
    return next((miss.cause for miss in linked), None)


_LEAST = 4
"""A title that says less than that may be about any document."""

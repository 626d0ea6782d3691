"""The outcome of a call for opinions: on its own page, on a linked one, or on one of its title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from checks.judging import unread_files, unread_rows
from checks.judging.dates import shown
from checks.matching.rows import page_key, rows_by_page
from checks.matching.titles import never_one
from checks.participation.calls import (
    ROLES,
    alike,
    calls,
    is_outcome,
    pages,
    subjects,
    tells_outcome,
)
from crawler.records import Cause, Consultation, Dossier, Entry, normalise

_RECEIVED, _ADOPTED = "收到数", "采纳数"
_HANDLED, _REASONS = "采纳情况", "不采纳理由"


@dataclass(frozen=True)
class Told:
    """A page that tells the outcome of a call. `on` is None where it shows no date of that."""

    page: Consultation
    on: date | None


@dataclass(frozen=True)
class Outcomes:
    """What was found of one call's outcome. `unread` says why a page of it could not be read."""

    told: tuple[Told, ...] = ()
    unread: Cause | None = None
    doubtful: str = ""

    def best(self, require: Sequence[str]) -> Told | None:
        """The earliest page that lacks nothing of what is required, else the earliest."""
        ordered = sorted(self.told, key=lambda one: (one.on is None, one.on or date.max))
        whole = (one for one in ordered if not any(lacking(one.page, require)))
        return next(whole, ordered[0] if ordered else None)


class Pairing:
    """Which outcome belongs to which call of a portal."""

    def __init__(self, dossier: Dossier, terms: Mapping[str, Any]) -> None:
        self._dossier = dossier
        self._least = float(terms["similarity"])
        self._doubt = float(terms["doubtful_similarity"])
        self._calls = tuple(calls(dossier))
        self._outcomes = tuple(page for page in pages(dossier) if is_outcome(page))
        self._rows = rows_by_page(dossier)
        self._alikes = {page.url: self._alikes_of(page) for page in self._outcomes}
        self._links = {page.url: self._linked_by(page) for page in (*self._calls, *self._outcomes)}
        self._unread_outcomes = [
            (row, cause) for row, cause in self._unread_rows() if tells_outcome(row.title)
        ]

    def of(self, call: Consultation) -> Outcomes:
        """What was found of a call's outcome."""
        told = [Told(call, shown(call.answered_on))] if _is_told(call) else []
        doubtful = ""
        for page in self._outcomes:
            score = self._score(call, page)
            if score >= self._least:
                told.append(Told(page, self._day(page)))
            elif score >= self._doubt:
                doubtful = page.title
        return Outcomes(tuple(told), self._unread(call), doubtful)

    def _alikes_of(self, page: Consultation) -> Mapping[str, float]:
        """How alike a page's title is to that of every call; nearness counts for nothing where
        one is the same."""
        about = frozenset(subjects(page.title))
        same = {
            call.url for call in self._calls
            if not about.isdisjoint(subjects(call.title)) and not never_one(page.title, call.title)
        }  # fmt: skip
        if same:
            return {call.url: float(call.url in same) for call in self._calls}
        return {call.url: alike(page.title, call.title, self._doubt) for call in self._calls}

    def _score(self, call: Consultation, page: Consultation) -> float:
        """How surely a page tells of a call: 1 for a link either way, else by their titles."""
        alikes = self._alikes[page.url]
        own = alikes[call.url]
        linked = self._linked(call, page)
        if own < self._doubt and not linked:
            return 0.0
        best = max((score for url, score in alikes.items() if url != call.url), default=0.0)
        if best > own:  # it speaks of another call, whatever links to it
            return 0.0
        return 1.0 if linked else own

    def _linked(self, call: Consultation, page: Consultation) -> bool:
        keys = (page_key(self._dossier, call.url), page_key(self._dossier, page.url))
        return keys[1] in self._links[call.url] or keys[0] in self._links[page.url]

    def _linked_by(self, page: Consultation) -> frozenset[str]:
        return frozenset(page_key(self._dossier, _normal(link.url)) for link in page.links)

    def _day(self, page: Consultation) -> date | None:
        own = shown(page.published_on)
        if own is not None:
            return own
        rows = self._rows.get(page_key(self._dossier, page.url), ())
        return min((day for row in rows if (day := shown(row.date)) is not None), default=None)

    def _unread(self, call: Consultation) -> Cause | None:
        """Why a page that seems to be the outcome was not read."""
        for miss in self._dossier.misses_of(ROLES):
            if miss.linked_from and miss.linked_from in (call.url, call.final_url):
                return miss.cause
        for row, cause in self._unread_outcomes:
            if alike(row.title, call.title, self._least) >= self._least:
                return cause
        return Cause.UNREADABLE if "outcome" in call.unread else None

    def _unread_rows(self) -> Iterator[tuple[Entry, Cause]]:
        for role in ROLES:
            for row, miss in unread_rows(self._dossier, role):
                yield row, miss.cause
        read = {page_key(self._dossier, page.url) for page in pages(self._dossier)}
        for row in self._dossier.entries():
            # Outcomes also stand among notices, whose pages are not read.
            if row.role not in ROLES and page_key(self._dossier, row.url) not in read:
                yield row, Cause.LIMIT


def lacking(page: Consultation, require: Sequence[str]) -> tuple[bool, bool]:
    """Whether an outcome lacks a number or what was done, and whether it lacks the reasons."""
    received = page.received.value if page.received is not None else None
    adopted = page.adopted.value if page.adopted is not None else None
    handled = adopted is not None or page.outcome is not None
    count = (_RECEIVED in require and received is None) or (
        _ADOPTED in require and adopted is None
    ) or (_HANDLED in require and not handled)  # fmt: skip
    refused = received is not None and adopted is not None and adopted < received
    return count, _REASONS in require and refused and page.reasons is None


def _is_told(call: Consultation) -> bool:
    """Whether a call's own page tells its outcome as well."""
    return call.received is not None and (call.adopted is not None or call.outcome is not None)


def _normal(url: str) -> str:
    try:
        return normalise(url)
    except ValueError:
        return url


def numbers(page: Consultation) -> str:
    """The numbers that an outcome tells, as a clause."""
    told = ((page.received, "收到"), (page.adopted, "采纳"))
    said = [f"{verb}{field.value}条" for field, verb in told if field is not None]
    return "、".join(said) or "已说明采纳情况"


def is_cover(page: Consultation, least_chars: int) -> bool:
    """Whether an outcome may stand in a picture or file of which its page is but the cover."""
    return page.text_chars < least_chars and bool(page.pictures or unread_files(page))

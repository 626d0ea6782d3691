"""What changed of documents since they were first read, and what explains it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from crawler.records import (
    CASE,
    FILES,
    TEXT,
    Document,
    Dossier,
    beijing_date,
    files_state,
    text_state,
)

CHANGE_TERMS = ("min_reads", "recent_case_days", "bulk_documents", "bulk_share")
"""The terms of a requirement that this module goes by."""


@dataclass(frozen=True)
class Change:
    """One thing of a document that is not what it was: "text", or the address of a file.

    `before` and `now` are states (crawler/records/kept.py), `now` empty where it is not there.
    `since` is the first read that showed it so.
    """

    what: str
    before: str
    now: str
    first_seen_on: date
    since: datetime


@dataclass(frozen=True)
class History:
    """What is known of a document: the days of its reads, and its unexplained changes.

    `worked_on` tells of a change while a problem of the page was open, `remade` that one came
    with those of many others. `unseen` is what was read before and could not be tonight.
    """

    first_read_on: date
    days: frozenset[date]
    changes: tuple[Change, ...]
    worked_on: bool = False
    remade: bool = False
    unseen: tuple[str, ...] = ()


class Histories:
    """The documents of a portal against the ledger of earlier reads."""

    def __init__(self, dossier: Dossier, terms: Mapping[str, Any]) -> None:
        self._dossier = dossier
        self._files = {one.url: one for one in dossier.attachments}
        self._recent = timedelta(days=int(terms["recent_case_days"]))
        self._states: dict[str, dict[str, dict[str, datetime]]] = defaultdict(dict)
        self._days: dict[str, set[date]] = defaultdict(set)
        self._cases: dict[str, list[datetime]] = defaultdict(list)
        for one in sorted(dossier.sightings, key=lambda s: s.at):
            if one.at >= dossier.as_of:
                continue
            if one.fact == CASE:
                self._cases[one.subject].append(one.at)
            elif one.fact in (TEXT, FILES):
                self._days[one.subject].add(beijing_date(one.at))
                for shown in one.shown:
                    url, _, state = shown.rpartition(" ")
                    known = self._states[one.subject].setdefault(url or TEXT, {})
                    known.setdefault(state, one.at)
        self._now = {document.url: self._states_of(document) for document in dossier.documents}
        self._remade = self._remade_at(terms)

    def of(self, document: Document) -> History | None:
        """The history of a document; None if it was never read before tonight."""
        known = self._states.get(document.url)
        if not known:
            return None
        days = self._days[document.url]
        changes, explained, unseen = [], False, []
        for what, states in sorted(known.items()):
            now = self._now[document.url].get(what)
            if now is None:
                unseen.append(what)
                continue
            baseline, first = self._baseline(document.url, states)
            if now == baseline or (not now and self._moved(document, baseline)):
                continue
            since = states.get(now, self._dossier.as_of)
            if self._worked_on(document.url, since):
                explained = True
                continue
            changes.append(Change(what, baseline, now, beijing_date(first), since))
        remade = any(change.since in self._remade for change in changes)
        return History(min(days), frozenset(days), tuple(changes), explained, remade, tuple(unseen))

    def _states_of(self, document: Document) -> dict[str, str]:
        """Tonight's state of the text and of each file; "" where a file is not there any more."""
        found = {TEXT: state} if (state := text_state(document)) else {}
        there = dict(one.split(" ", 1) for one in files_state(document, self._files))
        offered = {link.url for link in document.downloads}
        for url in self._states.get(document.url, {}):
            if url != TEXT and (url not in offered or self._is_gone(url)):
                found[url] = ""
        return found | there

    def _is_gone(self, url: str) -> bool:
        file = self._files.get(url)
        return file is not None and file.snapshot.status in (404, 410)

    def _baseline(self, page: str, states: Mapping[str, datetime]) -> tuple[str, datetime]:
        """The state that counts: the first one, or the last that something explained."""
        (baseline, first), *later = states.items()
        for state, at in later:
            if at in self._remade or self._worked_on(page, at):
                baseline, first = state, at
        return baseline, first

    def _moved(self, document: Document, digest: str) -> bool:
        """Whether a file that is not there stands under another address."""
        return digest in self._now[document.url].values()

    def _worked_on(self, page: str, at: datetime) -> bool:
        return any(at - self._recent <= case <= at for case in self._cases.get(page, ()))

    def _remade_at(self, terms: Mapping[str, Any]) -> frozenset[datetime]:
        """The reads in which so many texts changed at once that the site was remade."""
        times: Counter[datetime] = Counter()
        first: list[datetime] = []
        for page, known in self._states.items():
            if TEXT not in known:
                continue
            at = list(known[TEXT].values())
            first.append(at[0])
            now = self._now.get(page, {}).get(TEXT)
            fresh = now is not None and now not in known[TEXT]
            times.update({*at[1:], *([self._dossier.as_of] if fresh else [])})
        least, share = int(terms["bulk_documents"]), float(terms["bulk_share"])
        return frozenset(
            at for at, count in times.items()
            if count >= least and count > share * sum(1 for one in first if one < at)
        )  # fmt: skip

"""Matching interpretations to documents, in the order of the standing rulebook.

Explicit link either way; the document number quoted as the thing interpreted; the same 《title》;
title similarity, never across different years or numbers in the titles.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checks.matching.candidates import Candidate, candidates, links_by_page
from checks.matching.numbers import Number, parse
from checks.matching.rows import page_key
from checks.matching.titles import core, is_interpretation, likeness, named, never_one, own_names
from checks.matching.words import WORDS, plain
from crawler.portals import Role
from crawler.records import Cause, Document, Dossier, Interpretation, Link

MATCHING_TERMS = ("similarity", "doubtful_similarity", "dropped_title_words")
"""The terms of a requirement that this module goes by."""

_LABELS = re.compile(WORDS["links"]["labels"])
_QUESTIONS = re.compile(WORDS["links"]["questions"])
_QUESTION_WORDS = re.compile(WORDS["links"]["question_words"])
_OWN_FILE = re.compile(WORDS["links"]["own_file"], re.IGNORECASE)
_MENUS = frozenset(WORDS["links"]["menus"])
_FEW_PAGES = 3
"""A link that stands on more documents' pages than that stands in a box of the template."""


@dataclass(frozen=True)
class Pair:
    """A match: `method` is link, number, title or similarity; `score` is 1 but for similarity."""

    candidate: Candidate
    method: str
    score: float = 1.0


@dataclass(frozen=True)
class Unread:
    """A page that a document links as its interpretation and that was not read."""

    url: str
    title: str
    cause: Cause


@dataclass(frozen=True)
class Matches:
    """What was matched to one document; `doubtful` pairs decide nothing."""

    pairs: tuple[Pair, ...] = ()
    doubtful: tuple[Pair, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True)
class _Known:
    """A document as matching sees it."""

    key: str
    title: str
    names: tuple[str, ...]
    document: Document | None = None


def pair_up(
    dossier: Dossier, documents: Sequence[Document], terms: Mapping[str, Any]
) -> Mapping[str, Matches]:
    """What interprets each of the documents, by the document's address."""
    dropped = tuple(terms["dropped_title_words"])
    pieces = candidates(dossier, dropped)
    known = _known(dossier, documents, dropped)
    links = {
        k.key: links_by_page(dossier, (*k.document.links, *k.document.attachments))
        for k in known
        if k.document is not None
    }
    popular = Counter(key for found in links.values() for key in found)
    index = _indexed(known, links)
    firm: dict[str, list[Pair]] = {k.key: [] for k in known}
    doubtful: dict[str, list[Pair]] = {k.key: [] for k in known}
    for piece in pieces:
        about = _by_words(piece, index)
        linked = [
            k for k in index.near(piece)
            if k.document is not None and _linked(piece, k, links[k.key], popular)
            and (not about or k.key in about or _both_ways(piece, k, links[k.key]))
        ]  # fmt: skip
        for k in linked:
            firm[k.key].append(Pair(piece, "link"))
        for key, method in about.items():
            if all(k.key != key for k in linked):
                firm[key].append(Pair(piece, method))
        if not about and not linked and piece.near:
            _by_likeness(piece, known, terms, firm, doubtful)
    seen = {piece.key for piece in pieces if piece.read or piece.cause is None}
    causes = {page_key(dossier, miss.url): miss.cause for miss in dossier.misses}
    known_pages = seen | _list_pages(dossier)
    unread = {
        k.key: _unread(k, links[k.key], known_pages, causes, popular) for k in known if k.document
    }
    return {
        d.url: Matches(tuple(firm[key]), tuple(doubtful[key]), unread.get(key, ()))
        for d in documents
        for key in (page_key(dossier, d.url),)
    }


def companions(
    dossier: Dossier, terms: Mapping[str, Any]
) -> Mapping[str, tuple[Interpretation, ...]]:
    """The portal's interpretations by address, each with those of the same document or title."""
    groups: list[list[Interpretation]] = []
    for matches in pair_up(dossier, dossier.documents, terms).values():
        records = (pair.candidate.record for pair in matches.pairs)
        groups.append([record for record in records if isinstance(record, Interpretation)])
    titled: dict[str, list[Interpretation]] = defaultdict(list)
    for record in dossier.interpretations:
        for name in _names(record, tuple(terms["dropped_title_words"])):
            titled[name].append(record)
    found: dict[str, dict[str, Interpretation]] = defaultdict(dict)
    for group in (*groups, *titled.values()):
        for record in group:
            found[record.url].update({o.url: o for o in group if o.url != record.url})
    return {url: tuple(others.values()) for url, others in found.items()}


def _names(record: Interpretation, dropped: tuple[str, ...]) -> frozenset[str]:
    names = (core(name, dropped) for name in (record.title, *named(record.title)))
    return frozenset(name for name in names if len(name) >= 4)


def _known(
    dossier: Dossier, documents: Sequence[Document], dropped: tuple[str, ...]
) -> tuple[_Known, ...]:
    """The documents, and every other title an interpretation may be about."""
    found: dict[str, _Known] = {}
    others = (*dossier.documents, *dossier.entries(Role.NORMATIVE_DOCUMENTS),
              *dossier.entries(Role.POLICY_DOCUMENTS))  # fmt: skip
    for one in (*documents, *others):
        key = page_key(dossier, one.url)
        if key in found or is_interpretation(one.title):
            continue
        names = tuple(name for n in own_names(one.title) if len(name := core(n, dropped)) >= 4)
        document = one if isinstance(one, Document) else None
        found[key] = _Known(key, one.title, names, document)
    return tuple(found.values())


@dataclass(frozen=True)
class _Index:
    """Documents by what a piece may tell of them: each piece against each would take too long."""

    by_key: Mapping[str, _Known]
    by_name: Mapping[str, Sequence[_Known]]
    by_number: Mapping[tuple[str, str], Sequence[tuple[Number, _Known]]]
    linking: Mapping[str, Sequence[_Known]]

    def near(self, piece: Candidate) -> Iterable[_Known]:
        """The documents that link a piece's page, or that it links."""
        keys = (key for key in (*piece.links, *piece.linked_from) if key in self.by_key)
        linked = {key: self.by_key[key] for key in keys}
        return (linked | {k.key: k for k in self.linking.get(piece.key, ())}).values()


def _indexed(known: Iterable[_Known], links: Mapping[str, Mapping[str, Link]]) -> _Index:
    by_name: dict[str, list[_Known]] = defaultdict(list)
    by_number: dict[tuple[str, str], list[tuple[Number, _Known]]] = defaultdict(list)
    linking: dict[str, list[_Known]] = defaultdict(list)
    by_key = {k.key: k for k in known}
    for k in by_key.values():
        for name in k.names:
            by_name[name].append(k)
        for key in links.get(k.key, ()):
            linking[key].append(k)
        field = k.document.number if k.document is not None else None
        number = parse(field.value) if field is not None and field.value else None
        if number is not None:
            by_number[number.year, number.serial].append((number, k))
    return _Index(by_key, by_name, by_number, linking)


def _by_words(piece: Candidate, index: _Index) -> dict[str, str]:
    """The documents that a piece is about by number or 《title》, each with the method."""
    about: dict[str, str] = {}
    for quoted in piece.numbers:
        for number, k in index.by_number.get((quoted.year, quoted.serial), ()):
            if number.same(quoted):
                about[k.key] = "number"
    for name in piece.names if piece.near else ():
        for k in index.by_name.get(name, ()):
            about.setdefault(k.key, "title")
    return about


def _linked(
    piece: Candidate, k: _Known, links: Mapping[str, Link], popular: Mapping[str, int]
) -> bool:
    there = piece.key in links or k.key in piece.linked_from
    return k.key in piece.links or (there and popular.get(piece.key, 0) <= _FEW_PAGES)


def _both_ways(piece: Candidate, k: _Known, links: Mapping[str, Link]) -> bool:
    return piece.key in links and k.key in piece.links


def _by_likeness(
    piece: Candidate, known: Sequence[_Known], terms: Mapping[str, Any],
    firm: dict[str, list[Pair]], doubtful: dict[str, list[Pair]],
) -> None:  # fmt: skip
    """Give a piece to the document whose title is most like its own, if any is like enough."""
    enough, perhaps = float(terms["similarity"]), float(terms["doubtful_similarity"])
    best: list[tuple[float, str]] = []
    dropped = tuple(terms["dropped_title_words"])
    own = {piece.core, *(core(name, dropped) for name in named(piece.title))}
    for k in known:
        if never_one(piece.title, k.title):
            continue
        score = max((likeness(a, b, perhaps) for a in own for b in k.names), default=0.0)
        if score >= perhaps:
            best.append((score, k.key))
    top = max(best, default=(0.0, ""))[0]
    for score, key in best:
        if score == top:
            (firm if score >= enough else doubtful)[key].append(Pair(piece, "similarity", score))


def _list_pages(dossier: Dossier) -> set[str]:
    """Pages that are lists of the portal, not pieces of its own."""
    lists = {page_key(dossier, url) for s in dossier.sections.values() for url in s.urls}
    return lists | {page_key(dossier, row.list_url) for row in dossier.entries() if row.list_url}


def _unread(
    k: _Known, links: Mapping[str, Link], known_pages: Collection[str],
    causes: Mapping[str, Cause], popular: Mapping[str, int],
) -> tuple[Unread, ...]:  # fmt: skip
    """Pages that a document links under an interpretation's label and that nobody read.

    A list may announce such a page too; where it was planned and not read it counts here.
    """
    found = []
    for key, link in links.items():
        text = plain(link.text)
        of_box = _OWN_FILE.fullmatch(text) is None and _labels(plain(link.heading), k.title)
        labelled = _labels(text, k.title) or of_box
        menu = text in _MENUS and not link.heading and not link.in_body and key not in causes
        if not labelled or menu or key == k.key or key in known_pages:
            continue
        if popular[key] <= _FEW_PAGES:
            found.append(Unread(link.url, link.text, causes.get(key, Cause.UNREADABLE)))
    return tuple(found)


def _labels(said: str, title: str) -> bool:
    """Whether a link's words, or its box's, call it an interpretation of the titled document.

    Questions on policy name no subject, or one that the title has (医保 in 医疗保险).
    """
    if _LABELS.search(said) or not _QUESTIONS.search(said):
        return _LABELS.search(said) is not None
    subject = _QUESTION_WORDS.sub("", said)
    return not subject or sum(letter in title for letter in subject) * 2 > len(subject)

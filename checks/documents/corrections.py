"""The words by which a portal owns up to a change of a document: a correction (更正说明)."""

from __future__ import annotations

import re

from checks.judging import Bench
from checks.matching.numbers import numbers_in, parse
from checks.matching.titles import named, own_names
from checks.matching.words import plain
from crawler.records import Document, Validity

CORRECTION_TERMS = ("correction_patterns", "note_patterns", "no_note_patterns")
"""The terms of a requirement that this module goes by."""
_BARE = 12
"""A link of so few characters (更正公告) is about the page that it stands on."""


def correction(bench: Bench, document: Document) -> str:
    """The words that own up to a change: in the document's text, in a line or a link beside it,
    or in an entry that names the document; empty if there are none."""
    if document.validity is not None and document.validity.value is Validity.AMENDED:
        return document.validity.raw
    patterns = [re.compile(p) for p in bench.requirement.terms["correction_patterns"]]
    for pattern in patterns:
        if found := pattern.search(plain(document.text)):
            return found.group()
    if beside := _beside(bench, document):
        return beside
    for row in bench.dossier.entries():
        title = plain(row.title)
        if row.url == document.url or not any(pattern.search(title) for pattern in patterns):
            continue
        if _names(document, row.title):
            return row.title
    return ""


def _beside(bench: Bench, document: Document) -> str:
    """A line beside the text that tells of a change, unless it names another document; a link
    that names this one, stands in its text, or has no name at all."""
    terms = bench.requirement.terms
    says = re.compile("|".join(terms["note_patterns"]))
    not_said = re.compile("|".join(terms["no_note_patterns"]))

    def tells(text: str) -> bool:
        words = plain(text)
        return says.search(words) is not None and not_said.search(words) is None

    for note in document.notes:
        if tells(note) and (not named(note) or _names(document, note)):
            return note
    for link in document.links:
        if link.url == document.url or not tells(link.text):
            continue
        bare = len(plain(link.text)) <= _BARE and not named(link.text)
        inside = link.in_body and not named(link.text)
        if bare or inside or _names(document, link.text):
            return link.text
    return ""


def _names(document: Document, text: str) -> bool:
    """Whether a text names the document, by its number or in title marks."""
    own = {*own_names(document.title), *named(document.title)}
    number = parse(document.number.value) if document.number and document.number.value else None
    quoted = any(number.same(one) for one, *_ in numbers_in(plain(text))) if number else False
    return quoted or bool(own & set(named(text)))

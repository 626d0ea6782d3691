"""Notices that a document stays in force: continuations and clean-ups (延续 清理)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from checks.judging.dates import shown
from checks.matching.numbers import Number, numbers_in, parse
from checks.matching.rows import page_key
from checks.matching.titles import named, own_names
from checks.matching.words import plain
from crawler.records import Document, Dossier, Entry, Miss

_WORDS = tomllib.loads(Path(__file__).with_name("continuation.toml").read_text(encoding="utf-8"))
_NEAR = 60
"""So many characters after a number still speak of that document."""
_BESIDE = 40
"""So many characters after a title its number may stand."""
_KEEPS, _ENDS = tuple(_WORDS["keeps"]), tuple(_WORDS["ends"])


class Continuations:
    """The notices of a portal and of those above it that exist as of the moment."""

    def __init__(self, dossier: Dossier, title_pattern: str) -> None:
        self._dossier = dossier
        pattern = re.compile(title_pattern)
        self._notices: list[tuple[str, str, Entry | Document]] = []
        self._unread: list[Miss] = []
        for portal in (dossier, *dossier.higher):
            read = {page_key(portal, document.url) for document in portal.documents}
            rows = (row for row in portal.entries() if page_key(portal, row.url) not in read)
            records: tuple[Entry | Document, ...] = (*portal.documents, *rows)
            for record in records:
                field = record.published_on if isinstance(record, Document) else record.date
                day = shown(field)
                if pattern.search(plain(record.title)) and (day is None or day <= portal.today):
                    told = record if isinstance(record, Document) else None
                    text = plain(told.text + told.file_text) if told is not None else ""
                    self._notices.append((page_key(portal, record.url), text, record))
            self._unread += [
                miss for miss in portal.misses
                if pattern.search(plain(miss.title)) and not named(plain(miss.title))
            ]  # fmt: skip

    def unread(self) -> Miss | None:
        """A notice whose page could not be read and whose title does not tell what it keeps."""
        return next(iter(self._unread), None)

    def naming(self, document: Document) -> Entry | Document | None:
        """A notice that names the document, by number or by title, among those that stay."""
        number = parse(document.number.value) if document.number and document.number.value else None
        own = page_key(self._dossier, document.url)
        names = set(own_names(document.title))
        for key, text, notice in self._notices:
            if key == own:
                continue
            title = plain(notice.title)
            if number is not None and (
                any(number.same(quoted) for quoted, _, _ in numbers_in(title))
                or _keeps(text, number)
            ):
                return notice
            if names.intersection(named(title)) and not _meant_another(
                text or title, names, number
            ):
                return notice
        return None


def _meant_another(text: str, names: set[str], number: Number | None) -> bool:
    """Whether a notice gives the title it names the number of another document."""
    beside = [
        quoted
        for name in names
        for at in (text.find(f"《{name}》"),)
        if at >= 0
        for quoted, *_ in numbers_in(text[at + len(name) : at + len(name) + _BESIDE])
    ]
    return number is not None and bool(beside) and not any(number.same(one) for one in beside)


def _keeps(text: str, number: Number) -> bool:
    """Whether a notice's text names a number elsewhere than in its list of what has ended.

    Such a list is one whose heading stands after other numbers, or in a text that keeps nothing.
    """
    found = sorted(numbers_in(text), key=lambda one: one[1])
    first = found[0][1] if found else 0
    for quoted, start, end in found:
        if number.same(quoted):
            before, after = text[:start], text[end : end + _NEAR]
            kept, ended = (max(map(before.rfind, cues)) for cues in (_KEEPS, _ENDS))
            if (
                ended <= kept
                or any(cue in after for cue in _KEEPS)
                or (kept >= 0 and ended < first)
            ):
                return True
    return False

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
_WHOLE = 12
"""A title of so many characters is told without its marks; a shorter one (《办法》) is not."""
_BASIS = re.compile(r"(?:根据|依据|按照|依照|遵照|贯彻)《?$")
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
            if number is not None and any(number.same(one) for one, *_ in numbers_in(title)):
                return notice
            if _keeps(text, [*_numbered(text, number), *_titled(text, names, number)]):
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


def _numbered(text: str, number: Number | None) -> list[tuple[int, int]]:
    """Where a text gives a document's number."""
    found = numbers_in(text) if number is not None else ()
    return [(start, end) for quoted, start, end in found if number and number.same(quoted)]


def _titled(text: str, names: set[str], number: Number | None) -> list[tuple[int, int]]:
    """Where a text gives a document's title in full, or in 《》, with no other's number beside."""
    places: list[tuple[int, int]] = []
    for name in names:
        marked = name if len(name) >= _WHOLE else f"《{name}》"
        for match in re.finditer(re.escape(marked), text):
            beside = [quoted for quoted, *_ in numbers_in(text[match.end() :][:_BESIDE])[:1]]
            if _BASIS.search(text[: match.start()]):
                continue
            if not beside or (number is not None and number.same(beside[0])):
                places.append(match.span())
    return places


def _keeps(text: str, places: list[tuple[int, int]]) -> bool:
    """Whether a notice's text names a document elsewhere than in its list of what has ended.

    `places` are where it names it. Such a list is one whose heading stands after other numbers or
    titles, or in a text that keeps nothing.
    """
    named_at = [start for _, start, _ in numbers_in(text)] + [text.find("《")] * ("《" in text)
    first = min(named_at, default=0)
    for start, end in places:
        before, after = text[:start], text[end : end + _NEAR]
        kept, ended = (max(map(before.rfind, cues)) for cues in (_KEEPS, _ENDS))
        if ended <= kept or any(cue in after for cue in _KEEPS) or (kept >= 0 and ended < first):
            return True
    return False

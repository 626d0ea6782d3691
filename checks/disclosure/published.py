"""What a portal published: pages read and list rows, each once, with its day and whose it is."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from checks.judging.dates import exists, published_on, shown
from checks.judging.files import known_by_words, unread_files
from checks.matching.ownership import Whose, body_name, is_beneath, is_own, place_of, whose
from checks.matching.rows import page_key
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Document, Dossier, Entry, Interpretation, Record, SoughtPage

_WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
_ACTING, _ABOVE = re.compile(_WORDS["acting"]), re.compile(_WORDS["above"])
_LEFT_TO_OWN = re.compile(_WORDS["left_to_own"])
_NO_PUBLICATIONS = frozenset({Role.MESSAGE_BOARD, Role.LEADERS, Role.HOME, Role.SEARCH})
"""Sections whose rows are none of the body's own publications: letters, persons, menus."""
_LEAST_PLACE = 2
_BARE = 80
"""Characters of text below which a page may leave what it says to what stands beside it."""
_UNREAD = frozenset({"picture", "media", "frame"})

Page = Document | Interpretation | SoughtPage
Fits = Callable[[str, str], bool]


@dataclass(frozen=True)
class Published:
    """One thing published. `on` is None where no date is shown, `text` where no page was read.

    `another` tells that it is another body's: passed on, or of another body's doing. `tables`
    are the heads of its page's tables, None where they were not looked at; `files` the names of
    its attachments, `unread` whether one of them may say what is not known here.
    """

    record: Record
    title: str
    on: date | None
    text: str | None
    another: bool
    tables: tuple[tuple[str, ...], ...] | None = None
    files: tuple[str, ...] = ()
    unread: bool = False


@dataclass(frozen=True)
class _Thing:
    """A page or a row with its title in plain form and the opening words of its text."""

    key: str
    title: str
    lead: str
    page: Page | None
    sought: SoughtPage | None
    rows: tuple[Entry, ...]


class _Same:
    """A dossier by its identity: rows that follow each other judge one and the same."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier

    def __hash__(self) -> int:
        return id(self.dossier)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.dossier is self.dossier


@lru_cache(maxsize=2)
def _laid_out(same: _Same, lead_chars: int) -> tuple[_Thing, ...]:
    dossier = same.dossier
    listed: dict[str, list[Entry]] = defaultdict(list)
    for row in dossier.entries():
        if row.role not in _NO_PUBLICATIONS and not row.inline:
            listed[page_key(dossier, row.url)].append(row)
    pages: dict[str, Page] = {}
    sought: dict[str, SoughtPage] = {}
    for record in dossier.records:
        if isinstance(record, Document | Interpretation | SoughtPage):
            key = page_key(dossier, record.url)
            pages.setdefault(key, record)
            if isinstance(record, SoughtPage):
                sought[key] = record
    return tuple(
        _thing(key, pages.get(key), sought.get(key), tuple(listed.get(key, ())), lead_chars)
        for key in dict.fromkeys((*pages, *listed))
    )


class Shelf:
    """All that a portal published, laid out once for all rows that look through it.

    `lead_chars` of a text are its opening words.
    """

    def __init__(
        self, dossier: Dossier, higher_words: Sequence[str] = (), lead_chars: int = 0
    ) -> None:
        self.dossier = dossier
        self._higher = higher_words
        self._things = _laid_out(_Same(dossier), lead_chars)

    def published(self, fits: Fits, urls: Collection[str] | None = None) -> Iterator[Published]:
        """What fits, in listed order; what lies after the moment is left out.

        `fits` is asked with a title in plain form and with the opening words. `urls` keeps to
        the pages at these addresses. One thing in several columns, or at several addresses under
        one title and date, is one.
        """
        kept = None if urls is None else {page_key(self.dossier, url) for url in urls}
        told: set[tuple[str, date | None]] = set()
        for one in self._things:
            if (kept is not None and one.key not in kept) or not fits(one.title, one.lead):
                continue
            day, there = self._day(one)
            if there and (one.title, day) not in told:
                told.add((one.title, day))
                yield self._told(one, day)

    def _day(self, one: _Thing) -> tuple[date | None, bool]:
        """The day of publication, and whether it lies not after the moment."""
        field = one.page.published_on if one.page is not None else None
        if isinstance(one.page, Document | Interpretation):
            day = published_on(one.page, one.rows)
        else:
            days = [day for row in one.rows if (day := shown(row.date)) is not None]
            day = shown(field) or min(days, default=None)
        if field is not None and field.value == day:
            return day, day is None or exists(field, self.dossier)
        return day, day is None or day <= self.dossier.today

    def _told(self, one: _Thing, day: date | None) -> Published:
        record: Record = one.page if one.page is not None else one.rows[0]
        tables: tuple[tuple[str, ...], ...] | None = None
        files: tuple[str, ...] = ()
        if one.sought is not None:
            tables = tuple(table.cells for table in one.sought.tables if table.rows)
            # Of a file known by its words alone it is not seen whether they stand in a table.
            tables = None if not tables and known_by_words(one.sought) else tables
        if isinstance(one.page, Document | SoughtPage):
            files = tuple(link.text for link in one.page.attachments)
        text, unread = _text(one.page), bool(files)
        if one.sought is not None and one.sought.files:
            # What a page that is asked for by its title leaves to files was read with it.
            text = "\n".join(filter(None, (one.sought.text, text)))
            unread = bool(unread_files(one.sought))
        elif record.files:
            unread = bool(unread_files(record))
        unread = unread or (one.sought is not None and _shows_unread(one.sought))
        return Published(
            record, record.title, day, text, self._another(record), tables, files, unread
        )

    def _another(self, record: Record) -> bool:
        if isinstance(record, Document):
            return whose(record, self.dossier.portal) is not Whose.OWN
        issuer = record.issuer if isinstance(record, SoughtPage) else None
        told = issuer.value if issuer is not None else None
        if told and is_own(told, self.dossier.portal) is False:
            return True
        return of_another(record.title, self.dossier, self._higher)


def _shows_unread(page: SoughtPage) -> bool:
    """Whether a page has next to no words, and a picture or a frame that may say the rest."""
    bare = len("".join(page.text.split())) < _BARE and not page.tables
    return bare and not _UNREAD.isdisjoint(page.beside)


def _thing(
    key: str,
    page: Page | None,
    sought: SoughtPage | None,
    rows: tuple[Entry, ...],
    lead_chars: int,
) -> _Thing:
    title = page.title if page is not None else rows[0].title
    lead = plain((_text(page) or "")[:lead_chars])
    return _Thing(key, plain(title), lead, page, sought, rows)


def _text(page: Page | None) -> str | None:
    if isinstance(page, Interpretation):
        return "\n".join(block.text for block in page.blocks)
    if isinstance(page, Document) and page.file_text:
        return f"{page.text}\n{page.file_text}"
    return page.text if page is not None else None


def of_another(title: str, dossier: Dossier, higher_words: Sequence[str]) -> bool:
    """Whether a title begins with a higher body, or tells what another body does.

    Provinces and their bodies are known; `higher_words` are more that a title may begin with.
    """
    text, portal = plain(title), dossier.portal
    acting = _ACTING.match(text)
    if acting is not None and (own := is_own(acting["body"], portal)) is not None:
        return not own and not is_beneath(acting["body"], portal)
    place = place_of(body_name(portal))
    if len(place) >= _LEAST_PLACE and (place in text or f"我{place[-1]}" in text):
        return False
    if _LEFT_TO_OWN.match(text):
        return False
    above = (place_of(body_name(one.portal)) for one in dossier.higher)
    leads = (*higher_words, *(name for name in above if len(name) >= _LEAST_PLACE))
    return bool(_ABOVE.match(text)) or text.startswith(tuple(plain(word) for word in leads))

"""What a portal published: pages read and list rows, each once, with its day and whose it is."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checks.judging.dates import exists, published_on, shown
from checks.matching.ownership import Whose, body_name, is_own, place_of, whose
from checks.matching.rows import page_key
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Document, Dossier, Entry, Interpretation, Record, SoughtPage

_WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
_ACTING = re.compile(_WORDS["acting"])
_NO_PUBLICATIONS = frozenset({Role.MESSAGE_BOARD, Role.LEADERS, Role.HOME, Role.SEARCH})
"""Sections whose rows are none of the body's own publications: letters, persons, menus."""
_LEAST_PLACE = 2

Page = Document | Interpretation | SoughtPage


@dataclass(frozen=True)
class Published:
    """One thing published. `on` is None where no date is shown, `text` where no page was read.

    `another` tells that it is another body's: passed on, or of another body's doing. `tables`
    are the heads of its page's tables, None where they were not looked at; `files` the names of
    its attachments.
    """

    record: Record
    title: str
    on: date | None
    text: str | None
    another: bool
    tables: tuple[tuple[str, ...], ...] | None = None
    files: tuple[str, ...] = ()


def published(
    dossier: Dossier,
    fits: Callable[[str, str], bool],
    higher_words: Sequence[str],
    rows: Collection[Entry] | None = None,
) -> Iterator[Published]:
    """What was published and fits, in listed order; what lies after the moment is left out.

    `fits` is asked with a title in plain form and with the text that was read, as it is. `rows`
    keeps to what these rows list. One thing in several columns, or at several addresses under
    one title and date, is one.
    """
    listed: dict[str, list[Entry]] = defaultdict(list)
    for row in dossier.entries() if rows is None else rows:
        if row.role not in _NO_PUBLICATIONS and not row.inline:
            listed[page_key(dossier, row.url)].append(row)
    pages: dict[str, Page] = {}
    tables: dict[str, tuple[tuple[str, ...], ...]] = {}
    for record in dossier.records:
        if isinstance(record, Document | Interpretation | SoughtPage):
            key = page_key(dossier, record.url)
            if rows is None or key in listed:
                pages.setdefault(key, record)
            if isinstance(record, SoughtPage):
                tables[key] = tuple(table.cells for table in record.tables if table.rows)
    told: set[tuple[str, date | None]] = set()
    for key in dict.fromkeys((*pages, *listed)):
        page, own_rows = pages.get(key), tuple(listed.get(key, ()))
        title = page.title if page is not None else own_rows[0].title
        text = _text(page)
        if not fits(plain(title), text or ""):
            continue
        day, there = _published_on(dossier, page, own_rows)
        if not there or (plain(title), day) in told:
            continue
        told.add((plain(title), day))
        record = page if page is not None else own_rows[0]
        another = _is_another(dossier, record, higher_words)
        files = () if page is None or isinstance(page, Interpretation) else page.attachments
        names = tuple(link.text for link in files)
        yield Published(record, title, day, text, another, tables.get(key), names)


def _text(page: Page | None) -> str | None:
    if isinstance(page, Interpretation):
        return "\n".join(block.text for block in page.blocks)
    return page.text if page is not None else None


def _published_on(
    dossier: Dossier, page: Page | None, rows: tuple[Entry, ...]
) -> tuple[date | None, bool]:
    """The day of publication, and whether it lies not after the moment."""
    if isinstance(page, Document | Interpretation):
        day = published_on(page, rows)
    else:
        own = shown(page.published_on) if page is not None else None
        days = [day for row in rows if (day := shown(row.date)) is not None]
        day = own if own is not None else min(days, default=None)
    field = page.published_on if page is not None else None
    if field is not None and field.value == day:
        return day, day is None or exists(field, dossier)
    return day, day is None or day <= dossier.today


def _is_another(dossier: Dossier, record: Record, higher_words: Sequence[str]) -> bool:
    if isinstance(record, Document):
        return whose(record, dossier.portal) is not Whose.OWN
    issuer = record.issuer if isinstance(record, SoughtPage) else None
    if issuer is not None and issuer.value and is_own(issuer.value, dossier.portal) is False:
        return True
    return of_another(record.title, dossier, higher_words)


def of_another(title: str, dossier: Dossier, higher_words: Sequence[str]) -> bool:
    """Whether a title begins with a higher body, or tells what another body does."""
    text, portal = plain(title), dossier.portal
    acting = _ACTING.match(text)
    if acting is not None and (own := is_own(acting["body"], portal)) is not None:
        return not own
    place = place_of(body_name(portal))
    if len(place) >= _LEAST_PLACE and place in text:
        return False
    above = (place_of(body_name(one.portal)) for one in dossier.higher)
    leads = (*higher_words, *(name for name in above if len(name) >= _LEAST_PLACE))
    return text.startswith(tuple(plain(word) for word in leads))

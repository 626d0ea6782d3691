"""Candidates: everything seen that may interpret a document, in one shape for matching."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from checks.judging.dates import not_yet, published_on
from checks.matching.numbers import Number, is_subject, numbers_in
from checks.matching.ownership import body_name
from checks.matching.rows import page_key, rows_by_page
from checks.matching.titles import core, is_interpretation, named
from checks.matching.words import WORDS, plain
from crawler.portals import Role
from crawler.records import Cause, Document, Dossier, Entry, Interpretation, Link, Record, host_of

_PASSING, _TURNING = (re.compile(WORDS["links"][name]) for name in ("passing", "turning"))
_COUNTERPART = re.compile(WORDS["links"]["counterpart"])
_FILE = re.compile(r"\.(?:pdf|docx?|wps|ofd|pptx?|jpe?g|png|mp[34])$", re.IGNORECASE)
_SHORTEST_NAME = 6
"""A 《title》 in running text shorter than that (《办法》) is an abbreviation, not a name."""
_MANY_PAGES = 5
"""A link without a heading that stands on more pages than that, and on most, is the template's."""


@dataclass(frozen=True)
class Candidate:
    """An interpretation, or a list row that announces one.

    `names` are the cores of its own title and of what it names as its subject; `numbers` the
    document numbers it quotes as its subject. `read` is false if only its row was seen, `cause`
    then says why its page was not, if it was planned. `near` is false for a higher portal's
    piece that does not name the monitored body's place.
    """

    key: str
    url: str
    title: str
    record: Record
    published: date | None
    core: str
    names: frozenset[str]
    numbers: tuple[Number, ...] = ()
    links: Mapping[str, Link] = field(default_factory=dict)
    linked_from: frozenset[str] = frozenset()
    read: bool = True
    cause: Cause | None = None
    near: bool = True


def on_every_page(records: Iterable[Document | Interpretation]) -> frozenset[Link]:
    """The links outside text and headed boxes that most of many pages have alike: of a side box.

    One that names what it leads to as the paper of this very page (查看政策原文) is of none,
    however many pages are about the same paper.
    """
    pages = [frozenset(filter(_is_bare, record.links)) for record in records]
    count = Counter(link for links in pages for link in links)
    return frozenset(link for link, n in count.items() if n > max(_MANY_PAGES, len(pages) // 2))


def _is_bare(link: Link) -> bool:
    return not (link.heading or link.in_body or _COUNTERPART.fullmatch(plain(link.text)))


def links_by_page(
    dossier: Dossier, links: Iterable[Link], template: Collection[Link] = frozenset()
) -> dict[str, Link]:
    """The links that are about the page they stand on, by the page each leads to.

    Boxes that list whatever is new, turns to the neighbouring page and what the `template` has on
    every page are about any page.
    """
    return {
        page_key(dossier, link.url): link
        for link in reversed(tuple(links))
        if not _PASSING.search(link.heading)
        and not _TURNING.search(link.text)
        and link not in template
    }


def _in_passing(
    dossier: Dossier, document: Document | None, key: str, template: Collection[Link]
) -> bool:
    """Whether a document's page links another only in boxes that are about any page."""
    links = (*document.links, *document.attachments) if document is not None else ()
    there = any(page_key(dossier, link.url) == key for link in links)
    return there and key not in links_by_page(dossier, links, template)


def candidates(dossier: Dossier, dropped: tuple[str, ...]) -> tuple[Candidate, ...]:
    """Every candidate of the portal and of the portals above it that exists as of the moment."""
    found: dict[str, Candidate] = {}
    place = body_name(dossier.portal).removesuffix("政府").removesuffix("人民")
    for level, portal in enumerate((dossier, *dossier.higher)):
        for one in _of(portal, dropped, place if level else ""):
            found.setdefault(one.key, one)
    return tuple(found.values())


def _of(dossier: Dossier, dropped: tuple[str, ...], place: str) -> Iterator[Candidate]:
    rows = rows_by_page(dossier)
    documents = {page_key(dossier, document.url): document for document in dossier.documents}
    causes = {page_key(dossier, miss.url): miss.cause for miss in dossier.misses}
    templates = on_every_page(dossier.interpretations), on_every_page(dossier.documents)
    read = set()
    for record in dossier.interpretations:
        key = page_key(dossier, record.url)
        read.add(key)
        day = published_on(record, rows.get(key, ()))
        if not_yet(record, day, dossier):
            continue
        yield _from_record(dossier, record, key, day, dropped, place, documents, templates)
    for key, same in rows.items():
        row = _announcement(same)
        if row is None or key in read:
            continue
        day = min((r.date.value for r in same if r.date and r.date.value), default=None)
        if day is not None and day > dossier.today:
            continue
        yield Candidate(
            key, row.url, row.title, row, day, core(row.title, dropped),
            frozenset(core(name, dropped) for name in (row.title, *named(row.title))),
            read=False, cause=None if _never_read(dossier, row) else causes.get(key),
            near=not place or place in plain(row.title),
        )  # fmt: skip


def _announcement(same: tuple[Entry, ...]) -> Entry | None:
    """The row that announces an interpretation, if one of the rows of a page does."""
    for row in same:
        if row.role is Role.INTERPRETATIONS or is_interpretation(row.title):
            return row
    return None


def _never_read(dossier: Dossier, row: Entry) -> bool:
    """Whether a row leads to another site or to a file: the row is then all there is to read."""
    portal = dossier.portal
    return _FILE.search(row.url) is not None or host_of(row.url) not in (portal.host, *portal.hosts)


def _from_record(
    dossier: Dossier, record: Interpretation, key: str, day: date | None,
    dropped: tuple[str, ...], place: str, documents: Mapping[str, Document],
    templates: tuple[Collection[Link], Collection[Link]],
) -> Candidate:  # fmt: skip
    title = plain(record.title)
    text = plain("。".join(block.text for block in record.blocks))
    of_title = named(record.title)
    names = {core(name, dropped) for name in (record.title, *of_title)}
    told = any(len(name) >= _SHORTEST_NAME for name in of_title)
    for name in named(text):
        at = text.find(f"《{name}》")
        if len(name) >= _SHORTEST_NAME and is_subject(text, at, at + len(name) + 2):
            names.add(core(name, dropped))
    numbers = [number for number, _, _ in numbers_in(title)]
    numbers += [n for n, start, end in numbers_in(text) if is_subject(text, start, end, told)]
    links = links_by_page(dossier, record.links, templates[0])
    return Candidate(
        key, record.url, record.title, record, day, core(record.title, dropped),
        frozenset(name for name in names if name), tuple(numbers), links,
        frozenset(
            linking for linking in (page_key(dossier, url) for url in record.linked_from)
            if not _in_passing(dossier, documents.get(linking), key, templates[1])
        ),
        near=not place or place in title or place in text,
    )  # fmt: skip

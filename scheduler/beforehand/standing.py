"""A dossier in which nothing stands but the papers that are handed in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from urllib.parse import urljoin

from checks.matching.titles import core, named
from crawler.pages.words.text import key
from crawler.portals import Portal, Role
from crawler.records import (
    Document,
    Dossier,
    Entry,
    Evidence,
    Field,
    Interpretation,
    Link,
    ReadState,
    Record,
    Section,
    Snapshot,
    Source,
    normalise,
)
from reports.console.selfcheck import Part
from scheduler.beforehand.pages import Drafted

_FOLDER = "/gongkai-selfcheck/"
_COVERAGE = "urn:gongkai:selfcheck"
_TO_INTERPRETATION = re.compile("解读|图解")
_TO_DOCUMENT = re.compile("原文|相关(?:文件|政策)|政策文件|文件链接|解读(?:的)?文件")
_SHORTEST_NAME = 6
"""A title shorter than that says nothing of which document is meant."""


def address_of(portal: Portal, part: Part) -> str:
    """The address that a paper is given: no page has it, and nobody asks for it."""
    return normalise(urljoin(portal.home, f"{_FOLDER}{part.value}.html"))


def dossier_of(
    portal: Portal,
    own: Mapping[Part, Drafted],
    roles: Mapping[Part, Role],
    days: Mapping[Part, date],
    at: datetime,
) -> Dossier:
    """The papers in the lists of their sections, each posted on its day, as of a moment."""
    records: list[Record] = []
    sections: dict[Role, Section] = {}
    coverage = Evidence(_COVERAGE, at, "0" * 64)
    for role in dict.fromkeys((*roles.values(), Role.NORMATIVE_DOCUMENTS)):
        url = normalise(urljoin(portal.home, f"{_FOLDER}{role.value}/"))
        held = [part for part in own if roles[part] is role]
        sections[role] = Section(
            role,
            ReadState.WHOLE if held else ReadState.EMPTY,
            urls=(url,),
            list_pages=1,
            entries=len(held),
            newest_on=max((days[part] for part in held), default=None),
            evidence=(coverage,),
        )
        records += [
            _row(address_of(portal, part), own[part], role, url, days[part], at) for part in held
        ]
    for one in own.values():
        records += one.reading.records
        if one.reading.personal is not None:
            records.append(one.reading.personal)
    found = tuple(records)
    return Dossier(portal, at, sections, coverage, found, aliases=meant(found))


def _row(url: str, one: Drafted, role: Role, listed: str, day: date, at: datetime) -> Entry:
    title = next((record.title for record in one.reading.records), one.page.title)
    shown = Field(day, day.isoformat(), Source.ROW)
    return Entry(url, title, role, Snapshot(listed, at, "0" * 64), list_url=listed, date=shown)


def meant(records: Sequence[Record]) -> dict[str, str]:
    """Links of the papers by what they lead to, as their words say.

    Nobody knows yet which addresses the two will have, and links of a paper are never asked for:
    one that names the other page, or calls itself its original (原文) or its interpretation,
    counts as leading there. Menus name sections with such words, too: they do not count.
    """
    document = next((one for one in records if isinstance(one, Document)), None)
    piece = next((one for one in records if isinstance(one, Interpretation)), None)
    if document is None or piece is None:
        return {}
    found: dict[str, str] = {}
    for links, words, other in (
        (document.links, _TO_INTERPRETATION, piece),
        (piece.links, _TO_DOCUMENT, document),
    ):
        names = [key(name) for name in (other.title, *named(other.title))]
        for link in links:
            if _leads(link, words, names) and link.url not in (document.url, piece.url):
                found[link.url] = other.url
    return found


def _leads(link: Link, words: re.Pattern[str], names: Iterable[str]) -> bool:
    said = key(core(link.text, ()))
    if any(len(name) >= _SHORTEST_NAME and name in key(link.text) for name in names):
        return True
    if len(said) >= _SHORTEST_NAME and any(said in name for name in names):
        return True
    beside = bool(link.heading) or link.in_body
    return beside and words.search(link.heading + link.text) is not None

"""What the pages on requests show: their text, and the names of what they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from checks.engine.requirement import Requirement
from checks.judging import exists
from checks.matching.words import plain
from crawler.portals import PortalKind, Role
from crawler.records import Dossier, StaticPage


@dataclass(frozen=True)
class Shown:
    """The pages read, their texts together, and the names of rows, links and files."""

    pages: tuple[StaticPage, ...]
    text: str
    names: tuple[str, ...]

    @property
    def everything(self) -> str:
        """Texts and names as one text."""
        return "\n".join((self.text, *self.names))

    def names_with(self, word: str) -> list[str]:
        """The names that hold a word."""
        return [name for name in self.names if plain(word) in name]

    def texts_of(self, word: str) -> list[str]:
        """The texts of pages whose title holds a word."""
        titled = [page for page in self.pages if plain(word) in plain(page.title)]
        return [plain(page.text) for page in titled if page.text]


def shown_by(dossier: Dossier, roles: Iterable[Role]) -> Shown:
    """What the single pages of these sections show."""
    wanted = frozenset(roles)
    pages = tuple(page for page in dossier.static_pages if page.role in wanted)
    names = [row.title for role in roles for row in dossier.entries(role)]
    names += [link.text for page in pages for link in (*page.links, *page.attachments)]
    names += [page.title for page in pages]
    text = "\n".join(plain(page.text) for page in pages)
    return Shown(pages, text, tuple(dict.fromkeys(plain(name) for name in names)))


def has_any(text: str, words: Iterable[str]) -> bool:
    """Whether a text holds one of some words."""
    return any(plain(word) in text for word in words)


def revised_since(seen: Shown, first: date, pattern: str, dossier: Dossier) -> bool:
    """Whether one of the pages is of that day or later, by its dates or by its own words."""
    for page in seen.pages:
        for field in (page.published_on, page.updated_on):
            if (
                field is not None
                and field.value
                and field.value >= first
                and exists(field, dossier)
            ):
                return True
    years = {int(year) for year in re.findall(pattern, seen.everything)}
    return any(first.year <= year <= dossier.today.year for year in years)


def sends_on(row: Requirement, seen: Shown, dossier: Dossier) -> StaticPage | None:
    """The page by which a body below a government sends requests on to that government's site."""
    if dossier.portal.kind not in (PortalKind.DEPARTMENT, PortalKind.TOWNSHIP):
        return None
    says = re.compile("|".join(row.terms["passed_on_patterns"]))
    pages = (page for page in seen.pages if page.role is Role.INFORMATION_REQUEST)
    return next((page for page in pages if says.search(plain(page.text))), None)

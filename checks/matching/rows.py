"""List rows by the page they lead to, whatever address variant they use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from checks.matching.titles import is_interpretation
from crawler.portals import Role
from crawler.records import Document, Dossier, Entry


def page_key(dossier: Dossier, url: str) -> str:
    """One name for one page: aliases resolved, http and https taken as one."""
    url = dossier.aliases.get(url, url)
    return url.partition("://")[2].rstrip("/") or url


def rows_by_page(dossier: Dossier) -> Mapping[str, tuple[Entry, ...]]:
    """The rows of every section, by the page each leads to."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for row in dossier.entries():
        found[page_key(dossier, row.url)].append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def documents_of(dossier: Dossier, role: Role) -> tuple[Document, ...]:
    """The documents that a section lists, each once; interpretations among them left out."""
    listed = {page_key(dossier, row.url) for row in dossier.entries(role)}
    found: dict[str, Document] = {}
    for document in dossier.documents:
        key = page_key(dossier, document.url)
        if (document.role is role or key in listed) and not is_interpretation(document.title):
            found.setdefault(key, document)
    return tuple(found.values())

"""The bodies that columns of a government's profile list by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from checks.engine.requirement import Requirement
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Dossier, ReadState

_UNREAD = (ReadState.PART, ReadState.UNOBSERVABLE)


def listed_bodies(dossier: Dossier, roles: Iterable[Role], row: Requirement) -> list[str]:
    """The names of bodies in rows and links of these sections, and below columns of their names."""
    wanted, body = frozenset(roles), re.compile(row.terms["body_pattern"])
    names = [one.title for one in dossier.entries() if one.role in wanted]
    names += [
        link.text for page in dossier.static_pages if page.role in wanted for link in page.links
    ]
    above = [plain(word) for word in row.terms["catalogue_words"]]
    names += [
        column.title
        for column in dossier.columns
        if any(word in plain(title) for title in column.path for word in above)
    ]
    return list(dict.fromkeys(name for name in map(plain, names) if body.search(name)))


def whole_list(dossier: Dossier, roles: Iterable[Role], row: Requirement) -> str | None:
    """The title of a column of bodies whose list was read whole and holds nothing else.

    None if there is none, or if more bodies may stand where nothing was read.
    """
    wanted, body = frozenset(roles), re.compile(row.terms["body_pattern"])
    above = tuple(plain(word) for word in row.terms["catalogue_words"])
    states = [dossier.section(role) for role in wanted]
    if not dossier.column_tree_complete or any(one.state in _UNREAD for one in states):
        return None
    read = {entry.list_url for entry in dossier.entries() if entry.role in wanted}
    named = [one for one in dossier.columns if plain(one.title).endswith(above)]
    if any(one.url not in read for one in named):
        return None
    for column in named:
        listed = [e for e in dossier.entries() if e.role in wanted and e.list_url == column.url]
        cut = any(dossier.section(e.role).unread_before is not None for e in listed)
        if not cut and all(body.search(plain(entry.title)) for entry in listed):
            return column.title
    return None

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
    for one in dossier.named.values():
        if one.column is not None and _heads_bodies(one.column.title, row):
            names += [entry.title for entry in dossier.rows_of(one)]
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
    body = re.compile(row.terms["body_pattern"])
    states = [dossier.section(role) for role in roles]
    named = [one for one in dossier.columns if _heads_bodies(one.title, row)]
    if not named or not dossier.column_tree_complete or any(s.state in _UNREAD for s in states):
        return None
    whole = {
        one.column.url: [entry.title for entry in dossier.rows_of(one)]
        for one in dossier.named.values()
        if one.column is not None and one.state is ReadState.WHOLE and one.unread_before is None
    }
    lists = [whole.get(column.url, []) for column in named]
    if all(rows and all(body.search(plain(title)) for title in rows) for rows in lists):
        return named[0].title
    return None


def _heads_bodies(title: str, row: Requirement) -> bool:
    return plain(title).endswith(tuple(plain(word) for word in row.terms["catalogue_words"]))

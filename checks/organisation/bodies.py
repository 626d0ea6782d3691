"""The bodies that columns of a government's profile list by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from checks.engine.requirement import Requirement
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Dossier


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

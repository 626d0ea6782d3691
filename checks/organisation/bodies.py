"""The bodies that columns of a government's profile list by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from checks.engine.requirement import Requirement
from checks.matching.words import plain
from checks.organisation.bodytexts import names_in, only_names
from crawler.portals import Role
from crawler.records import Dossier, ReadState, StaticPage

_UNREAD = (ReadState.PART, ReadState.UNOBSERVABLE)
_FURTHER = re.compile(r"更多|下一?页|全部|展开|MORE", re.I)


def listed_bodies(dossier: Dossier, roles: Iterable[Role], row: Requirement) -> list[str]:
    """The names of bodies in these sections, but for the government's own.

    They stand in rows and links, in the text of a column's page, and below columns of their names.
    """
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
    found = [name for name in map(plain, names) if body.search(name)]
    for page in text_pages(dossier, row):
        found += names_in(page.text, body)
    return [name for name in dict.fromkeys(found) if name != plain(dossier.portal.name)]


def text_pages(dossier: Dossier, row: Requirement) -> tuple[StaticPage, ...]:
    """The pages of columns of bodies that are a text or a table of their names."""
    urls = {one.url for one in dossier.columns if _heads_bodies(one.title, row)}
    urls |= {dossier.aliases.get(url, url) for url in urls}
    return tuple({page.url: page for page in dossier.static_pages if page.url in urls}.values())


def whole_list(dossier: Dossier, roles: Iterable[Role], row: Requirement) -> str | None:
    """The title of a column of bodies whose list was read whole and holds nothing else.

    None if there is none, or if more bodies may stand where nothing was read.
    """
    wanted, body = frozenset(roles), re.compile(row.terms["body_pattern"])
    states = [dossier.section(role) for role in wanted]
    named = [one for one in dossier.columns if _heads_bodies(one.title, row)]
    if not named or not dossier.column_tree_complete or any(s.state in _UNREAD for s in states):
        return None
    read = [
        one
        for one in dossier.named.values()
        if one.column is not None and one.state is ReadState.WHOLE and one.unread_before is None
    ]
    whole = {one.column.url: dossier.rows_of(one) for one in read if one.column is not None}
    told = {
        page.url for page in text_pages(dossier, row) if page.role in wanted and _told(page, body)
    }
    for column in named:
        rows = whole.get(column.url)
        url = dossier.aliases.get(column.url, column.url)
        if rows is None or not (rows or url in told):
            return None
        if not all(body.search(plain(entry.title)) for entry in rows):
            return None
    return named[0].title


def _told(page: StaticPage, body: re.Pattern[str]) -> bool:
    """Whether a page is a list of bodies with nothing beside it that may hold more of them."""
    more = any(_FURTHER.search(link.text) for link in page.links)
    return not (page.pictures or page.attachments or more) and only_names(page.text, body)


def _heads_bodies(title: str, row: Requirement) -> bool:
    return plain(title).endswith(tuple(plain(word) for word in row.terms["catalogue_words"]))

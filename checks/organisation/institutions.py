"""What the section of public institutions shows, and what of it was not read."""

from __future__ import annotations

from checks.judging import unproven
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Cause, Column, Dossier, children_of

ROLE = Role.PUBLIC_INSTITUTIONS


def _below(dossier: Dossier) -> tuple[Column, ...]:
    names = [name for name in (dossier.section(ROLE).name, ROLE.chinese) if name]
    return children_of(names, dossier.columns)


def shown_in(dossier: Dossier) -> str:
    """The titles of the rows and the sub-columns of the section."""
    titles = [row.title for row in dossier.entries(ROLE)]
    titles += [column.title for column in _below(dossier)]
    return "\n".join(plain(title) for title in titles)


def columns_unread(dossier: Dossier) -> bool:
    """Whether a sub-column of the section is known by its name alone."""
    read = {*dossier.section(ROLE).urls, *(row.list_url for row in dossier.entries(ROLE))}
    return any(column.url not in read for column in _below(dossier))


def rows_unread(dossier: Dossier) -> Cause | None:
    """Why the section may hold more rows or columns than were read of it."""
    section = dossier.section(ROLE)
    cut = Cause.LIMIT if section.unread_before is not None else None
    return unproven(dossier, ROLE) or cut or (Cause.AMBIGUOUS if section.elsewhere else None)

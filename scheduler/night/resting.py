"""What of a portal group need not be asked for in a night."""

from __future__ import annotations

from sqlite_utils import Database

from crawler.fetching.unasked import Resting
from crawler.portals import Role
from scheduler.groups import Group
from scheduler.store.wanted import wanted_of


def resting(db: Database, nights: int, group: Group, run: str) -> Resting:
    """What may rest for so many nights; nothing where a portal of the group is to be seen whole."""
    pages: set[str] = set()
    roles: set[Role] = set()
    for portal in group.portals if nights > 1 else ():
        wanted = wanted_of(db, run, portal.id)
        if wanted is None:
            return Resting()
        pages |= wanted.pages
        roles |= wanted.roles
    return Resting(nights, frozenset(pages), frozenset(roles))

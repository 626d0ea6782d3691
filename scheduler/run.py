"""One run: its name, its moment, the portals that take part, and the groups they are crawled in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from crawler.errors import GongkaiError
from crawler.portals import Portal
from scheduler.groups import Group, group_portals
from scheduler.workplace import Workplace


@dataclass(frozen=True)
class Run:
    """One run: its name, its moment, and the portals that take part."""

    name: str
    as_of: datetime
    portals: tuple[Portal, ...]


def groups_of(workplace: Workplace, run: Run) -> tuple[Group, ...]:
    """The groups of a run: whole groups, less the portals that take no part."""
    chosen = {portal.id for portal in run.portals}
    groups = []
    for group in group_portals(workplace.watchlist.portals):
        members = tuple(portal for portal in group.portals if portal.id in chosen)
        if members:
            groups.append(replace(group, portals=members))
    return tuple(groups)


def same_kind(db: Database, workplace: Workplace) -> None:
    """Refuse to mix invented and real portals in one data folder. Raises GongkaiError."""
    kinds = {bool(row["sample"]) for row in db.query("SELECT DISTINCT sample FROM runs")}
    if (not workplace.watchlist.sample) in kinds:
        held = "sample data" if True in kinds else "real portals"
        raise GongkaiError(
            f"{workplace.places.data}: this data folder holds {held}; name another with --data"
        )

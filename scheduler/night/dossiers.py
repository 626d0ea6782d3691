"""The dossiers of a stored run, read one at a time: thousands of portals do not fit in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence

from crawler.portals import Watchlist
from crawler.records import Dossier
from crawler.storage import GroupStore
from scheduler.groups import Group
from scheduler.places import Places
from scheduler.store import open_database

KEPT = 64
"""Dossiers of higher portals kept in memory: each is asked for once per portal below it."""


class StoredDossiers(Mapping[str, Dossier]):
    """Dossiers by portal id, in the order of the groups; each is read when it is asked for.

    Which portals have one is settled when this is made.
    """

    def __init__(
        self, places: Places, watchlist: Watchlist, groups: Sequence[Group], run: str
    ) -> None:
        """`groups` are those of the run of that name."""
        self._places = places
        self._watchlist = watchlist
        self._run = run
        self._group: dict[str, str] = {}
        for group in groups:
            path = places.group_database(group.name)
            if not path.exists():
                continue
            db = open_database(path)
            try:
                there = GroupStore(db).published(run)
            finally:
                db.close()
            self._group |= {one.id: group.name for one in group.portals if one.id in there}
        self._higher = {
            above.id for one in self._group for above in watchlist.ancestors(watchlist.portal(one))
        }
        self._kept: OrderedDict[str, Dossier] = OrderedDict()

    def __getitem__(self, portal: str) -> Dossier:
        if portal in self._kept:
            self._kept.move_to_end(portal)
            return self._kept[portal]
        db = open_database(self._places.group_database(self._group[portal]))
        try:
            dossier = GroupStore(db).read_dossier(self._run, self._watchlist.portal(portal))
        finally:
            db.close()
        if dossier is None:
            raise KeyError(portal)
        if portal in self._higher:
            self._kept[portal] = dossier
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return dossier

    def __contains__(self, portal: object) -> bool:
        return portal in self._group

    def __iter__(self) -> Iterator[str]:
        return iter(self._group)

    def __len__(self) -> int:
        return len(self._group)

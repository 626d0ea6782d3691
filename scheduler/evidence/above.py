"""Higher portals that take no part in a run: what their last sealed read before it said.

An interpretation on the county's portal counts for the county's bureau, so a run of the bureau
alone rests on the county's last read too: the run's manifest pins it like the run's own pages.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from crawler.fetching.archive import ArchiveReader
from crawler.portals import Watchlist
from crawler.records import Dossier
from crawler.records.moments import stamp
from crawler.spiders.replay import replay_group
from scheduler.evidence.chain import present
from scheduler.places import Places


@dataclass(frozen=True)
class Above:
    """The sealed read of a higher portal: its run, its moment, and the WARC file that holds it."""

    portal: str
    run: str
    as_of: datetime
    warc: Path

    def pin(self, archive: Path) -> dict[str, str]:
        """The entry of a manifest; paths in it are below the archive folder."""
        return {
            "portal": self.portal,
            "run": self.run,
            "as_of": stamp(self.as_of),
            "warc": self.warc.relative_to(archive).as_posix(),
        }

    @classmethod
    def of(cls, pin: Mapping[str, Any], archive: Path) -> Above:
        """The read that an entry of a manifest names."""
        moment = datetime.fromisoformat(pin["as_of"])
        return cls(str(pin["portal"]), str(pin["run"]), moment, archive / pin["warc"])


def absent_above(own: Collection[str], watchlist: Watchlist) -> tuple[str, ...]:
    """Ids of the higher portals of these portals that are not among them, in watchlist order."""
    wanted = {above.id for one in own for above in watchlist.ancestors(watchlist.portal(one))}
    return tuple(one.id for one in watchlist.portals if one.id in wanted - set(own))


def last_reads(
    db: Database, places: Places, portals: Iterable[str], as_of: datetime
) -> tuple[Above, ...]:
    """The last sealed read of each portal up to the moment; none for one never read.

    A read whose pages went by rule is none any more.
    """
    wanted = set(portals)
    found: dict[str, Above] = {}
    if wanted:
        for row in db.query("SELECT file FROM manifests ORDER BY seq"):
            manifest = json.loads((places.archive / str(row["file"])).read_bytes())
            moment = datetime.fromisoformat(manifest["as_of"])
            for group in manifest["groups"]:
                for portal in wanted.intersection(group["portals"]):
                    known = found.get(portal)
                    warc = places.archive / group["warc"]
                    if moment <= as_of and (known is None or known.as_of <= moment):
                        if not present(db, places, warc):
                            continue
                        found[portal] = Above(portal, manifest["run"], moment, warc)
    return tuple(found[portal] for portal in sorted(found))


def with_above(
    own: Mapping[str, Dossier], watchlist: Watchlist, above: Sequence[Above] = ()
) -> Iterator[tuple[str, Dossier]]:
    """Each dossier with those of its parent chain attached, nearest first; one at a time.

    `above` are read again from the archive. What of the chain was not read on the day itself is
    named in `unseen_above`: an older read may show what is there, never what is not.
    """
    again: dict[str, Dossier] = {}
    for one in above:
        portal = watchlist.portal(one.portal)
        again[one.portal] = replay_group(ArchiveReader(one.warc), portal, watchlist, one.as_of)
    for name, dossier in own.items():
        chain = [portal.id for portal in watchlist.ancestors(dossier.portal)]
        known = (again.get(one) or own.get(one) for one in chain)
        read = tuple(one for one in known if one is not None)
        current = {one.portal.id for one in read if one.today == dossier.today}
        unseen = tuple(one for one in chain if one not in current)
        yield name, replace(dossier, higher=read, unseen_above=unseen)

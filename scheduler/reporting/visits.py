"""What reports tell of the visit itself: how much was seen, and how the hosts were asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from sqlite_utils import Database

from crawler.records import Dossier
from crawler.records.codec import revive
from crawler.records.ledger import HostLedger
from crawler.storage import GroupStore
from reports.model import PolitenessRow, Visit
from scheduler.run import Run, groups_of
from scheduler.store import open_database
from scheduler.workplace import Workplace


def visits_in(db: Database, run: Run, dossiers: Mapping[str, Dossier]) -> list[Visit]:
    """How the visit of each portal of a run went; without a dossier, that there was none."""
    summaries = {
        str(row["portal"]): json.loads(row["summary"] or "{}")
        for row in db.query("SELECT portal, summary FROM run_portals WHERE run = ?", [run.name])
    }
    found = []
    for portal in run.portals:
        dossier = dossiers.get(portal.id)
        if dossier is None:
            found.append(Visit(portal.id, note="本次未能完成采集。"))
            continue
        summary = revive(Visit, {"portal": portal.id} | summaries.get(portal.id, {}))
        assert isinstance(summary, Visit)
        found.append(
            replace(
                summary,
                family=dossier.family,
                version=dossier.manner.version,
                confidence=dossier.manner.confidence,
                unasked=len(dossier.manner.unasked),
                sections=tuple(dossier.sections.values()),
                misses=dossier.misses,
                columns=tuple(dossier.named.values()),
            )
        )
    return found


def politeness(workplace: Workplace, run: Run) -> list[PolitenessRow]:
    """One row per host; a portal's crawl may ask the host of the portal above it too."""
    rows: dict[str, PolitenessRow] = {}
    for group in groups_of(workplace, run):
        path = workplace.places.group_database(group.name)
        if not path.exists():
            continue
        db = open_database(path)
        try:
            for one in GroupStore(db).ledger(run.name):
                row = polite_row(one)
                known = rows.get(one.host)
                rows[one.host] = row if known is None else known.with_another(row)
        finally:
            db.close()
    return list(rows.values())


def polite_row(one: HostLedger) -> PolitenessRow:
    """A host's ledger as reports show it."""
    return PolitenessRow(
        host=one.host,
        requests=one.requests,
        bytes=one.bytes,
        peak_per_second=one.peak_per_second,
        retries=one.retries,
        refused=one.complaints,
        robots_skips=one.robots_skips,
        seconds=one.seconds,
        rate=one.rate,
    )

"""One visit of one portal, in a folder that is gone afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from checks.engine.finding import Finding
from crawler.errors import ArchiveError
from crawler.fetching.archive import ArchiveReader, Item
from crawler.portals import Portal
from crawler.portals.engine import Engine
from crawler.records import Dossier
from crawler.records.ledger import HostLedger
from crawler.records.site import SiteIdentity
from scheduler.crawling import CrawlDone
from scheduler.moments import run_name
from scheduler.nightly import Tell, status, to_standard_error, visit
from scheduler.pipeline import Run, judge, load_dossiers
from scheduler.places import Places
from scheduler.store import open_store
from scheduler.workplace import Workplace


@dataclass(frozen=True)
class Tried:
    """What came of a visit that nothing is kept of.

    `dossier` is None where our own machinery failed. `home` is the home page as it was answered,
    None if it was not seen. `findings` are what the rulebooks would have said. `status` is the
    exit status that a run would have ended with.
    """

    portal: Portal
    as_of: datetime
    dossier: Dossier | None
    home: Item | None
    findings: tuple[Finding, ...]
    ledger: tuple[HostLedger, ...]
    errors: tuple[str, ...]
    seconds: float
    status: int


def try_portal(
    workplace: Workplace, portal: Portal, as_of: datetime, tell: Tell = to_standard_error
) -> Tried:
    """Visit and judge one portal as a first run would: no memory, no mail, nothing stored."""
    with tempfile.TemporaryDirectory(prefix="gongkai-try-") as folder:
        place = replace(
            workplace,
            places=Places(Path(folder)),
            watchlist=replace(workplace.watchlist, engine=Engine()),
        )
        made = Run(run_name(as_of), as_of, (portal,))
        db = open_store(place.places.database)
        try:
            crawled = visit(db, place, made, tell=tell)
        finally:
            db.close()
        dossiers = load_dossiers(place, made)
        judged = judge(place, dossiers)
        dossier = dossiers.get(portal.id)
        done = [one.result for one in crawled if one.result is not None]
        return Tried(
            portal=portal,
            as_of=as_of,
            dossier=dossier,
            home=_home(dossier, crawled),
            findings=tuple(judged.findings.get(portal.id, ())),
            ledger=tuple(row for result in done for row in result.ledger),
            errors=(*_errors(crawled), *judged.errors),
            seconds=sum(one.seconds for result in done for one in result.portals),
            status=status(made, dossiers, crawled, judged),
        )


def _errors(crawled: Sequence[CrawlDone]) -> tuple[str, ...]:
    own = tuple(one.error for one in crawled if one.error)
    return own + tuple(e for one in crawled if one.result for e in one.result.errors)


def _home(dossier: Dossier | None, crawled: Sequence[CrawlDone]) -> Item | None:
    """The archived answer that the site's foot was read from."""
    if dossier is None:
        return None
    found = next((one for one in dossier.records if isinstance(one, SiteIdentity)), None)
    if found is None or not crawled:
        return None
    try:
        shot = found.snapshot
        return ArchiveReader(crawled[0].job.warc).item(shot.sha256, shot.url)
    except ArchiveError:
        return None

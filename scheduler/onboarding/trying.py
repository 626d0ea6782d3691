"""One visit of one portal, in a folder that is gone afterwards, within bounds."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from checks.engine.finding import Finding
from crawler.errors import ArchiveError
from crawler.fetching.archive import ArchiveReader, Item
from crawler.portals import Portal, Watchlist
from crawler.portals.engine import Engine
from crawler.records import Asked, Dossier, Miss
from crawler.records.addresses import normalise
from crawler.records.ledger import HostLedger
from crawler.records.site import SiteIdentity
from crawler.visit.words import AT_THE_BOUNDS
from scheduler.engines.crawling import CrawlDone
from scheduler.moments import run_name
from scheduler.night.asked import asked_of
from scheduler.night.judging import judge, load_dossiers
from scheduler.night.nightly import Tell, status, to_standard_error, visit
from scheduler.night.visiting import Asking
from scheduler.onboarding.watching import telling
from scheduler.places import Places
from scheduler.run import Run
from scheduler.store import open_store
from scheduler.workplace import Workplace


@dataclass(frozen=True)
class Bounds:
    """The most that one visit asks for: `pages`, and `seconds` from its begin to its end.

    What is under way then is given a few seconds more, and is ended.
    """

    pages: int
    seconds: float

    def within(self, watchlist: Watchlist) -> Watchlist:
        """The watchlist under these bounds where its own are wider, on this machine alone."""
        own = watchlist.monitor.limits
        pages = min(self.pages, own.pages_per_portal)
        seconds = min(self.seconds, own.portal_seconds)
        limits = replace(own, pages_per_portal=pages, portal_seconds=seconds)
        monitor = replace(watchlist.monitor, limits=limits)
        return replace(watchlist, monitor=monitor, engine=Engine(night_seconds=seconds))


def told_bounds(home: str, bounds: Bounds) -> str:
    """What a person who waits is told first."""
    return f"{home}: at most {bounds.pages:,} pages and {bounds.seconds:,.0f} seconds"


def usual(watchlist: Watchlist) -> Bounds:
    """The bounds that a run over a watchlist has."""
    limits = watchlist.monitor.limits
    return Bounds(limits.pages_per_portal, limits.portal_seconds)


@dataclass(frozen=True)
class Tried:
    """What came of a visit that nothing is kept of.

    `dossier` is None where our own machinery failed. `home` is the home page as it was answered,
    None if it was not seen; `home_fault` then says why. `findings` are what the rulebooks would
    have said. `status` is the exit status that a run would have ended with.
    """

    portal: Portal
    as_of: datetime
    bounds: Bounds
    dossier: Dossier | None
    home: Item | None
    home_fault: Miss | None
    findings: tuple[Finding, ...]
    ledger: tuple[HostLedger, ...]
    errors: tuple[str, ...]
    seconds: float
    status: int

    @property
    def cut(self) -> bool:
        """Whether the visit ended at its bounds, not by itself."""
        misses = self.dossier.misses if self.dossier is not None else ()
        return any(miss.detail.endswith(AT_THE_BOUNDS) for miss in misses)


def try_portal(
    workplace: Workplace,
    portal: Portal,
    as_of: datetime,
    bounds: Bounds,
    tell: Tell = to_standard_error,
) -> Tried:
    """Visit and judge one portal as a first run would: no memory, no mail, nothing stored."""
    with _visited(workplace, portal, as_of, bounds, asked_of, tell, tell) as (place, made, crawled):
        dossiers = load_dossiers(place, made)
        judged = judge(place, dossiers)
        dossier = dossiers.get(portal.id)
        tried = _tried(dossier, made, usual(place.watchlist), crawled)
        ended = status(made, dossiers, crawled, judged)
        found = tuple(judged.findings.get(portal.id, ()))
        errors = (*tried.errors, *judged.errors)
        return replace(tried, findings=found, errors=errors, status=ended)


def look_over(
    workplace: Workplace,
    portal: Portal,
    as_of: datetime,
    bounds: Bounds,
    tell: Tell = to_standard_error,
) -> Tried:
    """Find the sections of one portal, and read no more than the first pages of each.

    Of lists the second page is asked for, too: of many the first rows come by a call. Nothing is
    judged.
    """

    def first_pages(place: Workplace, one: Portal) -> Asked:
        return Asked(roles=asked_of(place, one).roles, first_pages=True)

    limits = replace(workplace.watchlist.monitor.limits, list_pages=2)
    monitor = replace(workplace.watchlist.monitor, limits=limits)
    place = replace(workplace, watchlist=replace(workplace.watchlist, monitor=monitor))
    visited = _visited(place, portal, as_of, bounds, first_pages, tell, _unsaid)
    with visited as (narrowed, made, crawled):
        dossiers = load_dossiers(narrowed, made)
        tried = _tried(dossiers.get(portal.id), made, usual(narrowed.watchlist), crawled)
        return replace(tried, status=status(made, dossiers, crawled))


def _unsaid(line: str) -> None:
    """What the scanner lacks does not matter where nothing is judged."""


@contextmanager
def _visited(
    workplace: Workplace,
    portal: Portal,
    as_of: datetime,
    bounds: Bounds,
    asking: Asking,
    tell: Tell,
    noted: Tell,
) -> Iterator[tuple[Workplace, Run, Sequence[CrawlDone]]]:
    with tempfile.TemporaryDirectory(prefix="gongkai-try-") as folder:
        place = replace(
            workplace, places=Places(Path(folder)), watchlist=bounds.within(workplace.watchlist)
        )
        made = Run(run_name(as_of), as_of, (portal,))
        db = open_store(place.places.database)
        try:
            with telling(place.places.archive, tell):
                crawled = visit(db, place, made, tell=noted, asking=asking)
        finally:
            db.close()
        yield place, made, crawled


def _tried(
    dossier: Dossier | None, made: Run, bounds: Bounds, crawled: Sequence[CrawlDone]
) -> Tried:
    (portal,) = made.portals
    done = [one.result for one in crawled if one.result is not None]
    misses = dossier.misses if dossier is not None else ()
    home = normalise(portal.home)
    unseen = any(one.cause is not None for result in done for one in result.portals)
    faults = [miss for miss in misses if miss.url == home] if unseen else []
    return Tried(
        portal=portal,
        as_of=made.as_of,
        bounds=bounds,
        dossier=dossier,
        home=_home(dossier, crawled),
        home_fault=faults[0] if faults else None,
        findings=(),
        ledger=tuple(row for result in done for row in result.ledger),
        errors=_errors(crawled),
        seconds=sum(one.seconds for result in done for one in result.portals),
        status=0,
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

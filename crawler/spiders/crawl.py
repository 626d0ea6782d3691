"""A portal group, crawled: visits, probes, dossiers, archive, and one transaction at the end."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import monotonic

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler.errors import GongkaiError, no_room
from crawler.fetching.archive import Archive
from crawler.fetching.earlier import NO_FILES, Earlier
from crawler.fetching.names import Names
from crawler.fetching.opening import OPENINGS_TYPE, openings_urn, read_openings, write_openings
from crawler.fetching.pace import PaceKeeper
from crawler.fetching.politeness import Gate, user_agent
from crawler.fetching.probe import Asking, ScannerIpv6, probe_ipv6
from crawler.fetching.unasked import Resting
from crawler.pages.reading import Reading
from crawler.pages.task import TESTS, Purpose
from crawler.portals import Portal, Watchlist
from crawler.records import Asked, Cause, Dossier, Evidence, Ipv6Probe
from crawler.records.model import Snapshot
from crawler.records.moments import beijing, beijing_date
from crawler.records.opening import HomeOpenings, whole_days
from crawler.spiders.job import Job, clock, seconds_for
from crawler.spiders.portal import PortalSpider
from crawler.spiders.remembering import Remembered
from crawler.spiders.result import GroupResult, PortalResult
from crawler.spiders.visit_log import (
    MEDIA_TYPE,
    coverage_urn,
    home_outcome,
    is_probed,
    prior_urn,
    visit_urn,
    write_log,
)
from crawler.storage import GroupStore
from crawler.visit.assemble import assemble, columns_of, lay_out, sections_of
from crawler.visit.coverage import coverage_manifest
from crawler.visit.fetch import Fetch
from crawler.visit.outcome import outcome_of
from crawler.visit.plan import Visit
from crawler.visit.prior import Prior, prior_after
from crawler.visit.rules import roles_for
from crawler.visit.territory import neighbourhood

log = logging.getLogger(__name__)
_BATCH = 50  # answers staged in one transaction


def run_group(
    portals: Sequence[Portal],
    watchlist: Watchlist,
    as_of: datetime,
    run: str,
    store: GroupStore,
    archive: Archive,
    scanner: ScannerIpv6,
    pace: PaceKeeper | None = None,
    ends_at: datetime | None = None,
    blind: str = "",
    asked: Mapping[str, Asked] | None = None,
    worked_on: Mapping[str, tuple[str, ...]] | None = None,
    accused: Mapping[str, tuple[str, ...]] | None = None,
    originals: Mapping[str, str] = NO_FILES,
    readings: Path | None = None,
    resting: Resting | None = None,
    openings: Mapping[str, bytes] | None = None,
) -> GroupResult:
    """Crawl a group, archive everything, publish the run in one transaction.

    Runs a reactor, so it can be called once in a process. `archive` must be new for this
    attempt: a group that was interrupted starts again from nothing and comes to the same.
    `pace` is where hosts get one rate over all groups; at `ends_at` what is open is cut off.
    `asked` is, by portal id, what rulebooks ask of its visit.
    Where `blind` says why our own machine is in doubt, silence is laid to it and to no portal.
    `worked_on` are, by portal, the pages of which problems are open: they are expected to change.
    `accused` are, by portal, the ids of the cases that failed before this night.
    `originals` are archive files beside this night's that it may refer to: sealed, and there; each
    with the sha256 that it was sealed with.
    `readings` is where readings of pages are kept for nights on which these did not change,
    `resting` says what need not be asked for tonight. `openings` are, by portal, how its home
    page was opened beside the nights, as they are archived.
    Raises whatever is our own failure; what portals do only shows in dossiers.
    """
    started = monotonic()
    store.begin(run)
    staging = _Staging(store, run, archive)
    job = Job(tuple(portals), watchlist, as_of, archive, Names.of(watchlist), staging.note)
    job.pace, job.ends_at, job.blind = pace, ends_at, blind
    job.asked = asked or {}
    nights = watchlist.monitor.limits.reread_nights
    job.earlier = Earlier(archive.path.parent, store.captures(), originals, as_of, nights, resting)
    with _remembered(job, readings):
        _crawl(job)
    staging.finish()
    archive.list_rests(clock())
    published: list[tuple[Dossier, Prior]] = []
    results: list[PortalResult] = []
    for portal in portals:
        visit, seconds = job.visits[portal.id], job.seconds[portal.id]
        try:
            pages = (worked_on or {}).get(portal.id, ())
            prior = store.prior(portal.id, as_of, run).worked_on(pages, as_of)
            prior = replace(prior, accused=(accused or {}).get(portal.id, ()))
            told = _openings(portal, visit, job, (openings or {}).get(portal.id))
            probes = _probe(portal, visit, job, scanner)
            dossier = _dossier(portal, visit, prior, probes, told, job)
        except GongkaiError:
            raise
        except Exception as error:
            if no_room(error):
                raise
            # As in the crawl: a fault of ours over one portal leaves the others their night.
            log.exception("the dossier of %s failed", portal.id)
            job.errors.append(f"{portal.id}: {type(error).__name__}: {error}"[:500])
            began = job.began[portal.id]
            results.append(
                PortalResult(portal.id, 0, 0, seconds, "generic", Cause.SCANNER, began=began)
            )
            continue
        published.append((dossier, prior_after(prior, dossier)))
        results.append(_result(dossier, visit, job.began[portal.id], seconds))
    archive.flush()
    if job.gate is not None:
        job.ledger = job.gate.ledger()  # with what the probes asked
    for visit in job.visits.values():
        for url in _unread(visit):
            job.earlier.unread(url)
    found = job.earlier.tonight()
    store.publish(run, as_of, archive.path.name, published, job.ledger, clock(), found)
    return GroupResult(
        run=run,
        portals=tuple(results),
        ledger=job.ledger,
        errors=(*job.errors, *staging.errors),
        seconds=round(monotonic() - started, 1),
    )


@contextmanager
def _remembered(job: Job, readings: Path | None) -> Iterator[None]:
    """While it lasts the job carries readings over from the nights before."""
    if readings is None:
        yield
        return
    kept = Remembered(readings, beijing_date(job.as_of))
    job.read, job.kept, job.carried = kept.read, kept, kept.carried
    try:
        yield
    finally:
        kept.close()


class _Staging:
    """Stages answers in batches; the archive is on the disk before rows that point into it."""

    def __init__(self, store: GroupStore, run: str, archive: Archive) -> None:
        self.errors: list[str] = []
        self._store = store
        self._run = run
        self._archive = archive
        self._seq = 0
        self._waiting: list[tuple[str, tuple[int, Fetch, int]]] = []

    def note(self, portal: Portal, fetch: Fetch, reading: Reading | None) -> None:
        """Take down one answer."""
        if reading is not None and reading.cause is Cause.SCANNER:
            self.errors.append(f"{portal.id}: {fetch.final_url}: {reading.detail}")
        if fetch.unasked:
            return  # no answer of tonight's
        self._seq += 1
        records = len(reading.records) if reading else 0
        self._waiting.append((portal.id, (self._seq, fetch, records)))
        if len(self._waiting) >= _BATCH:
            self.finish()

    def finish(self) -> None:
        """Stage what is waiting."""
        if not self._waiting:
            return
        self._archive.sync()
        for portal in dict.fromkeys(portal for portal, _ in self._waiting):
            batch = [row for owner, row in self._waiting if owner == portal]
            self._store.stage(self._run, portal, batch)
        self._waiting.clear()


def _crawl(job: Job) -> None:
    settings = Settings()
    settings.setmodule("crawler.settings")
    settings.set("LOG_ENABLED", False)
    settings.set("LOG_INSTALL_ROOT_HANDLER", False)
    # A certificate at fault is told once, by the probe, not at every connection.
    logging.getLogger("scrapy.core.downloader.tls").setLevel(logging.ERROR)
    process = AsyncCrawlerProcess(settings)
    process.crawl(PortalSpider, job=job)
    process.start(install_signal_handlers=False)
    if job.error is not None:
        raise job.error
    if len(job.seconds) != len(job.portals):
        raise GongkaiError("the crawl ended before its visits did")


def _probe(portal: Portal, visit: Visit, job: Job, scanner: ScannerIpv6) -> tuple[Ipv6Probe, ...]:
    """The probe of a portal's host, where there is one."""
    if not is_probed(portal, job.watchlist.is_guest(portal), visit.visited):
        return ()
    monitor = job.watchlist.monitor
    pages = [
        fetch.final_url
        for fetch, reading in visit.visited
        if fetch.task.method == "GET"
        and fetch.task.purpose not in (Purpose.FILE, Purpose.TEXT)
        and fetch.task.purpose not in TESTS
        and reading is not None
        and outcome_of(fetch, reading).seen
    ]
    gate = job.gate or Gate(monitor.limits)
    probe, transcript = probe_ipv6(
        portal,
        pages,
        job.names,
        scanner,
        user_agent(monitor.contact),
        monitor.limits,
        clock,
        Asking(gate, job.pace, seconds_for(job)),
    )
    shot = probe.snapshot
    job.archive.write_resource(shot.url, shot.media_type, transcript, shot.captured_at)
    return (probe,)


def _unread(visit: Visit) -> Iterator[str]:
    """The pages that were not seen as what they should be, and those that show nothing, such as a
    jump elsewhere. A file in a page's place is one that was seen, and says nothing to us whenever
    it is asked for."""
    for fetch, reading in visit.visited:
        file = reading is None and fetch.snapshot is not None and fetch.snapshot.status == 200
        if file or fetch.task.purpose in TESTS:
            continue
        if not outcome_of(fetch, reading).seen or (reading is not None and _is_bare(reading)):
            yield fetch.final_url


def _is_bare(reading: Reading) -> bool:
    return not (reading.own_text_chars or reading.listing.entries or reading.targets)


def _openings(
    portal: Portal, visit: Visit, job: Job, given: bytes | None
) -> tuple[HomeOpenings, ...]:
    """How the home page was opened in the days that rulebooks ask for, archived."""
    days = visit.asked.opening_days
    if not days:
        return ()
    content = given or write_openings((), *whole_days(job.as_of, days))
    at, urn = beijing(clock()).replace(microsecond=0), openings_urn(portal.id)
    digest = job.archive.write_resource(urn, OPENINGS_TYPE, content, at)
    return (read_openings(portal, Snapshot(urn, at, digest, 0, OPENINGS_TYPE), content),)


def _dossier(
    portal: Portal,
    visit: Visit,
    prior: Prior,
    probes: tuple[Ipv6Probe, ...],
    openings: tuple[HomeOpenings, ...],
    job: Job,
) -> Dossier:
    """Assemble a dossier and archive all that it rests on besides the pages."""
    now = beijing(clock()).replace(microsecond=0)
    limits = job.watchlist.monitor.limits
    answers, misses = visit.visited, visit.skipped
    asked, rules = visit.asked, visit.rules
    laid = lay_out(answers, misses, job.as_of, rules, limits)
    sections = sections_of(laid, portal, job.as_of, prior, roles_for(asked), rules)
    around = neighbourhood(job.watchlist, portal)
    columns = columns_of(laid, portal, around, asked, job.as_of, prior, rules)
    manifest = coverage_manifest(
        portal, job.as_of, answers, misses, sections, job.earlier.same(), columns
    )
    archive = job.archive
    archive.write_resource(visit_urn(portal.id), MEDIA_TYPE, write_log(visit), now)
    urn = coverage_urn(portal.id)
    digest = archive.write_resource(urn, "application/json", manifest, now)
    dossier = assemble(
        portal,
        job.as_of,
        answers,
        misses,
        prior,
        probes,
        Evidence(urn, now, digest),
        job.watchlist.is_guest(portal),
        limits=limits,
        around=around,
        asked=asked,
        openings=openings,
    )
    if not (dossier.manner.drifts or dossier.manner.unasked):
        prior = replace(prior, accused=())  # nothing rests on them
    state = prior.to_json().encode()
    archive.write_resource(prior_urn(portal.id), "application/json", state, now)
    return dossier


def _result(dossier: Dossier, visit: Visit, began: datetime, seconds: float) -> PortalResult:
    home = home_outcome(visit.visited)
    misses = Counter(miss.cause.value for miss in dossier.misses)
    return PortalResult(
        portal=dossier.portal.id,
        pages=sum(fetch.snapshot is not None for fetch, _ in visit.visited),
        records=len(dossier.records),
        seconds=round(seconds, 1),
        family=dossier.family,
        cause=Cause.UNREACHABLE if home.gone else home.cause,
        misses=tuple(sorted(misses.items())),
        version=dossier.manner.version,
        confidence=dossier.manner.confidence,
        began=began,
    )

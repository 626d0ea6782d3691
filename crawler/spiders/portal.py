"""The one spider: it carries out the visits of a portal group, and nothing else."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from time import monotonic
from typing import Any, Self

from scrapy import Spider

from crawler.errors import GongkaiError, no_room
from crawler.fetching.archive import Archive
from crawler.fetching.download import ScrapyDownload
from crawler.fetching.fetched import Fetched
from crawler.fetching.fetcher import Fetcher
from crawler.fetching.names import Names
from crawler.fetching.pace import KeptPace
from crawler.fetching.politeness import Gate, user_agent
from crawler.fetching.shown import WhenNeeded
from crawler.fetching.transcribing import Transcriber
from crawler.pages.reading import Reading
from crawler.pages.task import Task
from crawler.portals import Portal, Watchlist
from crawler.portals.watchlist import load_watchlist
from crawler.records import Asked, encode
from crawler.records.model import Cause
from crawler.spiders.job import Job, clock, seconds_for
from crawler.spiders.showing import Showing
from crawler.spiders.traffic import carry_out
from crawler.spiders.visit_log import home_outcome
from crawler.visit.plan import Visit
from crawler.visit.territory import neighbourhood

log = logging.getLogger(__name__)


class PortalSpider(Spider):
    """`scrapy crawl portal -a portal=ID[,ID…] -a watchlist=FILE`: look at portals, keep nothing.

    Yields every record read as an item. Under `run_group` it is given a job and yields none:
    what it reads is archived, staged and published there.
    """

    name = "portal"

    def __init__(
        self,
        portal: str = "",
        watchlist: str = "gongkai.toml",
        job: Job | None = None,
        **kwargs: Any,
    ) -> None:
        """`portal` are ids, separated by commas; all portals of the watchlist when empty."""
        super().__init__(**kwargs)
        self._job = job
        if job is None:
            self._listed = load_watchlist(Path(watchlist))
            self._chosen = _choose(self._listed, portal)

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> Self:
        """The spider of `scrapy crawl`; arguments that cannot be used end it with one line."""
        try:
            return super().from_crawler(crawler, *args, **kwargs)
        except (GongkaiError, ValueError) as error:
            raise SystemExit(f"scrapy: {error}") from None

    async def start(self) -> AsyncIterator[dict[str, Any]]:
        """Visit every portal of the job in turn; hosts are asked side by side within a visit."""
        if self._job is not None:
            try:
                async for _ in self._visit_all(self._job):
                    pass
            except Exception as error:
                self._job.error = error
            return
        with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "x") as archive:
            names = Names.of(self._listed)
            job = Job(self._chosen, self._listed, clock(), archive, names, lambda *_: None)
            async for portal, reading in self._visit_all(job):
                for record in (*reading.listing.entries, *reading.records) if reading else ():
                    yield {"portal": portal.id, **encode(record)}
            for name, visit in job.visits.items():
                home = home_outcome(visit.visited)
                if home.cause is not None:
                    log.error("%s: home page not seen: %s %s", name, home.cause.value, home.detail)

    async def _visit_all(self, job: Job) -> AsyncIterator[tuple[Portal, Reading | None]]:
        from twisted.internet import reactor

        monitor = job.watchlist.monitor
        reactor.nameResolver.serve(job.names)
        pace = KeptPace(job.pace) if job.pace is not None else None
        gate = Gate(monitor.limits, pace=pace)
        fetcher = Fetcher(
            ScrapyDownload(self.crawler, user_agent(monitor.contact), monitor.limits),
            job.archive,
            job.names,
            gate,
            job.watchlist,
            monitor.limits,
            clock,
            blind=job.blind,
            earlier=job.earlier,
            carried=job.carried,
        )
        texts = Transcriber(job.archive, monitor.limits, clock, job.kept)
        browser = WhenNeeded(fetcher.fetch, monitor.limits, user_agent(monitor.contact))

        async def fetch(task: Task) -> Fetched:
            return await texts.told(await fetcher.fetch(task))

        try:
            for portal in job.portals:
                around = neighbourhood(job.watchlist, portal)
                asked = job.asked.get(portal.id, Asked())
                visit = Visit(portal, around, job.as_of, monitor.limits, asked=asked)
                job.visits[portal.id] = visit
                job.began[portal.id], began = clock(), monotonic()
                shown = Showing(browser, job.archive, monitor.limits, clock, job.read)
                try:
                    async for answer, reading in carry_out(
                        visit, fetch, seconds_for(job), job.read, shown.show, fetcher
                    ):
                        job.note(portal, answer, reading)
                        yield portal, reading
                except Exception as error:
                    if no_room(error):
                        raise  # what was seen cannot be kept: the whole group is made again
                    # A fault of ours over one portal must not cost the others their night.
                    log.exception("the visit of %s failed", portal.id)
                    job.errors.append(f"{portal.id}: {type(error).__name__}: {error}"[:500])
                    visit.stop(Cause.SCANNER)
                job.seconds[portal.id] = monotonic() - began
        finally:
            await browser.close()
        job.gate, job.ledger = gate, gate.ledger()
        if pace is not None:
            pace.close()


def _choose(watchlist: Watchlist, ids: str) -> tuple[Portal, ...]:
    wanted = [one.strip() for one in ids.split(",") if one.strip()]
    known = {portal.id: portal for portal in watchlist.portals}
    unknown = [one for one in wanted if one not in known]
    if unknown:
        listed = ", ".join(known)
        raise ValueError(f"{watchlist.path}: no portal {', '.join(unknown)}; there are: {listed}")
    return tuple(known[one] for one in wanted) if wanted else watchlist.portals

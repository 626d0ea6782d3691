"""Crawling without a reactor: the real fetcher and visit over a download from memory."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime
from time import monotonic
from urllib.parse import urlsplit

import pytest
from sqlite_utils import Database

from crawler.fetching.fetcher import Answer, Fetcher, Trouble
from crawler.fetching.items import Headers
from crawler.fetching.politeness import Gate
from crawler.pages.task import Task
from crawler.portals import Watchlist
from crawler.records.columns import NOTHING
from crawler.records.model import Cause
from crawler.spiders import crawl
from crawler.spiders.job import Job
from crawler.spiders.traffic import carry_out
from crawler.visit.plan import Visit
from crawler.visit.territory import neighbourhood
from demo.serve import Serving
from scheduler.engines.crawling import CrawlDone, CrawlJob, crawl_group, finished
from scheduler.moments import now
from scheduler.night import visiting
from tests.year.memory import read_once


def crawl_from(serving: Serving, monkeypatch: pytest.MonkeyPatch, down: set[str]) -> None:
    """From now on groups are crawled in this process, from what `serving` shows.

    A host (without port) in `down` answers nothing.
    """

    async def download(task: Task, url: str, conditions: Headers) -> Answer:
        parts = urlsplit(url)
        if (parts.hostname or "") in down:
            raise Trouble(Cause.UNREACHABLE, "no answer: ConnectionRefusedError")
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        page, body = serving.answer(parts.netloc, target, task.body)
        headers = (("Content-Type", page.content_type), *page.headers)
        return Answer(page.status, headers, body, "127.0.0.1")

    async def visits(job: Job) -> None:
        gate = Gate(job.watchlist.monitor.limits)
        captured = now()
        fetcher = Fetcher(
            download, job.archive, job.names, gate, job.watchlist,
            job.watchlist.monitor.limits, lambda: captured, earlier=job.earlier,
        )  # fmt: skip
        for portal in job.portals:
            around = neighbourhood(job.watchlist, portal)
            limits, asked = job.watchlist.monitor.limits, job.asked.get(portal.id, NOTHING)
            visit = job.visits[portal.id] = Visit(portal, around, job.as_of, limits, asked=asked)
            job.began[portal.id], began = job.as_of, monotonic()
            async for fetch, reading in carry_out(visit, fetcher.fetch, 600):
                job.note(portal, fetch, reading)
            job.seconds[portal.id] = monotonic() - began
        job.ledger = gate.ledger()

    def groups(
        db: Database, watchlist: Watchlist, jobs: Sequence[CrawlJob], began: datetime
    ) -> Iterator[CrawlDone]:
        for job in jobs:
            yield finished(job) or CrawlDone(job, crawl_group(job))

    read_once(monkeypatch)
    monkeypatch.setattr(crawl, "_crawl", lambda job: asyncio.run(visits(job)))
    monkeypatch.setattr(visiting, "crawl_with", groups)

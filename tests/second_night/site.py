"""A portal in memory, and whole nights over it in this process: no socket, no browser, no mail.

Pages are captured at the moment of judgement of their night.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import pytest
from sqlite_utils import Database

from checks.engine.finding import Finding
from crawler.fetching.fetcher import Answer, Fetcher
from crawler.fetching.items import Headers
from crawler.fetching.politeness import Gate
from crawler.fetching.probe import ScannerIpv6
from crawler.pages.task import Task
from crawler.portals import Watchlist
from crawler.records.columns import NOTHING
from crawler.records.moments import BEIJING
from crawler.spiders import crawl
from crawler.spiders.job import Job
from crawler.spiders.traffic import carry_out
from crawler.visit.plan import Visit
from crawler.visit.territory import neighbourhood
from scheduler.engines.crawling import CrawlDone, CrawlJob, crawl_group, finished
from scheduler.night import visiting
from scheduler.night.judging import judge, load_dossiers
from scheduler.night.preflight import Preflight
from scheduler.night.sealing import close
from scheduler.night.storing import store_judgement
from scheduler.places import Places, make_folder
from scheduler.run import Run
from scheduler.store import open_store
from scheduler.workplace import Workplace, open_workplace

HOST = "127.0.0.1:9"
_ANY = datetime(2026, 1, 1, tzinfo=BEIJING)


@dataclass
class Site:
    """Pages by path, and how the server speaks of them.

    `marks` are ETags by path where the server gives others than those of the bytes; with
    `forgetful` it gives none at all. `lies` lets it answer 304 to whoever names any mark.
    `asked` counts requests, `sent` answers by status, `bytes` what was sent.
    """

    pages: dict[str, str]
    marks: dict[str, str] = field(default_factory=dict)
    forgetful: bool = False
    lies: bool = False
    asked: Counter[str] = field(default_factory=Counter)
    sent: Counter[int] = field(default_factory=Counter)
    bytes: int = 0

    def answer(self, path: str, conditions: Mapping[str, str]) -> Answer:
        """What the server answers."""
        self.asked[path] += 1
        text = self.pages.get(path)
        if text is None:
            return self._send(Answer(404, (("Content-Type", "text/html"),), b"404 Not Found"))
        body = text.encode()
        mark = self.marks.get(path, f'"{sha256(body).hexdigest()[:16]}"')
        marked: Headers = () if self.forgetful else (("ETag", mark),)
        named = conditions.get("If-None-Match", "")
        if named and (self.lies or named == mark):
            return self._send(Answer(304, marked, b""))
        html = ("Content-Type", "text/html; charset=utf-8")
        return self._send(Answer(200, (html, *marked), body, "127.0.0.1"))

    def _send(self, answer: Answer) -> Answer:
        self.sent[answer.status] += 1
        self.bytes += len(answer.body)
        return answer

    def forget(self) -> None:
        """Begin to count anew."""
        self.asked.clear()
        self.sent.clear()
        self.bytes = 0


@dataclass(frozen=True)
class Night:
    """What a night came to."""

    run: str
    findings: tuple[Finding, ...]


class Town:
    """A data folder, and nights over a site that leave in it what `gongkai run` leaves."""

    def __init__(self, folder: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.site = site
        self.rulebook = "standing"
        _crawl_from(site, monkeypatch)

    @property
    def places(self) -> Places:
        """The data folder's places."""
        return Places(self.folder / "data")

    def open(self) -> Database:
        """The books."""
        return open_store(self.places.database)

    def night(self, day: str, limits: str = "", tail: str = "") -> Night:
        """Crawl, judge, store and seal a night; `limits` and `tail` go into the watchlist."""
        make_folder(self.places.data)
        path = self.folder / "gongkai.toml"
        path.write_text(
            f'[monitor]\ncontact = "zwgk@test.example"\nrulebooks = ["{self.rulebook}"]\n'
            f'data = "data"\n[monitor.limits]\nretries = 0\n{limits}\n{tail}\n'
            '[[portals]]\nid = "yunxi"\nname = "云溪县人民政府"\nkind = "county"\n'
            f'home = "http://{HOST}/"\n',
            encoding="utf-8",
        )
        place: Workplace = open_workplace(path, None)
        moment = datetime.fromisoformat(f"{day}T02:00").replace(tzinfo=BEIJING)
        run = Run(day, moment, place.watchlist.portals)
        db = self.open()
        try:
            seen = Preflight((), ScannerIpv6(False, "no network in tests"))
            crawled = visiting.crawl(db, place, run, seen)
            judged = judge(place, load_dossiers(place, run))
            assert not judged.errors
            store_judgement(db, place, run, judged, crawled)
            close(db, place, run, judged, crawled)
        finally:
            db.close()
        return Night(day, tuple(judged.findings["yunxi"]))


def said(night: Night) -> list[Finding]:
    """The findings of a night, but for when and under which digest manifests were written."""
    return [
        replace(
            one,
            evidence=tuple(
                replace(proof, captured_at=_ANY, sha256="")
                if proof.url.startswith("urn:")
                else replace(proof, captured_at=_ANY)
                for proof in one.evidence
            ),
        )
        for one in night.findings
    ]


def _crawl_from(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    async def download(task: Task, url: str, conditions: Headers) -> Answer:
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return site.answer(target, dict(conditions))

    async def visits(job: Job) -> None:
        limits = job.watchlist.monitor.limits
        job.gate = Gate(limits)
        fetcher = Fetcher(
            download, job.archive, job.names, job.gate, job.watchlist, limits, lambda: job.as_of,
            earlier=job.earlier, carried=job.carried,
        )  # fmt: skip
        for portal in job.portals:
            around = neighbourhood(job.watchlist, portal)
            asked = job.asked.get(portal.id, NOTHING)
            visit = job.visits[portal.id] = Visit(portal, around, job.as_of, limits, asked=asked)
            job.began[portal.id], began = job.as_of, monotonic()
            async for fetch, reading in carry_out(
                visit, fetcher.fetch, 600, job.read, rests=fetcher
            ):
                job.note(portal, fetch, reading)
            job.seconds[portal.id] = monotonic() - began
        job.ledger = job.gate.ledger()

    def groups(
        db: Database, watchlist: Watchlist, jobs: Sequence[CrawlJob], began: datetime
    ) -> Iterator[CrawlDone]:
        for job in jobs:
            yield finished(job) or CrawlDone(job, crawl_group(job))

    monkeypatch.setattr(crawl, "_crawl", lambda job: asyncio.run(visits(job)))
    monkeypatch.setattr(visiting, "crawl_with", groups)

"""Crawling portal groups, each in a child process of its own.

Coded against `concurrent.futures.Executor`: the process pool serves one machine. A pool breaks
when a worker dies, so its unfinished jobs are handed to a new pool, a few times.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawler.fetching.archive import Archive, index_path
from crawler.fetching.probe import ScannerIpv6
from crawler.portals import Watchlist
from crawler.records import encode
from crawler.records.codec import revive
from crawler.spiders.crawl import GroupResult, run_group
from crawler.storage import GroupStore
from scheduler.places import Places, make_folder, write_private
from scheduler.store import open_database

log = logging.getLogger(__name__)
TRIES = 3


@dataclass(frozen=True)
class CrawlJob:
    """One portal group to crawl. `token` marks the run it belongs to, `warc` its archive file."""

    group: str
    portals: tuple[str, ...]
    watchlist: Watchlist
    run: str
    as_of: datetime
    token: str
    data: Path
    warc: Path
    scanner: ScannerIpv6


@dataclass(frozen=True)
class CrawlDone:
    """How a job ended: its result, or the error that kept it from one."""

    job: CrawlJob
    result: GroupResult | None
    error: str = ""


def crawl_group(job: CrawlJob) -> GroupResult:
    """Crawl one group and publish it; runs in a child process. Converges when run again."""
    places = Places(job.data)
    make_folder(places.group(job.group))
    make_folder(job.warc.parent)
    job.warc.unlink(missing_ok=True)
    index_path(job.warc).unlink(missing_ok=True)
    db = open_database(places.group_database(job.group))
    archive = Archive.open(job.warc)
    try:
        result = run_group(
            [job.watchlist.portal(portal) for portal in job.portals],
            job.watchlist,
            job.as_of,
            job.run,
            GroupStore(db),
            archive,
            job.scanner,
        )
    finally:
        archive.close()
        db.close()
    write_private(
        _mark(job),
        json.dumps({"token": job.token, "warc": job.warc.name, "result": encode(result)}).encode(),
    )
    return result


def finished(job: CrawlJob) -> CrawlDone | None:
    """The result of a job that this very run (same token) has finished already."""
    try:
        mark = json.loads(_mark(job).read_bytes())
        if mark["token"] != job.token or mark["warc"] != job.warc.name or not job.warc.exists():
            return None
        result = revive(GroupResult, mark["result"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    assert isinstance(result, GroupResult)
    return CrawlDone(job, result)


def _mark(job: CrawlJob) -> Path:
    return Places(job.data).group(job.group) / "done.json"


def make_pool() -> Executor:
    """A process pool as wide as the machine; a fresh process for every group."""
    return ProcessPoolExecutor(
        max_workers=max(1, os.cpu_count() or 1),
        mp_context=multiprocessing.get_context("spawn"),
        max_tasks_per_child=1,
    )


def crawl_groups(
    jobs: Sequence[CrawlJob], pool: Callable[[], Executor] = make_pool
) -> Iterator[CrawlDone]:
    """Crawl every group, yielding each as it ends; one that cannot be crawled has an error."""
    waiting: list[CrawlJob] = []
    for job in jobs:
        done = finished(job)
        if done is not None:
            yield done
        else:
            waiting.append(job)
    for attempt in range(1, TRIES + 1):
        if not waiting:
            return
        lost: list[CrawlJob] = []
        with pool() as executor:
            running: dict[Future[GroupResult], CrawlJob] = {
                executor.submit(crawl_group, job): job for job in waiting
            }
            for future in as_completed(running):
                job = running[future]
                try:
                    yield CrawlDone(job, future.result())
                except BrokenProcessPool:
                    lost.append(job)
                except Exception as error:
                    # A group that fails must not take the others with it: it is reported as ours.
                    log.exception("group %s failed", job.group)
                    yield CrawlDone(job, None, f"{type(error).__name__}: {error}")
        if lost:
            log.warning("a worker died; %d groups are tried again (%d)", len(lost), attempt)
        waiting = lost
    for job in waiting:
        yield CrawlDone(job, None, "the worker process died three times")

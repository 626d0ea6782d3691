"""Crawling portal groups, each in a child process of its own.

Coded against `concurrent.futures.Executor`: the process pool serves one machine. A pool breaks
when a worker dies, so its unfinished jobs are handed to a new pool, a few times.
"""

from __future__ import annotations

import faulthandler
import json
import logging
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
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
_SPARE = 1_800.0  # seconds a group may take beside its visits: probes, assembling, storing


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
    with _in_time(job):
        return _crawl_group(job)


def _crawl_group(job: CrawlJob) -> GroupResult:
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


@contextmanager
def _in_time(job: CrawlJob) -> Iterator[None]:
    """End this worker if its group takes far longer than its visits may.

    Visits end by themselves; this is for code that never comes back. The timer needs no Python
    to run, and a worker that it ends counts as one that died.
    """
    visits = len(job.portals) * job.watchlist.monitor.limits.portal_seconds
    faulthandler.dump_traceback_later(2 * visits + _SPARE, exit=True, file=2)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


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


def finished_mark(places: Places, group: str, token: str) -> dict[str, Path]:
    """Per portal, the WARC file in which this very run (same token) has it; else nothing."""
    try:
        mark = json.loads((places.group(group) / "done.json").read_bytes())
        if mark["token"] != token:
            return {}
        warc = places.archive / group / mark["warc"]
        return {portal["portal"]: warc for portal in mark["result"]["portals"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _mark(job: CrawlJob) -> Path:
    return Places(job.data).group(job.group) / "done.json"


def make_pool(width: int | None = None) -> Executor:
    """A process pool as wide as the machine (or `width`); a fresh process for every group.

    The processes are forked from one that has imported all they need, and done nothing else.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return ProcessPoolExecutor(
        max_workers=width or max(1, os.cpu_count() or 1),
        mp_context=context,
        initializer=_follow_parent,
        max_tasks_per_child=1,
    )


def crawl_groups(
    jobs: Sequence[CrawlJob], pool: Callable[[int | None], Executor] = make_pool
) -> Iterator[CrawlDone]:
    """Crawl every group, yielding each as it ends; one that cannot be crawled has an error.

    When a worker dies, nobody can say which group killed it: all that were not done are tried
    again one by one, so that a group which kills its workers takes no other with it.
    """
    waiting: list[CrawlJob] = []
    for job in jobs:
        done = finished(job)
        if done is not None:
            yield done
        else:
            waiting.append(job)
    lost: list[CrawlJob] = []
    for job, outcome in _crawl_together(waiting, pool, None):
        if outcome is None:
            lost.append(job)
        else:
            yield outcome
    if lost:
        log.warning("a worker died; %d groups are tried again one by one", len(lost))
    for job in lost:
        yield _crawl_alone(job, pool)


def _crawl_alone(job: CrawlJob, pool: Callable[[int | None], Executor]) -> CrawlDone:
    for _ in range(TRIES - 1):
        for _, outcome in _crawl_together([job], pool, 1):
            if outcome is not None:
                return outcome
    return CrawlDone(job, None, f"the worker process died {TRIES} times")


def _crawl_together(
    jobs: Sequence[CrawlJob], pool: Callable[[int | None], Executor], width: int | None
) -> Iterator[tuple[CrawlJob, CrawlDone | None]]:
    """Crawl groups in one pool, each with how it ended; None where a worker died first."""
    if not jobs:
        return
    with pool(width) as executor:
        running: dict[Future[GroupResult], CrawlJob] = {
            executor.submit(crawl_group, job): job for job in jobs
        }
        try:
            for future in as_completed(running):
                job = running[future]
                try:
                    yield job, CrawlDone(job, future.result())
                except BrokenProcessPool:
                    yield job, None
                except Exception as error:
                    # A group that fails must not take the others with it: reported as ours.
                    log.exception("group %s failed", job.group)
                    yield job, CrawlDone(job, None, f"{type(error).__name__}: {error}")
        except (KeyboardInterrupt, GeneratorExit):
            executor.shutdown(wait=False, cancel_futures=True)
            for child in multiprocessing.active_children():
                child.terminate()
            raise


def _follow_parent() -> None:
    """End this worker when its parent dies, however it dies.

    The lock of the data folder dies with the parent: a worker that lived on would write beside
    the next run.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()

"""Crawling portal groups, each in a child process of its own.

Coded against `concurrent.futures.Executor`: the process pool serves one machine, Dask many
(`scheduler.engines.over_dask`). A pool breaks when a worker dies, so its unfinished jobs are
handed to a new pool, a few times. Nothing waits for ever: what has not ended when the night
does is cut off, so that the rest is judged.
"""

from __future__ import annotations

import faulthandler
import logging
import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from importlib.machinery import ModuleSpec
from math import inf
from pathlib import Path

from crawler.errors import no_room
from crawler.fetching.archive import Archive, index_path
from crawler.fetching.pace import PaceKeeper
from crawler.fetching.probe import ScannerIpv6
from crawler.fetching.unasked import Resting
from crawler.portals import Watchlist
from crawler.records import Asked
from crawler.spiders.result import GroupResult
from crawler.storage import GroupStore
from scheduler.ending import unbroken
from scheduler.engines.marks import read_mark, write_mark
from scheduler.engines.width import Breadth, cores
from scheduler.garbage import collect_seldom
from scheduler.moments import now
from scheduler.places import Places, make_folder
from scheduler.store import open_database

log = logging.getLogger(__name__)
TRIES = 3
_SPARE = 1_800.0  # seconds a group may take beside its visits: probes, assembling, storing
_TICK = 1.0
_END_SECONDS = 5.0  # for a pool whose processes were killed
CUT = "cut off: the night was over"
_LOADED_LATE = (
    "scrapy.core.downloader.handlers.http11", "scrapy.extensions.corestats",
    "scrapy.extensions.feedexport", "scrapy.logformatter", "scrapy.pqueues", "scrapy.squeues",
    "scrapy.dupefilters", "scrapy.resolver", "twisted.internet.endpoints",
    "crawler.settings",
)  # fmt: skip
"""What Scrapy only imports once a crawl begins: dear to load anew in the process of every group.

None of it may import the reactor, which each process chooses for itself."""


@dataclass(frozen=True)
class CrawlJob:
    """One portal group to crawl. `token` marks the run it belongs to, `warc` its archive file.

    `asked` is, by portal id, what rulebooks ask of its visit.
    `blind` says why the scanner itself is in doubt (see `Preflight`). `worked_on` are, by portal,
    the pages of which problems are open, `accused` the ids of its cases that failed before.
    `originals` are sealed archive files of the group, beside `warc`, that this night's may refer
    to, each with the digest that it was sealed with; `resting` says what need not be asked for.
    `pace` is where hosts get one rate over all groups. At `ends_at` (real time) visits end by
    themselves, at `cut_at` whoever has not come back by then is ended.
    """

    group: str
    portals: tuple[str, ...]
    watchlist: Watchlist
    run: str
    as_of: datetime
    token: str
    data: Path
    warc: Path
    scanner: ScannerIpv6
    pace: PaceKeeper | None = None
    ends_at: datetime | None = None
    cut_at: datetime | None = None
    blind: str = ""
    asked: Mapping[str, Asked] = field(default_factory=dict)
    worked_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    accused: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    originals: Mapping[str, str] = field(default_factory=dict)
    resting: Resting = field(default_factory=Resting)
    openings: Mapping[str, bytes] = field(default_factory=dict)


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
    from crawler.spiders.crawl import run_group  # dear to load: only where a crawl is made

    collect_seldom()
    places = Places(job.data)
    late = job.ends_at is not None and now() >= job.ends_at
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
            job.pace,
            job.ends_at,
            job.blind,
            job.asked,
            job.worked_on,
            job.accused,
            job.originals,
            places.group_readings(job.group),
            job.resting,
            job.openings,
        )
    finally:
        archive.close()
        db.close()
    write_mark(job.data, job.group, job.token, job.warc.name, result, timed=not late)
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
    mark = read_mark(job.data, job.group)
    if mark is None or mark.token != job.token:
        return None
    if mark.warc != job.warc.name or not job.warc.exists():
        return None
    return CrawlDone(job, mark.result)


def longest_first(jobs: Sequence[CrawlJob]) -> list[CrawlJob]:
    """Jobs in the order of their last nights' longest, so that no long one is left for the end.

    Groups that were never crawled come first: nobody knows how long they take.
    """

    def seconds(job: CrawlJob) -> float:
        mark = read_mark(job.data, job.group)
        return max(mark.nights, default=inf) if mark is not None else inf

    return sorted(jobs, key=seconds, reverse=True)


def make_pool(width: int | None = None) -> Executor:
    """A process pool as wide as the machine (or `width`); a fresh process for every group.

    The processes are forked from one that has imported all they need, and done nothing else.
    """
    _spare_main()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "crawler.spiders.crawl", *_LOADED_LATE])
    return ProcessPoolExecutor(
        max_workers=width or cores(),
        mp_context=context,
        initializer=_follow_parent,
        max_tasks_per_child=1,
    )


def _spare_main() -> None:
    """Spare every child the import of the program that was started (`gongkai`, a job's process).

    `multiprocessing` runs the main module again in each child, but for a package's `__main__`.
    Nothing of ours is pickled from there.
    """
    main = sys.modules["__main__"]
    if not getattr(main.__spec__, "name", "").endswith("__main__"):
        main.__spec__ = ModuleSpec("scheduler.__main__", None)


def crawl_groups(
    jobs: Sequence[CrawlJob],
    pool: Callable[[int | None], Executor] = make_pool,
    at_once: int | None = None,
) -> Iterator[CrawlDone]:
    """Crawl every group, yielding each as it ends; one that cannot be crawled has an error.

    No more than `at_once` are under way at a time, beyond the number of cores only while cores
    are idle. When a worker dies, nobody can say which group killed it: all that were not done are
    tried again one by one, so that a group which kills its workers takes no other with it.
    """
    waiting: list[CrawlJob] = []
    for job in jobs:
        done = finished(job)
        if done is not None:
            yield done
        else:
            waiting.append(job)
    lost: list[CrawlJob] = []
    late: list[CrawlJob] = []
    for job, outcome in _crawl_together(longest_first(waiting), pool, at_once):
        if outcome is None:
            lost.append(job)
        elif outcome.error == CUT:
            late.append(job)
        else:
            yield outcome
    if lost:
        log.warning("a worker died; %d groups are tried again one by one", len(lost))
    for job in lost:
        outcome = _crawl_alone(job, pool)
        if outcome.error == CUT:
            late.append(job)
        else:
            yield outcome
    yield from cut_off(late, pool)


def cut_off(
    jobs: Sequence[CrawlJob], pool: Callable[[int | None], Executor] = make_pool
) -> Iterator[CrawlDone]:
    """Publish that nothing was seen of these groups: the night ended before they did.

    Their visits end before they ask for anything. A group that does not even come back from
    that stays unseen.
    """
    if not jobs:
        return
    moment = now()
    log.warning("the night is over; %d groups are cut off", len(jobs))
    bound = moment + timedelta(seconds=60 + 2 * len(jobs))
    ended = [replace(job, pace=None, ends_at=moment, cut_at=bound) for job in jobs]
    for job, outcome in _crawl_together(ended, pool, None):
        yield outcome or CrawlDone(job, None, CUT)


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
    executor = pool(width)
    breadth = Breadth(width or cores())
    ahead = deque(jobs)
    running: dict[Future[GroupResult], CrawlJob] = {}
    try:
        while ahead or running:
            for _ in range(min(len(ahead), breadth.room(len(running)))):
                job = ahead.popleft()
                try:
                    with unbroken():
                        running[executor.submit(crawl_group, job)] = job
                except BrokenProcessPool:
                    yield job, None
            if _over((*running.values(), *ahead)):
                break
            ended, _ = wait(running, timeout=_TICK, return_when=FIRST_COMPLETED)
            for future in ended:
                job = running.pop(future)
                yield job, _outcome(job, future)
        late = (*running.values(), *ahead)
        if running:
            _end(executor)
        for job in late:
            yield job, CrawlDone(job, None, CUT)
    except BaseException:
        # However this ends (a signal, whoever asked for it), its processes end with it.
        _end(executor)
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _outcome(job: CrawlJob, future: Future[GroupResult]) -> CrawlDone | None:
    try:
        return CrawlDone(job, future.result())
    except BrokenProcessPool:
        return None
    except Exception as error:
        if no_room(error):
            log.error("group %s: no space left on the disk (%s)", job.group, error)
            return CrawlDone(job, None, f"{type(error).__name__}: {error}")
        # A group that fails must not take the others with it: reported as ours.
        log.exception("group %s failed", job.group)
        return CrawlDone(job, None, f"{type(error).__name__}: {error}")


def _over(jobs: Iterable[CrawlJob]) -> bool:
    """Whether the night has ended for one of these jobs (they all have the same bound)."""
    job = next(iter(jobs), None)
    return job is not None and job.cut_at is not None and now() >= job.cut_at


def _end(executor: Executor) -> None:
    """End the pool with all that its processes still do."""
    children = tuple((getattr(executor, "_processes", None) or {}).values())
    minder = getattr(executor, "_executor_manager_thread", None)
    for child in children:
        child.kill()
    if children and minder is not None:
        # It ends by itself, since the pool is broken now. Told to shut down first, it may be about
        # to replace a process that went just then, and fails for want of the list of them.
        minder.join(_END_SECONDS)
    executor.shutdown(wait=False, cancel_futures=True)
    if minder is not None:
        # An interpreter that ends wakes its pools' threads, and fails where one is just closing.
        minder.join(_END_SECONDS)


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

"""Many machines: groups go through Dask's scheduler to its workers (docs/engines.md).

Dask delivers at least once, and workers, the scheduler or the line to it may go away at any
time. Whatever is lost is handed out again a few times, and nothing is waited for without bound:
a group that could not be crawled has an error, and the night goes on without it.
"""

from __future__ import annotations

import logging
import secrets
import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from sqlite_utils import Database

from crawler.errors import GongkaiError
from scheduler.engines.crawling import (
    CUT,
    TRIES,
    CrawlDone,
    CrawlJob,
    cut_off,
    finished,
    longest_first,
)
from scheduler.engines.errors import EngineError, StaleWorkerError, WorkerDiedError
from scheduler.engines.remote import RemoteJob, crawl_remote
from scheduler.engines.states import Brought, commit, committed, fetch, hand_out, in_use, owner_of
from scheduler.engines.storage import Storage
from scheduler.evidence.manifest import code_version
from scheduler.moments import now
from scheduler.places import Places

log = logging.getLogger(__name__)
_TICK = 1.0
_LOOK = 5.0  # seconds between two looks whether any worker is there
_LOSSES = 5  # times that the scheduler may go away in one night


class LostError(Exception):
    """The line to the scheduler broke: nobody knows what became of the task."""


@dataclass(frozen=True)
class Cluster:
    """Dask's scheduler, the storage shared with its workers, and the patience with both."""

    address: str
    storage: Storage
    patience: float

    @property
    def facing(self) -> str:
        """The address of this machine on the line to the scheduler."""
        parts = urlsplit(self.address)
        try:
            family, _, _, _, to = socket.getaddrinfo(
                parts.hostname, parts.port, type=socket.SOCK_DGRAM
            )[0]
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect(to)
                return str(probe.getsockname()[0])
        except OSError as error:
            raise EngineError(f"{self.address}: cannot be reached: {error}") from None


class DaskPool(Executor):
    """Dask's workers as an executor. A future whose fate is unknown raises LostError."""

    def __init__(self, address: str, patience: float) -> None:
        """Connect within `patience` seconds and wait as long for a worker. EngineError if not."""
        try:
            connect: Any = import_module("distributed").Client
        except ImportError:
            raise GongkaiError(
                "--engine dask://…: needs gongkai[dask] to be installed (the package distributed)"
            ) from None
        self._address = address
        self._futures: list[Any] = []
        try:
            self._client = connect(
                address, timeout=patience, set_as_default=False, name="gongkai",
                direct_to_workers=False,
            )  # fmt: skip
        except (OSError, TimeoutError, ValueError) as error:
            raise EngineError(
                f"{address}: no Dask scheduler answers within {patience:g} s ({_first_line(error)})"
            ) from None
        try:
            self._client.wait_for_workers(1, timeout=patience)
        except Exception as error:
            self._client.close(timeout=5)
            raise EngineError(
                f"{address}: no worker came within {patience:g} s ({_first_line(error)})"
            ) from None

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand a call to the workers; keyword `key` names it in Dask's books."""
        theirs: Any = self._client.submit(fn, *args, pure=False, retries=0, **kwargs)
        self._futures.append(theirs)
        ours: Future[Any] = Future()
        ours.set_running_or_notify_cancel()

        def ended(future: Any) -> None:
            try:
                if future.status == "finished":
                    ours.set_result(future.result(timeout=60))
                elif future.status == "error":
                    ours.set_exception(future.exception(timeout=60))
                else:
                    ours.set_exception(LostError(f"the task is {future.status}"))
            except BaseException as error:
                ours.set_exception(LostError(_first_line(error)))

        theirs.add_done_callback(ended)
        return ours

    def threads(self) -> int:
        """How many groups the workers can crawl at a time; 0 if there are none any more."""
        try:
            return sum(self._client.nthreads().values())
        except Exception:
            return 0

    def versions(self) -> dict[str, str]:
        """The code version of every worker; EngineError where Gongkai is not installed."""
        try:
            return dict(self._client.run(code_version))
        except Exception as error:
            raise EngineError(
                f"{self._address}: the workers cannot run Gongkai ({_first_line(error)})"
            ) from None

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Withdraw what is not done and hang up; workers stop crawling what nobody wants."""
        try:
            self._client.cancel([one for one in self._futures if not one.done()], force=True)
        except Exception as error:
            log.debug("withdrawing failed: %s", _first_line(error))
        self._client.close(timeout=5)


def crawl_over_dask(
    db: Database, cluster: Cluster, jobs: Sequence[CrawlJob], pool: DaskPool
) -> Iterator[CrawlDone]:
    """Crawl every group on the cluster, yielding each once it lies in the data folder.

    `pool` is connected already; it is closed at the end. What this very run has committed
    before it was killed is fetched, not crawled again.
    """
    crawl = _Crawl(db, cluster, pool)
    waiting: list[CrawlJob] = []
    for job in jobs:
        done = finished(job) or crawl.resumed(job)
        if done is not None:
            yield done
        else:
            waiting.append(job)
    late: list[CrawlJob] = []
    for one in crawl.through(longest_first(waiting)):
        if one.error == CUT:
            late.append(one.job)
        else:
            yield one
    yield from cut_off(late)
    crawl.sweep()


def check_versions(address: str, versions: dict[str, str]) -> None:
    """EngineError if some worker would read pages with other code than the coordinator's."""
    other = sorted(worker for worker, version in versions.items() if version != code_version())
    if other:
        raise EngineError(
            f"{address}: {len(other)} of {len(versions)} workers run another version of Gongkai's"
            f" code than this machine: {', '.join(other[:5])}"
        )


class _Crawl:
    """One night over the cluster."""

    def __init__(self, db: Database, cluster: Cluster, pool: DaskPool) -> None:
        self._db = db
        self._cluster = cluster
        self._pool: DaskPool | None = pool
        self._tries: Counter[str] = Counter()
        self._losses = 0
        self._seen_at = time.monotonic()
        self._look_at = 0.0
        self._owner = owner_of(db)
        # Dask would give a task that is named as one of a killed coordinator's that one's end.
        self._name = secrets.token_hex(4)
        cluster.storage.claim(self._owner)

    def resumed(self, job: CrawlJob) -> CrawlDone | None:
        """What this run has committed for a group before it was interrupted."""
        if committed(self._db, job.group, job.token, job.warc.name) is None:
            return None
        return self._fetched(job)

    def through(self, jobs: Sequence[CrawlJob]) -> Iterator[CrawlDone]:
        """All groups, reconnecting where the scheduler went away."""
        waiting = list(jobs)
        try:
            while waiting:
                if not self._connected():
                    for job in waiting:
                        yield CrawlDone(job, None, "the Dask scheduler went away and stayed away")
                    return
                lost: list[CrawlJob] = []
                for job, done in self._once(waiting):
                    if done is None:
                        lost.append(job)
                    else:
                        yield done
                if lost:
                    log.warning("the Dask scheduler went away; %d groups go again", len(lost))
                    self._hang_up()
                    self._losses += 1
                waiting = lost
        finally:
            self._hang_up()

    def sweep(self) -> None:
        """Remove what is left over in the storage: fetched files, attempts that came too late."""
        try:
            self._cluster.storage.sweep(in_use(self._db))
        except GongkaiError as error:
            log.warning("the storage was not swept: %s", error)

    def _once(self, jobs: Sequence[CrawlJob]) -> Iterator[tuple[CrawlJob, CrawlDone | None]]:
        """Groups over one connection, each with how it ended; None where the line broke."""
        running: dict[Future[Brought], CrawlJob] = {}
        for job in jobs:
            done = self._submit(job, running)
            if done is not None:
                yield job, done
        while running:
            ended, _ = wait(running, timeout=_TICK, return_when=FIRST_COMPLETED)
            for future in ended:
                job = running.pop(future)
                try:
                    brought = future.result()
                except LostError:
                    yield job, None
                except Exception as error:
                    failed = self._failed(job, error) or self._submit(job, running)
                    if failed is not None:
                        yield job, failed
                else:
                    yield job, self._taken(job, brought)
            reason = self._given_up(next(iter(running.values()))) if running else ""
            if reason:
                for job in running.values():
                    yield job, CrawlDone(job, None, reason)
                return

    def _submit(self, job: CrawlJob, running: dict[Future[Brought], CrawlJob]) -> CrawlDone | None:
        """Hand a group out; how it ended where that already fails."""
        assert self._pool is not None
        self._tries[job.group] += 1
        try:
            base = hand_out(self._db, self._cluster.storage, Places(job.data), job.group, job.token)
        except GongkaiError as error:
            return CrawlDone(job, None, str(error))
        attempt = self._tries[job.group] + self._losses * TRIES
        remote = RemoteJob(job, self._cluster.storage, self._owner, base, code_version(), attempt)
        key = f"gongkai-{job.token}-{job.group}-{attempt}-{self._name}"
        try:
            running[self._pool.submit(crawl_remote, remote, key=key)] = job
        except Exception as error:
            failed: Future[Brought] = Future()
            failed.set_exception(LostError(_first_line(error)))
            running[failed] = job
        return None

    def _failed(self, job: CrawlJob, error: Exception) -> CrawlDone | None:
        """How a group ended whose task raised; None where it is to be tried again."""
        text = f"{type(error).__name__}: {error}"
        if not _died(error):
            log.error("group %s failed: %s", job.group, text)
            return CrawlDone(job, None, text)
        if self._tries[job.group] >= TRIES:
            return CrawlDone(job, None, f"tried {TRIES} times; {_first_line(error)}")
        log.warning("group %s is tried again: %s", job.group, _first_line(error))
        return None

    def _taken(self, job: CrawlJob, brought: Brought) -> CrawlDone:
        """Commit what came and bring it into the data folder."""
        warc = job.warc.name
        if not commit(self._db, job.group, job.token, warc, brought, now()) and (
            committed(self._db, job.group, job.token, warc) is None
        ):
            return CrawlDone(job, None, "its state was moved on by someone else meanwhile")
        return self._fetched(job)

    def _fetched(self, job: CrawlJob) -> CrawlDone:
        try:
            result = fetch(
                self._db, self._cluster.storage, Places(job.data), job.group, job.token, job.warc
            )
        except GongkaiError as error:
            return CrawlDone(job, None, str(error))
        return CrawlDone(job, result)

    def _given_up(self, job: CrawlJob) -> str:
        """Why nothing more is waited for: the night is over, or nobody works any more."""
        if job.cut_at is not None and now() >= job.cut_at:
            return CUT
        moment = time.monotonic()
        if moment >= self._look_at:
            self._look_at = moment + _LOOK
            if self._pool is not None and self._pool.threads() > 0:
                self._seen_at = moment
        if moment > self._seen_at + self._cluster.patience:
            return f"no worker for {self._cluster.patience:g} s"
        return ""

    def _connected(self) -> bool:
        if self._pool is None and self._losses <= _LOSSES:
            try:
                self._pool = DaskPool(self._cluster.address, self._cluster.patience)
                check_versions(self._cluster.address, self._pool.versions())
            except EngineError as error:
                log.error("%s", error)
                self._hang_up()
                return False
            self._seen_at = time.monotonic()
        return self._pool is not None

    def _hang_up(self) -> None:
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None


def _died(error: Exception) -> bool:
    """Whether it is the worker that is to blame, so that another may do better."""
    return isinstance(error, WorkerDiedError | StaleWorkerError) or (
        type(error).__name__ == "KilledWorker"
    )


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:300]

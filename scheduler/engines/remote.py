"""Crawling one group on a worker: state N in, state N+1 and the archive out.

The same `crawl_group` as on one machine, in a child process of the worker's: a reactor runs once
in a process, and a group that kills its process must not take the worker with it.
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from crawler.fetching.archive import index_path
from scheduler.engines.crawling import CrawlJob, finished
from scheduler.engines.errors import WorkerDiedError
from scheduler.engines.hatchery import crawl_in_child
from scheduler.engines.states import Base, Brought
from scheduler.engines.storage import Storage, StorageError
from scheduler.places import Places

_ENDED = frozenset({"closing", "closed", "failed", "stopping"})


@dataclass(frozen=True)
class RemoteJob:
    """A job with all that a worker elsewhere needs. `owner` proves that the storage is shared.

    `code` is the coordinator's version of the code, `attempt` counts from 1.
    """

    job: CrawlJob
    storage: Storage
    owner: str
    base: Base
    code: str
    attempt: int


def crawl_remote(remote: RemoteJob) -> Brought:
    """Crawl a group on this worker. Every attempt stores under a name that no other uses.

    Raises StaleWorkerError, WorkerDiedError (try again), StorageError, or what the crawl raised.
    """
    job, storage = remote.job, remote.storage
    if storage.owner() != remote.owner:
        raise StorageError(f"{storage.root}: not the storage of the coordinator's data folder")
    wanted, name, room = _surroundings()
    with tempfile.TemporaryDirectory(prefix="gongkai-", dir=room) as folder:
        places = Places(Path(folder))
        warc = places.archive / job.group / job.warc.name
        here = replace(job, data=places.data, warc=warc)
        if remote.base.records is not None:
            storage.get(remote.base.records, places.group_database(job.group))
        crawl_in_child(here, remote.code, wanted)
        done = finished(here)
        if done is None or done.result is None:
            raise WorkerDiedError(f"the crawl of {job.group} left no result")
        under = f"runs/{job.token}/{job.group}/{remote.attempt}-{secrets.token_hex(4)}"
        return Brought(
            version=remote.base.version,
            result=done.result,
            records=storage.put(places.group_database(job.group), f"{under}/records.db"),
            warc=storage.put(warc, f"{under}/{warc.name}"),
            index=storage.put(index_path(warc), f"{under}/{index_path(warc).name}"),
            worker=name,
        )


def _surroundings() -> tuple[Callable[[], bool], str, str | None]:
    """Whether the task is wanted still, the worker's name and its folder, of a Dask worker."""
    try:
        from distributed import get_worker
    except ImportError:
        return lambda: True, "", None
    try:
        worker = get_worker()
    except ValueError:  # called directly
        return lambda: True, "", None
    key = worker.get_current_task()

    def wanted() -> bool:
        if worker.status.name in _ENDED:  # as when its scheduler is gone
            return False
        task = worker.state.tasks.get(key)
        return task is not None and task.state != "cancelled"

    return wanted, str(worker.address), worker.local_directory

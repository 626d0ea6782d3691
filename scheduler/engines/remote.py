"""Crawling one group on a worker: state N in, state N+1 and the archive out.

The same `crawl_group` as on one machine, in a child process of the worker's: a reactor runs once
in a process, and a group that kills its process must not take the worker with it.
"""

from __future__ import annotations

import json
import os
import pickle
import secrets
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from crawler.fetching.archive import index_path
from scheduler.crawling import CrawlJob, crawl_group, finished
from scheduler.engines.errors import StaleWorkerError, UnwantedError, WorkerDiedError
from scheduler.engines.states import Base, Brought
from scheduler.engines.storage import Storage, StorageError
from scheduler.manifest import code_version
from scheduler.places import Places

_LOOK = 0.5  # seconds between two looks whether the coordinator still wants the group
_FAILED = "failed.json"


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
        _in_child(here, remote.code, wanted)
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


def _in_child(job: CrawlJob, code: str, wanted: Callable[[], bool]) -> None:
    """Crawl in a child process that ends with this one, or once nobody wants the group."""
    root = Path(__file__).parents[2]
    paths = os.pathsep.join(filter(None, (str(root), os.environ.get("PYTHONPATH", ""))))
    with subprocess.Popen(
        [sys.executable, "-m", "scheduler.engines.remote"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": paths},
    ) as child:
        assert child.stdin is not None
        try:
            # The pipe stays open: the child ends when it breaks, however this process dies.
            child.stdin.write(pickle.dumps((job, code)))
            child.stdin.flush()
            while wanted():
                try:
                    status = child.wait(_LOOK)
                    break
                except subprocess.TimeoutExpired:
                    continue
            else:
                raise UnwantedError(job.group)
        except BrokenPipeError:
            status = child.wait()
        finally:
            child.kill()
    failure = job.data / _FAILED
    if failure.exists():
        said = json.loads(failure.read_bytes())
        raise (StaleWorkerError if said["stale"] else RuntimeError)(said["text"])
    if status != 0:
        raise WorkerDiedError(f"the process that crawled {job.group} ended with {status}")


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
        task = worker.state.tasks.get(key)
        return task is not None and task.state != "cancelled"

    return wanted, str(worker.address), worker.local_directory


def main() -> None:
    """The child: a job and the coordinator's code version on standard input."""
    job, code = pickle.load(sys.stdin.buffer)

    def follow() -> None:
        sys.stdin.buffer.read()
        os._exit(1)

    threading.Thread(target=follow, name="parent", daemon=True).start()
    stale = code_version() != code
    try:
        if stale:
            raise StaleWorkerError("this worker runs another version of Gongkai's code")
        crawl_group(job)
    except Exception as error:
        text = str(error) if stale else f"{type(error).__name__}: {error}"
        said = json.dumps({"stale": stale, "text": text[:500]})
        (job.data / _FAILED).write_text(said, encoding="utf-8")
        # Threads of the crawl may still run: nothing is waited for.
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()

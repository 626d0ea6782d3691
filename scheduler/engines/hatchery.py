"""Child processes for crawls on a worker, hatched from one that has imported all they need.

A reactor runs once in a process, so every group needs a fresh one; to import everything anew
for each would cost more than many groups' visits. `multiprocessing` cannot serve here: Dask's
workers are daemons, which may have no children of its making. Everything hangs on one pipe: when
the worker dies, however it does, the pipe breaks and the child and its hatchery end.
"""

from __future__ import annotations

import json
import os
import pickle
import select
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scheduler.engines.crawling import CrawlJob, crawl_group
from scheduler.engines.errors import StaleWorkerError, UnwantedError, WorkerDiedError
from scheduler.evidence.manifest import code_version
from scheduler.places import write_private

_LOOK = 0.5  # seconds between two looks whether the group is still wanted
_FAILED = "failed.json"
_own = threading.local()


def crawl_in_child(job: CrawlJob, code: str, wanted: Callable[[], bool]) -> None:
    """Crawl a group in a child of this thread's hatchery; ended once it is not wanted any more.

    Raises StaleWorkerError, WorkerDiedError (try again), UnwantedError, or RuntimeError with what
    the crawl raised.
    """
    status = _run(job, code, wanted)
    failure = job.data / _FAILED
    if failure.exists():
        said = json.loads(failure.read_bytes())
        raise (StaleWorkerError if said["stale"] else RuntimeError)(said["text"])
    if status != 0:
        raise WorkerDiedError(f"the process that crawled {job.group} ended with {status}")


def _run(job: CrawlJob, code: str, wanted: Callable[[], bool]) -> int:
    hatchery = _hatchery()
    assert hatchery.stdin is not None
    assert hatchery.stdout is not None
    try:
        order = pickle.dumps((job, code))
        hatchery.stdin.write(len(order).to_bytes(4) + order)
        hatchery.stdin.flush()
        while wanted():
            if select.select([hatchery.stdout], [], [], _LOOK)[0]:
                return int(hatchery.stdout.readline() or b"-1")
        raise UnwantedError(job.group)
    except BrokenPipeError:
        return -1
    finally:
        if not wanted() or hatchery.poll() is not None:
            _close()


def _hatchery() -> subprocess.Popen[bytes]:
    """The hatchery of this thread, begun where there is none."""
    running: subprocess.Popen[bytes] | None = getattr(_own, "hatchery", None)
    if running is not None and running.poll() is None:
        return running
    root = str(Path(__file__).parents[2])
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
    _own.hatchery = subprocess.Popen(
        [sys.executable, "-m", "scheduler.engines.hatchery"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
    )
    hatched: subprocess.Popen[bytes] = _own.hatchery
    return hatched


def _close() -> None:
    """End this thread's hatchery; its child sees the pipe break."""
    hatchery: subprocess.Popen[bytes] = _own.hatchery
    for pipe in (hatchery.stdin, hatchery.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except BrokenPipeError:
                continue
    hatchery.kill()
    hatchery.wait()
    _own.hatchery = None


def main() -> None:
    """The hatchery: orders on standard input, one after the other, exit statuses on its output."""
    orders = open(0, "rb", buffering=0, closefd=False)  # noqa: SIM115
    code_version()  # of the code as it was imported, whatever is laid over it later
    while order := _read(orders, int.from_bytes(_read(orders, 4))):
        child = os.fork()
        if child == 0:
            try:
                _crawl(*pickle.loads(order))
            finally:
                os._exit(2)
        _, status = os.waitpid(child, 0)
        os.write(1, b"%d\n" % os.waitstatus_to_exitcode(status))


def _read(orders: Any, size: int) -> bytes:
    """So many bytes; none where the pipe ended before them."""
    got = b""
    while len(got) < size:
        piece = orders.read(size - len(got))
        if not piece:
            return b""
        got += piece
    return got


def _crawl(job: CrawlJob, code: str) -> None:
    """The child: one group, and the end of the process."""

    def follow() -> None:
        os.read(0, 1)  # returns when the worker is gone: no order comes while one is carried out
        os._exit(1)

    os.dup2(2, 1)
    threading.Thread(target=follow, name="parent", daemon=True).start()
    stale = code_version() != code
    try:
        if stale:
            raise StaleWorkerError("this worker runs another version of Gongkai's code")
        crawl_group(job)
    except BaseException as error:
        text = str(error) if stale else f"{type(error).__name__}: {error}"
        said = json.dumps({"stale": stale, "text": text[:500]})
        write_private(job.data / _FAILED, said.encode())
        os._exit(1)
    # Threads of the crawl may still run: nothing is waited for.
    os._exit(0)


if __name__ == "__main__":
    main()

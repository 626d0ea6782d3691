"""A Dask scheduler and workers as processes of their own, to be killed and started again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.end_to_end.conftest import ROOT


@dataclass
class Cluster:
    """A running cluster in a folder of its own; `before` stands before every command line."""

    folder: Path
    host: str = "127.0.0.1"
    before: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    port: int = 0
    scheduler: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def engine(self) -> str:
        return f"dask://{self.host}:{self.port}"

    def start_scheduler(self) -> None:
        """Start the scheduler, at the port it had before if it had one."""
        said = self.folder / "scheduler.json"
        said.unlink(missing_ok=True)
        self.scheduler = self._start(
            "scheduler", self.before, "--host", self.host, "--port", str(self.port),
            "--no-dashboard", "--scheduler-file", str(said),
        )  # fmt: skip
        wait_for(said.exists, 200)
        time.sleep(0.2)
        self.port = urlsplit(json.loads(said.read_text())["address"]).port or 0

    def start_worker(self, *before: str) -> subprocess.Popen[bytes]:
        """One more worker with one thread, without a nanny: killed, it stays dead."""
        name = f"w{len(self.workers)}"
        worker = self._start(
            "worker", before, f"tcp://{self.host}:{self.port}", "--nthreads", "1", "--no-nanny",
            "--no-dashboard", "--preload", "scheduler.engines.remote",
            "--local-directory", str(self.folder / name),
        )  # fmt: skip
        self.workers.append(worker)
        return worker

    def joined(self) -> None:
        """Wait until every worker that was started has been with the scheduler."""
        logs = [self.folder / f"worker{number}.log" for number in range(len(self.workers))]
        wait_for(lambda: all("Registered to" in log.read_text() for log in logs), 200)

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        process.send_signal(signal.SIGKILL)
        process.wait(10)

    def close(self) -> None:
        for log in sorted(self.folder.glob("*.log")):
            sys.stderr.write(f"{log.name}: …{log.read_text()[-1500:]}\n")
        for process in (*self.workers, self.scheduler):
            if process is not None and process.poll() is None:
                process.terminate()
        for process in (*self.workers, self.scheduler):
            if process is not None:
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    self.kill(process)

    def _start(self, what: str, before: tuple[str, ...], *more: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{what}{len(self.workers)}.log").open("ab") as log:
            return subprocess.Popen(
                [*before, sys.executable, "-m", f"distributed.cli.dask_{what}", *more],
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(ROOT), **self.environment},
                stdout=log,
                stderr=log,
            )


@contextmanager
def cluster(folder: Path, workers: int = 2, **more: Any) -> Iterator[Cluster]:
    """A scheduler with workers on loopback."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Cluster(folder, **more)
    try:
        made.start_scheduler()
        for _ in range(workers):
            made.start_worker()
        made.joined()
        yield made
    finally:
        made.close()


def wait_for(condition: Any, seconds: float) -> None:
    """Wait until it holds; AssertionError when it does not in time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "not in time"
        time.sleep(0.05)


def children_of(process: subprocess.Popen[bytes]) -> list[int]:
    """The child processes of a process."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process.pid and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def alive(pid: int) -> bool:
    """Whether a process still runs."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False

"""Jobs in a process of their own: a crash or a leak of a night never takes the daemon along.

The workplace travels to the child as the daemon read it, so that a watchlist which is being
edited does not change a night that has begun. The pipe stays open while the parent lives: when
it closes, however the parent ended, the child ends too and leaves the data folder's lock.
"""

from __future__ import annotations

import copyreg
import logging
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from types import MappingProxyType
from typing import IO

from crawler.errors import GongkaiError
from scheduler.daemon.duty import WORKS, Ended, Result, carry_out, note_death
from scheduler.daemon.planning import Step
from scheduler.moments import now
from scheduler.workplace import Workplace

log = logging.getLogger(__name__)
STOP_SECONDS = 8.0
"""So long a child has to end after it was asked to."""


def frozen(mapping: dict[object, object]) -> MappingProxyType[object, object]:
    """A mapping that cannot be changed, as it arrives in the child."""
    return MappingProxyType(mapping)


def _plain(mapping: MappingProxyType[object, object]) -> tuple[object, ...]:
    return frozen, (dict(mapping),)


# Frozen values hold their mappings in proxies, which know no pickling of their own.
copyreg.pickle(MappingProxyType, _plain)  # type: ignore[arg-type]


class ChildRunner:
    """Carries out one job at a time in a child process."""

    def __init__(self, clock: Callable[[], datetime] = now) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._stopping = False

    def __call__(self, place: Workplace, step: Step, at: datetime) -> Ended:
        """Do a job and wait for its end; a child that died is entered in the books."""
        with self._lock:
            if self._stopping:
                return Ended(Result.STOPPED)
            child = subprocess.Popen(
                [sys.executable, "-m", "scheduler.daemon.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                # Ctrl-C at a terminal reaches the daemon, which ends its child in order.
                start_new_session=True,
            )
            self._child = child
        try:
            assert child.stdin is not None
            with suppress(BrokenPipeError):
                _send(child.stdin, (place, step, at))
            status = child.wait()
            with suppress(BrokenPipeError):
                child.stdin.close()
        finally:
            self._child = None
        if self._stopping:
            return Ended(Result.STOPPED)
        if status in (Result.DONE, Result.FAILED, Result.BUSY, Result.OVER, Result.FULL):
            return Ended(Result(status))
        note = f"进程异常终止（{_how(status)}）"
        with suppress(GongkaiError):
            if note_death(place, step, self._clock(), note):
                return Ended(Result.DONE)
        return Ended(Result.DIED, note=note)

    def stop(self) -> None:
        """End the child that works now, and begin no other; what it did is gone on with later."""
        with self._lock:
            self._stopping = True
            child = self._child
        if child is None:
            return
        with suppress(ProcessLookupError):
            child.terminate()
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)


def _how(status: int) -> str:
    if status < 0:
        with suppress(ValueError):
            return signal.Signals(-status).name
    return f"status {status}"


def _send(pipe: IO[bytes], message: object) -> None:
    data = pickle.dumps(message)
    pipe.write(len(data).to_bytes(8, "big") + data)
    pipe.flush()


def main() -> int:
    """The child: one job, as its parent handed it over."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    pipe = sys.stdin.buffer
    size = int.from_bytes(pipe.read(8), "big")
    data = pipe.read(size)
    if not size or len(data) < size:
        return 2
    place, step, at = pickle.loads(data)

    def follow() -> None:
        # Past the buffer: a thread that held its lock at the end would abort the interpreter.
        os.read(pipe.fileno(), 1)
        os._exit(1)

    threading.Thread(target=follow, name="parent", daemon=True).start()
    return int(carry_out(place, step, at, WORKS, now).result)


if __name__ == "__main__":
    sys.exit(main())

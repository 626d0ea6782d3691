"""Time and memory of one input: measured in seconds of the processor, and cut off when it hangs."""

from __future__ import annotations

import resource
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = 1.0
"""Seconds of the processor that one reading may take, and once more for each 100,000 bytes."""
MOST_SECONDS = 60.0
"""Seconds after which an input counts as hanging."""
MOST_MEMORY = 1_500_000
"""Kilobytes that the whole run may take at its highest."""


class HangError(BaseException):
    """An input that did not end; no reader's `except Exception` may swallow it."""


@contextmanager
def guarded(seconds: float = MOST_SECONDS) -> Iterator[None]:
    """Raise HangError when what runs inside takes so many seconds of the processor."""

    def over(_signal: int, _frame: FrameType | None) -> None:
        raise HangError(f"not done after {seconds:g} s of the processor")

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def allowed(size: int) -> float:
    """Seconds that the reading of so many bytes may take."""
    return SECONDS * (1 + size / 100_000)


def seconds_of(work: Callable[[], object], enough: float, tries: int = 3) -> float:
    """Seconds of the processor that the work takes: the best of some tries, one if that will do.

    Who else works on the machine makes a try slower, never faster.
    """
    best = float("inf")
    for _ in range(tries):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
        if best <= enough:
            break
    return best


def peak() -> int:
    """Kilobytes of memory that this process took at its highest so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

"""How many groups one machine crawls at a time: more than cores, as crawls mostly wait for hosts.

A host that is asked twice a second leaves its process idle nine tenths of the time. So groups
are begun beyond the number of cores, but only while cores stand idle and memory is left: crawls
that are bound by CPU (loopback, a busy machine) stay as many as there are cores.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from math import inf
from pathlib import Path
from time import monotonic

PER_CORE = 8
GROUP_MEMORY = 110 * 2**20
"""Bytes of one group's process that it shares with no other (measured, docs/engines.md)."""
_PART = 0.5  # of the memory that is free when the night begins
_SPARE = 3 * GROUP_MEMORY
_IDLE = 0.25  # of all cores, from which more is begun
_LOOK = 1.0  # seconds between two looks
_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


def cores() -> int:
    """Cores of this machine."""
    return max(1, os.cpu_count() or 1)


def groups_at_once(wished: int | None) -> int:
    """The most groups that are crawled at a time: as wished, else by cores and memory."""
    if wished is not None:
        return wished
    affordable = free_memory() * _PART / GROUP_MEMORY
    return max(1, int(min(PER_CORE * cores(), affordable)))


class Breadth:
    """How many more groups may begin now."""

    def __init__(
        self,
        most: int,
        idle: Callable[[], float] | None = None,
        memory: Callable[[], float] | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """`idle` gives the idle part of all cores since it was asked last, `memory` free bytes."""
        self._most = most
        self._least = min(most, cores())
        self._idle = idle or IdleShare()
        self._memory = memory or free_memory
        self._clock = clock
        self._look_at = clock() + _LOOK

    def room(self, running: int) -> int:
        """How many may be begun beside those that are running."""
        if running < self._least:
            return self._least - running
        if running >= self._most or self._clock() < self._look_at:
            return 0
        self._look_at = self._clock() + _LOOK
        if self._idle() < _IDLE or self._memory() < _SPARE:
            return 0
        return min(cores(), self._most - running)


class IdleShare:
    """The part of all cores that did nothing since the last call; 0 where nobody can tell."""

    def __init__(self) -> None:
        self._before = _ticks()

    def __call__(self) -> float:
        """From 0 to 1."""
        before, self._before = self._before, _ticks()
        idle, total = (new - old for new, old in zip(self._before, before, strict=True))
        return idle / total if total > 0 else 0.0


def _ticks() -> tuple[int, int]:
    """Idle and all ticks of the machine since it started."""
    with suppress(OSError, ValueError):
        first = Path("/proc/stat").read_text("ascii").splitlines()[0].split()
        ticks = [int(one) for one in first[1:9]]
        return ticks[3] + ticks[4], sum(ticks)
    return 0, 0


def free_memory() -> float:
    """Bytes that new processes may take: what the system has left, or a container's bound."""
    free = inf
    with suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
        free = 1024 * int(next(one for one in lines if one.startswith("MemAvailable:")).split()[1])
    for limit in _LIMITS:
        with suppress(OSError, ValueError):
            free = min(free, int(Path(limit).read_text("ascii")))
    return free

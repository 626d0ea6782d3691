"""Somebody waits for a visit: now and then one line says how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from time import monotonic

EVERY = 10.0
"""Seconds between two lines."""


@contextmanager
def telling(archive: Path, tell: Callable[[str], None], every: float = EVERY) -> Iterator[None]:
    """While it is open, say every so often how many answers lie in an archive by now."""
    over = Event()
    began = monotonic()

    def watch() -> None:
        while not over.wait(every):
            tell(f"… {monotonic() - began:.0f} s, {answers(archive)} answers")

    thread = Thread(target=watch, name="telling", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def answers(archive: Path) -> int:
    """How many records the indexes below a folder list; they are written in batches."""
    return sum(path.read_bytes().count(b"\n") for path in archive.rglob("*.idx"))

"""A night looks for garbage seldom, and still finds it."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from scheduler.garbage import collect_seldom


class _Circle:
    """Something that only the collector can free."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector() -> Iterator[None]:
    """Python's collector, put back afterwards."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


@pytest.mark.usefixtures("collector")
def test_garbage_is_looked_for_seldom_and_found() -> None:
    collect_seldom()
    circle = weakref.ref(_Circle())
    kept = [[n] for n in range(10_000)]
    assert circle() is not None  # by default it would be gone by now
    kept += [[n] for n in range(100_000)]
    assert circle() is None

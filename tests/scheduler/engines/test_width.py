"""How many groups are under way: cores, and more only while these are idle and memory is left."""

from __future__ import annotations

import os

import pytest

from scheduler.engines import width
from scheduler.engines.width import GROUP_MEMORY, Breadth, IdleShare, free_memory, groups_at_once


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


class World:
    """A machine: its clock, how idle it is, how much memory is left."""

    def __init__(self, most: int, idle: float = 1.0, memory: float = 1e12) -> None:
        self.now, self.idle, self.memory = 0.0, idle, memory
        self.breadth = Breadth(most, lambda: self.idle, lambda: self.memory, lambda: self.now)

    def widest(self, seconds: int) -> int:
        """How many are running after so long, if none ends."""
        running = 0
        for _ in range(seconds):
            running += self.breadth.room(running)
            self.now += 1.0
        return running


@pytest.mark.usefixtures("two_cores")
@pytest.mark.parametrize(
    ("most", "idle", "memory", "widest"),
    [
        (16, 0.0, 1e12, 2),  # bound by CPU: as many as there are cores
        (16, 0.24, 1e12, 2),
        (16, 0.25, 1e12, 16),
        (16, 1.0, 3 * GROUP_MEMORY - 1, 2),
        (1, 1.0, 1e12, 1),
        (3, 1.0, 1e12, 3),
        (16, 1.0, 0.0, 2),
    ],
)
def test_beyond_the_cores_only_while_they_are_idle(
    most: int, idle: float, memory: float, widest: int
) -> None:
    assert World(most, idle, memory).widest(60) == widest


@pytest.mark.usefixtures("two_cores")
def test_it_widens_step_by_step_and_narrows_as_groups_end() -> None:
    world = World(16)
    assert world.breadth.room(0) == 2
    assert world.breadth.room(2) == 0, "what was begun has not shown what it needs"
    world.now = 1.0
    assert world.breadth.room(2) == 2
    assert world.breadth.room(4) == 0
    world.now, world.idle = 2.0, 0.0
    assert world.breadth.room(4) == 0
    assert world.breadth.room(1) == 1


@pytest.mark.usefixtures("two_cores")
def test_memory_bounds_the_usual_width_and_a_wish_is_taken_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for free, most in ((1e12, 16), (10 * GROUP_MEMORY, 5), (0, 1)):
        monkeypatch.setattr(width, "free_memory", lambda free=free: free)
        assert groups_at_once(None) == most
        assert groups_at_once(40) == 40


def test_this_machine_can_be_asked() -> None:
    assert 0.0 <= IdleShare()() <= 1.0
    assert free_memory() > 2**20

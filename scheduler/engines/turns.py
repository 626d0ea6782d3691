"""Turns at hosts, given out fairly over all groups of a night: the keeper's books, without I/O."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class HostTurns:
    """One host: who waits, who is being served, and when it may be asked next.

    `wishes` is the pace (requests a second) that each group holds to be right; the slowest counts.
    """

    next_at: float = 0.0
    connections: int = 1
    wishes: dict[str, float] = field(default_factory=dict)
    waiting: dict[str, int] = field(default_factory=dict)  # in the order of their turns
    served: Counter[str] = field(default_factory=Counter)

    @property
    def interval(self) -> float:
        """Seconds between two requests."""
        return 1.0 / min(self.wishes.values()) if self.wishes else 0.0


class Turns:
    """Every host of the night. Groups are named by their connections; times are any clock's.

    `share` is the part of every rate that a group uses once its line broke: so much is kept free
    for each that is `lost`, until it is back.
    """

    def __init__(self, share: float = 0.0) -> None:
        self._hosts: dict[str, HostTurns] = {}
        self._share = share
        self._lost: set[str] = set()

    def lost(self, name: str) -> None:
        """A group's line broke: it may be going on by itself."""
        self._lost.add(name)

    def back(self, name: str) -> None:
        """A group is on the line, or has ended."""
        self._lost.discard(name)

    @property
    def part(self) -> float:
        """The part of every rate that is given out here; never less than one share."""
        return max(self._share, 1.0 - self._share * len(self._lost))

    def ask(self, group: str, host: str, rate: float, connections: int) -> None:
        """A group wants one turn at a host, at no more than that rate and that many at a time."""
        state = self._hosts.setdefault(host, HostTurns(connections=connections))
        state.connections = min(state.connections, connections)
        state.wishes[group] = rate
        state.waiting[group] = state.waiting.get(group, 0) + 1

    def drop(self, group: str, host: str) -> None:
        """A group wants one turn less."""
        state = self._hosts.get(host)
        if state is not None and group in state.waiting:
            _take(state.waiting, group)

    def leave(self, group: str, host: str) -> None:
        """A request of a group has ended."""
        state = self._hosts.get(host)
        if state is not None and state.served[group] > 0:
            state.served[group] -= 1

    def hold(self, host: str, until: float) -> None:
        """Nobody asks the host before that time."""
        state = self._hosts.setdefault(host, HostTurns())
        state.next_at = max(state.next_at, until)

    def gone(self, group: str) -> tuple[str, ...]:
        """A group hung up: what it held and wished is free; the hosts that this concerns."""
        touched = []
        for host, state in self._hosts.items():
            if group in state.wishes:
                del state.wishes[group]
                state.waiting.pop(group, None)
                state.served.pop(group, None)
                touched.append(host)
        return tuple(touched)

    def serve(self, host: str, now: float) -> tuple[tuple[str, ...], float | None]:
        """The groups whose turn it is now, and the seconds until the next turn may come.

        None where only a request that ends, or one more that is asked for, can bring one.
        Groups take turns: one with many requests waiting gets no more than one with few.
        """
        state = self._hosts.get(host)
        given: list[str] = []
        while state is not None and state.waiting and state.served.total() < state.connections:
            if now < state.next_at:
                return tuple(given), state.next_at - now
            group = next(iter(state.waiting))
            left = state.waiting[group]
            _take(state.waiting, group)
            if left > 1:  # to the end of the row
                state.waiting[group] = state.waiting.pop(group)
            state.served[group] += 1
            state.next_at = now + state.interval / self.part
            given.append(group)
        return tuple(given), None


def _take(waiting: dict[str, int], group: str) -> None:
    waiting[group] -= 1
    if waiting[group] <= 0:
        del waiting[group]

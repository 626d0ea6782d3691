"""Politeness: how often a host is asked, when it is left alone, and the ledger of it all.

One `Gate` serves a whole portal group; it keeps one `_Host` for each host (name and port).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import inf
from time import monotonic

from crawler import __version__
from crawler.fetching.pace import OwnPace, Pace
from crawler.portals import Limits, Watchlist
from crawler.records.addresses import host_of, normalise
from crawler.records.ledger import HostLedger
from crawler.records.model import Cause

DEFAULT_RATE = 2.0
"""Requests a second for a host whose portal names no rate (DESIGN 3.1)."""

LONGEST_CRAWL_DELAY = 10.0
"""Seconds; a longer Crawl-delay in robots.txt is honoured as this."""

_AT_HOME = 2  # times the usual connections, for a host on this machine
_MOST_HALVED = 16  # the pace never falls below this fraction of its rate
_SLOWEST_UNBOUNDED = 4.0  # requests a second for a host on this machine that complains
_UNBOUNDED_FROM = 256.0  # requests a second from which a recovering pace has no bound again
_RECOVERY = 1.5


def user_agent(contact: str) -> str:
    """The name under which portals are asked, with the contact if there is one."""
    name = f"Gongkai/{__version__}"
    return f"{name} (+{contact})" if contact else name


def rates_of(watchlist: Watchlist) -> Mapping[str, float]:
    """Requests a second for every host whose portal names a rate; the lowest where several do."""
    rates: dict[str, float] = {}
    for portal in watchlist.portals:
        if portal.rate is not None:
            host = host_of(normalise(portal.home))
            rates[host] = min(portal.rate, rates.get(host, inf))
    return rates


class _Host:
    """Pace, pauses and counts of one host."""

    def __init__(self, rate: float, concurrency: int, clock: Callable[[], float]) -> None:
        self.full = rate
        self.pace = rate
        self.clock = clock
        self.concurrency = concurrency
        self.slots = asyncio.Semaphore(concurrency)
        self.next_at = 0.0
        self.slowed_at = -inf
        self.failures = 0
        self.given_up: tuple[Cause, str] | None = None
        self.requests = self.bytes = self.retries = self.complaints = self.robots_skips = 0
        self.peak = 0
        self.first_at: float | None = None
        self.last_at = 0.0
        self.recent: deque[float] = deque()

    def wait(self, share: float = 1.0) -> float:
        """Seconds until this host may be asked again; taking the turn when it is 0.

        `share` is the part of the pace that is this group's own.
        """
        now = self.clock()
        if self.next_at > now:
            return self.next_at - now
        self.next_at = now + 1.0 / (self.pace * share)
        return 0.0

    def hold(self, seconds: float) -> None:
        """Ask nothing for so long."""
        self.next_at = max(self.next_at, self.clock() + seconds)

    def asked(self) -> None:
        now = self.clock()
        self.requests += 1
        self.first_at = now if self.first_at is None else self.first_at
        self.last_at = now
        self.recent.append(now)
        while self.recent[0] <= now - 1.0:
            self.recent.popleft()
        self.peak = max(self.peak, len(self.recent))

    def slow_down(self) -> None:
        """Halve the pace (of what was really asked in the last second, where there is no bound).

        Requests under way together complain together: that counts once a second.
        """
        now = self.clock()
        if now < self.slowed_at + 1.0:
            return
        self.slowed_at = now
        floor = _SLOWEST_UNBOUNDED if self.full == inf else self.full / _MOST_HALVED
        self.pace = max(floor, min(self.pace, max(2.0, float(len(self.recent)))) / 2)

    def speed_up(self) -> None:
        self.pace = min(self.full, self.pace * _RECOVERY)
        if self.full == inf and self.pace >= _UNBOUNDED_FROM:
            self.pace = inf


class Gate:
    """Lets requests through, host by host, at the rate each was admitted with."""

    def __init__(
        self,
        limits: Limits,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        pace: Pace | None = None,
    ) -> None:
        """`pace` keeps the rates of hosts that other groups ask too; without one they are ours."""
        self._shared: Pace = pace or OwnPace()
        self._limits = limits
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}

    def moved(self, pace: Pace | None = None) -> Gate:
        """The same hosts with all they had to bear, for another event loop and its own keeper's
        line. The gate it comes from must not be used any more.
        """
        gate = Gate(self._limits, self._clock, self._sleep, pace)
        gate._hosts = self._hosts
        for state in self._hosts.values():
            state.slots = asyncio.Semaphore(state.concurrency)
        return gate

    def admit(self, host: str, rate: float) -> None:
        """Fix the pace of a host in requests a second (inf = no bound); the first call counts."""
        if host not in self._hosts:
            concurrency = self._limits.concurrency_per_host * (_AT_HOME if rate == inf else 1)
            self._hosts[host] = _Host(rate, concurrency, self._clock)

    def _host(self, host: str) -> _Host:
        self.admit(host, DEFAULT_RATE)
        return self._hosts[host]

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for this host's turn and hold one of its connections meanwhile."""
        state = self._host(host)
        async with state.slots:
            if state.full != inf and await self._shared.enter(host, state.pace, state.concurrency):
                try:
                    state.asked()
                    yield
                finally:
                    self._shared.leave(host)
                return
            # On this machine without a bound, or out of the keeper's reach.
            share = 1.0 if state.full == inf else self._shared.share
            # Whoever waits asks again afterwards: a pause may have begun meanwhile.
            while (wait := state.wait(share)) > 0:
                await self._sleep(wait)
            state.asked()
            yield

    def answered(self, host: str, size: int) -> None:
        """The host answered properly with `size` bytes: the row of failures ends."""
        state = self._host(host)
        state.bytes += size
        state.failures = 0
        state.speed_up()

    def complained(self, host: str, pause: float) -> None:
        """The host answered 429 or 503: pause for `pause` seconds, then go at half the pace."""
        state = self._host(host)
        state.complaints += 1
        state.slow_down()
        state.hold(pause)
        self._shared.hold(host, pause)

    def struggled(self, host: str) -> None:
        """The host timed out: go at half the pace."""
        self._host(host).slow_down()

    def retried(self, host: str) -> None:
        """One request is made again."""
        self._host(host).retries += 1

    def skipped(self, host: str) -> None:
        """One page was left out because robots.txt forbids it."""
        self._host(host).robots_skips += 1

    def delay(self, host: str, seconds: float) -> None:
        """Honour a Crawl-delay."""
        state = self._host(host)
        if seconds > 0:
            state.full = min(state.full, 1.0 / min(seconds, LONGEST_CRAWL_DELAY))
            state.pace = min(state.pace, state.full)

    def failed(self, host: str, cause: Cause, detail: str) -> None:
        """A request failed for good; too many in a row and the host is left alone."""
        state = self._host(host)
        state.failures += 1
        if state.failures >= self._limits.failures_in_a_row and state.given_up is None:
            text = f"given up after {state.failures} failures in a row, last: {detail}"
            state.given_up = (cause, text)

    def given_up(self, host: str) -> tuple[Cause, str] | None:
        """Why the host is left alone for the rest of the night; None if it is not."""
        return self._host(host).given_up

    def unbounded(self, host: str) -> bool:
        """Whether the host stands on this machine and has no pace to keep."""
        return self._host(host).full == inf

    def ledger(self) -> tuple[HostLedger, ...]:
        """What every host had to bear so far, by name."""
        return tuple(_ledger(name, state) for name, state in sorted(self._hosts.items()))


def _ledger(name: str, state: _Host) -> HostLedger:
    seconds = state.last_at - state.first_at if state.first_at is not None else 0.0
    return HostLedger(
        host=name,
        requests=state.requests,
        bytes=state.bytes,
        peak_per_second=state.peak,
        average_per_second=round(state.requests / max(seconds, 1.0), 2),
        retries=state.retries,
        complaints=state.complaints,
        robots_skips=state.robots_skips,
        seconds=round(seconds, 1),
        rate=round(state.full, 2),
    )


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds to wait by a Retry-After header (seconds or HTTP date); None if it says nothing."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())

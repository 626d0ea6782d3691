"""One rate for every host over all groups of a night: the pace keeper, asked before each request.

Groups crawl in processes of their own, perhaps on many machines, and some ask hosts of others
(a bureau its city's). The keeper gives every host its turns; whoever cannot reach it goes on at
a fair share of the rate, so that all together still keep it. A group whose line broke waits until
the keeper must have noticed too, and keeps that share free.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

log = logging.getLogger(__name__)

SILENCE = 15.0
"""Seconds without a word after which the keeper counts as gone to a group."""
KEEPER_SILENCE = 30.0
"""Seconds without a word after which a group counts as lost to the keeper."""
BEAT = 5.0
"""Seconds between two signs of life, both ways."""
_SOON = 3.0  # seconds until a keeper whose line broke is tried again
_AGAIN = 30.0  # seconds until a keeper that was gone is tried again


class Pace(Protocol):
    """Who gives turns at hosts that other groups may ask too."""

    @property
    def share(self) -> float:
        """The part of a host's rate that may be used when the keeper is out of reach."""
        ...

    async def enter(self, host: str, rate: float, connections: int) -> bool:
        """Wait for a turn; False at once where nobody keeps the pace. True obliges to `leave`.

        `rate` is in requests a second, `connections` the most at a time over all groups.
        """
        ...

    def leave(self, host: str) -> None:
        """Give the connection back."""
        ...

    def hold(self, host: str, seconds: float) -> None:
        """Let nobody ask the host for so long: it complained."""
        ...


class OwnPace:
    """No keeper: this group alone asks its hosts."""

    share = 1.0

    async def enter(self, host: str, rate: float, connections: int) -> bool:
        """Nobody to wait for."""
        return False

    def leave(self, host: str) -> None:
        """Nothing to give back."""

    def hold(self, host: str, seconds: float) -> None:
        """Nobody to tell."""


@dataclass(frozen=True)
class PaceKeeper:
    """Where the keeper of a night listens. `share` is the fair share of those who miss it.

    `group` is whom the line is for: the keeper knows a group by its name when it calls again.
    """

    address: str
    port: int
    secret: str
    share: float
    group: str = "group"

    def __repr__(self) -> str:
        """The address alone."""
        return f"PaceKeeper({self.address}:{self.port})"


class KeptPace:
    """The keeper's client, for one event loop. Connects at the first question.

    The keeper speaks lines of JSON: `["go", HOST]` is a turn, `["beat"]` a sign of life.
    """

    def __init__(self, keeper: PaceKeeper) -> None:
        self._keeper = keeper
        self._writer: asyncio.StreamWriter | None = None
        self._waiting: dict[str, deque[asyncio.Future[bool]]] = {}
        self._opening: asyncio.Future[bool] | None = None
        self._listening: asyncio.Task[None] | None = None
        self._beating: asyncio.Task[None] | None = None
        self._closed = False
        self._retry_at = 0.0
        self._alone_at = 0.0
        self._turns: dict[str, int] = {}

    @property
    def share(self) -> float:
        """The part of the rate for as long as the keeper is out of reach."""
        return self._keeper.share

    async def enter(self, host: str, rate: float, connections: int) -> bool:
        """Wait for a turn; False where the keeper cannot be reached."""
        while not self._closed:
            while not await self._connected():
                pause = self._alone_at - asyncio.get_running_loop().time()
                if pause <= 0:
                    return False
                await asyncio.sleep(min(pause, _SOON))
            if await self._turn(host, rate, connections):
                return True
        return False

    async def _turn(self, host: str, rate: float, connections: int) -> bool:
        """A turn from the keeper; False where the line broke before it was given."""
        turn: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        waiting = self._waiting.setdefault(host, deque())
        waiting.append(turn)
        self._say("ask", host, rate, connections)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn in waiting:
                waiting.remove(turn)
                self._say("drop", host)
            elif turn.done() and not turn.cancelled() and turn.result():
                self.leave(host)
            raise

    def leave(self, host: str) -> None:
        """Give the connection back; a keeper that went away meanwhile knows nothing of it."""
        if self._turns.get(host, 0) > 0:
            self._turns[host] -= 1
            self._say("leave", host)

    def hold(self, host: str, seconds: float) -> None:
        """Let nobody ask the host for so long."""
        if seconds > 0:
            self._say("hold", host, seconds)

    async def _connected(self) -> bool:
        if self._writer is not None:
            return True
        loop = asyncio.get_running_loop()
        if self._opening is None:
            if loop.time() < self._retry_at:
                return False
            self._opening = asyncio.ensure_future(self._open())
        return await asyncio.shield(self._opening)

    async def _open(self) -> bool:
        loop = asyncio.get_running_loop()
        try:
            reader, writer = await asyncio.wait_for(
                asyncio.open_connection(self._keeper.address, self._keeper.port), 10.0
            )
            hello = ["hello", self._keeper.secret, self._keeper.group]
            writer.write(json.dumps(hello).encode() + b"\n")
            if not await asyncio.wait_for(reader.readline(), SILENCE):
                raise ConnectionError("refused")
        except (OSError, TimeoutError) as error:
            if loop.time() >= self._alone_at:
                log.warning("the pace keeper cannot be reached (%s): going at a share", error)
            self._retry_at = loop.time() + (_SOON if loop.time() < self._alone_at else _AGAIN)
            return False
        finally:
            self._opening = None
        self._writer = writer
        self._listening = asyncio.ensure_future(self._listen(reader))
        self._beating = asyncio.ensure_future(self._beat())
        return True

    async def _beat(self) -> None:
        while True:
            self._say("beat")
            await asyncio.sleep(BEAT)

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        try:
            while line := await asyncio.wait_for(reader.readline(), SILENCE):
                said = json.loads(line)
                if said[0] == "go":
                    self._granted(str(said[1]))
        except (OSError, TimeoutError, ValueError, IndexError):
            log.warning("the pace keeper went away: asking nothing until it is back or given up")
        finally:
            self._lost()

    def _granted(self, host: str) -> None:
        self._turns[host] = self._turns.get(host, 0) + 1
        waiting = self._waiting.get(host, deque())
        while waiting:
            turn = waiting.popleft()
            if not turn.done():
                turn.set_result(True)
                return
        self.leave(host)

    def _lost(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._writer = None
        self._turns.clear()
        if self._beating is not None:
            self._beating.cancel()
        with suppress(RuntimeError):
            # The line is tried again at once; at a share this group goes only when the keeper
            # has noticed and gives less to the others.
            self._retry_at = asyncio.get_running_loop().time()
            self._alone_at = self._retry_at + KEEPER_SILENCE
        for waiting in self._waiting.values():
            while waiting:
                turn = waiting.popleft()
                if not turn.done():
                    turn.set_result(False)

    def _say(self, *words: object) -> None:
        if self._writer is not None:
            self._writer.write(json.dumps(words).encode() + b"\n")

    def close(self) -> None:
        """Say farewell and hang up; the keeper takes back what this group held."""
        self._closed = True
        self._say("bye")
        if self._listening is not None:
            self._listening.cancel()
        self._lost()

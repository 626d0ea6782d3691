"""The pace keeper: one rate for every host over all groups, processes and machines of a night.

The coordinator serves it while groups are crawled, in a thread of its own. It knows hosts and
counts, nothing of what is fetched; who does not bring the night's secret is hung up on.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import math
import secrets
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from crawler.errors import GongkaiError
from crawler.fetching.pace import BEAT, KEEPER_SILENCE, SILENCE, PaceKeeper
from scheduler.engines.turns import Turns

log = logging.getLogger(__name__)
_LONGEST_HOLD = 3_600.0


@contextmanager
def pace_keeper(
    share: float, address: str = "127.0.0.1", port: int = 0, *, kept: float = 0.0
) -> Iterator[PaceKeeper]:
    """Serve the keeper at an address (port 0 takes a free one) while the block runs.

    `share` is what each group may use of a rate when it cannot reach the keeper, `kept` what is
    kept free for each whose line broke: the share, or nothing where a line breaks only when its
    group has died. Raises GongkaiError where the address cannot be used.
    """
    loop = asyncio.new_event_loop()
    server = _Server(secrets.token_hex(16), kept)
    thread = threading.Thread(target=loop.run_forever, name="pace", daemon=True)
    thread.start()
    try:
        with _named(f"{address}:{port}: no pace keeper can listen here"):
            starting = asyncio.start_server(server.talk, address, port)
            listening = asyncio.run_coroutine_threadsafe(starting, loop).result(10)
        port = listening.sockets[0].getsockname()[1]
        try:
            yield PaceKeeper(address, port, server.secret, share)
        finally:
            asyncio.run_coroutine_threadsafe(server.end(listening), loop).result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        _finish(loop)
        loop.close()


def _finish(loop: asyncio.AbstractEventLoop) -> None:
    """End what a line left behind that came while the others were hung up."""
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.wait(left, timeout=5))


def farewell(pace: PaceKeeper) -> None:
    """Tell the keeper that the group of this line asks nothing any more, however it ended."""
    words = (["hello", pace.secret, pace.group], ["bye"])
    with suppress(OSError), socket.create_connection((pace.address, pace.port), 5) as line:
        line.sendall(b"".join(json.dumps(one).encode() + b"\n" for one in words))


@contextmanager
def _named(what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise GongkaiError(f"{what}: {error.strerror or error}") from None


class _Server:
    """The keeper's connections; everything happens in its loop."""

    def __init__(self, secret: str, kept: float) -> None:
        self.secret = secret
        self._turns = Turns(kept)
        self._lines: dict[str, asyncio.StreamWriter] = {}
        self._alarms: dict[str, asyncio.TimerHandle] = {}
        self._talks: set[asyncio.Task[None]] = set()
        self._names: Counter[str] = Counter()
        self._count = 0

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One group's connection, from its greeting to its end."""
        task = asyncio.current_task()
        assert task is not None
        self._talks.add(task)
        self._count += 1
        group, name, orderly = str(self._count), "", False
        beating: asyncio.Task[None] | None = None
        try:
            name = await self._greeted(reader)
            if not name:
                return
            self._names[name] += 1
            self._turns.back(name)
            self._lines[group] = writer
            beating = asyncio.ensure_future(self._beat(group))
            while line := await asyncio.wait_for(reader.readline(), KEEPER_SILENCE):
                said = json.loads(line)
                if said[0] == "bye":
                    orderly = True
                    break
                self._hear(group, said)
        except (OSError, ValueError, TypeError, IndexError, TimeoutError) as error:
            log.debug("a group's line ended: %s", error)
        except asyncio.CancelledError:
            pass  # the night is over
        finally:
            if beating is not None:
                beating.cancel()
            self._lines.pop(group, None)
            self._ended(name, orderly)
            for host in self._turns.gone(group):
                self._serve(host)
            writer.close()
            self._talks.discard(task)

    async def end(self, listening: asyncio.Server) -> None:
        """Hang up on everybody."""
        listening.close()
        for alarm in self._alarms.values():
            alarm.cancel()
        talks = tuple(self._talks)
        for talk in talks:
            talk.cancel()
        if talks:
            await asyncio.wait(talks, timeout=5)

    async def _greeted(self, reader: asyncio.StreamReader) -> str:
        """The name of the group that calls; empty for whoever does not know the secret."""
        said = json.loads(await asyncio.wait_for(reader.readline(), SILENCE))
        word, secret, name = said
        known = word == "hello" and hmac.compare_digest(str(secret), self.secret)
        return str(name) if known else ""

    def _ended(self, name: str, orderly: bool) -> None:
        """A line of a group ended, with its farewell or without; it may have another already."""
        if not name:
            return
        self._names[name] -= 1
        if self._names[name] == 0 and not orderly:
            self._turns.lost(name)

    async def _beat(self, group: str) -> None:
        while True:
            self._say(group, "beat")
            await asyncio.sleep(BEAT)

    def _hear(self, group: str, said: list[object]) -> None:
        if said[0] == "beat":
            return
        word, host = said[0], str(said[1])
        if word == "ask":
            rate, connections = float(str(said[2])), int(str(said[3]))
            if not 0 < rate < math.inf or connections < 1:
                raise ValueError(f"{said!r}")
            self._turns.ask(group, host, rate, connections)
        elif word == "leave":
            self._turns.leave(group, host)
        elif word == "drop":
            self._turns.drop(group, host)
        elif word == "hold":
            seconds = min(float(str(said[2])), _LONGEST_HOLD)
            self._turns.hold(host, asyncio.get_running_loop().time() + seconds)
        self._serve(host)

    def _serve(self, host: str) -> None:
        loop = asyncio.get_running_loop()
        alarm = self._alarms.pop(host, None)
        if alarm is not None:
            alarm.cancel()
        given, wait = self._turns.serve(host, loop.time())
        for group in given:
            self._say(group, "go", host)
        if wait is not None:
            self._alarms[host] = loop.call_later(wait, self._serve, host)

    def _say(self, group: str, *words: object) -> None:
        writer = self._lines.get(group)
        if writer is not None:
            with suppress(OSError):
                writer.write(json.dumps(words).encode() + b"\n")

"""Turns of slow answers: few at once, nobody waits, and pages stay quick meanwhile.

Printing, writing files and judging papers take seconds to minutes. They are made by threads of
their own, as many as there are seats, so that the pool that answers pages is never full of them;
whoever finds no seat is told at once when to come again.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum

from fastapi.responses import Response

from reports.console.gate import Asked, Refusal

RETRY_AFTER = {"Retry-After": "20"}
"""Seconds: about as long as most files take."""


class Slow(StrEnum):
    """Kinds of slow answers; each has its own seats, so that none keeps the others out."""

    PRINT = "print"
    FILE = "file"
    CHECK = "check"


SEATS = {Slow.PRINT: 1, Slow.FILE: 2, Slow.CHECK: 2}
"""How many are made at once; a browser that prints takes hundreds of megabytes."""
_FULL = {
    Slow.PRINT: "正在生成的文件较多，请稍后再试。",
    Slow.FILE: "正在生成的文件较多，请稍后再试。",
    Slow.CHECK: "正在进行的自查较多，请稍后再试。",
}
_OWN = "您的上一份文件或者自查还在进行，请待其完成后再试。"


class Turns:
    """Who has a seat now: one slow answer for a person, SEATS of a kind."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken: dict[str, Slow] = {}
        self._threads = ThreadPoolExecutor(sum(SEATS.values()), "console-slow")

    def take(self, person: str, kind: Slow) -> None:
        """Take a seat; Refusal at once where there is none."""
        with self._lock:
            if person in self._taken:
                raise Refusal(503, _OWN, RETRY_AFTER)
            if list(self._taken.values()).count(kind) >= SEATS[kind]:
                raise Refusal(503, _FULL[kind], RETRY_AFTER)
            self._taken[person] = kind

    def leave(self, person: str) -> None:
        """Give the seat back."""
        with self._lock:
            del self._taken[person]

    async def made(self, person: str, kind: Slow, make: Callable[[], Response]) -> Response:
        """The answer that `make` gives, in a seat and a thread of its own; else Refusal."""
        self.take(person, kind)

        def seated() -> Response:
            # The thread gives the seat back: it goes on when whoever asked is gone.
            try:
                return make()
            finally:
                self.leave(person)

        return await asyncio.get_running_loop().run_in_executor(self._threads, seated)


async def in_turn(asked: Asked, kind: Slow, make: Callable[[], Response]) -> Response:
    """What `make` answers to a person, when it is their turn; Refusal at once when it is not.

    The bound is on the person, not the session: whoever logs in again has no second seat.
    """
    turns = asked.request.app.state.turns
    assert isinstance(turns, Turns)
    return await turns.made(asked.person.name, kind, make)

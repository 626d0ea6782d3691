"""A command that is told to end (SIGTERM, Ctrl-C) ends its processes and says how to go on."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNS = (signal.SIGTERM, signal.SIGINT)
_steps: list[int] = []
"""The steps under way that are not broken off, each with the signal that came in it."""


class ToldToEnd(SystemExit):
    """Raised wherever the command is when the signal comes; its status is 128 and the signal."""

    def __init__(self, sign: int) -> None:
        self.sign = signal.Signals(sign)
        super().__init__(128 + sign)

    def __str__(self) -> str:
        """What a person reads."""
        return (
            f"told to end ({self.sign.name}); what was done so far is kept, and the same command"
            " goes on where this one ended"
        )


@contextmanager
def ending_in_order() -> Iterator[None]:
    """While it is open, a signal to end raises ToldToEnd; one that is ignored stays so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    former = {one: signal.getsignal(one) for one in _SIGNS}
    for one, known in former.items():
        if known is not signal.SIG_IGN:
            signal.signal(one, _end)
    try:
        yield
    finally:
        for one, known in former.items():
            signal.signal(one, known)


def end_at_once() -> None:
    """From here on signals do what they do by themselves: for a server with an order of its own."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def unbroken() -> Iterator[None]:
    """A step of seconds that is not broken off: a signal takes effect at its end.

    A process that is just being started would otherwise be known to nobody, and left behind.
    """
    _steps.append(0)
    try:
        yield
    finally:
        if came := _steps.pop():
            raise ToldToEnd(came)


def _end(sign: int, frame: FrameType | None) -> None:
    # `timeout` tells a program twice: the second must not break off the ending.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if _steps:
        _steps[-1] = sign
        return
    raise ToldToEnd(sign)

"""Death at a chosen instant: a job works in a forked child, which ends itself without a word."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

import pytest

from scheduler.casework import acts, moving
from scheduler.daemon import duty
from scheduler.engines import crawling
from scheduler.evidence import manifest
from scheduler.mailing import alerting
from scheduler.night import nightly, sealing, storing
from scheduler.papers import making as papers
from scheduler.store import outbox

Point = tuple[str, int]
"""An instant's name, and when it is passed for the so many-th time."""
AFTER_ACCEPTANCE = "outbox._accepted before"
"""The instant at which the server has taken a mail and nobody has written that down."""
_NIGHT = (
    (nightly, "crawl"),
    (crawling, "_crawl_group"),
    (crawling, "write_mark"),
    (nightly, "load_dossiers"),
    (nightly, "judge"),
    (nightly, "store_judgement"),
    (storing, "move_cases"),
    (moving, "record_changes"),
    (storing, "store_scores"),
    (nightly, "close"),
    (sealing, "seal"),
    (manifest, "write_private"),
    (nightly, "gather"),
    (nightly, "write"),
    (nightly, "alert_run"),
    (alerting, "put"),
    (alerting, "settle"),
    (alerting, "deliver"),
    (outbox, "_attempt"),
    (outbox, "_accepted"),
    (alerting, "told"),
    (acts, "record_step"),
    (duty, "take"),
    (duty, "finish"),
)
_PAPER = (
    (papers, "gather_books"),
    (papers, "_keep"),
    (papers, "render_all"),
    (papers, "_log"),
    (papers, "_write"),
    (papers, "write_private"),
    (duty, "take"),
    (duty, "finish"),
)


def points(paper: bool) -> tuple[str, ...]:
    """The names of the instants within a night, or within the making of papers."""
    return tuple(
        f"{module.__name__.rpartition('.')[2]}.{name} {side}"
        for module, name in (_PAPER if paper else _NIGHT)
        for side in ("before", "after")
    )


@dataclass
class Reaper:
    """Counts the instants passed; at the wanted one the process is gone."""

    passed: dict[str, int] = field(default_factory=dict)
    wanted: Point | None = None

    def lie_in_wait(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Mark every instant."""
        for module, name in dict.fromkeys((*_NIGHT, *_PAPER)):
            label = f"{module.__name__.rpartition('.')[2]}.{name}"
            monkeypatch.setattr(module, name, self._watched(label, getattr(module, name)))

    def _watched(self, label: str, work: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(work)
        def watched(*given: Any, **more: Any) -> Any:
            self._pass(f"{label} before")
            result = work(*given, **more)
            self._pass(f"{label} after")
            return result

        return watched

    def _pass(self, point: str) -> None:
        if self.wanted is None:
            return
        self.passed[point] = self.passed.get(point, 0) + 1
        if (point, self.passed[point]) == self.wanted:
            os.kill(os.getpid(), signal.SIGKILL)

    def until(self, end: Point | float, work: Callable[[], None]) -> bool:
        """Do the work in a child that dies at a point, or after so many seconds.

        Whether it died; it lives if it never came there. Nothing of it can be left but what it
        wrote: no block of it is left in order, no file closed.
        """
        child = os.fork()
        if child == 0:
            status = 1
            try:
                if isinstance(end, float):
                    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends it as SIGKILL does
                    signal.setitimer(signal.ITIMER_REAL, end)
                else:
                    self.wanted, self.passed = end, {}
                work()
                status = 0
            finally:
                os._exit(status)
        _, ended = os.waitpid(child, 0)
        if os.WIFSIGNALED(ended):
            return os.WTERMSIG(ended) in (signal.SIGKILL, signal.SIGALRM)
        assert os.WEXITSTATUS(ended) == 0, f"the child that was to die at {end} failed"
        return False

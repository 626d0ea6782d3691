"""Looking for garbage less often, where much is made and kept."""

from __future__ import annotations

import gc

_MADE = 50_000


def collect_seldom() -> None:
    """Let a process of a night look for circles of garbage after 50,000 new objects, not 700.

    A visit keeps what it read until its dossier is made, and the collector of Python went over
    all of it again and again: a tenth of a later night's CPU. What is there by now (code, tables)
    is not looked at any more.
    """
    gc.freeze()
    gc.set_threshold(_MADE, 10, 10)

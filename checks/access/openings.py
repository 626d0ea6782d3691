"""Which openings of a home page tell whether the portal can be opened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from crawler.records import Opening

_AFTER_A_VISIT = timedelta(hours=6)
"""A firewall that was roused by a night's visit locks our address in these hours, and lifts the
lock when it likes; nobody else sees the portal closed."""


def counts(opening: Opening, seconds: float) -> bool:
    """Whether an opening tells anything: one given up too soon does not."""
    return opening.doubt is None and not (opening.cut and opening.seconds < seconds)


def fails(opening: Opening, seconds: float) -> bool:
    """Whether the page did not come, or not within the seconds."""
    return bool(opening.error) or opening.seconds >= seconds


def without_locks(openings: Sequence[Opening], as_of: datetime) -> Sequence[Opening]:
    """Openings without the silence that may be a lock on our address alone.

    That is a run of silence which begins in the hours after a night's visit (every night begins
    at the hour of this one), and one that still lasts.
    """
    kept: list[Opening] = []
    begun: datetime | None = None
    for one in openings:
        if one.doubt is None:
            begun = (begun or one.at) if one.silent else None
        if begun is None or (begun - as_of) % timedelta(days=1) >= _AFTER_A_VISIT:
            kept.append(one)
    while kept and (kept[-1].silent or kept[-1].doubt is not None):
        kept.pop()
    return kept

"""Which openings of a home page tell whether the portal can be opened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from crawler.records import Opening, VisitSpan

_AFTER_A_VISIT = timedelta(hours=6)
"""A firewall that was roused by a visit of ours locks our address in it or in these hours after its
end, and lifts the lock when it likes; nobody else sees the portal closed."""


def counts(opening: Opening, seconds: float) -> bool:
    """Whether an opening tells anything: one given up too soon does not."""
    return opening.doubt is None and not (opening.cut and opening.seconds < seconds)


def fails(opening: Opening, seconds: float) -> bool:
    """Whether the page did not come, or not within the seconds."""
    return bool(opening.error) or opening.seconds >= seconds


def without_locks(
    openings: Sequence[Opening], visits: Sequence[VisitSpan], as_of: datetime
) -> Sequence[Opening]:
    """Openings without the silence that may be a lock on our address alone.

    That is a run of silence which begins in a visit or in the hours after it, and one that still
    lasts. Before the first known visit every night is taken to have begun at the hour of this one.
    """
    kept: list[Opening] = []
    begun: datetime | None = None
    for one in openings:
        if one.doubt is None:
            begun = (begun or one.at) if one.silent else None
        if begun is None or not _roused(begun, visits, as_of):
            kept.append(one)
    while kept and (kept[-1].silent or kept[-1].doubt is not None):
        kept.pop()
    return kept


def _roused(begun: datetime, visits: Sequence[VisitSpan], as_of: datetime) -> bool:
    """Whether silence that began then may be a visit's doing."""
    if visits and begun >= min(one.began for one in visits):
        return any(one.began <= begun < one.ended + _AFTER_A_VISIT for one in visits)
    return (begun - as_of) % timedelta(days=1) < _AFTER_A_VISIT

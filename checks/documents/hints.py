"""Hints about the two days of a document's latency, its signing and its publication."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.judging import Bench
from checks.judging.backdating import SIGNING, doubt_of, with_hint
from crawler.records import Document


@dataclass(frozen=True)
class Days:
    """When a document was signed and when it was public; `old` if it is of a late collection."""

    signed: date | None
    public: date | None
    old: bool = False


def with_day_hints(
    bench: Bench, document: Document, days: Days, own: date | None,
    judged: Callable[[Days], Finding], public_if: Callable[[date], date | None],
) -> Finding:  # fmt: skip
    """The finding that `judged` gives by these days, with what speaks against them.

    `own` is the first day that its page and rows show: its publication is doubted only where
    nothing else showed it earlier. `public_if` says when it was public if signed on a day.
    """

    def published(day: date) -> Outcome:
        return judged(Days(days.signed, day)).outcome

    def signed(day: date) -> Outcome:
        return judged(replace(days, signed=day, public=public_if(day))).outcome

    rests = days.public is not None and own is not None and days.public >= own
    late = doubt_of(bench.dossier, document.url, days.public) if rests else None
    finding = with_hint(bench, judged(days), late, published)
    return with_hint(
        bench, finding, doubt_of(bench.dossier, document.url, days.signed, SIGNING), signed
    )

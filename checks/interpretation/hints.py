"""Hints about the two days of an interpretation's latency, either of which may be too early."""

from __future__ import annotations

from datetime import date

from checks.calendar import WorkCalendar
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.interpretation.found import Found
from checks.judging import Bench, working_days
from checks.judging.backdating import doubt_of, is_suspected, put_off, with_hint
from crawler.records import Dossier

_OUTCOMES = {True: Outcome.FAILED, False: Outcome.PASSED, None: None}


def with_hints(bench: Bench, finding: Finding, found: Found, calendar: WorkCalendar) -> Finding:
    """A finding with the hints about the days of the document and of its first interpretation.

    Raises CalendarGap where a day of first sight lies in a year without data.
    """
    limit, today = int(bench.requirement.terms["max_working_days"]), bench.dossier.today
    start, first = found.duty.published, found.first
    settled = first.candidate.published if first is not None else None

    def outcome(start: date | None, settled: date | None) -> Outcome | None:
        if start is None:
            return None
        return _OUTCOMES[working_days(calendar, start, limit, settled, today).late]

    if first is not None:
        late = doubt_of(bench.dossier, first.candidate.url, settled)
        if finding.outcome is Outcome.FAILED:
            pages = ((p.candidate.url, p.candidate.published) for p in found.solid)
            shown = ((url, day) for url, day in pages if day is not None)
            late = put_off(bench.dossier, shown) or late
        others = _undoubted(bench.dossier, found)
        finding = with_hint(bench, finding, late, lambda day: outcome(start, min(day, *others)))
    late = doubt_of(bench.dossier, found.duty.document.url, start)
    return with_hint(bench, finding, late, lambda day: outcome(day, settled))


def _undoubted(dossier: Dossier, found: Found) -> list[date]:
    """The days of the interpretations that nothing speaks against; date.max if there is none."""
    days = [
        pair.candidate.published
        for pair in found.solid
        if pair.candidate.published is not None
        and not is_suspected(doubt_of(dossier, pair.candidate.url, pair.candidate.published))
    ]
    return days or [date.max]

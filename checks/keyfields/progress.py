"""What a period comes to in a column of progress reports."""

from __future__ import annotations

from datetime import timedelta

from checks.engine.outcome import Outcome
from checks.judging import Bench
from checks.keyfields.columns import Shelf
from checks.keyfields.periods import Span, last_end, serves
from checks.matching.titles import matches_any
from crawler.records import Cause, Entry

State = tuple[Outcome, Cause | None, Entry | None]
"""An outcome, the cause of one that cannot be told, and the report that it rests on."""


def state_of(bench: Bench, one: Shelf, span: Span) -> State:
    """What a period comes to in one column, with the report that tells so."""
    terms, today = bench.requirement.terms, bench.dossier.today
    grace = timedelta(days=int(terms["grace_days"]))
    due = span.end + grace
    late = undated = None
    for row in one.rows:
        day = row.date.value if row.date is not None else None
        if (day is not None and day > today) or matches_any(
            row.title, terms["plan_title_patterns"]
        ):
            continue
        serving = serves(row.title, day, span, due)
        if serving is None or (serving and day is None):
            undated = row
        elif serving and day is not None and day <= last_end(row.title, day, span) + grace:
            return Outcome.PASSED, None, row
        elif serving:
            late = row
    if one.hidden is not None:
        return Outcome.CANT_TELL, one.hidden, None
    if undated is not None:
        return Outcome.CANT_TELL, Cause.AMBIGUOUS, undated
    if today <= due:
        return Outcome.PENDING, None, None
    if one.unread_before is not None and span.start < one.unread_before:
        return Outcome.CANT_TELL, Cause.LIMIT, None
    return Outcome.FAILED, None, late

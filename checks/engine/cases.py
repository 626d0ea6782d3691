"""How a case (问题) moves from one night to the next (DESIGN invariant 2, practice 3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from checks.engine.case import Case, CaseState
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from crawler.records import beijing, beijing_date

CONFIRMING_GAP = timedelta(days=1)
"""A second read confirms an absence only if it was made at least so much after the first."""

_FAILING_ON = frozenset(
    {
        CaseState.OPEN,
        CaseState.REOPENED,
        CaseState.NOTIFIED,
        CaseState.RECTIFYING,
        CaseState.WAIVED,
        CaseState.DISPUTED,
    }
)
"""States that one more failing night leaves as they are: the office moves them on."""


def advance(case: Case | None, finding: Finding, as_of: datetime) -> Case | None:
    """The case after the night `as_of`; None where there was none and nothing failed.

    A failure on words opens at once. One on absence is suspected until a failing read at least
    a day after the first agrees. A pass resolves. What failed again after it was resolved is
    reopened; an absence is suspected again first. Neither cant_tell nor pending nor
    inapplicable moves a case: a page that vanished is not mended, and an incurable failure
    does not end because its window did. The same night twice gives the same case; a night
    before the case's last word changes nothing.
    """
    as_of = beijing(as_of)
    if case is not None and as_of < max(case.since, case.last_failed_at):
        return case
    if finding.outcome is Outcome.PASSED:
        return _passed(case, as_of)
    if finding.outcome is Outcome.FAILED:
        return _failed(case, finding, as_of)
    return case


def _passed(case: Case | None, as_of: datetime) -> Case | None:
    if case is None or case.state is CaseState.RESOLVED:
        return case
    return replace(case, state=CaseState.RESOLVED, since=as_of, resolved_on=beijing_date(as_of))


def _failed(case: Case | None, finding: Finding, as_of: datetime) -> Case:
    absence = finding.basis is Basis.ABSENCE
    if case is None:
        return Case(
            id=finding.case_id,
            state=CaseState.SUSPECTED if absence else CaseState.OPEN,
            first_failed_on=beijing_date(as_of),
            since=as_of,
            last_failed_at=as_of,
            opened_on=None if absence else beijing_date(as_of),
        )
    still = replace(case, last_failed_at=as_of)
    if case.state in _FAILING_ON:
        return still
    if absence and case.state is CaseState.RESOLVED:
        return replace(still, state=CaseState.SUSPECTED, since=as_of)
    if absence and as_of - case.since < CONFIRMING_GAP:
        return still
    known = CaseState.OPEN if case.resolved_on is None else CaseState.REOPENED
    opened_on = case.opened_on or beijing_date(as_of)
    return replace(still, state=known, since=as_of, opened_on=opened_on)

"""How a case (问题) moves from one night to the next (DESIGN invariant 2, practice 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from checks.engine.case import Case, CaseState, Casework, Closing, Stage
from checks.engine.deadlines import PRIVACY_CHECKS
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.workflow import waiver_over
from crawler.portals import Cases
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


@dataclass(frozen=True)
class Seen:
    """One earlier measurement of a case that could be made: when, and what it rested on."""

    at: datetime
    failed: bool
    absence: bool = True


def advance(
    case: Case | None,
    finding: Finding,
    as_of: datetime,
    *,
    curable: bool = True,
    recent: Sequence[Seen] = (),
    settings: Cases | None = None,
    retracted: bool = False,
) -> Case | None:
    """The case after the night `as_of`; None where there was none and nothing failed.

    A failure on words opens at once. One on absence is suspected until a failing read at least
    a day after the first agrees. A pass resolves. What failed again after it was resolved is
    reopened; an absence is suspected again first. Neither cant_tell nor pending nor
    inapplicable moves a case: a page that vanished is not mended, and an incurable failure
    does not end because its window did. The same night twice gives the same case; a night
    before the case's last word changes nothing.

    `recent` are the case's earlier measurements, oldest first: an absence that comes and goes is
    confirmed and resolved by several of them (docs/cases.md). `retracted` says that the failure
    lost its ground because its due date moved, without anything done.
    """
    as_of = beijing(as_of)
    settings = settings or Cases()
    if case is not None and as_of < max(case.since, case.last_failed_at):
        return case
    if case is not None and case.work.unlisted_on is not None:
        case = _with(case, unlisted_on=None)
    if retracted and case is not None and case.state is not CaseState.RESOLVED:
        return _retract(case, as_of)
    if finding.outcome is Outcome.PASSED:
        return _passed(case, as_of, recent, settings)
    if finding.outcome is Outcome.FAILED:
        after = _failed(case, finding, as_of, recent, settings)
        private = finding.check in PRIVACY_CHECKS
        return _flagged(after, incurable=not curable, private=private)
    return case


def unlisted(case: Case, as_of: datetime) -> Case:
    """The case after a night that saw its portal and no longer judged its page.

    It stays as it is until a person decides or the page is measured again.
    """
    as_of = beijing(as_of)
    if case.state is CaseState.RESOLVED or case.work.unlisted_on is not None:
        return case
    if as_of < max(case.since, case.last_failed_at):
        return case
    return _with(case, unlisted_on=beijing_date(as_of))


def toggles(recent: Sequence[Seen]) -> bool:
    """Whether an absence came back after a pass: it failed, passed and failed again.

    A failure on words among them makes it none that toggles: words are judged as they stand.
    """
    failing = [one for one in recent if one.failed]
    if not failing or any(not one.absence for one in failing):
        return False
    first = recent.index(failing[0])
    passed = next((i for i, one in enumerate(recent) if i > first and not one.failed), None)
    return passed is not None and any(one.failed for one in recent[passed:])


def _with(case: Case, **work: object) -> Case:
    return replace(case, work=replace(case.work, **work))  # type: ignore[arg-type]


def _flagged(case: Case, *, incurable: bool, private: bool) -> Case:
    work = replace(case.work, incurable=incurable, private=private)
    if private and case.stage is Stage.TO_SIGN and work.confirmed_by is None:
        # A person looks at it before it goes out.
        work = replace(work, stage=Stage.TO_VERIFY)
    return case if work == case.work else replace(case, work=work)


def _retract(case: Case, as_of: datetime) -> Case:
    work = replace(case.work, stage=Stage.RETRACTED, closing=Closing.RETRACTED)
    return replace(
        case,
        state=CaseState.RESOLVED,
        since=as_of,
        resolved_on=beijing_date(as_of),
        work=work,
    )


def _passed(
    case: Case | None, as_of: datetime, recent: Sequence[Seen], settings: Cases
) -> Case | None:
    if case is None or case.state is CaseState.RESOLVED or case.stage is Stage.UPHELD:
        return case
    unconfirmed = case.state is CaseState.SUSPECTED
    if not unconfirmed and not _steady(recent, as_of, settings):
        return case
    work = replace(
        case.work,
        stage=Stage.CLOSED if unconfirmed else Stage.RETEST_PASSED,
        closing=Closing.UNCONFIRMED if unconfirmed else Closing.PASS,
        recheck="passed",
        rechecked_at=as_of,
    )
    return replace(
        case,
        state=CaseState.RESOLVED,
        since=as_of,
        resolved_on=beijing_date(as_of),
        work=work,
    )


def _steady(recent: Sequence[Seen], as_of: datetime, settings: Cases) -> bool:
    """Whether a pass tonight resolves: at once, or N of M for what toggles."""
    last = [*recent[-(settings.resolve_of - 1) :], Seen(as_of, failed=False)]
    if settings.resolve_of == 1 or not toggles(recent):
        return True
    return sum(not one.failed for one in last) >= settings.resolve_passes


def _failed(
    case: Case | None,
    finding: Finding,
    as_of: datetime,
    recent: Sequence[Seen],
    settings: Cases,
) -> Case:
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
        return _failing_on(still, as_of)
    if case.state is CaseState.RESOLVED:
        if case.work.closing is Closing.EXPLANATION:
            # It could not be mended and was accounted for: it does not come back every night.
            return still
        if _still_waived(case, as_of):
            work = replace(case.work, stage=Stage.WAIVED, closing=None)
            return replace(still, state=CaseState.WAIVED, since=as_of, work=work)
        fresh = Casework(handling=case.work.handling)
        if case.opened_on is None:
            still = replace(still, resolved_on=None)  # never confirmed, so this is no relapse
        if case.work.closing is Closing.RETRACTED:
            # The first failure had no ground: this one is new.
            still = replace(
                still,
                resolved_on=None,
                opened_on=None,
                first_failed_on=beijing_date(as_of),
            )
        still = replace(still, work=fresh)
        if absence and not _agreed(recent, as_of, settings):
            return replace(still, state=CaseState.SUSPECTED, since=as_of)
    elif absence and as_of - case.since < CONFIRMING_GAP and not _agreed(recent, as_of, settings):
        return still
    known = CaseState.OPEN if still.resolved_on is None else CaseState.REOPENED
    opened_on = still.opened_on or beijing_date(as_of)
    return replace(still, state=known, since=as_of, opened_on=opened_on)


def _still_waived(case: Case, as_of: datetime) -> bool:
    """Whether what passed for a while is still waived: its term runs, and nobody closed it."""
    until = case.work.waived_until
    over = until is not None and until < beijing_date(as_of)
    return case.work.waived and case.stage is Stage.RETEST_PASSED and not over


def _failing_on(case: Case, as_of: datetime) -> Case:
    work = case.work
    if waiver_over(case, beijing_date(as_of)):
        fresh = Casework(
            incurable=work.incurable,
            private=work.private,
            confirmed_by=work.confirmed_by,
            handling=work.handling,
        )
        opened_on = case.opened_on or beijing_date(as_of)
        state = CaseState.OPEN if case.resolved_on is None else CaseState.REOPENED
        return replace(case, state=state, since=as_of, work=fresh, opened_on=opened_on)
    answered = work.disputed_at if case.stage is Stage.DISPUTED else work.reported_at
    waits = case.stage in (Stage.REPORTED, Stage.RECHECKING, Stage.DISPUTED)
    if waits and answered is not None and work.recheck is None:
        stage = Stage.RECHECKING if case.stage is Stage.REPORTED else case.stage
        return _with(case, stage=stage, recheck="failed", rechecked_at=as_of)
    return case


def _agreed(recent: Sequence[Seen], as_of: datetime, settings: Cases) -> bool:
    """Whether enough of the last measurements of what toggles failed, one a day ago or more."""
    if settings.confirm_of == 1 or not toggles(recent):
        return False
    last = [one for one in recent[-(settings.confirm_of - 1) :] if one.failed]
    if len(last) + 1 < max(2, settings.confirm_failures) or not last:
        return False
    return as_of - last[0].at >= CONFIRMING_GAP

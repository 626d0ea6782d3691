"""The dates of a case's workflow: by when to sign, appeal, mend and recheck."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from checks.calendar import CalendarGap, WorkCalendar
from checks.engine.case import Case, CaseState, Stage
from crawler.portals import Cases
from crawler.records.moments import beijing_date

LINK_CHECKS = frozenset({"link_health"})
PRIVACY_CHECKS = frozenset({"pii_exposure"})

_TO_MEND = frozenset(
    {
        CaseState.OPEN,
        CaseState.NOTIFIED,
        CaseState.RECTIFYING,
        CaseState.REOPENED,
    }
)
_SILENT = frozenset(
    {
        Stage.ISSUED,
        Stage.RECEIVED,
        Stage.RECTIFYING,
        Stage.RETURNED,
        Stage.TRANSFERRED,
        Stage.EXTENDED,
        Stage.REJECTED,
        Stage.TO_EXPLAIN,
        Stage.SHELVED,
    }
)
"""Stages in which the unit owes an answer."""


@dataclass(frozen=True)
class Deadlines:
    """The last day of each term; None where it does not run, or touches a year without data."""

    sign_by: date | None = None
    appeal_by: date | None = None
    mend_by: date | None = None
    mend_at: datetime | None = None
    recheck_by: date | None = None
    decide_by: date | None = None


def deadlines(case: Case, check: str, calendar: WorkCalendar, terms: Cases) -> Deadlines:
    """The dates of a case on the portal's calendar. The day on which a term starts is day 0.

    A privacy case is to be mended so many hours after it was issued: `mend_at`. An appeal is to
    be decided (`decide_by`) within the term of a recheck, since it is one.
    """
    work = case.work
    issued = beijing_date(work.issued_at) if work.issued_at else None
    return Deadlines(
        sign_by=_after(issued, terms.sign, calendar) if work.received_at is None else None,
        appeal_by=_after(issued, terms.appeal, calendar),
        mend_by=_mend_by(case, check, calendar, terms),
        mend_at=_mend_at(case, check, terms),
        recheck_by=_recheck_by(case, calendar, terms),
        decide_by=_decide_by(case, calendar, terms),
    )


def stage_on(case: Case, due: Deadlines, moment: datetime) -> Stage:
    """The stage as told on a moment: 逾期未反馈 once the time to mend ran out without a word."""
    if case.stage not in _SILENT:
        return case.stage
    late = due.mend_at is not None and moment > due.mend_at
    late = late or (
        due.mend_at is None and due.mend_by is not None and beijing_date(moment) > due.mend_by
    )
    return Stage.OVERDUE if late else case.stage


def _mend_at(case: Case, check: str, terms: Cases) -> datetime | None:
    work = case.work
    if check not in PRIVACY_CHECKS or case.state not in _TO_MEND or work.due_on is not None:
        return None
    return (work.issued_at or case.since) + timedelta(hours=terms.privacy_hours)


def _mend_by(case: Case, check: str, calendar: WorkCalendar, terms: Cases) -> date | None:
    if case.state not in _TO_MEND:
        return None
    if case.work.due_on is not None:
        return case.work.due_on
    at = _mend_at(case, check, terms)
    if at is not None:
        return beijing_date(at)
    start = case.work.issued_at or case.since
    days = terms.links if check in LINK_CHECKS else terms.rectify
    return _after(beijing_date(start), days, calendar)


def _recheck_by(case: Case, calendar: WorkCalendar, terms: Cases) -> date | None:
    if case.stage not in (Stage.REPORTED, Stage.RECHECKING) or case.work.reported_at is None:
        return None
    return _after(beijing_date(case.work.reported_at), terms.recheck, calendar)


def _decide_by(case: Case, calendar: WorkCalendar, terms: Cases) -> date | None:
    if case.stage is not Stage.DISPUTED or case.work.disputed_at is None:
        return None
    return _after(beijing_date(case.work.disputed_at), terms.recheck, calendar)


def _after(start: date | None, working_days: int, calendar: WorkCalendar) -> date | None:
    if start is None:
        return None
    try:
        return calendar.add(start, working_days)
    except CalendarGap:
        return None

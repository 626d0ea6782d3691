"""What persons do to cases, written down: all of a batch or none of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlite_utils import Database

from checks.calendar import WorkCalendar
from checks.engine.case import Case, CaseState
from checks.engine.deadlines import deadlines
from checks.engine.workflow import Action, Actor, Step, act, may_go_out
from checks.errors import Bar, WorkflowError
from crawler.portals import Cases
from crawler.records.moments import beijing
from reports.safety import shown, web_link
from scheduler.store.cases import Event, cases_on, record_step, version_of
from scheduler.workplace import Workplace

MAIL = "mail"
"""The person of an act that the mail server's taking of a mail stands for."""
_MAY_BE_TOLD = frozenset({CaseState.OPEN, CaseState.REOPENED})


def take(
    db: Database,
    workplace: Workplace,
    case_ids: Sequence[str],
    step: Step,
    checks: Callable[[str], str] = lambda case_id: "",
    seen: str | None = None,
) -> tuple[Case, ...]:
    """Do one thing to some cases and write it down; returns them afterwards.

    `checks` gives a case's check, by which its terms go. `seen` is the version (`version_of`) of
    each that the person looked at, None for who looked at none. Raises WorkflowError for the first
    case of which the workflow does not allow it, that is not known, or that moved since it was
    looked at; then nothing is written.
    """
    if seen is not None:
        with db.atomic():
            for case_id in case_ids:
                if version_of(db, case_id) != seen:
                    raise WorkflowError(f"case {case_id}: it moved meanwhile", Bar.MOVED)
            return take(db, workplace, case_ids, step, checks)
    return take_each(db, workplace, [(case_id, step) for case_id in case_ids], checks)


def take_each(
    db: Database,
    workplace: Workplace,
    steps: Sequence[tuple[str, Step]],
    checks: Callable[[str], str] = lambda case_id: "",
) -> tuple[Case, ...]:
    """Do many things to many cases in one transaction: all of them or none."""
    done = []
    with db.atomic():
        known = cases_on(db, only=(case_id for case_id, _ in steps))
        for case_id, step in steps:
            event = known.get(case_id)
            if event is None:
                raise WorkflowError(f"case {case_id}: there is no such case", Bar.UNKNOWN)
            if step.link and web_link(step.link) is None:
                why = f"{shown(step.link, 80)} is no http or https address"
                raise WorkflowError(f"case {case_id}: {step.action}: {why}", Bar.LINK)
            calendar = calendar_of(workplace, event.portal)
            step = replace(step, at=beijing(step.at).replace(microsecond=0))
            after = act(
                event.case,
                step,
                _appeal_until(event, step, checks(case_id), calendar, workplace.watchlist.cases),
            )
            record_step(db, event.portal, last_run_of(db, event.portal), after, step)
            known[case_id] = replace(event, case=after)
            done.append(after)
    return tuple(done)


def told(db: Database, case_ids: Iterable[str], at: datetime, notified_by: str = MAIL) -> int:
    """Count cases as issued because the server took a mail that tells them; how many were.

    Cases that are further on already, are not known, or may not go out are passed over, so
    telling a case again (a reminder) changes nothing. With notified_by = "person" nothing does.
    """
    if notified_by != MAIL:
        return 0
    count, wanted = 0, tuple(dict.fromkeys(case_ids))
    with db.atomic():
        known = cases_on(db, only=wanted)
        for case_id in wanted:
            event = known.get(case_id)
            if event is None or event.case.state not in _MAY_BE_TOLD or not may_go_out(event.case):
                continue
            # A night may bear a later moment than the clock (a simulated one, a rerun).
            at_least = max(beijing(at), event.case.since, event.case.last_failed_at)
            step = Step(Action.ISSUE, MAIL, Actor.SIGNATORY, at_least.replace(microsecond=0))
            after = act(event.case, step)
            record_step(db, event.portal, last_run_of(db, event.portal), after, step)
            count += 1
    return count


def calendar_of(workplace: Workplace, portal_id: str) -> WorkCalendar:
    """The working days of a portal; those of the country for one that is no longer listed."""
    for portal in workplace.watchlist.portals:
        if portal.id == portal_id:
            return workplace.calendar.with_holidays(portal.extra_holidays)
    return workplace.calendar


def last_run_of(db: Database, portal: str) -> str:
    """The name of the last run that judged a portal; empty if none did."""
    rows = db.query("SELECT max(run) AS run FROM run_portals WHERE portal = ?", [portal])
    return str(next(iter(rows))["run"] or "")


def _appeal_until(
    event: Event, step: Step, check: str, calendar: WorkCalendar, terms: Cases
) -> date | None:
    if step.action is not Action.DISPUTE:
        return None
    return deadlines(event.case, check, calendar, terms).appeal_by

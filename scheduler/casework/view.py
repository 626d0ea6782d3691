"""Cases as the office looks at them: with their last judgement, their dates and their bodies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlite_utils import Database

from checks.calendar import WorkCalendar
from checks.engine.case import Case, CaseState, Stage
from checks.engine.deadlines import Deadlines, deadlines, stage_on
from checks.engine.finding import Finding
from crawler.portals import Portal
from crawler.records.moments import BEIJING, beijing_date
from scheduler.casework.acts import calendar_of
from scheduler.store.cases import Event, cases_on
from scheduler.store.findings import judgement_in
from scheduler.workplace import Workplace


@dataclass(frozen=True)
class CaseView:
    """One case as of a moment. `finding` is its last judgement, None if the books have none.

    `portal` is None for one that is no longer listed.
    """

    case: Case
    portal_id: str
    portal: Portal | None
    finding: Finding | None
    due: Deadlines
    stage: Stage
    overdue: bool

    @property
    def responsible(self) -> str:
        """责任单位: the body that answers for the duty."""
        return self.portal.name if self.portal else self.portal_id

    @property
    def handling(self) -> str:
        """承办单位: the body that does the work; the responsible one where no other is named."""
        own = self.portal.handling if self.portal else None
        return self.case.work.handling or own or self.responsible

    @property
    def platform(self) -> str:
        """平台运维单位: the body that runs the host; empty where none is named."""
        return (self.portal.platform or "") if self.portal else ""


def case_views(
    db: Database,
    workplace: Workplace,
    moment: datetime,
    day: date | None = None,
    only: Iterable[str] | None = None,
) -> Iterator[CaseView]:
    """Every case (or `only` some) as it stood at the end of `day`, or as it stands at `moment`.

    In the order of the watchlist, then by when it first failed.
    """
    if day is not None:
        moment = datetime.combine(day, time(23, 59, 59), BEIJING)
    events = cases_on(db, day, only)
    order = {portal.id: index for index, portal in enumerate(workplace.watchlist.portals)}
    ordered = sorted(
        events.values(),
        key=lambda one: (
            order.get(one.portal, len(order)),
            one.portal,
            one.case.first_failed_on,
            one.case_id,
        ),
    )
    calendars: dict[str, WorkCalendar] = {}
    listed = {portal.id: portal for portal in workplace.watchlist.portals}
    for event in ordered:
        if event.portal not in calendars:
            calendars[event.portal] = calendar_of(workplace, event.portal)
        finding = last_judgement(db, event.case_id, moment)
        yield _view(
            event, listed.get(event.portal), finding, calendars[event.portal], workplace, moment
        )


def _view(
    event: Event,
    portal: Portal | None,
    finding: Finding | None,
    calendar: WorkCalendar,
    workplace: Workplace,
    moment: datetime,
) -> CaseView:
    check = finding.check if finding else ""
    due = deadlines(event.case, check, calendar, workplace.watchlist.cases)
    stage = stage_on(event.case, due, moment)
    return CaseView(
        case=event.case,
        portal_id=event.portal,
        portal=portal,
        finding=finding,
        due=due,
        stage=stage,
        overdue=stage is Stage.OVERDUE or _late(event.case, due, moment),
    )


def _late(case: Case, due: Deadlines, moment: datetime) -> bool:
    unanswered = case.state in (CaseState.NOTIFIED, CaseState.RECTIFYING)
    waits_for_office = case.stage in (Stage.REPORTED, Stage.RECHECKING)
    if not unanswered or waits_for_office or due.mend_by is None:
        return False
    return beijing_date(moment) > due.mend_by


def last_judgement(db: Database, case_id: str, moment: datetime | None = None) -> Finding | None:
    """The last finding of a case in runs up to a moment."""
    until = beijing_date(moment).isoformat() + "~" if moment else "~"
    rows = list(
        db.query(
            "SELECT data, last_run, portal FROM findings WHERE case_id = ? AND first_run <= ?"
            " ORDER BY last_run DESC, id DESC LIMIT 1",
            [case_id, until],
        )
    )
    if not rows:
        return None
    portal, data = str(rows[0]["portal"]), str(rows[0]["data"])
    # As the last run before the moment showed it: the row may go on after that.
    last = db.query(
        "SELECT max(run) AS run FROM run_portals WHERE portal = ? AND run <= ?",
        [portal, min(until, rows[0]["last_run"])],
    )
    return judgement_in(db, str(next(last)["run"]), portal, data)


def check_of(db: Database, case_id: str) -> str:
    """The check that a case goes by; empty if the books have no finding of it."""
    rows = list(db.query('SELECT "check" FROM findings WHERE case_id = ? LIMIT 1', [case_id]))
    return str(rows[0]["check"]) if rows else ""

"""What a digest holds: new, nearly due, overdue, mended, and what still stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from checks.engine.case import CaseState
from checks.engine.outcome import Outcome
from crawler.portals import Mail
from crawler.records.moments import beijing_date
from reports.day_sums import mending_day
from reports.findings import in_order
from reports.model import JudgedFinding, RunReport, Standing

NEARLY_DUE_DAYS = 7
"""What falls due within so many calendar days is nearly due (临期): a duty whose term still runs,
or a known problem whose term for mending ends; until the next weekly mail."""


@dataclass(frozen=True)
class Recipient:
    """An address and what it is told about: its units, or everything for the office."""

    address: str
    portals: tuple[str, ...]
    office: bool = False


@dataclass(frozen=True)
class Digest:
    """The problems of a recipient's units, each in one place only, in the order of the ledger.

    `standing` are known problems that are neither new nor overdue. `suspected` and `old_stock`
    are filled for the office alone.
    """

    new: tuple[JudgedFinding, ...] = ()
    nearly_due: tuple[JudgedFinding, ...] = ()
    overdue: tuple[JudgedFinding, ...] = ()
    mended: tuple[JudgedFinding, ...] = ()
    standing: tuple[JudgedFinding, ...] = ()
    suspected: tuple[JudgedFinding, ...] = ()
    old_stock: tuple[JudgedFinding, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing that a unit would have to read."""
        return not (self.new or self.nearly_due or self.overdue or self.mended or self.standing)


def recipients(report: RunReport, mail: Mail) -> tuple[Recipient, ...]:
    """The office's addresses, then every contact once, with all units it answers for."""
    everything = tuple(portal.id for portal in report.portals)
    office = [Recipient(address, everything, office=True) for address in dict.fromkeys(mail.office)]
    contacts: dict[str, list[str]] = {}
    for portal in report.portals:
        for address in dict.fromkeys(portal.contacts):
            contacts.setdefault(address, []).append(portal.id)
    units = [Recipient(address, tuple(portals)) for address, portals in contacts.items()]
    return (*office, *units)


def digest(report: RunReport, recipient: Recipient, since: date | None = None) -> Digest:
    """The recipient's digest: new and mended are those after `since`, the last digest's day.

    Without `since` there was none yet: all is new and nothing mended. A problem that is known
    already counts as nearly due or overdue by its term for mending (整改时限), never by the
    duty's own due date: that the duty was late is what the problem is.
    """
    parts: dict[str, list[JudgedFinding]] = {}
    for judged in in_order(report):
        if judged.finding.portal in recipient.portals:
            place = _place(judged, report, since)
            if place:
                parts.setdefault(place, []).append(judged)
    if not recipient.office:
        parts.pop("suspected", None)
        parts.pop("old_stock", None)
    return Digest(**{place: tuple(found) for place, found in parts.items()})


def _place(judged: JudgedFinding, report: RunReport, since: date | None) -> str:
    finding, case, today = judged.finding, judged.case, report.today
    soon = today + timedelta(days=NEARLY_DUE_DAYS)
    if finding.outcome is Outcome.PENDING:
        return "nearly_due" if finding.due_on and today <= finding.due_on <= soon else ""
    if finding.outcome is Outcome.PASSED:
        known = case is not None and case.opened_on is not None and not judged.old_stock
        resolved = known and case is not None and case.state is CaseState.RESOLVED
        lately = since is not None and case is not None and (case.resolved_on or today) > since
        return "mended" if resolved and lately else ""
    if judged.standing in (Standing.SUSPECTED, Standing.OLD_STOCK):
        return judged.standing.value
    if judged.standing is not Standing.PROBLEM or case is None:
        return ""
    if case.state is CaseState.DISPUTED:
        return "standing"
    opened = beijing_date(case.since)
    if case.state in (CaseState.OPEN, CaseState.REOPENED) and (since is None or opened > since):
        return "new"
    due = mending_day(judged, report)
    if due is None or due > soon:
        return "standing"
    return "overdue" if due < today else "nearly_due"

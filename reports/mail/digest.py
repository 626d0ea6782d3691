"""What a digest holds: new, nearly due, overdue, mended, and what still stands."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from checks.engine.case import Case, CaseState, Closing, Stage
from checks.engine.outcome import Outcome
from checks.engine.requirement import Scoring
from checks.engine.workflow import may_go_out
from crawler.portals import Mail
from crawler.records.moments import beijing_date
from reports.day_sums import mending_day
from reports.findings import in_order
from reports.mail.memory import Memory
from reports.model import JudgedFinding, RunReport, Standing

PRIVACY_CHECK = "pii_exposure"
DUTY = "duty"
"""The part under which a duty that is not yet due is noted: no problem, so far."""

TOLD_PARTS = ("new", "nearly_due", "overdue", "returned", "unlisted", "mended", "lifted")
"""The parts that tell something."""
NO_PROBLEM = frozenset({"mended", "lifted", DUTY})
"""The parts that tell of no problem: they issue nothing."""
_BACK = frozenset({Stage.RETURNED, Stage.REJECTED})
_WITH_OFFICE = frozenset({Stage.REPORTED, Stage.RECHECKING, Stage.DISPUTED})
"""The unit has answered: it is not reminded while the office has not decided."""

Confirmed = Callable[[JudgedFinding], bool]
"""Whether a person has confirmed a privacy finding, so that its unit may be told."""


@dataclass(frozen=True)
class Recipient:
    """An address and what it is told about: its units, or everything for the office."""

    address: str
    portals: tuple[str, ...]
    office: bool = False


@dataclass(frozen=True)
class Reminders:
    """When a known problem is told again: so many calendar days before its term ends, and every
    so many days after it."""

    before: tuple[int, ...] = (7, 3, 0)
    every: int = 7

    @classmethod
    def of(cls, mail: Mail) -> Reminders:
        """Those of a [mail] table."""
        return cls(mail.remind_days, mail.overdue_every)

    def owed(self, due: date, today: date, told: datetime | date | None) -> bool:
        """Whether a step towards `due`, or past it, was reached after the last word.

        Of steps that were missed together only the last counts: one reminder, not several.
        """
        left = (due - today).days
        if left < 0:
            reached = due + timedelta(days=1 + (-left - 1) // self.every * self.every)
        else:
            steps = [step for step in self.before if step >= left]
            if not steps:
                return False
            reached = due - timedelta(days=min(steps))
        if told is None:
            return True
        last = beijing_date(told) if isinstance(told, datetime) else told
        return last < reached


@dataclass(frozen=True)
class Digest:
    """The problems of a recipient's units, each in one place only, in the order of the ledger.

    `returned` came back to the unit (退回重改, 申诉不成立). `unlisted` are problems whose page is
    gone, which is no mending, `lifted` those of which nothing is asked any more though nothing
    was mended (误报核销, 免予扣分, an accepted explanation). `standing` are problems that the
    recipient knows and is not reminded of now. `suspected`, `old_stock` and `unconfirmed` (privacy
    that no person has confirmed yet) are filled for the office alone.
    """

    new: tuple[JudgedFinding, ...] = ()
    nearly_due: tuple[JudgedFinding, ...] = ()
    overdue: tuple[JudgedFinding, ...] = ()
    returned: tuple[JudgedFinding, ...] = ()
    unlisted: tuple[JudgedFinding, ...] = ()
    mended: tuple[JudgedFinding, ...] = ()
    lifted: tuple[JudgedFinding, ...] = ()
    standing: tuple[JudgedFinding, ...] = ()
    suspected: tuple[JudgedFinding, ...] = ()
    old_stock: tuple[JudgedFinding, ...] = ()
    unconfirmed: tuple[JudgedFinding, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing that a unit does not know already."""
        return not any(getattr(self, part) for part in TOLD_PARTS)

    @property
    def urgent(self) -> tuple[JudgedFinding, ...]:
        """The new problems that do not wait for the day of the digest."""
        return tuple(judged for judged in self.new if is_urgent(judged))

    def tells(self) -> tuple[tuple[str, str], ...]:
        """Case id and part of all that a mail with this digest tells; DUTY for what is not due."""
        return tuple(
            (judged.finding.case_id, DUTY if _not_due(judged) and part == "nearly_due" else part)
            for part in TOLD_PARTS
            for judged in getattr(self, part)
        )


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


def _not_due(judged: JudgedFinding) -> bool:
    return judged.finding.outcome is Outcome.PENDING


def is_urgent(judged: JudgedFinding) -> bool:
    """Whether its unit is told at once: personal data, and what alone decides (单项否决)."""
    return judged.standing is Standing.PROBLEM and presses(judged)


def presses(judged: JudgedFinding) -> bool:
    """Whether the duty is one whose breach is told at once."""
    return judged.requirement.scoring is Scoring.VETO or is_privacy(judged)


def is_privacy(judged: JudgedFinding) -> bool:
    """Whether the finding is about personal data."""
    return judged.finding.check == PRIVACY_CHECK


def dealt_with(judged: JudgedFinding) -> bool:
    """The usual sign of a person's confirmation: the case awaits no verification any more."""
    return judged.case is not None and may_go_out(judged.case)


def digest(
    report: RunReport,
    recipient: Recipient,
    memory: Memory | None = None,
    *,
    reminders: Reminders | None = None,
    confirmed: Confirmed = dealt_with,
    without: Container[str] = (),
) -> Digest:
    """The recipient's digest, by what it was told before (nothing, unless `memory` says so).

    A problem that is known already counts as nearly due or overdue by its term for mending
    (整改时限), never by the duty's own due date: that the duty was late is what the problem is.
    A unit is told of it again when a reminder is owed; the office sees how things stand. The
    portals in `without` are left out.
    """
    known, steps = memory or Memory(), reminders or Reminders()
    parts: dict[str, list[JudgedFinding]] = {}
    for judged in in_order(report):
        portal = judged.finding.portal
        if portal not in recipient.portals or portal in without:
            continue
        place = _place(judged, report, known, steps, office=recipient.office, confirmed=confirmed)
        if place:
            parts.setdefault(place, []).append(judged)
    for judged in in_order(replace(report, judged=report.unlisted)):
        portal = judged.finding.portal
        if portal in recipient.portals and portal not in without:
            place = _gone(judged, known, confirmed)
            if place:
                parts.setdefault(place, []).append(judged)
    if not recipient.office:
        for name in ("suspected", "old_stock", "unconfirmed"):
            parts.pop(name, None)
    return Digest(**{place: tuple(found) for place, found in parts.items()})


def _place(
    judged: JudgedFinding,
    report: RunReport,
    memory: Memory,
    reminders: Reminders,
    *,
    office: bool,
    confirmed: Confirmed,
) -> str:
    finding, case, today = judged.finding, judged.case, report.today
    if case is not None and is_lifted(case) and not judged.old_stock:
        if memory.misses_recovery(case):
            return "lifted"
        if finding.outcome is not Outcome.PENDING:
            return ""
    if finding.outcome is Outcome.PENDING:
        return _pending(finding.case_id, finding.due_on, today, memory, reminders, office=office)
    if finding.outcome is Outcome.PASSED:
        if case is None or case.state is not CaseState.RESOLVED or judged.old_stock:
            return ""
        return "mended" if memory.misses_recovery(case) else ""
    if _awaits_person(judged, confirmed):
        return "unconfirmed"
    if judged.standing in (Standing.SUSPECTED, Standing.OLD_STOCK):
        return judged.standing.value
    if judged.standing is not Standing.PROBLEM or case is None:
        return ""
    if case.stage in _WITH_OFFICE:
        return "standing"
    told = memory.known(case)
    if told is None:
        return "new"
    if not office and _came_back(case, told):
        return "returned"
    due = mending_day(judged, report)
    if due is None or (due - today).days > max(reminders.before):
        return "standing"
    if not (office or reminders.owed(due, today, told)):
        return "standing"
    return "overdue" if due < today else "nearly_due"


def _awaits_person(judged: JudgedFinding, confirmed: Confirmed) -> bool:
    """Whether it is about personal data that nobody has looked at yet, and counts for nothing."""
    open_to_look = judged.standing in (Standing.PROBLEM, Standing.SUSPECTED)
    known = judged.case is not None and is_privacy(judged)
    return known and open_to_look and not confirmed(judged)


def is_lifted(case: Case) -> bool:
    """Whether nothing is asked any more though no measurement passed."""
    if case.state is CaseState.RESOLVED:
        return case.work.closing in (Closing.RETRACTED, Closing.EXPLANATION)
    return case.state is CaseState.WAIVED


def _came_back(case: Case, told: datetime | date) -> bool:
    """Whether the office gave it back to the unit after the last word on it."""
    if case.stage not in _BACK:
        return False
    back = case.work.rechecked_at if case.stage is Stage.RETURNED else case.since
    if back is None:
        return False
    return back >= told if isinstance(told, datetime) else beijing_date(back) > told


def _gone(judged: JudgedFinding, memory: Memory, confirmed: Confirmed) -> str:
    """Where a problem belongs whose page is no longer judged; it is told once that it is gone."""
    case = judged.case
    if _awaits_person(judged, confirmed):
        return "unconfirmed"
    if case is None or judged.standing is not Standing.PROBLEM:
        return ""
    if case.stage in _WITH_OFFICE or memory.knows_gone(case):
        return "standing"
    return "unlisted"


def _pending(
    case_id: str,
    due: date | None,
    today: date,
    memory: Memory,
    reminders: Reminders,
    *,
    office: bool,
) -> str:
    """A duty whose term still runs: told as the end of the term comes near."""
    if due is None or not 0 <= (due - today).days <= max(reminders.before):
        return ""
    owed = office or reminders.owed(due, today, memory.duties.get(case_id))
    return "nearly_due" if owed else ""

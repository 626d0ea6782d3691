"""Whose mail is due: the office's every night, the units' by their rhythm, urgent ones at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from email.message import EmailMessage

from crawler.portals import Mail, Maintenance
from crawler.records.moments import beijing_date
from reports.attested import owed_lines
from reports.mail.alarm import office_alarm
from reports.mail.compose import OfficeNotes, compose
from reports.mail.desk import desk, unsigned_lines
from reports.mail.digest import (
    Confirmed,
    Digest,
    Recipient,
    Reminders,
    dealt_with,
    digest,
    recipients,
)
from reports.mail.memory import Memory
from reports.mail.quiet import Alarm, Quiet, quiet
from reports.model import JudgedFinding, RunReport
from reports.safety import shown

_LOOK_BACK_DAYS = 21
_ONE_DAY = timedelta(days=1)

IsWorking = Callable[[date], bool]
"""Whether work is done on a day; what it raises for a year without data goes to the caller."""


@dataclass(frozen=True)
class DueMail:
    """A mail to be sent tonight.

    `kind` is "unit", "urgent", "office", "alarm" or "channel"; `tells` the cases it tells of,
    each with the part of the mail.
    """

    kind: str
    recipient: Recipient
    message: EmailMessage
    tells: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """The same whenever the same day is mailed again."""
        return str(self.message["Message-ID"])


@dataclass(frozen=True)
class MailNight:
    """All that a night brings: mails, and which recipients' digests were decided upon.

    `settled` holds (address, portal) of every digest that was made or had nothing to say,
    `units` those of all.
    """

    mails: tuple[DueMail, ...] = ()
    settled: tuple[tuple[str, str], ...] = ()
    quiet: Quiet = field(default_factory=Quiet)
    units: tuple[tuple[str, str], ...] = ()


def digest_due(
    day: date, rhythm: str, is_working: IsWorking, last_digest: date | None = None
) -> bool:
    """Whether the units' digest is due on that day.

    Nightly: every day. Weekly: on Monday, or on the first working day after a Monday off; a
    whole week off passes it on to the next. A digest day that was missed after `last_digest`
    (no run that night, or none that could be believed) is made up for by the first run after it.
    """
    if rhythm == "nightly":
        return True
    if _is_digest_day(day, is_working):
        return True
    if last_digest is None:
        return False
    earliest = max(last_digest, day - timedelta(days=_LOOK_BACK_DAYS))
    missed = day - _ONE_DAY
    while missed > earliest:
        if _is_digest_day(missed, is_working):
            return True
        missed -= _ONE_DAY
    return False


def _is_digest_day(day: date, is_working: IsWorking) -> bool:
    if not is_working(day):
        return False
    earlier = day - timedelta(days=day.weekday())
    while earlier < day:
        if is_working(earlier):
            return False
        earlier += _ONE_DAY
    return True


def due_portals(
    report: RunReport,
    recipient: Recipient,
    mail: Mail,
    is_working: IsWorking,
    memory: Memory,
) -> tuple[str, ...]:
    """The recipient's portals whose digest is due, each by its own rhythm; all if one is owed."""
    if memory.owed:
        return recipient.portals
    rhythms = {portal.id: portal.rhythm or mail.rhythm for portal in report.portals}
    return tuple(
        portal
        for portal in recipient.portals
        if digest_due(report.today, rhythms[portal], is_working, memory.settled.get(portal))
    )


def due_mails(
    report: RunReport,
    mail: Mail,
    is_working: IsWorking,
    memories: Mapping[str, Memory] | None = None,
    *,
    maintenance: tuple[Maintenance, ...] = (),
    confirmed: Confirmed = dealt_with,
    undelivered: tuple[str, ...] = (),
    by_mail: bool = True,
    alarmed: Callable[[Alarm], bool] = lambda alarm: False,
) -> MailNight:
    """The mails of this run: the office's, and the units' if theirs are due and say something.

    `memories` holds, per address, what it was told; one that is not in it was never told
    anything. Where none are given, what the run before knew counts as told. `alarmed` says
    whether the office was told of an alarm already, `undelivered` which mails no server takes,
    `by_mail` whether mail issues problems.
    In a trial run nothing is mailed to anybody.
    """
    if report.trial:
        return MailNight()
    hush = quiet(report, maintenance)
    mails = [
        DueMail("alarm", Recipient(address, (), office=True), _alarm(alarm, address, mail, report))
        for alarm in hush.alarms
        if not alarmed(alarm)
        for address in dict.fromkeys(mail.office)
    ]
    units = tuple(
        (one.address, portal)
        for one in recipients(report, mail)
        if not one.office
        for portal in one.portals
    )
    if hush.doubtful:
        return MailNight(tuple(mails), (), hush, units)
    names = {portal.id: shown(portal.name, 60) for portal in report.portals}
    notes = OfficeNotes(
        windows=hush.windows,
        held=tuple(
            f"{names[portal]}：{why}"
            for portal, why in hush.portals.items()
            if not why.startswith("维护窗口")
        ),
        undelivered=undelivered,
        desk=desk(report, by_mail=by_mail),
        changes=unsigned_lines(report),
        owed=owed_lines(report.owed, names, report.today),
    )
    settled: list[tuple[str, str]] = []
    by_portal: dict[str, list[JudgedFinding]] = defaultdict(list)
    for judged in report.judged:
        by_portal[judged.finding.portal].append(judged)
    for one in recipients(report, mail):
        memory = _memory(one, report, memories)
        if one.office:
            if is_special(report):
                continue
            mails.append(_office(report, one, mail, memory, hush, notes, confirmed))
            continue
        own = replace(
            report,
            judged=tuple(judged for portal in one.portals for judged in by_portal[portal]),
            unlisted=tuple(j for j in report.unlisted if j.finding.portal in one.portals),
        )
        if is_special(report):
            memory = replace(memory, closed=True)
        due = () if memory.closed else due_portals(own, one, mail, is_working, memory)
        made = _unit(own, one, mail, memory, hush, due, confirmed)
        mails.extend([made] if made else [])
        settled += [(one.address, portal) for portal in due if portal not in hush.portals]
    return MailNight(tuple(mails), tuple(settled), hush, units)


OFFICE_KNOWS = frozenset({"new", "mended", "lifted", "unlisted"})
"""The parts that the office is told once; of the others it sees every night how they stand."""


def is_special(report: RunReport) -> bool:
    """Whether it is a special run (DATE.N): it tells what presses, the night tells the rest."""
    return "." in report.run


def _memory(one: Recipient, report: RunReport, memories: Mapping[str, Memory] | None) -> Memory:
    if memories is not None:
        return memories.get(one.address, Memory())
    until = beijing_date(report.previous.as_of) if report.previous is not None else None
    return Memory(until=until)


def _office(
    report: RunReport,
    one: Recipient,
    mail: Mail,
    memory: Memory,
    hush: Quiet,
    notes: OfficeNotes,
    confirmed: Confirmed,
) -> DueMail:
    parts = digest(
        report,
        one,
        memory,
        reminders=Reminders.of(mail),
        confirmed=confirmed,
        without=hush.portals,
    )
    told = tuple((case, part) for case, part in parts.tells() if part in OFFICE_KNOWS)
    message = compose(report, one, mail.sender, parts=parts, notes=notes)
    return DueMail("office", one, message, told)


def _unit(
    report: RunReport,
    one: Recipient,
    mail: Mail,
    memory: Memory,
    hush: Quiet,
    due: tuple[str, ...],
    confirmed: Confirmed,
) -> DueMail | None:
    """The unit's digest; between two of them, what does not wait; None for nothing to say."""

    def parts_of(portals: tuple[str, ...]) -> Digest:
        return digest(
            report,
            replace(one, portals=portals),
            memory,
            reminders=Reminders.of(mail),
            confirmed=confirmed,
            without=hush.portals,
        )

    later = tuple(portal for portal in one.portals if portal not in due)
    parts, rest = parts_of(due), parts_of(later)
    # What this very day told at once is no news again.
    parts, rest = (
        replace(one, new=tuple(j for j in one.new if j.finding.case_id not in memory.today))
        for one in (parts, rest)
    )
    if memory.closed:
        parts, rest = Digest(), Digest(new=parts.new + rest.new)
    if not parts.empty:
        # One mail a night: what presses in a portal whose day it is not goes with the others.
        parts = replace(parts, new=parts.new + rest.urgent)
        message = compose(report, one, mail.sender, parts=parts)
        return DueMail("unit", one, message, parts.tells())
    only = Digest(new=rest.urgent)
    if only.new:
        message = compose(report, one, mail.sender, parts=only, urgent=True)
        return DueMail("urgent", one, message, only.tells())
    return None


def _alarm(alarm: Alarm, address: str, mail: Mail, report: RunReport) -> EmailMessage:
    return office_alarm(
        mail.sender,
        address,
        alarm.key,
        alarm.text,
        report.as_of,
        title=alarm.title,
        sample=report.sample,
    )

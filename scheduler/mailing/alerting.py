"""Mail: what is due tonight goes into the outbox, and the outbox to the server."""

from __future__ import annotations

import logging
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from functools import cache

from sqlite_utils import Database

from checks.calendar import CalendarGap
from crawler.portals import Mail, Watchlist
from crawler.records import beijing_date
from reports.errors import MailRefused, Verdict
from reports.mail import Alarm, DueMail, MailNight, dealt_with, due_mails, office_alarm, send
from reports.mail.digest import NO_PROBLEM, Confirmed
from reports.mail.transport import TIMEOUT_SECONDS, WHOLE_SECONDS, trust
from reports.model import RunReport
from scheduler.casework.acts import MAIL, told
from scheduler.mailing.channelling import channel_alarms, channel_mails
from scheduler.mailing.channels import hand_over
from scheduler.moments import is_special, latest_night
from scheduler.moments import now as wall_clock
from scheduler.store.outbox import Delivery, Posting, channel_of, deliver, put, supersede
from scheduler.store.told import alarm_known, begin, memories, note_alarms, settle, undelivered
from scheduler.workplace import Workplace, channel_url, read_secrets

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


def alert_run(
    db: Database,
    workplace: Workplace,
    report: RunReport,
    *,
    clock: Clock = wall_clock,
    confirmed: Confirmed = dealt_with,
) -> Delivery:
    """Compose what is due for a run, keep it, and try to send everything that waits.

    Nothing is composed where `unheard` says why.
    """
    if not _anybody(workplace):
        return Delivery(0, 0)
    if not unheard(db, workplace, report):
        _compose(db, workplace, report, clock, confirmed)
    return send_waiting(db, workplace, clock=clock)


def unheard(db: Database, workplace: Workplace, report: RunReport) -> str:
    """Why nothing is composed for a run; empty where it is.

    What a run had to tell, the newer ones tell. A night gives way to a later night alone: special
    runs are of a few portals.
    """
    if not _anybody(workplace):
        return "the watchlist has neither a [mail] table nor channels"
    if report.trial:
        return "this is a trial, in which nobody is written to"
    rows = db.query("SELECT run FROM runs WHERE state = 'complete'")
    complete = [str(row["run"]) for row in rows]
    last = max(complete, default="") if is_special(report.run) else latest_night(complete)
    if last > report.run:
        return f"run {report.run} is not the last: what it had to tell, {last} tells"
    return ""


NOBODY = Mail("smtp://localhost", "gongkai@localhost.invalid", ("office@localhost.invalid",))
"""Who writes to whom where the watchlist has no [mail] table and mails are only looked at."""


def composed(
    db: Database,
    workplace: Workplace,
    report: RunReport,
    confirmed: Confirmed = dealt_with,
    *,
    to_look_at: bool = False,
) -> MailNight:
    """The mails of a run as they would go into the outbox; nothing is kept.

    `to_look_at` makes every unit's digest, whether or not it is the day for it or it is out
    already, and also without a [mail] table.
    """
    mail = workplace.watchlist.mail or NOBODY

    def working(day: date) -> bool:
        try:
            return workplace.calendar.is_working_day(day)
        except CalendarGap:
            # Without data for the year the rhythm goes by the week; nothing is judged by it.
            return day.weekday() < 5

    known = memories(db, report.run)
    if to_look_at:
        mail = replace(mail, rhythm="nightly")
        report = replace(report, portals=tuple(replace(p, rhythm=None) for p in report.portals))
        known = {who: one.as_of_the_night() for who, one in known.items()}
    previous = report.previous.run if report.previous else None
    night = due_mails(
        report,
        mail,
        working,
        known,
        maintenance=workplace.watchlist.maintenance,
        confirmed=confirmed,
        undelivered=undelivered(db, report.run),
        by_mail=workplace.watchlist.cases.notified_by == MAIL,
        alarmed=lambda alarm: alarm_known(db, alarm, report.run, previous),
    )
    chats, settled = channel_mails(
        report, mail, workplace.watchlist.channels, working, known, night, confirmed
    )
    if not to_look_at and workplace.watchlist.mail is None and workplace.watchlist.channels:
        return MailNight(chats, settled, night.quiet)
    return replace(night, mails=night.mails + chats, settled=night.settled + settled)


def send_waiting(
    db: Database,
    workplace: Workplace,
    *,
    clock: Clock = wall_clock,
    only: str | None = None,
) -> Delivery:
    """Send what is due in the outbox, within the seconds of the [mail] table.

    What a unit's accepted mail tells as problems counts as issued (已下发), if the settings let
    mail do that: in the very transaction that marks the mail as sent.
    In a trial run nobody is told of any unit: alarms about the monitor itself go out alone.
    """
    if not _anybody(workplace):
        return Delivery(0, 0)
    mail = workplace.watchlist.mail
    end = time.monotonic() + (mail.seconds if mail else 300.0)

    def left() -> float:
        return end - time.monotonic()

    def sent(kind: str, recipient: str, tells: tuple[tuple[str, str], ...], at: datetime) -> None:
        cases = tuple(case for case, part in tells if part not in NO_PROBLEM)
        if kind in ("unit", "urgent") and cases:
            told(db, cases, at, workplace.watchlist.cases.notified_by)

    delivery = deliver(
        db,
        _sender(workplace, left),
        clock,
        sent=sent,
        give_up=timedelta(days=mail.give_up_days if mail else 5.0),
        going_on=lambda: left() > 1.0,
        only=only,
        alarms_only=workplace.watchlist.monitor.trial,
    )
    for error in delivery.errors:
        log.warning("mail is kept and tried again: %s", error)
    return delivery


def post_alarm(db: Database, watchlist: Watchlist, alarm: Alarm, at: datetime) -> int:
    """Keep an alarm for the office's addresses and the channels that get alarms; how many mails.

    Of a key there is one a day and recipient; it is sent by the next `send_waiting`.
    """
    postings = []
    if watchlist.mail is not None:
        for address in dict.fromkeys(watchlist.mail.office):
            message = office_alarm(
                watchlist.mail.sender,
                address,
                alarm.key,
                alarm.text,
                at,
                title=alarm.title,
                sample=watchlist.sample,
            )
            postings.append(Posting("alarm", address, message))
    for one in channel_alarms(watchlist.channels, alarm, beijing_date(at)):
        postings.append(Posting(one.kind, one.recipient.address, one.message))
    return put(db, beijing_date(at).isoformat(), postings, at, at)


def _sender(
    workplace: Workplace, left: Callable[[], float]
) -> Callable[[str, str, EmailMessage], None]:
    mail, secrets = workplace.watchlist.mail, read_secrets()
    channels = {one.name: one for one in workplace.watchlist.channels}

    @cache
    def context() -> ssl.SSLContext:
        # Once a round: reading the system's authorities takes a fifth of a second.
        return trust(mail.ca_file if mail else None)

    def hand(kind: str, recipient: str, message: EmailMessage) -> None:
        name = channel_of(recipient)
        if name:
            if name not in channels:
                raise MailRefused(f"channel {name}: is not in the watchlist", Verdict.AWAY)
            hand_over(channels[name], channel_url(channels[name]), message)
            return
        if mail is None:
            raise MailRefused("the watchlist has no [mail] table", Verdict.AWAY)
        send(
            message,
            mail.server,
            secrets.mail_user,
            secrets.mail_password,
            timeout=max(1.0, min(TIMEOUT_SECONDS, left())),
            whole=max(1.0, min(WHOLE_SECONDS, left())),
            tls=mail.tls,
            context=context() if mail.tls != "none" else None,
        )

    return hand


def _compose(
    db: Database,
    workplace: Workplace,
    report: RunReport,
    clock: Clock,
    confirmed: Confirmed,
) -> None:
    night, now = composed(db, workplace, report, confirmed), clock()
    owed = {who for who, memory in memories(db, report.run).items() if memory.owed}
    with db.atomic():
        put(db, report.run, _postings(workplace, night.mails, report), now, report.as_of)
        begin(db, night.units, report.run)
        settle(db, night.settled, report.run)
        mailed = {mail.recipient.address for mail in night.mails}
        for who in owed & {address for address, _ in night.settled}:
            if who not in mailed:
                supersede(db, who, ("unit", "urgent", "channel"), report.run[:10])
        previous = report.previous.run if report.previous else None
        again = frozenset(
            alarm.key
            for alarm in night.quiet.alarms
            if not alarm_known(db, alarm, report.run, previous)
        )
        note_alarms(db, night.quiet.alarms, again, report.run)


def _postings(workplace: Workplace, mails: Iterable[DueMail], report: RunReport) -> list[Posting]:
    mail = workplace.watchlist.mail
    opens = mail.not_before if mail else None
    found = []
    for one in mails:
        waits = one.kind in ("unit", "channel") and opens is not None
        until = (
            datetime.combine(report.today, opens, report.as_of.tzinfo) if waits and opens else None
        )
        found.append(Posting(one.kind, one.recipient.address, one.message, one.tells, until))
    return found


def _anybody(workplace: Workplace) -> bool:
    return workplace.watchlist.mail is not None or bool(workplace.watchlist.channels)

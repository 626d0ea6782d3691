"""What goes to which channel on a night: the office's summary, alarms, the digests of units."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from email.message import EmailMessage

from crawler.portals import Channel, Mail
from reports.mail import (
    Alarm,
    Digest,
    DueMail,
    MailNight,
    Memory,
    Recipient,
    Reminders,
    digest,
    due_portals,
    harmless,
    short_text,
    subject,
)
from reports.mail.digest import Confirmed
from reports.mail.short import MOST_BYTES, MOST_CHARACTERS, SHORT_FOOTER
from reports.mail.timetable import OFFICE_KNOWS, IsWorking, is_special
from reports.model import JudgedFinding, RunReport
from reports.safety import header
from scheduler.mailing.channels import OCTETS, kind_of
from scheduler.workplace import channel_url


def channel_mails(
    report: RunReport,
    mail: Mail,
    channels: Sequence[Channel],
    is_working: IsWorking,
    memories: Mapping[str, Memory],
    night: MailNight,
    confirmed: Confirmed,
) -> tuple[tuple[DueMail, ...], tuple[tuple[str, str], ...]]:
    """The short texts of a night, and which units' digests were decided upon for a channel."""
    found: list[DueMail] = []
    settled: list[tuple[str, str]] = []
    if report.trial:
        return (), ()
    raised = any(one.kind == "alarm" for one in night.mails)
    if raised or not mail.office:
        for alarm in night.quiet.alarms:
            found += channel_alarms(channels, alarm, report.today)
    for channel in channels:
        octets = OCTETS.get(kind_of(channel_url(channel) or ""))
        everything = tuple(portal.id for portal in report.portals)
        if night.quiet.doubtful or is_special(report):
            continue
        if "summary" in channel.gets:
            who = Recipient(f"{channel.recipient}:summary", everything, office=True)
            parts = digest(
                report, who, memories.get(who.address), reminders=Reminders.of(mail),
                confirmed=confirmed, without=night.quiet.portals,
            )  # fmt: skip
            text = short_text(report, who, parts, subject(report, who, parts), octets=octets)
            tells = tuple((case, part) for case, part in parts.tells() if part in OFFICE_KNOWS)
            found.append(DueMail("channel", who, _message(who.address, text, report.today), tells))
        if "units" in channel.gets:
            own = channel.portals or everything
            made, decided = _units(
                report, mail, channel, own, is_working, memories, night, confirmed, octets
            )
            found += made
            settled += decided
    return tuple(found), tuple(settled)


def _units(
    report: RunReport,
    mail: Mail,
    channel: Channel,
    portals: tuple[str, ...],
    is_working: IsWorking,
    memories: Mapping[str, Memory],
    night: MailNight,
    confirmed: Confirmed,
    octets: int | None,
) -> tuple[list[DueMail], list[tuple[str, str]]]:
    """One text per unit and night: a group may serve several."""
    made, decided = [], []
    by_portal: dict[str, list[JudgedFinding]] = defaultdict(list)
    for judged in report.judged:
        by_portal[judged.finding.portal].append(judged)
    for portal in portals:
        if portal not in {one.id for one in report.portals} or portal in night.quiet.portals:
            continue
        who = Recipient(f"{channel.recipient}:{portal}", (portal,))
        memory = memories.get(who.address, Memory())
        if memory.closed:
            continue
        gone = tuple(one for one in report.unlisted if one.finding.portal == portal)
        own = replace(report, judged=tuple(by_portal[portal]), unlisted=gone)
        due = due_portals(own, who, mail, is_working, memory)
        parts = digest(own, who, memory, reminders=Reminders.of(mail), confirmed=confirmed)
        decided += [(who.address, one) for one in due]
        if not due:
            parts = Digest(new=parts.urgent)
        if parts.empty:
            continue
        text = short_text(own, who, parts, subject(own, who, parts, urgent=not due), octets=octets)
        made.append(DueMail("channel", who, _message(who.address, text, own.today), parts.tells()))
    return made, decided


def channel_alarms(channels: Sequence[Channel], alarm: Alarm, day: date) -> list[DueMail]:
    """The alarm for every channel that gets alarms, within what it holds."""
    found = []
    for channel in channels:
        if "alarms" not in channel.gets:
            continue
        octets = OCTETS.get(kind_of(channel_url(channel) or "")) or MOST_BYTES * 2
        who = Recipient(f"{channel.recipient}:alarm", (), office=True)
        room = min(MOST_CHARACTERS, octets // 3) - len(SHORT_FOOTER) - 2
        text = harmless(f"【政务公开监测告警】{alarm.title}\n{alarm.text}")[:room]
        message = _message(f"{who.address}:{alarm.key}", f"{text}\n{SHORT_FOOTER}", day)
        found.append(DueMail("channel-alarm", who, message))
    return found


def _message(recipient: str, text: str, day: date) -> EmailMessage:
    """The text as the outbox keeps it: its Message-ID is the same for a recipient and day."""
    token = hashlib.sha256("\x1f".join((day.isoformat(), recipient)).encode()).hexdigest()[:24]
    message = EmailMessage()
    message["Subject"] = header(text.strip().splitlines()[0])
    message["Message-ID"] = f"<gongkai-{day}-{token}@channel.invalid>"
    message.set_content(text, cte="base64")
    return message

"""The digest mail (整改提醒): who is told what, when, and how it travels.

`memory` is what a recipient was told, `digest` sorts the findings for it, `quiet` says when
nobody is written to, `timetable` whose mail is due, `compose` (with `grouping`, `office`,
`attachment`, `headers`) makes the messages, `alarm` those at once to the office, `short` the text
for chat groups; `transport` hands one to a server. The outbox is the scheduler's.
"""

from reports.mail.alarm import office_alarm
from reports.mail.compose import OfficeNotes, compose, subject
from reports.mail.digest import Digest, Recipient, Reminders, dealt_with, digest, recipients
from reports.mail.memory import Memory, Told
from reports.mail.quiet import Alarm, Quiet, quiet
from reports.mail.short import harmless, short_text
from reports.mail.timetable import DueMail, MailNight, digest_due, due_mails, due_portals
from reports.mail.transport import Verdict, send

__all__ = [
    "Alarm",
    "Digest",
    "DueMail",
    "MailNight",
    "Memory",
    "OfficeNotes",
    "Quiet",
    "Recipient",
    "Reminders",
    "Told",
    "Verdict",
    "compose",
    "dealt_with",
    "digest",
    "digest_due",
    "due_mails",
    "due_portals",
    "harmless",
    "office_alarm",
    "quiet",
    "recipients",
    "send",
    "short_text",
    "subject",
]

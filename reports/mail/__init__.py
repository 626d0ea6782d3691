"""The digest mail (整改提醒): who is told what, when, and how it travels.

`digest` sorts the findings for a recipient, `timetable` says whose mail is due, `compose` makes
the messages, `transport` hands one to a server. The outbox is the scheduler's.
"""

from reports.mail.compose import compose
from reports.mail.digest import Digest, Recipient, digest, recipients
from reports.mail.timetable import DueMail, digest_due, due_mails
from reports.mail.transport import send

__all__ = [
    "Digest",
    "DueMail",
    "Recipient",
    "compose",
    "digest",
    "digest_due",
    "due_mails",
    "recipients",
    "send",
]

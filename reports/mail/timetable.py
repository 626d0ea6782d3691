"""Whose digest is due: the office's every night, the units' by the watchlist's rhythm."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from email.message import EmailMessage

from crawler.portals import Mail
from crawler.records.moments import beijing_date
from reports.mail.compose import compose
from reports.mail.digest import Recipient, digest, recipients
from reports.model import RunReport

_LOOK_BACK_DAYS = 21
_ONE_DAY = timedelta(days=1)

IsWorking = Callable[[date], bool]
"""Whether work is done on a day; what it raises for a year without data goes to the caller."""


@dataclass(frozen=True)
class DueMail:
    """A mail to be sent tonight. `key` is the same whenever the same run is mailed again."""

    key: str
    recipient: Recipient
    message: EmailMessage


def digest_due(
    day: date, rhythm: str, is_working: IsWorking, last_digest: date | None = None
) -> bool:
    """Whether the units' digest is due on that day.

    Nightly: every day. Weekly: on Monday, or on the first working day after a Monday off; a
    whole week off passes it on to the next. A digest day that was missed after `last_digest`
    (no run that night) is made up for by the first run after it.
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


def due_mails(
    report: RunReport,
    mail: Mail,
    is_working: IsWorking,
    last_digests: Mapping[str, date] | None = None,
) -> tuple[DueMail, ...]:
    """The mails of this run: the office's, and the units' if theirs are due and say something.

    `last_digests` holds, per address, the day of the last digest prepared for it; a unit that
    is not in it was never told anything. Where none are given, and for the office, the run
    before counts as the last. In a trial run nothing is mailed to anybody.
    """
    if report.trial:
        return ()
    last = last_digests or {}
    out = []
    for recipient in recipients(report, mail):
        since = known = last.get(recipient.address)
        if since is not None and since >= report.today:
            since = None  # a rerun of the same night tells what that night told
        never_told = not recipient.office and last_digests is not None and known is None
        if since is None and report.previous is not None and not never_told:
            since = beijing_date(report.previous.as_of)
        if not recipient.office:
            if not digest_due(report.today, mail.rhythm, is_working, known):
                continue
            if digest(report, recipient, since).empty:
                continue
        message = compose(report, recipient, mail.sender, since)
        out.append(DueMail(str(message["Message-ID"]), recipient, message))
    return tuple(out)

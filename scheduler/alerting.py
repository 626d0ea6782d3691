"""Mail: what is due tonight goes into the outbox, and the outbox to the server."""

from __future__ import annotations

import logging
from datetime import date
from email.message import EmailMessage

from sqlite_utils import Database

from checks.calendar import CalendarGap
from reports.mail import due_mails, send
from reports.model import RunReport
from scheduler.moments import now
from scheduler.store.outbox import Delivery, deliver, put
from scheduler.workplace import Workplace, read_secrets

log = logging.getLogger(__name__)


def alert_run(db: Database, workplace: Workplace, report: RunReport) -> Delivery:
    """Compose what is due for a run, keep it, and try to send everything that waits.

    Without a [mail] table nothing is composed; in a trial run nobody is written to.
    """
    mail = workplace.watchlist.mail
    if mail is None:
        return Delivery(0, 0)

    def working(day: date) -> bool:
        try:
            return workplace.calendar.is_working_day(day)
        except CalendarGap:
            # Without data for the year the rhythm goes by the week; nothing is judged by it.
            return day.weekday() < 5

    due = due_mails(report, mail, working, _last_digests(db, report.run))
    for kind in ("unit", "office"):
        messages = [one.message for one in due if one.recipient.office == (kind == "office")]
        put(db, report.run, kind, messages, now())
    secrets = read_secrets()

    def hand_over(message: EmailMessage) -> None:
        send(message, mail.server, secrets.mail_user, secrets.mail_password)

    delivery = deliver(db, hand_over, now())
    for error in delivery.errors:
        log.warning("mail is kept for the next run: %s", error)
    return delivery


def _last_digests(db: Database, run: str) -> dict[str, date]:
    """Per address, the day of the last units' digest before this run."""
    rows = db.query(
        "SELECT recipient, max(run) AS run FROM outbox WHERE kind = 'unit' AND run < ?"
        " GROUP BY recipient",
        [run],
    )
    return {str(row["recipient"]): date.fromisoformat(str(row["run"])[:10]) for row in rows}

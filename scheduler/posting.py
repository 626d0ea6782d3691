"""Mail about the monitor itself, sent between the nights: an alarm cannot wait for the next one."""

from __future__ import annotations

import logging
import sqlite3
from datetime import datetime
from email.message import EmailMessage

from crawler.errors import GongkaiError
from reports.mail import send
from scheduler.lock import FolderLockedError, locked
from scheduler.store import open_store
from scheduler.store.outbox import deliver
from scheduler.workplace import Workplace, read_secrets

log = logging.getLogger(__name__)


def post_alarms(place: Workplace, at: datetime) -> None:
    """Try to send what waits, if an alarm is among it. Never raises.

    Under the lock of the data folder: a night sends its mail itself, and nothing must be sent
    twice.
    """
    mail = place.watchlist.mail
    if mail is None or not place.places.database.exists():
        return
    secrets = read_secrets()

    def hand_over(message: EmailMessage) -> None:
        send(message, mail.server, secrets.mail_user, secrets.mail_password)

    try:
        db = open_store(place.places.database)
        try:
            waiting = "SELECT count(*) FROM outbox WHERE state = 'pending' AND kind = 'alarm'"
            if not db.execute(waiting).fetchone()[0]:
                return
            with locked(place.places.data):
                for error in deliver(db, hand_over, at).errors:
                    log.warning("mail is kept: %s", error)
        finally:
            db.close()
    except FolderLockedError:
        log.info("an alarm waits for the run under way to end")
    except (GongkaiError, OSError, sqlite3.Error) as error:
        log.warning("mail is kept: %s", error)

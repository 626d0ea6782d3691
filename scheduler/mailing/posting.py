"""Mail between the nights: an alarm, or a mail that is to be tried again, waits for no night."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime

from crawler.errors import GongkaiError
from crawler.records.moments import stamp
from scheduler.lock import FolderLockedError, locked
from scheduler.mailing.alerting import send_waiting
from scheduler.store import open_store
from scheduler.workplace import Workplace

log = logging.getLogger(__name__)


def post(place: Workplace, clock: Callable[[], datetime]) -> None:
    """Try to send what is due in the outbox, if anything is. Never raises.

    Under the lock of the data folder: a night sends its mail itself, and nothing must be sent
    twice.
    """
    if not place.places.database.exists():
        return
    try:
        db = open_store(place.places.database)
        try:
            waiting = (
                "SELECT count(*) FROM outbox WHERE state = 'pending'"
                " AND (next_attempt_at IS NULL OR next_attempt_at <= ?)"
            )
            if db.execute(waiting, [stamp(clock())]).fetchone()[0]:
                with locked(place.places.data):
                    send_waiting(db, place, clock=clock)
        finally:
            db.close()
    except FolderLockedError:
        log.info("mail waits for the run under way to end")
    except (GongkaiError, OSError, sqlite3.Error) as error:
        log.warning("mail is kept: %s", error)

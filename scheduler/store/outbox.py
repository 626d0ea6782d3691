"""The outbox: mail is sent once, and counts as sent only when the server has taken it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from smtplib import SMTPConnectError, SMTPServerDisconnected
from socket import gaierror

from sqlite_utils import Database

from crawler.records.moments import stamp
from reports.errors import MailRefused

_AWAY = (TimeoutError, ConnectionError, gaierror, SMTPServerDisconnected, SMTPConnectError)
"""Errors that speak of the server, not of one message."""


@dataclass(frozen=True)
class Delivery:
    """What a round of sending came to."""

    sent: int
    kept: int
    errors: tuple[str, ...] = ()


def put(db: Database, run: str, kind: str, messages: Iterable[EmailMessage], now: datetime) -> int:
    """Keep messages for sending; one whose Message-ID is known already is left as it is."""
    count = 0
    with db.atomic():
        for message in messages:
            row = {
                "message_id": str(message["Message-ID"]),
                "run": run,
                "recipient": str(message["To"]),
                "kind": kind,
                "subject": str(message["Subject"]),
                "message": message.as_bytes(policy=policy.SMTP),
                "state": "pending",
                "attempts": 0,
                "last_error": None,
                "made_at": stamp(now),
                "sent_at": None,
            }
            known = list(
                db.query("SELECT state FROM outbox WHERE message_id = ?", [row["message_id"]])
            )
            if known and known[0]["state"] == "sent":
                continue
            db.table("outbox").upsert(row, pk="message_id")
            count += 1
    return count


def deliver(db: Database, send: Callable[[EmailMessage], None], now: datetime) -> Delivery:
    """Try every pending message once, oldest first.

    `send` raises MailRefused or OSError unless the server took the message; it is then kept for
    the next run with the error noted.
    """
    sent = kept = 0
    errors: list[str] = []
    rows = list(
        db.query(
            "SELECT message_id, message, attempts FROM outbox WHERE state = 'pending'"
            " ORDER BY made_at, message_id"
        )
    )
    for row in rows:
        parsed = BytesParser(policy=policy.SMTP).parsebytes(row["message"])
        assert isinstance(parsed, EmailMessage)
        try:
            send(parsed)
        except (OSError, MailRefused) as error:
            kept += 1
            errors.append(f"{type(error).__name__}: {error}")
            change = {"attempts": row["attempts"] + 1, "last_error": errors[-1][:500]}
            server_is_away = isinstance(error.__cause__ or error, _AWAY)
        else:
            sent += 1
            server_is_away = False
            change = {
                "attempts": row["attempts"] + 1,
                "last_error": None,
                "state": "sent",
                "sent_at": stamp(now),
            }
        # Committed one by one: what the server took must never be sent again.
        with db.atomic():
            db.table("outbox").update(row["message_id"], change)
        if server_is_away:
            # Every further message would wait as long for the same answer.
            kept = len(rows) - sent
            break
    return Delivery(sent, kept, tuple(dict.fromkeys(errors)))

"""The outbox: mail counts as sent only when a server took it, and waits for days until one does.

States: pending, sent, failed (refused for good, or given up), superseded (a newer mail to the
same recipient tells all that it would have told), dropped (by a person).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

from sqlite_utils import Database

from crawler.errors import GongkaiError
from crawler.records.moments import stamp
from reports.errors import MailRefused, Verdict

FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=6)
_TO_ONE = {
    "unit": ("unit", "urgent"),
    "urgent": ("unit", "urgent"),
    "office": ("office",),
    "channel": ("channel",),
}
"""Kinds of mail that a newer one of a kind takes the place of, for the same recipient."""

_PARTS_KEPT = ("mended", "lifted", "unlisted", "duty")
"""Parts of a digest that tell something else of a case than that it is a problem."""

Send = Callable[[str, str, EmailMessage], None]
"""Called with kind, recipient and message; raises MailRefused or OSError unless it was taken."""
Sent = Callable[[str, str, "tuple[tuple[str, str], ...]", datetime], None]
"""Called with kind, recipient, the cases told and the moment, within the same transaction."""


@dataclass(frozen=True)
class Posting:
    """A message to be kept. `tells` are pairs of case id and part of the mail."""

    kind: str
    recipient: str
    message: EmailMessage
    tells: tuple[tuple[str, str], ...] = ()
    not_before: datetime | None = None


@dataclass(frozen=True)
class Delivery:
    """What a round of sending came to. `failed` were refused for good or given up."""

    sent: int
    kept: int
    errors: tuple[str, ...] = ()
    failed: int = 0


def put(
    db: Database,
    run: str,
    postings: Iterable[Posting],
    now: datetime,
    as_of: datetime | None = None,
) -> int:
    """Keep messages for sending; one that was sent, or refused for good, is left as it is.

    A digest takes the place of every unsent one to the same recipient: it was composed from
    what servers accepted, so that it tells what those would have told.
    """
    count = 0
    with db.atomic():
        for posting in postings:
            message_id = str(posting.message["Message-ID"])
            known = _row(db, message_id)
            if known is not None and known["state"] in ("sent", "failed", "dropped"):
                continue
            waiting_since = stamp(now)
            for older in _unsent(db, posting):
                waiting_since = min(waiting_since, str(older["waiting_since"] or older["made_at"]))
                if older["message_id"] != message_id:
                    db.table("outbox").update(older["message_id"], {"state": "superseded"})
            later = posting.not_before
            row = {
                "message_id": message_id,
                "run": run,
                "recipient": posting.recipient,
                "kind": posting.kind,
                "subject": str(posting.message["Subject"]),
                "message": posting.message.as_bytes(policy=policy.SMTP),
                "state": "pending",
                "attempts": known["attempts"] if known else 0,
                "last_error": known["last_error"] if known else None,
                "made_at": known["made_at"] if known else stamp(now),
                "sent_at": None,
                "next_attempt_at": stamp(later) if later and later > now else None,
                "waiting_since": waiting_since,
                "day": run[:10],
                "as_of": stamp(as_of or now),
                "tells": json.dumps(posting.tells),
                "verdict": None,
            }
            db.table("outbox").upsert(row, pk="message_id")
            count += 1
    return count


def _unsent(db: Database, posting: Posting) -> list[dict[str, Any]]:
    kinds = _TO_ONE.get(posting.kind, ())
    marks = ",".join("?" * len(kinds))
    return list(
        db.query(
            "SELECT message_id, made_at, waiting_since FROM outbox WHERE state = 'pending'"
            f" AND recipient = ? AND kind IN ({marks})",
            [posting.recipient, *kinds],
        )
    )


def supersede(db: Database, recipient: str, kinds: tuple[str, ...], before: str) -> int:
    """Take unsent mails of runs before a day back: there is nothing left of them to tell."""
    marks = ",".join("?" * len(kinds))
    with db.atomic():
        done = db.execute(
            "UPDATE outbox SET state = 'superseded' WHERE state = 'pending' AND recipient = ?"
            f" AND coalesce(day, run) < ? AND kind IN ({marks})",
            [recipient, before, *kinds],
        )
    return int(done.rowcount)


def deliver(
    db: Database,
    send: Send,
    clock: Callable[[], datetime],
    *,
    sent: Sent | None = None,
    give_up: timedelta = timedelta(days=5),
    going_on: Callable[[], bool] = lambda: True,
    only: str | None = None,
    alarms_only: bool = False,
) -> Delivery:
    """Try every message that is due once, oldest first, as long as `going_on` says so.

    Each is committed by itself: what a server took is never sent again, except when the process
    dies between the server's answer and that commit; it then goes again under the same
    Message-ID. A server that is away ends the round of its kind. `only` names one message, due
    or not; `alarms_only` leaves all but alarms where they are.
    """
    rows = [
        row
        for row in _due(db, clock(), only)
        if not alarms_only or row["kind"] in ("alarm", "channel-alarm")
    ]
    counts = {"sent": 0, "failed": 0}
    errors: list[str] = []
    away: set[str] = set()
    for row in rows:
        medium = _medium(row)
        if medium in away or not going_on():
            continue
        error = _attempt(send, row)
        now = clock()
        if error is None:
            _accepted(db, row, now, sent)
            counts["sent"] += 1
            continue
        errors.append(f"{type(error).__name__}: {error}")
        verdict = _verdict(error)
        counts["failed"] += _kept(db, row, errors[-1], verdict, now, give_up)
        if verdict in (Verdict.AWAY, Verdict.UNSURE):
            away.add(medium)
            _postpone(db, [one for one in rows if _medium(one) == medium], row, now)
    waiting = list(db.query("SELECT count(*) AS n FROM outbox WHERE state = 'pending'"))
    return Delivery(
        counts["sent"], int(waiting[0]["n"]), tuple(dict.fromkeys(errors)), counts["failed"]
    )


def _attempt(send: Send, row: Mapping[str, Any]) -> Exception | None:
    try:
        send(str(row["kind"]), str(row["recipient"]), message_of(row))
    except (OSError, MailRefused) as error:
        return error
    return None


def message_of(row: Mapping[str, Any]) -> EmailMessage:
    """The message of an outbox row."""
    parsed = BytesParser(policy=policy.SMTP).parsebytes(row["message"])
    assert isinstance(parsed, EmailMessage)
    return parsed


def _medium(row: Mapping[str, Any]) -> str:
    """What a refusal to answer stops: all mail goes by one server, each channel by its own."""
    return channel_of(str(row["recipient"])) or "mail"


def channel_of(recipient: str) -> str:
    """The name of the channel in "channel:NAME" or "channel:NAME:…"; empty for a mail address."""
    head, _, rest = recipient.partition(":")
    return rest.partition(":")[0] if head == "channel" and "@" not in recipient else ""


def _verdict(error: Exception) -> Verdict:
    if isinstance(error, MailRefused):
        return error.verdict
    return Verdict.AWAY if isinstance(error, TimeoutError | ConnectionError) else Verdict.LATER


def _due(db: Database, now: datetime, only: str | None) -> list[dict[str, Any]]:
    if only is not None:
        return list(
            db.query("SELECT * FROM outbox WHERE state = 'pending' AND message_id = ?", [only])
        )
    # Alarms and what presses go first: the round may be cut short.
    return list(
        db.query(
            "SELECT * FROM outbox WHERE state = 'pending'"
            " AND (next_attempt_at IS NULL OR next_attempt_at <= ?)"
            " ORDER BY kind NOT IN ('alarm', 'channel-alarm', 'urgent'), made_at, message_id",
            [stamp(now)],
        )
    )


def _accepted(db: Database, row: Mapping[str, Any], now: datetime, sent: Sent | None) -> None:
    with db.atomic():
        db.table("outbox").update(
            row["message_id"],
            {
                "attempts": row["attempts"] + 1,
                "last_error": None,
                "verdict": None,
                "state": "sent",
                "sent_at": stamp(now),
                "next_attempt_at": None,
            },
        )
        tells = tuple((str(case), str(part)) for case, part in json.loads(row["tells"] or "[]"))
        db.table("mail_told").insert_all(
            (
                {
                    "recipient": row["recipient"],
                    "case_id": case,
                    "part": part if part in _PARTS_KEPT else "problem",
                    "as_of": row["as_of"],
                    "run": row["run"],
                    "told_at": stamp(now),
                    "message_id": row["message_id"],
                }
                for case, part in tells
            ),
            replace=True,
        )
        if sent is not None:
            sent(str(row["kind"]), str(row["recipient"]), tells, now)


def _kept(
    db: Database,
    row: Mapping[str, Any],
    error: str,
    verdict: Verdict,
    now: datetime,
    give_up: timedelta,
) -> bool:
    """Note a failed attempt; whether it was the last one."""
    since = datetime.fromisoformat(str(row["waiting_since"] or row["made_at"]))
    over = verdict is Verdict.NEVER or now - since >= give_up
    attempts = int(row["attempts"]) + 1
    with db.atomic():
        db.table("outbox").update(
            row["message_id"],
            {
                "attempts": attempts,
                "last_error": error[:500],
                "verdict": verdict.value,
                "state": "failed" if over else "pending",
                "next_attempt_at": None if over else stamp(now + pause(attempts)),
            },
        )
    return over


def pause(attempts: int) -> timedelta:
    """How long a message waits after so many attempts: 5 minutes, 10, 20 … at most 6 hours."""
    return min(FIRST_PAUSE * int(2 ** min(attempts - 1, 10)), LONGEST_PAUSE)


def _postpone(
    db: Database, rows: list[dict[str, Any]], tried: Mapping[str, Any], now: datetime
) -> None:
    """Let the others wait as long for a server that is away: they would all fare the same."""
    later = stamp(now + pause(int(tried["attempts"]) + 1))
    with db.atomic():
        for row in rows:
            db.execute(
                "UPDATE outbox SET next_attempt_at = ? WHERE message_id = ? AND state = 'pending'"
                " AND coalesce(next_attempt_at, '') < ?",
                [later, row["message_id"], later],
            )


def _row(db: Database, message_id: str) -> dict[str, Any] | None:
    return next(iter(db.query("SELECT * FROM outbox WHERE message_id = ?", [message_id])), None)


def find(db: Database, start: str) -> dict[str, Any]:
    """The one row whose Message-ID begins so (without its bracket); GongkaiError for none."""
    head = start.strip().removeprefix("<")
    rows = list(
        db.query(
            "SELECT * FROM outbox WHERE substr(message_id, 2, ?) = ? LIMIT 2", [len(head), head]
        )
    )
    if len(rows) != 1 or not head:
        how = "more than one mail has" if rows else "no mail has"
        raise GongkaiError(f"outbox: {how} a Message-ID that begins with {start[:100]!r}")
    return dict(rows[0])


def listed(db: Database, state: str | None = None) -> list[dict[str, Any]]:
    """All mails, the newest first, without their texts."""
    where, given = ("WHERE state = ?", [state]) if state else ("", [])
    return list(
        db.query(
            "SELECT message_id, run, kind, recipient, subject, state, attempts, last_error,"
            f" next_attempt_at, made_at, sent_at FROM outbox {where}"
            " ORDER BY run DESC, made_at DESC, message_id",
            given,
        )
    )


def again(db: Database, message_ids: Iterable[str], now: datetime) -> int:
    """Make mails due at once, with a new term; also those that were given up."""
    count = 0
    with db.atomic():
        for message_id in message_ids:
            done = db.execute(
                "UPDATE outbox SET state = 'pending', next_attempt_at = NULL, attempts = 0,"
                " waiting_since = ?"
                " WHERE message_id = ? AND state IN ('pending', 'failed')",
                [stamp(now), message_id],
            )
            count += int(done.rowcount)
    return count


def drop(db: Database, message_id: str) -> bool:
    """Take a mail that was not sent out of the outbox for good."""
    with db.atomic():
        done = db.execute(
            "UPDATE outbox SET state = 'dropped', next_attempt_at = NULL"
            " WHERE message_id = ? AND state IN ('pending', 'failed')",
            [message_id],
        )
    return bool(done.rowcount)

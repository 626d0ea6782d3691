"""What each recipient was told, by accepted mail: the memory that digests are composed from."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from sqlite_utils import Database

from reports.mail import Alarm, Memory, Told

__all__ = ["alarm_known", "memories", "note_alarms", "settle", "undelivered"]

_ALARM_AGAIN_DAYS = 7
_MOST_UNDELIVERED = 10


def memories(db: Database, run: str) -> dict[str, Memory]:
    """Per recipient, what it knew before that day, and apart from it what that day told.

    So a rerun of a night composes what the night composed.
    """
    day = run[:10]
    told: dict[str, dict[str, Told]] = defaultdict(dict)
    duties: dict[str, dict[str, datetime]] = defaultdict(dict)
    for row in db.query(
        "SELECT recipient, case_id, part, max(run) AS run, as_of FROM mail_told WHERE run < ?"
        " GROUP BY recipient, case_id, part ORDER BY run, part IN ('mended', 'lifted')",
        [day],
    ):
        who, case, as_of = row["recipient"], row["case_id"], datetime.fromisoformat(row["as_of"])
        if row["part"] == "duty":
            duties[who][case] = as_of
        else:
            over = row["part"] in ("mended", "lifted")
            told[who][case] = Told(as_of, mended=over, unlisted=row["part"] == "unlisted")
    waiting: dict[str, set[str]] = defaultdict(set)
    owed: set[str] = set()
    for row in db.query(
        "SELECT recipient, kind, tells FROM outbox"
        " WHERE state IN ('pending', 'failed', 'superseded') AND run < ? AND day >= ?",
        [day, _days_before(day, 60)],
    ):
        waiting[row["recipient"]] |= {
            str(case) for case, part in json.loads(row["tells"] or "[]") if part != "duty"
        }
    for row in db.query(
        "SELECT DISTINCT recipient FROM outbox"
        " WHERE state = 'pending' AND kind IN ('unit', 'channel') AND run < ?",
        [day],
    ):
        owed.add(str(row["recipient"]))
    settled: dict[str, dict[str, date]] = defaultdict(dict)
    for row in db.query("SELECT recipient, portal, day FROM mail_settled WHERE day < ?", [day]):
        settled[row["recipient"]][row["portal"]] = date.fromisoformat(row["day"])
    today: dict[str, set[str]] = defaultdict(set)
    for row in db.query(
        "SELECT recipient, case_id FROM mail_told WHERE run >= ? AND part <> 'duty'", [day]
    ):
        today[row["recipient"]].add(str(row["case_id"]))
    closed = {
        str(row["recipient"])
        for row in db.query(
            "SELECT DISTINCT recipient FROM outbox WHERE state = 'sent' AND run >= ?"
            " AND kind IN ('unit', 'channel')",
            [day],
        )
    }
    until = _until(db, day)
    everybody = {*told, *duties, *waiting, *owed, *settled, *until, *today, *closed}
    return {
        who: Memory(
            told=told[who],
            duties=duties[who],
            waiting=frozenset(waiting[who]),
            owed=who in owed,
            settled=settled[who],
            until=until.get(who),
            today=frozenset(today[who]),
            closed=who in closed,
        )
        for who in everybody
    }


def _days_before(day: str, count: int) -> str:
    return date.fromordinal(date.fromisoformat(day).toordinal() - count).isoformat()


def _until(db: Database, day: str) -> dict[str, date]:
    """Mails of the time before cases were noted: what was open then counts as told."""
    rows = db.query(
        "SELECT recipient, max(run) AS run FROM outbox"
        " WHERE state = 'sent' AND tells IS NULL AND run < ? GROUP BY recipient",
        [day],
    )
    return {str(row["recipient"]): date.fromisoformat(str(row["run"])[:10]) for row in rows}


def settle(db: Database, decided: Iterable[tuple[str, str]], run: str) -> None:
    """Note the digests that were decided upon: sent into the outbox, or with nothing to say."""
    with db.atomic():
        for recipient, portal in decided:
            db.execute(
                "INSERT INTO mail_settled (recipient, portal, day) VALUES (?, ?, ?)"
                " ON CONFLICT (recipient, portal) DO UPDATE SET day = max(day, excluded.day)",
                [recipient, portal, run[:10]],
            )


def begin(db: Database, units: Iterable[tuple[str, str]], run: str) -> None:
    """Note for units of which nothing is noted that their digests begin with this day."""
    day = _days_before(run[:10], 1)
    with db.atomic():
        db.table("mail_settled").insert_all(
            ({"recipient": who, "portal": portal, "day": day} for who, portal in units),
            ignore=True,
        )


def alarm_known(db: Database, alarm: Alarm, run: str, previous: str | None) -> bool:
    """Whether the office was told of this matter, which lasts: once a week is enough."""
    rows = list(db.query("SELECT * FROM mail_alarms WHERE key = ?", [alarm.key]))
    if not rows or previous is None or str(rows[0]["last_run"]) < previous:
        return False
    if str(rows[0]["mailed_on"]) == run[:10]:
        return False  # a rerun of the night that raised it
    return str(rows[0]["mailed_on"]) > _days_before(run[:10], _ALARM_AGAIN_DAYS)


def note_alarms(db: Database, alarms: Iterable[Alarm], mailed: frozenset[str], run: str) -> None:
    """Note which matters there were in a run, and which of them were mailed."""
    with db.atomic():
        for alarm in alarms:
            rows = list(db.query("SELECT * FROM mail_alarms WHERE key = ?", [alarm.key]))
            before = str(rows[0]["mailed_on"]) if rows else run[:10]
            db.table("mail_alarms").upsert(
                {
                    "key": alarm.key,
                    "last_run": run,
                    "mailed_on": run[:10] if alarm.key in mailed else before,
                },
                pk="key",
            )


def undelivered(db: Database, run: str) -> tuple[str, ...]:
    """What the office should know of mail that nobody takes, in Chinese: recipient and since when.

    A mail that was refused for good, or given up, is told for a week; one that waits, from the
    second day on.
    """
    day = run[:10]
    rows = db.query(
        "SELECT recipient, state, last_error, min(coalesce(waiting_since, made_at)) AS since"
        " FROM outbox WHERE kind IN ('unit', 'urgent', 'channel') AND attempts > 0"
        " AND run < ? AND ((state = 'failed' AND run >= ?) OR state = 'pending')"
        " GROUP BY recipient ORDER BY recipient LIMIT ?",
        [day, _days_before(day, 7), _MOST_UNDELIVERED],
    )
    word = {"failed": "被拒收或已停止重发", "pending": "等待重发"}
    return tuple(
        f"{row['recipient']}（{word[row['state']]}，自{str(row['since'])[:10]}起）" for row in rows
    )

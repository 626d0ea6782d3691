"""Mail counts as sent only when the server took it, waits for days, and is never told twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from crawler.errors import GongkaiError
from crawler.records import BEIJING
from reports.errors import MailRefused, Verdict
from scheduler.store import open_store
from scheduler.store.outbox import (
    LONGEST_PAUSE,
    Posting,
    again,
    deliver,
    drop,
    find,
    listed,
    message_of,
    pause,
    put,
)
from scheduler.store.told import memories

NOW = datetime(2026, 11, 20, 3, tzinfo=BEIJING)
TO = "office@yunxi.example"


def posting(number: int = 1, to: str = TO, kind: str = "unit", **given: Any) -> Posting:
    mail = EmailMessage()
    mail["Message-ID"] = f"<gongkai-{number}@x>"
    mail["To"] = to
    mail["Subject"] = "【政务公开提醒】云溪县：新增2项"
    mail.set_content("第一项：文号没有标出。")
    return Posting(kind, to, mail, **given)


class Server:
    """Takes mail, or refuses it with a verdict: all of it, or that of some recipients."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.tried = 0
        self.verdicts: dict[str, Verdict] = {}

    def __call__(self, kind: str, recipient: str, message: EmailMessage) -> None:
        self.tried += 1
        verdict = self.verdicts.get(recipient, self.verdicts.get("*"))
        if verdict is not None:
            raise MailRefused(f"{recipient}: {verdict}", verdict)
        self.taken.append(message)


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return open_store(tmp_path / "gongkai.db")


@pytest.fixture
def server() -> Server:
    return Server()


def states(db: Database) -> dict[str, str]:
    return {row["message_id"][9:-3]: row["state"] for row in listed(db)}


def test_a_refused_message_is_kept_and_sent_later_under_the_same_id(
    db: Database, server: Server
) -> None:
    server.verdicts["*"] = Verdict.AWAY
    put(db, "2026-11-20", [posting()], NOW)
    assert deliver(db, server, at(NOW)).kept == 1
    server.verdicts.clear()
    assert deliver(db, server, at(NOW + timedelta(minutes=4))).sent == 0
    assert deliver(db, server, at(NOW + timedelta(minutes=6))).sent == 1
    assert server.taken[0]["Subject"] == "【政务公开提醒】云溪县：新增2项"
    assert server.taken[0]["Message-ID"] == "<gongkai-1@x>"
    assert "文号没有标出" in server.taken[0].get_content()


def test_a_rerun_of_the_night_sends_nothing_twice(db: Database, server: Server) -> None:
    for _ in range(2):
        put(db, "2026-11-20", [posting()], NOW)
        deliver(db, server, at(NOW))
    assert len(server.taken) == 1


def test_pauses_grow_to_hours() -> None:
    minutes = [pause(tries) / timedelta(minutes=1) for tries in (1, 2, 3, 4)]
    assert minutes == [5, 10, 20, 40]
    assert pause(50) == pause(10_000) == LONGEST_PAUSE


def test_one_bad_recipient_does_not_hold_up_the_others(db: Database, server: Server) -> None:
    server.verdicts = {"gone@x.example": Verdict.NEVER, "full@x.example": Verdict.LATER}
    mails = [posting(1, "gone@x.example"), posting(2, "full@x.example"), posting(3)]
    put(db, "2026-11-20", mails, NOW)
    delivery = deliver(db, server, at(NOW))
    assert (delivery.sent, delivery.kept, delivery.failed) == (1, 1, 1)
    assert states(db) == {"1": "failed", "2": "pending", "3": "sent"}
    assert "MailRefused: gone@x.example: never" in delivery.errors


@pytest.mark.parametrize("verdict", [Verdict.AWAY, Verdict.UNSURE])
def test_a_server_that_is_away_is_asked_once_for_all(
    db: Database, server: Server, verdict: Verdict
) -> None:
    server.verdicts["*"] = verdict
    put(db, "2026-11-20", [posting(n, f"{n}@x.example") for n in range(50)], NOW)
    assert deliver(db, server, at(NOW)).kept == 50
    assert server.tried == 1
    deliver(db, server, at(NOW + timedelta(minutes=4)))
    assert server.tried == 1
    deliver(db, server, at(NOW + timedelta(minutes=6)))
    assert server.tried == 2


def test_what_no_server_takes_for_days_is_given_up(db: Database, server: Server) -> None:
    server.verdicts["*"] = Verdict.LATER
    put(db, "2026-11-20", [posting()], NOW)
    give_up = timedelta(days=5)
    last = NOW + give_up - timedelta(seconds=1)
    deliver(db, server, at(last), give_up=give_up)
    assert states(db) == {"1": "pending"}
    deliver(db, server, at(last + LONGEST_PAUSE), give_up=give_up)
    assert states(db) == {"1": "failed"}
    put(db, "2026-11-20", [posting()], NOW)
    assert states(db) == {"1": "failed"}  # a rerun does not begin again
    server.verdicts.clear()
    assert again(db, ["<gongkai-1@x>"], last + LONGEST_PAUSE) == 1
    deliver(db, server, at(last + LONGEST_PAUSE), give_up=give_up)
    assert states(db) == {"1": "sent"}


def test_a_newer_digest_takes_the_place_of_unsent_ones(db: Database, server: Server) -> None:
    put(db, "2026-11-18", [posting(1), posting(9, "other@x.example")], NOW - timedelta(days=2))
    put(db, "2026-11-19", [posting(2, kind="urgent")], NOW - timedelta(days=1))
    put(db, "2026-11-19", [posting(7, kind="alarm")], NOW - timedelta(days=1))
    put(db, "2026-11-20", [posting(3)], NOW)
    assert states(db) == {
        "1": "superseded", "2": "superseded", "3": "pending", "7": "pending", "9": "pending",
    }  # fmt: skip
    # How long the recipient has waited goes on: nobody is tried for ever.
    deliver(db, server, at(NOW), give_up=timedelta(days=1))
    server.verdicts["*"] = Verdict.LATER
    put(db, "2026-11-21", [posting(4)], NOW)
    deliver(db, server, at(NOW), give_up=timedelta(days=1))
    assert states(db)["3"] == "sent"
    assert states(db)["4"] == "pending"


def test_the_round_is_bounded(db: Database, server: Server) -> None:
    put(db, "2026-11-20", [posting(n, f"{n}@x.example") for n in range(9)], NOW)
    deliver(db, server, at(NOW), going_on=lambda: server.tried < 4)
    assert server.tried == 4
    assert deliver(db, server, at(NOW)).sent == 5


def test_a_digest_may_wait_for_the_morning(db: Database, server: Server) -> None:
    morning = NOW.replace(hour=9)
    put(db, "2026-11-20", [posting(not_before=morning)], NOW)
    assert deliver(db, server, at(NOW)).sent == 0
    assert deliver(db, server, at(morning)).sent == 1


def test_what_counts_as_told_is_what_the_server_took(db: Database, server: Server) -> None:
    told: list[tuple[str, ...]] = []

    def note(kind: str, to: str, tells: tuple[tuple[str, str], ...], when: datetime) -> None:
        told.append(tuple(case for case, _ in tells))

    tells = (("a", "new"), ("b", "mended"), ("c", "duty"))
    put(db, "2026-11-20", [posting(tells=tells)], NOW, NOW)
    server.verdicts["*"] = Verdict.UNSURE
    deliver(db, server, at(NOW), sent=note)
    known = memories(db, "2026-11-21")[TO]
    assert told == []
    assert dict(known.told) == {}
    assert known.waiting == {"a", "b"}
    assert known.owed
    server.verdicts.clear()
    later = NOW + timedelta(hours=1)
    deliver(db, server, at(later), sent=note)
    known = memories(db, "2026-11-21")[TO]
    assert told == [("a", "b", "c")]
    assert {case: one.mended for case, one in known.told.items()} == {"a": False, "b": True}
    assert dict(known.duties) == {"c": NOW}
    assert not known.owed
    assert not known.waiting
    today = memories(db, "2026-11-20")[TO]
    assert today.closed
    assert today.today == {"a", "b"}
    assert dict(today.told) == {}


class Killed(BaseException):
    """The process dies."""


def test_killed_between_acceptance_and_commit_resends_the_same_message(
    db: Database, server: Server
) -> None:
    put(db, "2026-11-20", [posting(tells=(("a", "new"),))], NOW)

    def die(*_: object) -> None:
        raise Killed

    with pytest.raises(Killed):
        deliver(db, server, at(NOW), sent=die)
    assert states(db) == {"1": "pending"}
    assert TO in memories(db, "2026-11-21")
    assert dict(memories(db, "2026-11-21")[TO].told) == {}
    assert deliver(db, server, at(NOW)).sent == 1
    assert [mail["Message-ID"] for mail in server.taken] == ["<gongkai-1@x>"] * 2
    assert deliver(db, server, at(NOW)).sent == 0


def test_a_person_can_find_drop_and_read_a_mail(db: Database) -> None:
    put(db, "2026-11-20", [posting(1), posting(22, "other@x.example")], NOW)
    assert "文号没有标出" in message_of(find(db, "gongkai-22")).get_content()
    for start in ("gongkai", "nothing", ""):
        with pytest.raises(GongkaiError, match="outbox"):
            find(db, start)
    assert drop(db, "<gongkai-1@x>")
    assert not drop(db, "<gongkai-1@x>")
    assert states(db) == {"1": "dropped", "22": "pending"}
    assert [row["subject"] for row in listed(db, "dropped")] == ["【政务公开提醒】云溪县：新增2项"]


def test_mails_of_the_time_before_count_what_was_open_as_told(db: Database) -> None:
    db.table("outbox").insert(
        {"message_id": "<old@x>", "run": "2026-11-16", "recipient": TO, "kind": "unit",
         "subject": "s", "message": b"", "state": "sent", "attempts": 1, "made_at": "2026-11-16"}
    )  # fmt: skip
    assert str(memories(db, "2026-11-20")[TO].until) == "2026-11-16"


def test_what_is_over_or_gone_is_kept_as_such(db: Database) -> None:
    tells = (("a", "new"), ("b", "lifted"), ("c", "unlisted"), ("d", "mended"), ("e", "overdue"))
    put(db, "2026-11-20", [posting(1, tells=tells)], NOW)
    deliver(db, lambda kind, who, message: None, lambda: NOW)
    parts = {row["case_id"]: row["part"] for row in db.query("SELECT * FROM mail_told")}
    assert parts == {
        "a": "problem", "b": "lifted", "c": "unlisted", "d": "mended", "e": "problem",
    }  # fmt: skip

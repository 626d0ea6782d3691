"""Mail counts as sent only when the server took it, and is never sent twice."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlite_utils import Database

from crawler.records import BEIJING
from scheduler.store import open_store
from scheduler.store.outbox import deliver, put

NOW = datetime(2026, 11, 20, 3, tzinfo=BEIJING)


def message(number: int = 1) -> EmailMessage:
    mail = EmailMessage()
    mail["Message-ID"] = f"<{number}@gongkai>"
    mail["To"] = "office@yunxi.example"
    mail["Subject"] = "【政务公开提醒】云溪县：新增2项"
    mail.set_content("第一项：文号没有标出。")
    return mail


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return open_store(tmp_path / "gongkai.db")


def test_a_refused_message_is_kept_and_sent_by_the_next_run(db: Database) -> None:
    def refuse(mail: EmailMessage) -> None:
        raise ConnectionRefusedError("no server")

    put(db, "2026-11-20", "digest", [message()], NOW)
    assert deliver(db, refuse, NOW).kept == 1
    taken: list[EmailMessage] = []
    assert deliver(db, taken.append, NOW).sent == 1
    assert taken[0]["Subject"] == "【政务公开提醒】云溪县：新增2项"
    assert "文号没有标出" in taken[0].get_content()


def test_a_rerun_of_the_night_sends_nothing_twice(db: Database) -> None:
    taken: list[EmailMessage] = []
    for _ in range(2):
        put(db, "2026-11-20", "digest", [message()], NOW)
        deliver(db, taken.append, NOW)
    assert len(taken) == 1


def test_one_bad_recipient_does_not_hold_up_the_others(db: Database) -> None:
    taken: list[EmailMessage] = []

    def picky(mail: EmailMessage) -> None:
        if mail["Message-ID"] == "<1@gongkai>":
            raise OSError("550 no such user")
        taken.append(mail)

    put(db, "2026-11-20", "digest", [message(1), message(2)], NOW)
    delivery = deliver(db, picky, NOW)
    assert (delivery.sent, delivery.kept) == (1, 1)
    assert delivery.errors == ("OSError: 550 no such user",)

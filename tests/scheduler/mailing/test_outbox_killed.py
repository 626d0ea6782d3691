"""SIGKILL between a real server's acceptance and our commit: the same message again, then never."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from email import message_from_bytes
from pathlib import Path

from reports.mail import send
from scheduler.store import open_store
from scheduler.store.outbox import deliver, listed, put
from tests.reports.mail.servers import Inbox, serving
from tests.scheduler.mailing.test_outbox import NOW, at, posting

ROOT = Path(__file__).parents[3]
DELIVER_AND_DIE = """
import os, signal, sys
from pathlib import Path
from reports.mail import send
from scheduler.store import open_store
from scheduler.store.outbox import deliver
from tests.scheduler.mailing.test_outbox import NOW

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

deliver(
    open_store(Path(sys.argv[1])),
    lambda kind, to, message: send(message, sys.argv[2], tls="none", timeout=5),
    lambda: NOW,
    sent=die,
)
"""


def test_killed_after_the_server_accepted(tmp_path: Path) -> None:
    path, inbox = tmp_path / "gongkai.db", Inbox()
    db = open_store(path)
    sender = posting(1, tells=(("a", "new"),))
    sender.message["From"] = "gongkai@yunzhou.example"
    put(db, "2026-11-20", [sender], NOW)
    db.close()
    with serving(inbox) as where:
        server = f"smtp://{where}"
        process = subprocess.run(
            [sys.executable, "-c", DELIVER_AND_DIE, str(path), server],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )
        assert process.returncode == -signal.SIGKILL
        assert len(inbox.taken) == 1
        db = open_store(path)
        assert [row["state"] for row in listed(db)] == ["pending"]
        assert db.table("mail_told").count == 0
        for _ in range(2):
            deliver(db, lambda kind, to, mail: send(mail, server, tls="none"), at(NOW))
    assert {message_from_bytes(one)["Message-ID"] for one in inbox.taken} == {"<gongkai-1@x>"}
    assert len(inbox.taken) == 2
    assert [row["state"] for row in listed(db)] == ["sent"]
    assert db.table("mail_told").count == 1

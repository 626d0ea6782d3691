"""`gongkai outbox`: look, send again, take out."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawler.errors import GongkaiError
from reports.mail import DueMail, Recipient, compose
from scheduler.cli.app import app
from scheduler.mailing.previews import write_previews
from scheduler.store import open_store
from scheduler.store.outbox import Posting, listed, put
from tests.reports.builders import finding, judged, report
from tests.reports.mail.servers import Inbox, free_port, serving
from tests.scheduler.mailing.test_outbox import NOW

UNIT = Recipient("office@yunxi.example", ("yunxi",))
WATCHLIST = """
[monitor]
rulebooks = ["standing"]
[mail]
server = "smtp://{where}"
sender = "gongkai@yunzhou.example"
tls = "none"
[[portals]]
id = "yunxi"
name = "云溪县人民政府"
kind = "county"
home = "http://www.yunxi.test/"
"""
MESSAGE = compose(report(judged(finding(title="\x1b[31m红"))), UNIT, "gongkai@yunzhou.example")


class Desk:
    """A data folder with one mail that waits, and the command line over it."""

    def __init__(self, folder: Path, where: str) -> None:
        self.folder = folder
        (folder / "gongkai.toml").write_text(WATCHLIST.format(where=where), encoding="utf-8")
        (folder / "data").mkdir(mode=0o700)
        with_mail = open_store(folder / "data" / "gongkai.db")
        put(with_mail, "2026-11-20", [Posting("unit", UNIT.address, MESSAGE)], NOW)
        with_mail.close()

    def __call__(self, *words: str) -> str:
        given = ["outbox", *words, "--watchlist", str(self.folder / "gongkai.toml")]
        result = CliRunner().invoke(app, given, catch_exceptions=False)
        assert result.exit_code == 0
        return result.stdout

    @property
    def states(self) -> list[str]:
        db = open_store(self.folder / "data" / "gongkai.db")
        try:
            return [row["state"] for row in listed(db)]
        finally:
            db.close()


def test_a_mail_is_shown_as_its_reader_sees_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path, f"127.0.0.1:{free_port()}")
    assert "新增1项" in desk("list")
    shown = desk("show", "gongkai-2026-11-20")
    assert "Subject: 【政务公开提醒】云溪县人民政府：新增1项" in shown
    assert "Attachment: 整改台账-2026-11-20.xlsx" in shown
    assert "本邮件为自动提醒，不替代正式通知。" in shown
    assert "\x1b" not in shown
    page = tmp_path / "mail.html"
    desk("show", "gongkai-2026-11-20", "--html", str(page))
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert page.stat().st_mode & 0o777 == 0o600


def test_a_mail_is_sent_again_and_dropped(tmp_path: Path) -> None:
    inbox, port = Inbox(), free_port()
    desk = Desk(tmp_path, f"127.0.0.1:{port}")
    assert desk("retry") == "sent 0, kept 1\n"
    with serving(inbox) as where:
        (tmp_path / "gongkai.toml").write_text(WATCHLIST.format(where=where), encoding="utf-8")
        assert desk("retry") == "sent 1, kept 0\n"
    assert desk.states == ["sent"]
    for words in (("retry", "gongkai"), ("drop", "gongkai"), ("list", "--state", "odd")):
        with pytest.raises(GongkaiError):
            desk(*words)


def test_what_was_dropped_is_not_sent(tmp_path: Path) -> None:
    desk = Desk(tmp_path, f"127.0.0.1:{free_port()}")
    assert desk("drop", "gongkai").startswith("dropped <gongkai-2026-11-20-")
    assert desk("retry") == "sent 0, kept 0\n"
    assert desk.states == ["dropped"]


def test_previews_are_private_files_without_odd_names(tmp_path: Path) -> None:
    odd = Recipient("../a@x.example", ("yunxi",))
    made = write_previews([DueMail("unit", odd, MESSAGE)], tmp_path / "p")
    assert [path.suffix for path in made] == [".eml", ".txt", ".html"]
    assert all(path.parent == tmp_path / "p" for path in made)
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in made)

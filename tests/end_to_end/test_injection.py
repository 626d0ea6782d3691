"""Crawled text that tries to break out: it can do nothing in any output (DESIGN 4.10)."""

from __future__ import annotations

import csv
import io
import json
import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from aiosmtpd.controller import Controller
from selectolax.lexbor import LexborHTMLParser

from tests.end_to_end.bad_sites import pages_of
from tests.end_to_end.conftest import gongkai
from tests.end_to_end.hostile_run import HostileRun, hostile_net, run_over, watchlist
from tests.end_to_end.small_portal import small_portal

pytestmark = pytest.mark.xdist_group("hostile")

OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
EVIL = (
    "关于加强河道管理的通知",
    "=cmd|'/C calc'!A1",
    "<script>alert(1)</script>关于防汛工作的通知",
    '"><img src=x onerror=alert(2)>关于防火工作的通知',
    "\r\nBcc: thief@evil.example\r\n\r\n关于秋收工作的通知",
    "\u202e知通的作工防消\u2066强加于关",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t+1-1关于养老工作的通知",
    "{{ 7*7 }}{% for x in y %}关于就业工作的通知",
    "]]></script><svg onload=alert(3)>关于教育工作的通知",
    "\x1b[31m\x07关于医保工作的通知",
    "关于\U000e0041\x00住房工作的通知\ud83d".encode("utf-8", "replace").decode(),
)
FORMULA = tuple("=+-@\t\r＝＋－＠")


class _Keeper:
    """An SMTP server's memory: recipients and bytes as they came."""

    def __init__(self) -> None:
        self.kept: list[tuple[list[str], EmailMessage]] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.kept.append((list(envelope.rcpt_tos), message))
        return "250 OK"


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[HostileRun, _Keeper]]:
    folder = tmp_path_factory.mktemp("injection")
    keeper = _Keeper()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    mail = Controller(keeper, hostname="127.0.0.1", port=port)
    mail.start()
    pages = {
        path: text.replace("领导信箱</h2>", "领导信箱</h2><a href='javascript:alert(4)'>x</a>")
        for path, text in small_portal(EVIL, EVIL[1:]).items()
    }
    try:
        with hostile_net({"evil": pages_of(pages)}) as net:
            table = (
                f'[mail]\nserver = "smtp://127.0.0.1:{port}"\nsender = "gongkai@test.example"\n'
                'office = ["office@test.example"]\nrhythm = "nightly"\n'
            )
            homes = {"evil": f"http://evil.hostile.test:{net.port}/"}
            yield run_over(folder, watchlist(net, homes, table)), keeper
    finally:
        mail.stop()


def test_the_run_is_complete_and_the_titles_are_in_it(night: tuple[HostileRun, _Keeper]) -> None:
    run, _ = night
    assert run.status == 0, run.stderr
    assert "Traceback" not in run.stderr
    titles = {row["title"] for row in run.findings if row["outcome"] == "failed"}
    assert "=cmd|'/C calc'!A1" in titles
    assert any("<script>" in title for title in titles)
    assert gongkai("evidence", "verify", folder=run.folder).returncode == 0


def test_pages_run_nothing(night: tuple[HostileRun, _Keeper]) -> None:
    run, _ = night
    pages = sorted((run.folder / "data").rglob("*.html"))
    assert len(pages) > 3
    for page in pages:
        _harmless_page(page.read_text(encoding="utf-8"), str(page))


def _harmless_page(text: str, name: str) -> None:
    tree = LexborHTMLParser(text)
    for script in tree.css("script"):
        assert "alert" not in script.text(), name
    for node in tree.css("*"):
        for key, value in node.attributes.items():
            assert not key.startswith("on"), f"{name}: {key}"
            assert not (value or "").strip().lower().startswith("javascript:"), name
    assert tree.css_first("img[src=x], svg[onload]") is None, name
    assert not any(char in text for char in OVERRIDES), name
    assert "49关于" not in text, name


def test_the_workbook_holds_no_formula(night: tuple[HostileRun, _Keeper]) -> None:
    run, _ = night
    book = openpyxl.load_workbook(run.folder / "data/reports/2026-11-20/ledger.xlsx")
    seen = ""
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"{sheet.title} {cell.coordinate}"
                if isinstance(cell.value, str):
                    # The mark of a typed ': a text even when it is edited or saved elsewhere.
                    if cell.value.lstrip(" \n").startswith(FORMULA):
                        assert cell.quotePrefix, cell.value
                    assert not any(char in cell.value for char in OVERRIDES), cell.coordinate
                    seen += cell.value
                if cell.hyperlink and cell.hyperlink.target:
                    assert cell.hyperlink.target.startswith(("http://", "copies/", "report", "#"))
    assert "cmd|" in seen


def test_tables_hold_no_formula(night: tuple[HostileRun, _Keeper]) -> None:
    run, _ = night
    texts = [path.read_text("utf-8-sig") for path in (run.folder / "data").rglob("*.csv")]
    for kind in ("findings", "scores"):
        done = gongkai(kind, "--format", "csv", folder=run.folder)
        assert done.returncode == 0, done.stderr
        texts.append(done.stdout)
    assert any("cmd|" in text for text in texts)
    for text in texts:
        for row in csv.reader(io.StringIO(text, newline="")):
            for cell in row:
                assert not cell.lstrip(" \n").startswith(FORMULA), cell
                assert not any(char in cell for char in OVERRIDES + "\x1b\x07\0"), repr(cell)


def test_lines_of_json_are_lines(night: tuple[HostileRun, _Keeper]) -> None:
    run, _ = night
    for path in (run.folder / "data").rglob("*.jsonl"):
        for line in path.read_text("utf-8").split("\n"):
            assert not line or isinstance(json.loads(line), dict)
    for path in (run.folder / "data/feed").rglob("*.json"):
        json.loads(path.read_text("utf-8"))


def test_the_terminal_is_left_alone(night: tuple[HostileRun, _Keeper]) -> None:
    run, _ = night
    table = gongkai("findings", "--format", "table", folder=run.folder)
    for text in (run.stdout, run.stderr, table.stdout):
        assert not any(char in text for char in OVERRIDES + "\x1b\x07")


def test_mail_goes_to_those_it_is_for(night: tuple[HostileRun, _Keeper], tmp_path: Path) -> None:
    _, keeper = night
    assert sorted(to for rcpt, _ in keeper.kept for to in rcpt) == [
        "office@test.example",
        "unit@evil.example",
    ]
    for recipients, message in keeper.kept:
        assert message["Bcc"] is None
        assert message["Cc"] is None
        assert [one.addr_spec for one in message["To"].addresses] == recipients
        assert len(message.get_all("Subject")) == 1
        html = message.get_body(("html",))
        plain = message.get_body(("plain",))
        assert html is not None
        assert plain is not None
        _harmless_page(html.get_content(), recipients[0])
        assert not any(char in plain.get_content() for char in OVERRIDES + "\x1b\x07")
    assert any("cmd|" in one.get_body(("html",)).get_content() for _, one in keeper.kept)  # type: ignore[union-attr]

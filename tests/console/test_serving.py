"""`gongkai serve`: what it refuses to begin, and the console by TLS and in a browser."""

from __future__ import annotations

import os
import re
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import trustme

from crawler.errors import GongkaiError
from crawler.portals.serve import Oidc
from scheduler.cli import serve as module
from scheduler.cli.serve import serve
from scheduler.desk.accounts import set_password
from scheduler.desk.tables import open_desk
from tests.browser import with_browser
from tests.console.builders import GOOD, Console

PASSWORD = "right-password"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "desk.test"])
def test_it_does_not_begin_in_the_open_without_tls(host: str) -> None:
    with pytest.raises(GongkaiError, match="can be reached from outside"):
        serve(host=host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_this_machine_alone_needs_none(host: str, tmp_path: Path) -> None:
    assert module._is_loopback(host)
    with pytest.raises(GongkaiError, match=r"gongkai\.toml"):
        serve(tmp_path / "gongkai.toml", host=host)


def test_half_a_certificate_or_none_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "a.pem"
    text.write_text("none", "utf-8")
    for certificate, key in ((text, None), (None, text)):
        with pytest.raises(GongkaiError, match="TLS needs both"):
            serve(host="0.0.0.0", certificate=certificate, key=key)
    with pytest.raises(GongkaiError, match="cannot be used"):
        serve(host="0.0.0.0", certificate=text, key=text)
    one, other = trustme.CA().issue_cert("desk.test"), trustme.CA().issue_cert("desk.test")
    one.cert_chain_pems[0].write_to_path(tmp_path / "c.pem")
    other.private_key_pem.write_to_path(tmp_path / "k.pem")
    with pytest.raises(GongkaiError, match="cannot be used"):
        serve(host="0.0.0.0", certificate=tmp_path / "c.pem", key=tmp_path / "k.pem")


@pytest.mark.parametrize("proxy", ["*", "0.0.0.0/0/0", "desk.test", "127.0.0.1,*"])
def test_nobody_is_believed_about_addresses_but_who_is_named(proxy: str) -> None:
    with pytest.raises(GongkaiError, match="is no address"):
        serve(plain=True, proxy=proxy)
    assert module._addresses("127.0.0.1, 10.0.0.0/8,::1") == ["127.0.0.1", "10.0.0.0/8", "::1"]


def test_a_provider_needs_the_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Oidc("https://login.test", "gongkai", "https://desk.test")
    monkeypatch.delenv("GONGKAI_OIDC_SECRET", raising=False)
    with pytest.raises(GongkaiError, match="GONGKAI_OIDC_SECRET is not set"):
        module._voucher(settings)
    monkeypatch.setenv("GONGKAI_OIDC_SECRET", "x")
    assert module._voucher(settings) is not None
    assert module._voucher(None) is None


@contextmanager
def served(console: Console, *options: str) -> Iterator[str]:
    """`gongkai serve` over the town; yields its address."""
    db = open_desk(console.place.places.desk)
    set_password(db, "assessor", PASSWORD)
    db.close()
    command = [sys.executable, "-m", "scheduler", "serve", "--port", "0"]
    command += ["--watchlist", str(console.place.watchlist.path)]
    command += ["--data", str(console.place.places.data), *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ) as server:
        assert server.stderr is not None
        try:
            line = ""
            while not (found := re.search(r"serving (https?://\S+)/ and", line)):
                line = server.stderr.readline()
                assert line, server.wait(1)
            yield found.group(1)
        finally:
            server.send_signal(signal.SIGTERM)
            server.stderr.read()
            assert server.wait(60) in (0, -signal.SIGTERM)


@pytest.mark.slow
def test_by_tls_of_its_own(console: Console, tmp_path: Path) -> None:
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    issued.cert_chain_pems[0].write_to_path(tmp_path / "c.pem")
    issued.private_key_pem.write_to_path(tmp_path / "k.pem")
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    options = ("--certificate", str(tmp_path / "c.pem"), "--key", str(tmp_path / "k.pem"))
    with served(console, *options) as address, httpx.Client(verify=trust) as client:
        assert address.startswith("https://")
        form = {"name": "assessor", "password": PASSWORD}
        answer = client.post(f"{address}/login", data=form)
        assert answer.status_code == 303
        assert answer.headers["set-cookie"].startswith("__Host-gongkai=")
        assert answer.headers["strict-transport-security"]
        page = client.get(f"{address}/")
        assert page.status_code == 200
        assert "server" not in page.headers
        with pytest.raises(httpx.HTTPError):
            client.get(address.replace("https", "http"))


@pytest.mark.slow
def test_behind_tls_only_the_server_in_front_tells_addresses(console: Console) -> None:
    for proxy, told in (("127.0.0.1", "198.51.100.7"), ("192.0.2.1", "127.0.0.1")):
        options = ("--behind-tls", "--proxy", proxy)
        with served(console, *options) as address, httpx.Client() as client:
            form = {"name": "nobody", "password": PASSWORD}
            # The first is what a client made up; the server in front adds the last.
            known = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}
            assert client.post(f"{address}/login", data=form, headers=known).status_code == 401
        assert console.people.noted(1)[0].address == told


@pytest.mark.slow
def test_in_a_browser_a_copy_stands_in_its_page_and_can_do_nothing(console: Console) -> None:
    from playwright.sync_api import sync_playwright

    shown = GOOD.evidence[0].sha256
    with with_browser() as program, in_thread(console) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}/login")
        page.fill("#name", "assessor")
        page.fill("#password", PASSWORD)
        page.click("main button")
        page.goto(f"{address}/findings/{GOOD.case_id}")
        frame = page.frame_locator("iframe.copy").first
        assert shown[:16] in frame.locator("code").first.inner_text()
        assert "联系电话" in frame.locator("body").inner_text()
        inner = next(one for one in page.frames if "/copies/" in one.url)
        assert page.evaluate("document.querySelector('iframe').contentDocument") is None
        assert inner.evaluate("window.origin") == "null"
        assert complaints == []
        browser.close()


@contextmanager
def in_thread(console: Console) -> Iterator[str]:
    """The console, whose archive has a page, behind a server in this process."""
    import threading
    import time

    import uvicorn

    db = open_desk(console.place.places.desk)
    set_password(db, "assessor", PASSWORD)
    db.close()
    server = uvicorn.Server(uvicorn.Config(console.app, port=0, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(30)

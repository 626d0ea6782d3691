"""The browser asks for nothing itself: what it is given comes through the fetcher or not."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest

from crawler.fetching.browser import Browser
from crawler.fetching.fetched import Fetched
from crawler.fetching.parts import Parts
from crawler.fetching.shown import NotShown, WhenNeeded
from crawler.pages.task import Purpose, Task
from crawler.portals import Limits, Role
from crawler.records.model import Cause, Snapshot
from crawler.visit.fetch import Fetch
from tests.browser import with_browser

AGENT = "gongkai/0 (+http://a.test)"
URL = "http://yunxi.test/gfxwj/"


def answer(task: Task, body: str, status: int = 200, kind: str = "text/html") -> Fetched:
    shot = Snapshot(task.url, datetime.now(UTC), "a" * 64, status, kind)
    headers = (("Content-Type", f"{kind}; charset=utf-8"), ("Set-Cookie", "a=1"))
    return Fetched(Fetch(task, shot, task.url), kind, body.encode(), headers=headers)


def shell(body: str) -> Fetched:
    task = Task(Purpose.SECTION, URL, Role.NORMATIVE_DOCUMENTS)
    return answer(task, f"<!DOCTYPE html><html><head></head><body>{body}</body></html>")


class Servers:
    """Hosts as the fetcher sees them; `asked` are the requests that it was given."""

    def __init__(self, pages: dict[str, str | int | Cause]) -> None:
        self.pages = pages
        self.asked: list[Task] = []

    async def ask(self, task: Task) -> Fetched:
        self.asked.append(task)
        page = self.pages.get(urlsplit(task.url).path, 404)
        if isinstance(page, Cause):
            return Fetched(Fetch(task, None, task.url, cause=page))
        if isinstance(page, int):
            return answer(task, "", page)
        return answer(task, page)


@contextmanager
def counting() -> Iterator[tuple[int, list[str]]]:
    """A port of this machine, over TCP and UDP, and what came there."""
    came: list[str] = []
    tcp, udp = socket.create_server(("127.0.0.1", 0)), socket.socket(type=socket.SOCK_DGRAM)
    port = tcp.getsockname()[1]
    udp.bind(("127.0.0.1", port))

    def hear() -> None:
        while True:
            try:
                tcp.accept()[0].close()
            except OSError:
                return
            came.append("tcp")

    def listen() -> None:
        while True:
            try:
                heard = udp.recv(2000)
            except OSError:
                return
            if heard == b"end":
                return
            came.append("udp")

    threads = [threading.Thread(target=one, daemon=True) for one in (hear, listen)]
    for thread in threads:
        thread.start()
    try:
        yield port, came
    finally:
        with socket.socket(type=socket.SOCK_DGRAM) as last:
            last.sendto(b"end", ("127.0.0.1", port))
        tcp.shutdown(socket.SHUT_RDWR)
        tcp.close()
        udp.close()
        for thread in threads:
            thread.join(5)


ESCAPES = """
<meta http-equiv="x-dns-prefetch-control" content="on"><link rel="preconnect" href="HERE">
<link rel="prefetch" href="HERE/prefetch"><link rel="dns-prefetch" href="HERE">
<link rel="icon" href="HERE/icon"><link rel="stylesheet" href="HERE/style.css">
<img src="HERE/image"><video src="HERE/film" autoplay></video><iframe src="HERE/frame"></iframe>
<object data="HERE/object"></object><form id="form" action="HERE/form" target="other"></form>
<style>@font-face { font-family: a; src: url(HERE/font) } body { font-family: a }</style>
<div id="app"></div><script src="/app.js"></script>
"""
SCRIPT = """
const here = "HERE", attempt = way => { try { way(); } catch (error) { } };
attempt(() => new WebSocket(here.replace("http", "ws") + "/socket"));
attempt(() => navigator.sendBeacon(here + "/beacon", "x"));
attempt(() => new EventSource(here + "/events"));
attempt(() => navigator.serviceWorker.register("/worker.js"));
attempt(() => new SharedWorker(here + "/shared.js"));
attempt(() => new Worker(URL.createObjectURL(new Blob([`
  try { new WebSocket("${here.replace("http", "ws")}/inside"); } catch (error) { }
  fetch("${here}/inside").catch(() => 0); importScripts("${here}/import.js")`]))));
attempt(() => { const one = document.createElement("iframe"); document.body.append(one);
  const Peer = one.contentWindow.RTCPeerConnection || RTCPeerConnection;
  const peer = new Peer({iceServers: [{urls: "stun:127.0.0.1:PORT"}]});
  peer.createDataChannel("a");
  peer.createOffer().then(offer => peer.setLocalDescription(offer)); });
attempt(() => new WebTransport("https://127.0.0.1:PORT/"));
attempt(() => window.open(here + "/window"));
attempt(() => document.getElementById("form").submit());
fetch("/api/list", {method: "POST", headers: {"Content-Type": "application/json"}, body: '{"p":1}'})
  .then(answer => answer.json()).then(rows => {
    document.cookie = "b=1";
    document.getElementById("app").textContent = rows.join() + navigator.userAgent;
  });
"""


def test_no_request_leaves_but_through_the_fetcher() -> None:
    with with_browser() as program, counting() as (port, came):
        here = f"http://127.0.0.1:{port}"
        script = SCRIPT.replace("HERE", here).replace("PORT", str(port))
        rows = '["甲", "乙"]'
        servers = Servers({"/app.js": script, "/api/list": rows, "/away.js": "location='/x'",
                           "/busy.js": "while (true) { }", "/inside": "x",
                           "/import.js": "1"})  # fmt: skip

        async def all_pages() -> tuple[str, list[Cause]]:
            browser = Browser(servers.ask, Limits(browser_seconds=120), AGENT, program)
            quick = Browser(servers.ask, Limits(browser_seconds=2), AGENT, program)
            small = Browser(
                servers.ask, Limits(browser_seconds=120, browser_memory=1), AGENT, program
            )
            causes: list[Cause] = []
            try:
                text = (await browser.show(shell(ESCAPES.replace("HERE", here)))).body.decode()
                quick._browser = small._browser = browser._browser
                for one, name in ((browser, "away"), (quick, "busy"), (small, "app")):
                    try:
                        await one.show(
                            shell(f'<div id="app"></div><script src="/{name}.js"></script>')
                        )
                    except NotShown as fault:
                        causes.append(fault.cause)
            finally:
                await browser.close()
            return text, causes

        text, causes = asyncio.run(all_pages())
    assert came == []
    assert f"甲,乙{AGENT}" in text
    assert causes == [Cause.UNREADABLE, Cause.LIMIT, Cause.LIMIT]
    asked = {(task.method, urlsplit(task.url).path, task.body) for task in servers.asked}
    assert asked <= {
        ("GET", "/app.js", ""),
        ("POST", "/api/list", '{"p":1}'),
        ("GET", "/away.js", ""),
        ("GET", "/busy.js", ""),
        ("GET", "/inside", ""),
        ("GET", "/import.js", ""),
    }
    assert {task.purpose for task in servers.asked} == {Purpose.PART}
    assert {task.referrer for task in servers.asked} == {URL}


def test_without_a_browser_the_scanner_is_the_cause() -> None:
    given = (Servers({}).ask, Limits(), "a")
    for browser in (WhenNeeded(*given), Browser(*given, "/bin/false")):
        for _ in range(2):
            with pytest.raises(NotShown) as fault:
                asyncio.run(browser.show(shell("")))
            assert fault.value.cause is Cause.SCANNER


class FakeRoute:
    """One request of a page, and how it was answered: a status, or None for refused."""

    def __init__(self, kind: str, url: str, method: str = "GET", **more: Any) -> None:
        self.status: int | None = None
        self.headers: dict[str, str] = {}
        self.request = SimpleNamespace(
            resource_type=kind,
            url=url,
            method=method,
            headers=more.get("headers", {}),
            post_data=more.get("body"),
            frame=more.get("frame", "main"),
            is_navigation_request=lambda: kind == "document",
        )

    async def abort(self) -> None:
        self.status = None

    async def fulfill(self, status: int = 200, **given: Any) -> None:
        self.status = status
        self.headers = given.get("headers", {})


PAGE = SimpleNamespace(main_frame="main")
LISTED = "http://yunxi.test"
FORM = {"content-type": "application/x-www-form-urlencoded; charset=UTF-8"}


def answered(route: FakeRoute, most: int = 9) -> tuple[int | None, Cause | None, list[Task]]:
    """How one request of a page is answered, what it made of the page, what was asked for it."""
    servers = Servers({"/a.js": "1", "/list": "[]", "/fails": 500, "/robots": Cause.ROBOTS,
                       "/stranger": Cause.BLOCKED, "/down.js": Cause.UNREACHABLE})  # fmt: skip
    parts = Parts(shell(""), servers.ask, most)
    parts.given = route.request.resource_type != "document"
    asyncio.run(parts.answer(route, PAGE))  # type: ignore[arg-type]
    assert not parts.busy or not parts.given
    return route.status, parts.fault[0] if parts.fault else None, servers.asked


@pytest.mark.parametrize(
    ("kind", "path", "status", "cause", "asked"),
    [
        ("document", "/gfxwj/", 200, None, 0),
        ("script", "/a.js", 200, None, 1),
        ("xhr", "/list", 200, None, 1),
        ("fetch", "/list?page=1", 200, None, 1),
        ("stylesheet", "/a.css", 200, None, 0),
        ("image", "/a.png", None, None, 0),
        ("font", "/a.woff", None, None, 0),
        ("media", "/a.mp4", None, None, 0),
        ("ping", "/a", None, None, 0),
        ("other", "/favicon.ico", None, None, 0),
        ("xhr", "/site/hits", None, None, 0),
        ("xhr", "/fails", 500, Cause.UNREADABLE, 1),
        ("xhr", "/robots", None, Cause.ROBOTS, 1),
        ("xhr", "/stranger", None, Cause.BLOCKED, 1),
        ("script", "/stranger", None, None, 1),
        ("script", "/down.js", None, Cause.UNREACHABLE, 1),
        ("script", "/missing.js", 404, None, 1),
    ],
)
def test_what_a_page_is_given(
    kind: str, path: str, status: int | None, cause: Cause | None, asked: int
) -> None:
    got = answered(FakeRoute(kind, LISTED + path))
    assert (got[0], got[1], len(got[2])) == (status, cause, asked)


def test_only_what_reads_is_posted() -> None:
    ok = answered(FakeRoute("xhr", f"{LISTED}/list", "POST", headers=FORM, body="page=1"))
    assert (ok[0], ok[2][0].method, ok[2][0].body) == (200, "POST", "page=1")
    for route in (
        FakeRoute("xhr", f"{LISTED}/letter/save", "POST", headers=FORM, body="a=1"),
        FakeRoute("xhr", f"{LISTED}/list", "PUT"),
        FakeRoute("xhr", f"{LISTED}/list", "DELETE"),
        FakeRoute(
            "xhr", f"{LISTED}/list", "POST", headers={"content-type": "multipart/x"}, body="a"
        ),
        FakeRoute("xhr", f"{LISTED}/list", "POST", headers=FORM, body="a" * 30_000),
    ):
        assert answered(route) == (None, Cause.UNREADABLE, [])


def test_a_fault_of_ours_is_no_fault_of_the_page() -> None:
    async def full(task: Task) -> Fetched:
        raise OSError("no space")

    parts = Parts(shell(""), full, 9)
    asyncio.run(parts.answer(FakeRoute("xhr", f"{LISTED}/list"), PAGE))  # type: ignore[arg-type]
    assert isinstance(parts.broken, OSError)
    assert parts.fault is None


def test_a_page_may_ask_so_often_and_go_nowhere_else() -> None:
    assert answered(FakeRoute("xhr", f"{LISTED}/list"), most=0) == (None, Cause.LIMIT, [])
    frame = FakeRoute("document", f"{LISTED}/frame", frame="inner")
    assert answered(frame) == (None, None, [])
    parts = Parts(shell(""), Servers({}).ask, 9)
    first, second = FakeRoute("document", URL), FakeRoute("document", f"{LISTED}/login")
    asyncio.run(parts.answer(first, PAGE))  # type: ignore[arg-type]
    asyncio.run(parts.answer(second, PAGE))  # type: ignore[arg-type]
    assert (first.status, second.status) == (200, None)
    assert "set-cookie" not in first.headers
    assert parts.fault == (Cause.UNREADABLE, "页面在浏览器中转向他处")

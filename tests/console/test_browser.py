"""The console in headless Chromium: no error, no outward request, accessible, fits a phone.

With GONGKAI_WRITE_DOCS=1 the pictures of the docs are taken, over the sample county.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from bench.desk import Made, made_console
from reports.console.access import Role
from tests.browser import with_browser
from tests.console.test_pages import RUN, failed_of

ASSETS = Path(__file__).parents[2] / "docs" / "assets"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE, DESK = 390, 1280


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The application behind a real server on loopback; yields its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with with_browser() as program, sync_playwright() as played:
        launched = played.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def console(kept_books: Made) -> Iterator[str]:
    made_console(kept_books, Role.ADMINISTRATOR)
    with served(made_console(kept_books)) as address:
        yield address


class Watched:
    """A page of the browser, and what it complained of or asked of others."""

    def __init__(self, browser: Browser, address: str, width: int) -> None:
        self.address = address
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="zh-CN", bypass_csp=False
        )
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("console", self._said)
        self.page.on("request", self._asked)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:")):
            self.faults.append(f"asks {request.url}")

    def enter(self, name: str) -> None:
        self.page.goto(f"{self.address}/login")
        self.page.fill("#name", name)
        self.page.fill("#password", "a password of the bench")
        with self.page.expect_navigation():
            self.page.click("main button")

    def look(self, path: str) -> None:
        """Go there and see that it is in order."""
        self.page.goto(self.address + path)
        found = Axe().run(self.page, options={"runOnly": STANDARDS})
        broken = [f"{one['id']}: {one['nodes'][0]['html']}" for one in found.response["violations"]]
        assert (path, broken) == (path, [])
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert (path, self.page.evaluate(wide)) == (path, 0)
        assert (path, self.faults) == (path, [])


def pages_of(made: Made) -> list[str]:
    case = failed_of(made, "p1")
    return [
        "/", "/portals/p1", "/findings?portal=p1", f"/findings/{case}", "/rulebooks",
        "/rulebooks/standing", "/rulebooks/compare", "/runs", f"/runs/{RUN}", "/clues?portal=p1",
        "/selfcheck", "/attest", "/attest/record", "/marks", "/sample", f"/sample/{RUN}",
        "/release", "/people",
    ]  # fmt: skip


def test_the_first_pages_are_in_order_on_a_phone(
    browser: Browser, console: str, kept_books: Made
) -> None:
    seen = Watched(browser, console, PHONE)
    seen.page.goto(f"{console}/login")
    seen.look("/login")
    seen.enter("bench-approver-")
    for path in pages_of(kept_books)[:4]:
        seen.look(path)
    seen.page.context.close()


@pytest.mark.slow
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_is_in_order(
    browser: Browser, console: str, kept_books: Made, width: int
) -> None:
    seen = Watched(browser, console, width)
    seen.page.goto(f"{console}/login")
    seen.look("/login")
    seen.enter("bench-approver-")
    for path in pages_of(kept_books):
        if path == "/people":
            seen.page.context.clear_cookies()
            seen.enter("bench-administrator-")
        seen.look(path)
    seen.page.context.close()


def test_a_chart_is_drawn_and_keys_move_through_the_list(browser: Browser, console: str) -> None:
    seen = Watched(browser, console, DESK)
    seen.enter("bench-approver-")
    seen.page.goto(f"{console}/portals/p1")
    option = "window.echarts.getInstanceByDom(document.querySelector('.chart')).getOption()"
    assert seen.page.evaluate(f"{option}.series[2].data.filter(one => one !== null).length") == 60
    seen.page.goto(f"{console}/findings?portal=p1")
    seen.page.keyboard.press("j")
    seen.page.keyboard.press("j")
    chosen = seen.page.locator("tr[aria-selected=true]")
    assert chosen.count() == 1
    assert chosen.locator("a").evaluate("node => node === document.activeElement")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url("**/findings/*")
    assert seen.faults == []
    seen.page.context.close()


def test_everything_open_for_long_comes_as_a_sheet_in_four_clicks(
    browser: Browser, console: str
) -> None:
    seen = Watched(browser, console, DESK)
    seen.enter("bench-approver-")
    seen.page.click("header nav a[href='/findings']")
    for field, value in (("portal", "p1"), ("state", "unresolved"), ("days", "30")):
        with seen.page.expect_navigation():
            seen.page.select_option(f"select[name={field}]", value)
    address = seen.page.locator("a[href^='/findings/export.xlsx']").get_attribute("href") or ""
    for part in ("portal=p1", "state=unresolved", "days=30"):
        assert part in address
    seen.page.context.close()


@pytest.mark.skipif(not os.environ.get("GONGKAI_WRITE_DOCS"), reason="takes the docs' pictures")
def test_the_pictures_of_the_docs(browser: Browser) -> None:
    address = os.environ["GONGKAI_CONSOLE"]
    seen = Watched(browser, address, DESK)
    seen.page.goto(f"{address}/login")
    seen.page.fill("#name", os.environ["GONGKAI_CONSOLE_NAME"])
    seen.page.fill("#password", os.environ["GONGKAI_CONSOLE_PASSWORD"])
    seen.page.click("main button")
    for name, path in (("today", "/"), ("portal", "/portals/yunxi")):
        seen.page.goto(address + path)
        seen.page.wait_for_load_state("networkidle")
        seen.page.screenshot(path=ASSETS / f"console-{name}.png")
    seen.page.goto(f"{address}/findings?portal=yunxi&outcome=failed&text=答复期限")
    seen.page.locator("table.findings tbody a").first.click()
    seen.page.wait_for_load_state("networkidle")
    seen.page.screenshot(path=ASSETS / "console-finding.png")
    seen.page.context.close()

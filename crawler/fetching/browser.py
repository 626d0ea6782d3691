"""A browser that shows one page at a time and has no way out but through our own fetcher.

Every request is answered here: scripts and data are fetched as any page is (host list, robots.txt,
name server, pace, archive, bounds), style sheets are answered empty, everything else is refused.
The browser itself is started with a proxy that is not there and resolves no name, so that what
escaped would lead nowhere. It shows the page that was fetched and no other: a page that sends its
reader on, as one that tests its reader does, is not followed. It keeps no cookie.
"""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import signal
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.async_api import Error, Route, WebSocketRoute, async_playwright

from crawler.fetching.fetched import Fetched
from crawler.fetching.parts import Parts
from crawler.fetching.programs import bare_environment
from crawler.fetching.shown import Ask, NotShown, ShownPage
from crawler.portals import Limits
from crawler.records.model import Cause

log = logging.getLogger(__name__)
_NO_START = "监测端浏览器无法启动"
_NOWHERE = "http://127.0.0.1:9"
FLAGS = (
    f"--proxy-server={_NOWHERE}",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--no-pings",
    "--dns-prefetch-disable",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--renderer-process-limit=2",
    "--js-flags=--max-old-space-size=256",
)
"""How the browser is started: no request has a way of its own, and little memory is enough."""
_NO_WAY_OUT = """
for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport", "EventSource",
                    "SharedWorker", "WebSocketStream"]) {
  try { delete window[name]; } catch (error) { }
}
"""
_PAGES_PER_LAUNCH = 20
_START_SECONDS = 30.0
_END_SECONDS = 15.0
_QUIET = 0.4  # seconds without a request under way after which a page is as it will be
_TICK = 0.05
_TICKS_PER_LOOK = 5


class Browser:
    """One browser process, started when the first page is to be shown and anew after some pages."""

    def __init__(self, ask: Ask, limits: Limits, agent: str, program: str) -> None:
        """`agent` is the user agent that pages are told, the same that servers are."""
        self._ask = ask
        self._limits = limits
        self._agent = agent
        self._program = program
        self._failed = False
        self._driver: Any = None
        self._browser: Any = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._shown = 0
        self._pid = 0

    async def show(self, got: Fetched) -> ShownPage:
        """The page of an answer as it is once its scripts have run; raises NotShown."""
        if self._failed:
            raise NotShown(Cause.SCANNER, _NO_START)
        try:
            browser = await self._launched()
        except (Error, OSError, TimeoutError) as error:
            log.warning("the browser cannot be started: %s", str(error).splitlines()[:1])
            await self.close()
            self._failed = True  # once is enough for a night
            raise NotShown(Cause.SCANNER, _NO_START) from error
        try:
            async with asyncio.timeout(self._limits.browser_seconds):
                return await self._show(browser, got)
        except TimeoutError:
            raise NotShown(Cause.LIMIT, "浏览器未能在时限内打开") from None
        except Error as error:
            log.info("the browser failed on %s: %s", got.fetch.final_url, error)
            await self.close()
            raise NotShown(Cause.LIMIT, "浏览器打开该页面时中断") from error

    async def close(self) -> None:
        """End the browser; it starts again when it is needed."""
        try:
            async with asyncio.timeout(_END_SECONDS):
                if self._browser is not None:
                    await self._browser.close()
                if self._driver is not None:
                    await self._driver.stop()
        except (Error, TimeoutError, OSError):
            if self._pid:
                with suppress(OSError):
                    os.kill(self._pid, signal.SIGKILL)
        if self._folder is not None:
            shutil.rmtree(self._folder.name, ignore_errors=True)
        self._driver = self._browser = self._folder = None
        self._shown = self._pid = 0

    async def _launched(self) -> Any:
        if self._browser is not None and (
            self._shown >= _PAGES_PER_LAUNCH or not self._browser.is_connected()
        ):
            await self.close()
        if self._browser is None:
            self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
            self._driver = await async_playwright().start()
            self._browser = await self._driver.chromium.launch(
                executable_path=self._program,
                args=FLAGS,
                chromium_sandbox=os.geteuid() != 0,  # for root there is none
                env=dict(bare_environment(Path(self._folder.name))),
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
                timeout=_START_SECONDS * 1000,
            )
        self._shown += 1
        return self._browser

    async def _show(self, browser: Any, got: Fetched) -> ShownPage:
        context = await browser.new_context(
            service_workers="block",
            accept_downloads=False,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            user_agent=self._agent,
        )
        parts = Parts(got, self._ask, self._limits.browser_requests)
        try:
            await context.add_init_script(_NO_WAY_OUT)
            await context.route_web_socket("**/*", _refuse_socket)
            page = await context.new_page()

            async def answer(route: Route) -> None:
                await parts.answer(route, page)

            await context.route("**/*", answer)
            context.on("page", lambda other: asyncio.ensure_future(_shut(other)))
            page.on("dialog", lambda dialog: asyncio.ensure_future(_dismiss(dialog)))
            page.on("crash", lambda _: parts.end(Cause.LIMIT, "浏览器打开该页面时中断"))
            with suppress(Error):  # a navigation that we end says so by this, too
                await page.goto(got.fetch.final_url, wait_until="commit", timeout=0)
            await self._settled(browser, parts)
            html: str = await page.content()
        finally:
            parts.stop()
            await self._leave(context)
        body = html.encode("utf-8", "replace")
        if len(body) > self._limits.page_bytes:
            raise NotShown(Cause.LIMIT, "浏览器打开后的页面过大")
        return ShownPage(body, tuple(parts.data))

    async def _leave(self, context: Any) -> None:
        """Close what one page was shown in; a browser that does not obey is ended."""
        try:
            async with asyncio.timeout(_END_SECONDS):
                await context.close()
        except (Error, TimeoutError):
            await self.close()

    async def _settled(self, browser: Any, parts: Parts) -> None:
        """Wait until nothing is asked for any more; NotShown for what keeps the page from whole."""
        session = await browser.new_browser_cdp_session()
        quiet, ticks = 0.0, 0  # the memory is looked at before the page can be quiet
        while quiet < _QUIET:
            await asyncio.sleep(_TICK)
            ticks += 1
            quiet = 0.0 if parts.busy else quiet + _TICK
            if parts.broken is not None:
                raise parts.broken
            if parts.fault is not None:
                raise NotShown(*parts.fault)
            if ticks % _TICKS_PER_LOOK == 0:
                told = await session.send("SystemInfo.getProcessInfo")
                pids = {int(one["id"]): one["type"] for one in told["processInfo"]}
                self._pid = next((pid for pid, of in pids.items() if of == "browser"), 0)
                held = sum(_held(pid) for pid in pids)
                if held > self._limits.browser_memory:
                    await self.close()
                    raise NotShown(Cause.LIMIT, "浏览器打开该页面所需内存超出上限")
        if not parts.given:
            raise NotShown(Cause.UNREADABLE, "浏览器未能打开该页面")


def _held(pid: int) -> int:
    """Bytes of memory that a process has to itself; 0 if it is gone."""
    with suppress(OSError, ValueError, IndexError):
        for line in Path(f"/proc/{pid}/status").read_text("ascii", "replace").splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) * 1024
    return 0


async def _refuse_socket(socket: WebSocketRoute) -> None:
    with suppress(Error):
        await socket.close()


async def _shut(page: Any) -> None:
    """Shut a window that a page opened."""
    with suppress(Error):
        await page.close()


async def _dismiss(dialog: Any) -> None:
    with suppress(Error):
        await dialog.dismiss()

"""What a page in the browser asks for: which of it is fetched for it, and which is refused."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Error, Request, Route

from crawler.fetching.fetched import Fetched
from crawler.pages.task import Purpose, Task
from crawler.records.addresses import normalise
from crawler.records.model import Cause

_DATA = frozenset({"xhr", "fetch"})
_STYLE = "stylesheet"
_SCRIPT = "script"
_COUNTS = re.compile(
    r"(?:^|[/_.-])(?:hits?|clicks?|click_?count|visits?|visitors?|pv|uv|counter|view_?count|beacon|"
    r"tracking)(?:[/_.-]|$)",
    re.I,
)
"""Addresses that count readers: nothing of the page depends on them, and we are none."""
_CHANGES = re.compile(
    r"(?:save|add|insert|update|delete|remove|submit|upload|login|logout|vote|zan|comment)", re.I
)
_FORMS = ("application/json", "application/x-www-form-urlencoded", "text/plain")
_PASSED_ON = ("content-type", "content-security-policy")
_BODY = 20_000  # characters of a posted question


class Parts:
    """The requests of one page. `fault` is why the page cannot be whole, `given` that it began,
    `data` the answers from which its scripts had what it shows.

    What must come for a page to be whole are its data, and the scripts that the listed hosts have.
    Scripts of others are left out, as the pages of others are.
    """

    def __init__(self, got: Fetched, ask: Callable[[Task], Awaitable[Fetched]], most: int) -> None:
        """`got` is the page itself, which is not asked for again; `most` bounds the requests."""
        self._got = got
        self._ask = ask
        self._left = most
        self._running: set[asyncio.Task[Any]] = set()
        self.fault: tuple[Cause, str] | None = None
        self.broken: Exception | None = None
        self.given = False
        self.data: list[Fetched] = []

    @property
    def busy(self) -> bool:
        """Whether a request is being answered, or the page has not been given yet."""
        return bool(self._running) or not self.given

    def end(self, cause: Cause, why: str) -> None:
        """Note why the page cannot be whole; the first reason stands."""
        self.fault = self.fault or (cause, why)

    def stop(self) -> None:
        """Leave what is still under way."""
        for task in self._running:
            task.cancel()

    async def answer(self, route: Route, page: Any) -> None:
        """Answer one request; never raises: what fails on our side is kept as `broken`."""
        task = asyncio.current_task()
        if task is not None:
            self._running.add(task)
        try:
            await self._answer(route, page)
        except Error:
            pass  # the page is gone by now
        except Exception as error:
            self.broken = error
        finally:
            if task is not None:
                self._running.discard(task)

    async def _answer(self, route: Route, page: Any) -> None:
        request = route.request
        kind = request.resource_type
        if request.is_navigation_request():
            if request.frame != page.main_frame:
                await route.abort()
            elif self.given:
                self.end(Cause.UNREADABLE, "页面在浏览器中转向他处")
                await route.abort()
            else:
                self.given = True
                await _give(route, self._got)
        elif kind == _STYLE:
            await route.fulfill(status=200, content_type="text/css", body="")
        elif kind == _SCRIPT or kind in _DATA:
            await self._part(route, request, data=kind in _DATA)
        else:
            await route.abort()

    async def _part(self, route: Route, request: Request, data: bool) -> None:
        if data and _COUNTS.search(urlsplit(request.url).path):
            await route.abort()
            return
        task = self._task(request)
        if task is None:
            if data:
                self.end(Cause.UNREADABLE, "页面脚本的请求不是只读请求")
            await route.abort()
            return
        if self._left <= 0:
            self.end(Cause.LIMIT, "页面脚本的请求超出上限")
            await route.abort()
            return
        self._left -= 1
        got = await self._ask(task)
        shot, cause = got.fetch.snapshot, got.fetch.cause
        if shot is None:
            # A script of another host may be left out; what of ours does not come is missing.
            if data or cause is not Cause.BLOCKED:
                self.end(cause or Cause.UNREACHABLE, f"页面脚本所需的{_named(data)}未能取得")
            await route.abort()
            return
        if shot.status >= 400 and data:
            self.end(Cause.UNREADABLE, f"页面脚本所需的数据返回{shot.status}")
        elif data:
            self.data.append(got)
        await _give(route, got)

    def _task(self, request: Request) -> Task | None:
        """The request as a task of ours; None for one that may do more than read."""
        try:
            url = normalise(request.url)
        except ValueError:
            return None
        body = ""
        if request.method == "POST":
            kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
            try:
                body = request.post_data or ""
            except UnicodeDecodeError:
                return None
            changes = _CHANGES.search(urlsplit(url).path)
            if changes or len(body) > _BODY or (body and kind not in _FORMS):
                return None
        elif request.method != "GET":
            return None
        of = self._got.fetch
        return Task(
            Purpose.PART, url, of.task.role, method=request.method, body=body, referrer=of.final_url
        )


def _named(data: bool) -> str:
    return "数据" if data else "脚本"


async def _give(route: Route, got: Fetched) -> None:
    shot = got.fetch.snapshot
    headers = {
        name.lower(): value
        for name, value in got.headers
        if name.lower() in _PASSED_ON or name.lower().startswith("access-control-")
    }
    status = shot.status if shot is not None else 200
    await route.fulfill(status=status, headers=headers, body=got.body)

"""Showing pages in a browser, for those who need one: it is loaded with the first page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from crawler.fetching.fetched import Fetched
from crawler.fetching.programs import browser_program
from crawler.pages.task import Task
from crawler.portals import Limits
from crawler.records.model import Cause

Ask = Callable[[Task], Awaitable[Fetched]]
"""Fetches a task by the rules that hold for every request."""


class NotShown(Exception):  # noqa: N818 - not an error of ours, a way for a page to end
    """A page that the browser could not show; `why` is Chinese, for those who read reports."""

    def __init__(self, cause: Cause, why: str) -> None:
        self.cause = cause
        self.why = why
        super().__init__(why)


@dataclass(frozen=True)
class ShownPage:
    """A page once its scripts have run, as UTF-8, and the data that they were answered."""

    body: bytes
    data: tuple[Fetched, ...] = ()


class Shows(Protocol):
    """What shows pages."""

    async def show(self, got: Fetched) -> ShownPage:
        """The page of an answer once its scripts have run; raises NotShown."""

    async def close(self) -> None:
        """End what was started for it."""


class WhenNeeded:
    """The installed browser, if there is one: most nights need none, and then nothing is loaded."""

    def __init__(self, ask: Ask, limits: Limits, agent: str) -> None:
        """`ask` answers the requests of pages, `agent` is the user agent that they are told."""
        self._given = (ask, limits, agent)
        self._browser: Shows | None = None

    async def show(self, got: Fetched) -> ShownPage:
        """As `Shows`; without a browser the scanner is the cause."""
        program = browser_program()
        if program is None:
            raise NotShown(Cause.SCANNER, "监测端没有浏览器")
        if self._browser is None:
            from crawler.fetching.browser import Browser

            self._browser = Browser(*self._given, program)
        return await self._browser.show(got)

    async def close(self) -> None:
        """End the browser if one was started."""
        if self._browser is not None:
            await self._browser.close()

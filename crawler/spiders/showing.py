"""Showing the shells of one visit in a browser, within its bounds, and keeping what was seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from crawler.fetching.archive import Archive
from crawler.fetching.fetched import Fetched
from crawler.fetching.shown import NotShown, Shows
from crawler.pages.lists.shownlists import addresses_of, fills
from crawler.pages.markup.page import decode
from crawler.pages.reading import Reading
from crawler.pages.task import Task
from crawler.portals import Limits
from crawler.records.addresses import rendered_urn
from crawler.records.model import Cause, Snapshot
from crawler.records.moments import beijing
from crawler.spiders.traffic import read_answer
from crawler.visit.fetch import Call, Fetch
from crawler.visit.outcome import cause_text
from crawler.visit.rendering import says_something

MEDIA_TYPE = "text/html"
Read = Callable[[Fetch, str, bytes, bytes], Reading | None]


class Showing:
    """Shows the shells of one visit.

    What the browser makes of a page counts where it holds what the page was asked for. It proves
    what is there, never that nothing is: a page that stays empty stays unseen.
    """

    def __init__(
        self,
        browser: Shows,
        archive: Archive,
        limits: Limits,
        clock: Callable[[], datetime],
        read: Read | None = None,
    ) -> None:
        """`read` reads an answer as `read_answer` does."""
        self._browser = browser
        self._archive = archive
        self._left = limits.browser_pages
        self._clock = clock
        self._read = read or read_answer

    async def show(self, got: Fetched, reading: Reading) -> tuple[Fetch, Reading | None]:
        """How a shell (with its reading) came out in the browser: seen, or why it was not."""
        try:
            return await self._show(got)
        except NotShown as fault:
            return replace(got.fetch, unshown=fault.cause, unshown_why=fault.why), reading

    async def _show(self, got: Fetched) -> tuple[Fetch, Reading]:
        if self._left <= 0:
            raise NotShown(Cause.LIMIT, "超出浏览器打开页数上限")
        self._left -= 1
        page = await self._browser.show(got)
        body = page.body
        fetch = got.fetch
        urn = rendered_urn(fetch.final_url)
        moment = beijing(self._clock()).replace(microsecond=0)
        shot = Snapshot(urn, moment, sha256(body).hexdigest(), 200, MEDIA_TYPE)
        seen = replace(fetch, snapshot=shot, shell=fetch.snapshot)
        reading = self._read(seen, "", body, b"")
        if reading is not None and reading.cause is not None:
            raise NotShown(reading.cause, f"浏览器打开后{cause_text(reading.cause)}")
        if reading is None or not says_something(fetch.task, reading):
            raise NotShown(Cause.UNREADABLE, "浏览器打开后仍未见内容")
        self._archive.write_resource(urn, MEDIA_TYPE, body, moment)
        calls = _calls(page.data, reading)
        if calls:
            seen = replace(seen, calls=calls)
            reading = self._read(seen, "", body, b"") or reading
        return seen, reading


def _calls(data: tuple[Fetched, ...], reading: Reading) -> tuple[Call, ...]:
    """The requests whose answers hold the rows that a page shows, each once."""
    entries = reading.listing.entries
    out: dict[Task, Call] = {}
    for got in data if entries else ():
        task = got.fetch.task
        answer = decode(got.body, got.content_type)[0]
        if fills(answer, entries):
            rows = addresses_of(answer, entries)
            out.setdefault(task, Call(task.url, task.method, task.body, rows))
    return tuple(out.values())

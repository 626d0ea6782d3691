"""Carrying out a visit: what the plan asks for is fetched, read once, and told to the plan."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Protocol

from crawler.fetching.fetched import Fetched
from crawler.pages.attachment import read_file, read_roster
from crawler.pages.lists.shownlists import shown_turns, with_turns
from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task, bare
from crawler.records.model import Cause
from crawler.visit.fetch import Fetch
from crawler.visit.plan import Visit
from crawler.visit.rendering import order_of, wants_browser
from crawler.visit.words import TOO_LONG

log = logging.getLogger(__name__)

Shown = tuple[Fetch, Reading | None]
_Work = asyncio.Future[Fetched | Shown]
Show = Callable[[Fetched, Reading], Awaitable[Shown]]
"""Shows a shell with its reading: how that went, and what the page said then."""


class Rests(Protocol):
    """What need not be asked for tonight."""

    def waits(self, task: Task) -> bool:
        """Whether a task is better left until nothing else is under way."""

    def at_once(self, task: Task) -> Fetched | None:
        """What stands for a task without a request; None where it is to be fetched."""


_MARKUP = ("text/", "application/xhtml", "application/xml", "application/json", "+xml")
_GRACE = 5.0  # seconds for requests under way to die once the time is up


async def carry_out(
    visit: Visit,
    fetch: Callable[[Task], Awaitable[Fetched]],
    seconds: float,
    read_with: Callable[[Fetch, str, bytes, bytes], Reading | None] | None = None,
    show: Show | None = None,
    rests: Rests | None = None,
) -> AsyncIterator[tuple[Fetch, Reading | None]]:
    """Carry a visit out, yielding each answer with its reading as it comes in.

    `read_with` reads an answer as `read_answer` does. What `rests` lets wait is fetched once
    nothing else is under way, and `show` shows a shell when that is done, too: what is fetched
    and shown depends on no answer's speed.

    When `seconds` have passed the visit is stopped and everything open is a miss. With none left
    nothing is asked for at all.
    """
    first = visit.begin()
    if seconds <= 0:
        visit.stop(Cause.LIMIT, TOO_LONG)
        return
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    answers: asyncio.Queue[_Work] = asyncio.Queue()
    running: set[_Work] = set()

    def begin(work: Awaitable[Fetched | Shown]) -> None:
        future = asyncio.ensure_future(work)
        running.add(future)
        future.add_done_callback(answers.put_nowait)

    def get(task: Task) -> None:
        there = rests.at_once(task) if rests is not None else None
        if there is None:
            begin(fetch(task))
            return
        future: _Work = loop.create_future()
        future.set_result(there)
        running.add(future)
        answers.put_nowait(future)

    waiting: list[Task] = []

    def send(tasks: list[Task]) -> None:
        for task in tasks:
            if rests is not None and rests.waits(task):
                waiting.append(task)
            else:
                get(task)

    shells: list[tuple[Fetched, Reading]] = []
    send(first)
    try:
        while running or waiting or shells:
            if not running and waiting:
                for task in waiting:
                    get(task)
                waiting.clear()
            if show is not None and not running:
                shells.sort(key=lambda one: order_of(one[0].fetch), reverse=True)
                begin(show(*shells.pop()))
            try:
                future = await _next(answers, end - loop.time())
            except TimeoutError:
                visit.stop(Cause.LIMIT, TOO_LONG)
                break
            running.discard(future)
            got = future.result()
            if isinstance(got, Fetched):
                reading = got.reading
                if reading is None:
                    reading = (read_with or read_answer)(
                        got.fetch, got.content_type, got.body, got.transcript
                    )
                if show is not None and reading is not None and wants_browser(got.fetch, reading):
                    shells.append((got, reading))
                    continue
                answer: Shown = (got.fetch, reading)
            else:
                answer = got
            send(visit.took(*answer))
            yield answer
    finally:
        for future in running:
            future.cancel()
        if running:
            await asyncio.wait(running, timeout=_GRACE)
    visit.finish()


async def _next(answers: asyncio.Queue[_Work], seconds: float) -> _Work:
    """The next answer; TimeoutError after that many seconds. One that is there is not waited for,
    which would be a task and a timer each, but others get their turn."""
    if answers.empty() or seconds <= 0:
        return await asyncio.wait_for(answers.get(), seconds)
    await asyncio.sleep(0)
    return answers.get_nowait()


def read_answer(
    fetch: Fetch, content_type: str, body: bytes, transcript: bytes = b""
) -> Reading | None:
    """The reading of an answer, live or from the archive; None where there is nothing to read.

    `transcript` is that of a file, empty where none was made.

    A reader that fails leaves the page unseen, never the visit broken.
    """
    shot = fetch.snapshot
    if shot is None or fetch.task.purpose is Purpose.ROBOTS:
        return None
    is_file = fetch.task.purpose in (Purpose.FILE, Purpose.TEXT)
    script = fetch.task.purpose is Purpose.FRAME and "javascript" in shot.media_type
    readable = is_file or script or _readable(shot.media_type, body)
    if not readable and fetch.task.purpose is not Purpose.ROSTER:
        return None
    task = bare(fetch.task)
    try:
        if not readable:
            return read_roster(task, shot, content_type, body, transcript)
        if is_file:
            return read_file(task, fetch.final_url, shot, content_type, body, transcript)
        page = Page.parse(fetch.final_url, body, content_type, shot.status)
        return _turning(fetch, read(task, page, shot))
    except Exception as error:
        log.exception("reader failed on %s", fetch.final_url)
        return Reading(cause=Cause.SCANNER, detail=f"{type(error).__name__}: {error}"[:200])


def _turning(fetch: Fetch, reading: Reading) -> Reading:
    """The reading of a page that a browser showed, with the requests for the rest of its list."""
    listing, number = reading.listing, fetch.task.page_number
    turns = tuple(
        turn
        for call in fetch.calls
        for turn in shown_turns(listing, number, call.method, call.url, call.body, call.rows)
    )
    found = with_turns(listing, turns)
    return reading if found is listing else replace(reading, listing=found)


def _readable(media_type: str, body: bytes) -> bool:
    if any(mark in media_type for mark in _MARKUP):
        return True
    return body[:500].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"{", b"["))

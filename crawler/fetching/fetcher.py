"""One task, fetched: hosts, robots.txt, pace, retries, redirects, bounds, archive.

How bytes travel is left to a `Download`; everything that may be asked, how often, and what
counts as an answer is decided here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from math import inf
from urllib.parse import urlsplit

from crawler.fetching.archive import Archive, header_text
from crawler.fetching.earlier import Earlier, conditions
from crawler.fetching.fetched import LONGEST_MARK, Fetched
from crawler.fetching.items import Headers
from crawler.fetching.jumps import header_jump, page_jump
from crawler.fetching.names import Names
from crawler.fetching.politeness import DEFAULT_RATE, Gate, rates_of, retry_after
from crawler.fetching.robots import Rules, read_rules
from crawler.fetching.standing import Standing
from crawler.fetching.unasked import is_compared
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals import Limits, Watchlist
from crawler.portals.roles import Role
from crawler.records.addresses import host_of, normalise
from crawler.records.captures import Capture
from crawler.records.model import Cause, Snapshot
from crawler.visit.fetch import Fetch

_BUSY = frozenset({429, 503})
_AGAIN = _BUSY | {408, 500, 502, 504}
_JUMPERS = frozenset({Purpose.HOME, Purpose.SECTION, Purpose.EXPLORE})
_Key = tuple[str, str, str, bool, bool]
_UNLISTED = "redirect to unlisted host"
_TOO_MANY = "redirects"


@dataclass(frozen=True)
class Answer:
    """What came back for one request, decompressed. `peer` is the address that answered."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    peer: str = ""

    def header(self, name: str) -> str:
        """The first header of that name, whatever its case; empty if there is none."""
        return next((v for k, v in self.headers if k.lower() == name.lower()), "")


class Trouble(Exception):  # noqa: N818 - not an error of ours, a way for a request to end
    """A request without a usable answer. `again` says whether another try makes sense."""

    def __init__(self, cause: Cause, detail: str, again: bool = False, slow: bool = False) -> None:
        self.cause = cause
        self.detail = detail
        self.again = again
        self.slow = slow
        super().__init__(detail)


Download = Callable[[Task, str, Headers], Awaitable[Answer]]
"""Makes one request for a task at an address, with these conditions; raises Trouble."""


class Fetcher:
    """Fetches tasks for one portal group and keeps every answer in the archive."""

    def __init__(
        self,
        download: Download,
        archive: Archive,
        names: Names,
        gate: Gate,
        watchlist: Watchlist,
        limits: Limits,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        blind: str = "",
        earlier: Earlier | None = None,
        carried: Callable[[Fetch, str], Reading | None] | None = None,
    ) -> None:
        """With `blind` (why our own machine is in doubt) silence is laid to the scanner.

        `earlier` is what earlier nights have: what did not change since is not fetched again.
        `carried` gives the reading that they made of the same page to the same task (Standing).
        """
        self._download = download
        self._archive = archive
        self._names = names
        self._gate = gate
        self._limits = limits
        self._clock = clock
        self._sleep = sleep
        self._blind = blind
        self._earlier = earlier or Earlier()
        self._standing = Standing(self._earlier, archive, carried)
        self._rates = rates_of(watchlist)
        self._hosts = frozenset(host_of(normalise(f"http://{h}")) for h in watchlist.known_hosts())
        self._rules: dict[str, asyncio.Future[Rules]] = {}
        self._faults: dict[str, str] = {}
        self._done: dict[_Key, Fetch] = {}
        self._underway: dict[_Key, asyncio.Future[Fetched]] = {}

    async def fetch(self, task: Task) -> Fetched:
        """Carry out a task; never raises for what a portal does.

        What was fetched before in this group (by another portal, or to follow robots.txt) is
        not asked for again: its answer is read back from the archive.
        """
        if task.purpose is Purpose.ROBOTS and host_of(task.url) in self._hosts:
            await self._rules_of(_origin_of(task.url))
        key = _key(task)
        stood = None
        while (work := self._underway.get(key)) is not None and work is not stood:
            got = await asyncio.shield(work)
            if not self._has_to_ask(task, got.fetch):
                if got.reading is not None:  # another task's
                    return self._again(task, got.fetch)
                return replace(got, fetch=replace(got.fetch, task=task))
            stood = work
        if key in self._done and not self._has_to_ask(task, self._done[key]):
            return self._again(task, self._done[key])
        work = self._underway[key] = asyncio.ensure_future(self._walk(task))
        try:
            got = await asyncio.shield(work)
        finally:
            if self._underway.get(key) is work:
                del self._underway[key]
        self._done[key] = got.fetch
        return got

    def _has_to_ask(self, task: Task, done: Fetch) -> bool:
        """Whether what another task was content not to ask for is no answer to this one."""
        return done.unasked and self._earlier.must_ask(task)

    def _again(self, task: Task, done: Fetch) -> Fetched:
        """What was fetched for another task, from the archive."""
        again = replace(done, task=task)
        if again.snapshot is None:
            return Fetched(again)
        item = self._archive.read(again.snapshot)
        return Fetched(again, item.header("Content-Type"), item.body, headers=item.headers)

    async def _walk(self, task: Task) -> Fetched:
        asked = task
        hops: list[str] = []
        url = task.url
        attempts = 0
        try:
            while True:
                if (fault := self._fault_of(url, hops)) is not None:
                    raise fault
                if task.purpose is not Purpose.ROBOTS:
                    await self._check_robots(url)
                if (rests := self._resting(task, url)) is not None:
                    stood = self._standing.look(rests, asked, url, tuple(hops))
                    if stood is not None:
                        return stood
                known = self._earlier.offer(task, url)
                answer, tries = await self._ask(task, url, known)
                attempts += tries
                kept = self._keep(task, url, answer, known)
                if kept is None:
                    continue  # what it was to be compared with is not whole: it comes again
                answer, snapshot = kept
                if answer.status in _BUSY:
                    raise Trouble(_refused(answer.status), f"answers {answer.status}")
                target = self._jump(task, url, answer, snapshot)
                if target is None:
                    modified = header_text(answer.header("Last-Modified"))[:LONGEST_MARK]
                    done = Fetch(
                        asked, snapshot, url, tuple(hops), attempts=attempts, modified=modified
                    )
                    kind = header_text(answer.header("Content-Type"))
                    return Fetched(done, kind, answer.body, headers=answer.headers)
                hops.append(url)
                if len(hops) > self._limits.redirects:
                    raise Trouble(Cause.LIMIT, f"{_TOO_MANY}: more than {self._limits.redirects}")
                if target in hops:
                    raise Trouble(Cause.LIMIT, f"{_TOO_MANY} in a circle at {target}")
                if answer.status not in (307, 308) and task.method != "GET":
                    task = replace(task, method="GET", body="")
                url = target
        except Trouble as trouble:
            ours = bool(self._blind) and trouble.cause is Cause.UNREACHABLE
            given = Fetch(
                task=asked,
                final_url=url,
                hops=tuple(hops),
                cause=Cause.SCANNER if ours else trouble.cause,
                detail=self._blind if ours else trouble.detail,
                attempts=max(attempts, 1),
            )
            return Fetched(given)

    def _fault_of(self, url: str, hops: Sequence[str]) -> Trouble | None:
        host = host_of(url)
        if host not in self._hosts:
            said = f"{_UNLISTED} {host}" if hops else f"unlisted host {host}"
            return Trouble(Cause.BLOCKED, said)
        if len(url) > self._limits.address_characters:
            return Trouble(Cause.LIMIT, f"address of {len(url)} characters")
        return None

    async def _rules_of(self, origin: str) -> Rules:
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._learn_rules(origin))
        return await asyncio.shield(self._rules[origin])

    async def _check_robots(self, url: str) -> None:
        rules = await self._rules_of(_origin_of(url))
        refusal = rules.refusal(url)
        if refusal is not None:
            if refusal is Cause.ROBOTS:
                self._gate.skipped(urlsplit(url).netloc)
            raise Trouble(refusal, rules.detail or "robots.txt forbids it")

    async def _learn_rules(self, origin: str) -> Rules:
        task = Task(Purpose.ROBOTS, f"{origin}/robots.txt", Role.HOME)
        got = await self._walk(task)
        self._done[_key(task)] = got.fetch
        if got.fetch.snapshot is not None:
            rules = read_rules(got.fetch.snapshot.status, got.body)
            self._gate.delay(host_of(origin), rules.delay)
            return rules
        detail = f"robots.txt: {got.fetch.detail}"
        if got.fetch.cause is Cause.LIMIT and got.fetch.detail.startswith(_TOO_MANY):
            return Rules()  # RFC 9309 section 2.3.1.2: as if there were none
        if got.fetch.detail.startswith(_UNLISTED):
            return Rules()
        if got.fetch.cause in (Cause.LIMIT, Cause.UNREADABLE):
            return Rules(cause=Cause.ROBOTS, detail=detail)
        return Rules(cause=got.fetch.cause, detail=detail)

    async def _ask(self, task: Task, url: str, known: Capture | None) -> tuple[Answer, int]:
        """One address, tried again as long as that makes sense; the answer and the tries."""
        host = host_of(url)
        await self._admit(url)
        tries = self._limits.retries + 1
        for attempt in range(1, tries + 1):
            last = attempt == tries
            pause = 0.0
            try:
                async with self._gate.turn(host):
                    given_up = self._gate.given_up(host)
                    if given_up is not None:
                        raise Trouble(*given_up)
                    answer = await self._download(task, url, conditions(known))
            except Trouble as trouble:
                if trouble.slow:
                    self._gate.struggled(host)
                if last or not trouble.again:
                    if self._gate.given_up(host) is None and trouble.cause is Cause.UNREACHABLE:
                        self._gate.failed(host, trouble.cause, trouble.detail)
                    raise
            else:
                if answer.status in _BUSY:
                    pause = self._hear_out(host, answer, last)
                elif answer.status not in _AGAIN or last:
                    self._gate.answered(host, len(answer.body))
                if answer.status not in _AGAIN or last or pause == inf:
                    return answer, attempt
            self._gate.retried(host)
            await self._sleep(max(pause, self._backoff(host, attempt)))
        raise AssertionError("unreachable: the last try returns or raises")

    def _hear_out(self, host: str, answer: Answer, last: bool) -> float:
        """Heed a 429 or 503; the seconds until it may be tried again, inf for not tonight."""
        wished = retry_after(answer.header("Retry-After"), self._clock())
        too_long = wished is not None and wished > self._limits.retry_after_seconds
        self._gate.complained(host, 0.0 if wished is None or too_long or last else wished)
        if last or too_long:
            self._gate.failed(host, _refused(answer.status), f"answers {answer.status}")
        return inf if too_long else wished or 0.0

    async def _admit(self, url: str) -> None:
        """Resolve the host and fix its pace; Trouble if it has no address that may be asked."""
        host = host_of(url)
        if host not in self._faults:
            found = await asyncio.to_thread(self._names.resolve, urlsplit(url).hostname or "")
            usual = inf if found.loopback else DEFAULT_RATE
            self._gate.admit(host, self._rates.get(host, usual))
            self._faults[host] = found.fault
        if self._faults[host]:
            raise Trouble(Cause.UNREACHABLE, self._faults[host])

    def _backoff(self, host: str, attempt: int) -> float:
        base = 0.05 if self._gate.unbounded(host) else 1.0
        return float(base * 2 ** (attempt - 1))

    def _keep(
        self, task: Task, url: str, answer: Answer, known: Capture | None
    ) -> tuple[Answer, Snapshot] | None:
        """Archive an answer; what it says, with the bytes that it stands for, and its snapshot.

        None where the server says that `known` holds and we do not have that any more.
        """
        told = known if answer.status == HTTPStatus.NOT_MODIFIED else None
        digest = sha256(answer.body).hexdigest() if told is None else told.sha256
        same = told or self._earlier.original(task, url, answer.status, digest)
        there = self._earlier.item(same) if same is not None else None
        if told is not None and there is None:
            return None
        how = (answer.status, _reason(answer.status), answer.headers)
        if same is None or there is None:
            snapshot = self._archive.write_response(
                url, *how, answer.body, self._clock(), answer.peer
            )
            self._earlier.note(task, url, answer, snapshot, self._archive.path.name)
            return answer, snapshot
        item, record = there
        snapshot = self._archive.write_revisit(
            item, same.warc, record, *how, self._clock(), answer.peer
        )
        if told is None:
            self._earlier.note(task, url, answer, snapshot, same.warc)
            return answer, snapshot
        self._earlier.unchanged(task, told, snapshot)
        return Answer(item.status, item.headers, item.body, answer.peer), snapshot

    def waits(self, task: Task) -> bool:
        """Whether a task is better left until nothing else is under way: a document may rest."""
        return is_compared(task) and self._earlier.resting(task, task.url) is not None

    def at_once(self, task: Task) -> Fetched | None:
        """What stands for a task with no request and nothing to wait for; None: `fetch` it.

        A portal has thousands of pages that rest; a coroutine for each would cost more than
        they do.
        """
        url, key = task.url, _key(task)
        rules = self._rules.get(_origin_of(url))
        if key in self._done or key in self._underway or rules is None or not rules.done():
            return None
        if self._fault_of(url, ()) is not None or rules.result().refusal(url) is not None:
            return None
        known = self._resting(task, url)
        stood = self._standing.read(known, task, url) if known is not None else None
        if stood is not None:
            self._done[key] = stood.fetch
        return stood

    def _resting(self, task: Task, url: str) -> Capture | None:
        """What stands for a page, unless its host was given up tonight: then it is not seen."""
        known = self._earlier.resting(task, url)
        if known is None or self._gate.given_up(host_of(url)) is not None:
            return None
        return known

    def _jump(self, task: Task, url: str, answer: Answer, snapshot: Snapshot) -> str | None:
        target = header_jump(answer.status, answer.header("Location"))
        if target is None and answer.status == 200 and task.purpose in _JUMPERS:
            target = page_jump(url, snapshot.media_type, answer.body)
        if target is None:
            return None
        try:
            return normalise(target, url)
        except ValueError as error:
            if answer.status == 200:
                return None
            raise Trouble(Cause.UNREADABLE, f"redirect to no usable address: {error}") from error


def _origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def _refused(status: int) -> Cause:
    """What a 429 or 503 stands for: the first means us, the second anybody."""
    return Cause.BLOCKED if status == 429 else Cause.UNREACHABLE


def _key(task: Task) -> _Key:
    again = task.purpose is Purpose.AGAIN  # asked once more, whatever came before
    return task.method, task.url, task.body, task.purpose in _JUMPERS, again

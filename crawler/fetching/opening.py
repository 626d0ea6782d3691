"""One home page opened once, as a reader would: how long it takes, how it answers, or why not.

Hosts of the watchlist alone are asked, at addresses of its name server, after their robots.txt and
at their pace. Certificates are looked past: what a browser warns of can be opened.
"""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from http import HTTPStatus
from math import inf
from time import monotonic
from urllib.parse import urlsplit, urlunsplit

import httpx

from crawler.fetching.jumps import header_jump, page_jump
from crawler.fetching.names import Address, Names
from crawler.fetching.politeness import DEFAULT_RATE, Gate, rates_of, user_agent
from crawler.fetching.robots import Rules, read_rules
from crawler.pages.condition.condition import recognise
from crawler.pages.markup.page import Page
from crawler.portals import Portal, Watchlist
from crawler.portals.roles import Role
from crawler.records.addresses import host_of, normalise
from crawler.records.codec import encode, revive
from crawler.records.model import Cause, Snapshot
from crawler.records.moments import beijing
from crawler.records.opening import Doubt, HomeOpenings, Opening, VisitSpan

OPENINGS_TYPE = "application/json"
_RULES_FOR = timedelta(hours=24)
"""So long a robots.txt is gone by; longer where its host does not answer (RFC 9309 section 2.4)."""
_ADDRESSES = 4  # tried of one host
_NEXT_SECONDS = 5.0  # for a connection, where there is another address to go to
_READ = 200_000  # bytes looked at to tell what a bad status means
_ROBOTS_BYTES = 1_000_000
_PORTS = {"http": 80, "https": 443}
_FAILING = (Cause.UNREACHABLE, Cause.SOFT_404)


@dataclass(frozen=True)
class Got:
    """An answer with what came of its body, or (no status) why there is none; `ours` says that the
    reason may be our own, `cut` that it was given up while waiting."""

    seconds: float
    status: int | None = None
    location: str = ""
    kind: str = ""
    body: bytes = b""
    error: str = ""
    ours: bool = False
    cut: bool = False


Remembered = dict[str, tuple[datetime, Rules]]
"""The robots.txt of each origin with the moment it was read: kept from round to round."""


class Opener:
    """Opens home pages of one watchlist; for one event loop and a few minutes."""

    def __init__(
        self, watchlist: Watchlist, remembered: Remembered, now: Callable[[], datetime]
    ) -> None:
        self._names = Names.of(watchlist)
        self._limits = watchlist.monitor.limits
        self._gate = Gate(self._limits)
        self._rates = rates_of(watchlist)
        self._hosts = frozenset(host_of(normalise(f"http://{h}")) for h in watchlist.known_hosts())
        self._agent = user_agent(watchlist.monitor.contact)
        self._remembered = remembered
        self._now = now

    async def open(self, home: str) -> Opening:
        """Open a home page. Never raises for what a host does."""
        at = beijing(self._now()).replace(microsecond=0)
        url, spent, got = normalise(home), 0.0, Got(0.0)
        for _ in range(self._limits.redirects + 1):
            if host_of(url) not in self._hosts:
                return Opening(at, spent, got.status, doubt=Doubt.ELSEWHERE)
            rules = await self._rules_of(url)
            if rules is None or rules.refusal(url) is not None:
                return Opening(at, spent, got.status, doubt=Doubt.ROBOTS)
            got = await self._get(url, self._limits.request_seconds - spent)
            spent = round(spent + got.seconds, 2)
            target = _target(url, got)
            if target is None:
                return _opened(at, url, spent, got)
            url = target
        error = f"more than {self._limits.redirects} redirects"
        return Opening(at, spent, got.status, error)

    async def _rules_of(self, url: str) -> Rules | None:
        """What robots.txt says of the host; None where that could not be learnt."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        known = self._remembered.get(origin)
        now = self._now()
        if known is None or not timedelta(0) <= now - known[0] < _RULES_FOR:
            rules = await self._learn(origin)
            if rules is not None and rules.cause is None:
                known = self._remembered[origin] = (now, rules)
        if known is None:
            return None
        self._gate.delay(host_of(url), known[1].delay)
        return known[1]

    async def _learn(self, origin: str) -> Rules | None:
        url = f"{origin}/robots.txt"
        for _ in range(self._limits.redirects + 1):
            got = await self._get(url, self._limits.request_seconds, _ROBOTS_BYTES)
            if got.status is None:
                return None
            target = _target(url, got)
            if target is None:
                return read_rules(got.status, got.body)
            if host_of(target) not in self._hosts:
                return Rules()
            url = target
        return Rules()  # RFC 9309 section 2.3.1.2: as if there were none

    async def _get(self, url: str, seconds: float, most: int | None = None) -> Got:
        """One request, at the first address of its host that takes a connection."""
        parts = urlsplit(url)
        host = host_of(url)
        began = monotonic()
        found = await asyncio.to_thread(self._names.resolve, parts.hostname or "")
        if not found.addresses:
            # Of our own name server nothing is known: whoever else is asked now tells of it.
            return Got(round(monotonic() - began, 2), error=found.fault, ours=not found.known)
        self._gate.admit(host, self._rates.get(host, inf if found.loopback else DEFAULT_RATE))
        got = Got(0.0)
        addresses = found.addresses[:_ADDRESSES]
        for number, address in enumerate(addresses, 1):
            first = None if number == len(addresses) else _NEXT_SECONDS
            async with self._gate.turn(host):
                got = await self._connect(url, address, seconds, first, most)
            if got.status is not None or got.cut:
                break
        if got.status is None:
            # A scanner without IPv6 fails at hosts that have nothing else.
            alone = all(one.version == 6 and not one.is_loopback for one in addresses)
            self._gate.struggled(host)
            return replace(got, ours=got.ours or alone)
        if got.status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
            self._gate.complained(host, 0.0)
        else:
            self._gate.answered(host, len(got.body))
        return got

    async def _connect(
        self, url: str, address: Address, seconds: float, first: float | None, most: int | None
    ) -> Got:
        parts = urlsplit(url)
        port = parts.port or _PORTS[parts.scheme]
        where = f"[{address}]:{port}" if address.version == 6 else f"{address}:{port}"
        pinned = urlunsplit((parts.scheme, where, parts.path or "/", parts.query, ""))
        began = monotonic()
        body, status = bytearray(), None
        try:
            async with (
                asyncio.timeout(max(seconds, 0.01)),
                httpx.AsyncClient(
                    verify=_context(),
                    trust_env=False,
                    timeout=httpx.Timeout(None, connect=first),
                ) as client,
                client.stream(
                    "GET",
                    pinned,
                    headers={"Host": parts.netloc, "User-Agent": self._agent},
                    extensions={"sni_hostname": parts.hostname},
                ) as answer,
            ):
                status = answer.status_code
                async for piece in answer.aiter_bytes():
                    body += piece
                    if len(body) >= (most or self._limits.page_bytes):
                        break
                location = answer.headers.get("location", "")
                kind = answer.headers.get("content-type", "")
                return Got(_since(began), status, location, kind, bytes(body))
        except TimeoutError:
            error = f"not there after {seconds:g} s"
            return Got(_since(began), status, error=error, cut=True)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as problem:
            if status is not None and body and isinstance(problem, httpx.RemoteProtocolError):
                return Got(_since(began), status, body=bytes(body))  # a browser shows what came
            error = f"{type(problem).__name__}: {problem}"[:200]
            return Got(_since(began), status, error=error, ours=_ours(problem))


def _since(began: float) -> float:
    return round(monotonic() - began, 2)


@cache
def _context() -> ssl.SSLContext:
    """As lenient as the oldest servers need: nothing is sent that could be stolen."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.options |= 0x4  # OP_LEGACY_SERVER_CONNECT, named from Python 3.12 on
    with suppress(ssl.SSLError, ValueError):
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
    return context


def _ours(problem: Exception) -> bool:
    """Whether a failure may lie in what we can speak, and not in the host."""
    if isinstance(problem, httpx.RemoteProtocolError):
        return "disconnected" not in str(problem) and "peer closed" not in str(problem)
    spoken = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ReadError, httpx.WriteError)
    return not isinstance(problem, (*spoken, OSError)) or "SSL" in str(problem)


def _target(url: str, got: Got) -> str | None:
    """Where an answer leads; None if it leads nowhere."""
    jump = header_jump(got.status or 0, got.location)
    if jump is None and got.status == HTTPStatus.OK:
        jump = page_jump(url, got.kind, got.body)
    if jump is None:
        return None
    try:
        target = normalise(jump, url)
    except ValueError:
        return None
    return target if target.startswith(("http://", "https://")) and target != url else None


def _opened(at: datetime, url: str, seconds: float, got: Got) -> Opening:
    if got.error:
        doubt = Doubt.REFUSED if got.ours else None
        return Opening(at, seconds, got.status, got.error, got.cut, doubt)
    if got.status is None or got.status < HTTPStatus.BAD_REQUEST:
        return Opening(at, seconds, got.status)
    cause, _ = recognise(Page.parse(url, got.body[:_READ], got.kind, got.status))
    doubt = None if cause in _FAILING else Doubt.REFUSED
    return Opening(at, seconds, got.status, f"status {got.status}", doubt=doubt)


def openings_urn(portal_id: str) -> str:
    """The address under which a portal's openings are archived."""
    return f"urn:gongkai:openings:{portal_id}"


def write_openings(
    openings: Iterable[Opening], first: date, last: date, visits: Iterable[VisitSpan] = ()
) -> bytes:
    """The openings of whole days, and the visits for runs in them, as they are archived."""
    told = {"first": first, "last": last, "openings": tuple(openings), "visits": tuple(visits)}
    return (json.dumps(encode(told), ensure_ascii=False) + "\n").encode()


def read_openings(portal: Portal, snapshot: Snapshot, content: bytes) -> HomeOpenings:
    """The record that archived openings come to; ValueError or KeyError if they are none."""
    told = json.loads(content)
    found: HomeOpenings = revive(
        HomeOpenings,
        {
            "url": normalise(portal.home),
            "title": portal.name,
            "role": Role.HOME.value,
            "snapshot": encode(snapshot),
            **{name: told[name] for name in ("first", "last", "openings")},
            "visits": told.get("visits", []),  # those archived earlier have none
        },
    )
    return found

"""The address-family probe: does a host answer over IPv6 as it does over IPv4?

Every connection goes to one literal address, with the host's name in the Host header and in
TLS, so that the families cannot be mixed up. All that was asked and answered is in the
transcript, which is archived.
"""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from ipaddress import ip_address
from math import inf
from time import monotonic
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx

from crawler.fetching.certificate import REFUSED, accepted, refused
from crawler.fetching.homeparts import asset_hosts, likeness
from crawler.fetching.names import Names
from crawler.fetching.ownipv6 import (
    ScannerIpv6,
    is_loopback,
    reaches_ipv6,
    scanner_ipv6,
    usable_addresses,
)
from crawler.fetching.pace import KeptPace, PaceKeeper
from crawler.fetching.politeness import DEFAULT_RATE, Gate, retry_after
from crawler.portals import Limits, Portal
from crawler.portals.reach import literal, refusal
from crawler.portals.roles import Role
from crawler.records.addresses import host_of, normalise
from crawler.records.certificate import Certificate
from crawler.records.codec import encode, revive
from crawler.records.model import Snapshot
from crawler.records.moments import beijing, stamp
from crawler.records.site import Ipv6Probe

__all__ = [
    "SAMPLE",
    "Asking",
    "ScannerIpv6",
    "probe_ipv6",
    "probe_urn",
    "reaches_ipv6",
    "read_probe",
    "sample_of",
    "scanner_ipv6",
    "usable_addresses",
]

SAMPLE = 10
"""Inner pages probed (standing rulebook, access-1)."""

_FACTS = "facts"
_KINDS = ("A", "AAAA")
_ADDRESSES = 4  # tried per family; more than any portal publishes
_REDIRECTS = 3
_BODY = 65_536  # bytes read of an answer
_MOST_ASSETS = 10
_PORTS = (("http", 80), ("https", 443))
_BUSY = (429, 503)


@dataclass(frozen=True)
class Asking:
    """How a probe may ask: at the pace of `gate` (that of the visit before, or one of its own),
    in turns with all groups where there is a `keeper`, and for no longer than `seconds`.
    """

    gate: Gate
    keeper: PaceKeeper | None = None
    seconds: float = inf


@dataclass
class _Transcript:
    now: Callable[[], datetime]
    lines: list[dict[str, object]] = field(default_factory=list)

    def note(self, **facts: object) -> None:
        self.lines.append({"at": stamp(self.now()), **facts})

    def encoded(self) -> bytes:
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in self.lines).encode()


def sample_of(host: str, urls: Iterable[str], size: int = SAMPLE) -> tuple[str, ...]:
    """Inner pages of a host to probe: always the same ones for the same addresses."""
    own = {url for url in urls if host_of(url) == host}
    return tuple(sorted(own, key=lambda url: (sha256(url.encode()).digest(), url))[:size])


def probe_ipv6(
    portal: Portal,
    pages: Iterable[str],
    names: Names,
    scanner: ScannerIpv6,
    agent: str,
    limits: Limits,
    now: Callable[[], datetime],
    asking: Asking | None = None,
) -> tuple[Ipv6Probe, bytes]:
    """Probe the host of a portal's home over both families; the record and its transcript.

    `pages` are addresses read in this visit, of which a fixed sample is asked again. `names`
    asks the configured name server, and only for listed hosts. Never raises for what hosts do.
    The record's snapshot is the transcript, to be archived under the address in it. What could
    not be asked in time was `cut`.
    """
    home = normalise(portal.home)
    host = host_of(home)
    transcript = _Transcript(now)
    asking = asking or Asking(Gate(limits))
    probe = _Probe(home, names, scanner, agent, limits, transcript, asking)
    facts = asyncio.run(probe.run(sample_of(host, (url for url in pages if url != home))))
    transcript.lines.append({_FACTS: {"url": home, "title": host, "host": host, **facts}})
    content = transcript.encoded()
    moment = beijing(now()).replace(microsecond=0)
    urn = probe_urn(portal.id)
    snapshot = Snapshot(urn, moment, sha256(content).hexdigest(), 0, "application/jsonl")
    return read_probe(snapshot, content), content


def probe_urn(portal_id: str) -> str:
    """The address under which a portal's probe transcript is archived."""
    return f"urn:gongkai:probe:{portal_id}"


def read_probe(snapshot: Snapshot, transcript: bytes) -> Ipv6Probe:
    """The record that a transcript comes to; ValueError if it does not end with its facts."""
    lines = transcript.decode().splitlines()
    facts = json.loads(lines[-1]).get(_FACTS) if lines else None
    if not isinstance(facts, dict):
        raise ValueError("the transcript does not end with its facts")
    probe: Ipv6Probe = revive(
        Ipv6Probe, {**facts, "role": Role.HOME.value, "snapshot": encode(snapshot)}
    )
    return probe


_Home = tuple[int | None, str, str]
_Row = tuple[str, int | None, int | None]


@dataclass(frozen=True)
class _Opened:
    """How home came over one family: status, error and address, the status at every address that
    was tried, what came of the page, and how long it took."""

    answer: _Home
    tried: Mapping[str, int | None]
    body: bytes = b""
    seconds: float = 0.0


class _Probe:
    """One host being probed."""

    def __init__(
        self,
        home: str,
        names: Names,
        scanner: ScannerIpv6,
        agent: str,
        limits: Limits,
        transcript: _Transcript,
        asking: Asking,
    ) -> None:
        self.home = home
        self.name = urlsplit(home).hostname or ""
        self.names = names
        self.scanner = scanner
        self.agent = agent
        self.seconds = limits.request_seconds
        self.transcript = transcript
        self.host = host_of(home)
        self.longest_pause = limits.retry_after_seconds
        self.pace = KeptPace(asking.keeper) if asking.keeper is not None else None
        self.gate = asking.gate.moved(self.pace)
        self.ends_at = monotonic() + asking.seconds
        self.cut = False
        self.certificate: Certificate | None = None
        self.body = b""
        self.took = 0.0

    async def run(self, sample: Sequence[str]) -> dict[str, Any]:
        """Everything an Ipv6Probe says beyond its subject and proof."""
        if literal(self.name) is not None:
            self.transcript.note(host=self.name, says="literal address, no name to look up")
            return {"literal": True, "scanner_ipv6": self.scanner.loopback or self.scanner.global_}
        a, aaaa = [await asyncio.to_thread(self.names.ask, self.name, kind) for kind in _KINDS]
        for kind, answer in zip(_KINDS, (a, aaaa), strict=True):
            self.transcript.note(
                host=self.name, dns=kind, state=answer.state, answers=answer.addresses
            )
        usable = usable_addresses(a.addresses, aaaa.addresses)
        known = (*a.addresses, *aaaa.addresses)
        # Where its visit admitted the host, that pace stays.
        self.gate.admit(self.host, inf if all(map(is_loopback, known)) else DEFAULT_RATE)
        try:
            home, inner = await self._both(a.addresses, usable, sample)
            cut, certificate = self.cut, self.certificate
            depth = await self._depth(home, usable)
            self.cut, self.certificate = cut, certificate  # what is advice alone decides nothing
        finally:
            if self.pace is not None:
                self.pace.close()
        (status_v4, _, _), (status_v6, error_v6, _) = (one.answer for one in home)
        able = self._able(a.addresses, usable)
        note = "" if able else "no IPv6 connection of the scanner's own could be proved"
        return {
            "a": a.addresses,
            "aaaa": aaaa.addresses,
            "usable": usable,
            "dns": aaaa.state if aaaa.state != "ok" else a.state,
            "scanner_ipv6": able or status_v6 is not None,
            "scanner_note": "" if status_v6 is not None else note,
            "status_v4": status_v4,
            "status_v6": status_v6,
            "error_v6": "" if status_v6 is not None else error_v6,
            "inner": inner,
            **depth,
            **({"cut": True} if self.cut else {}),
            **({"certificate": encode(self.certificate)} if self.certificate else {}),
        }

    async def _both(
        self, a: Sequence[str], usable: Sequence[str], sample: Sequence[str]
    ) -> tuple[tuple[_Opened, _Opened], tuple[_Row, ...]]:
        """The home page over both families, and the inner pages where IPv6 answers."""
        plain = tuple(text for text in a if not refusal(ip_address(text)))
        four, six = await self._home(plain), await self._home(usable)
        at4, at6 = four.answer[2], six.answer[2]
        rows: list[_Row] = []
        for url in sample if at6 else ():
            status4 = (await self._ask(url, at4))[0] if at4 else None
            status6 = (await self._ask(url, at6))[0]
            if self.cut:  # half a row would say that a family does not answer
                break
            rows.append((url, status4, status6))
        return (four, six), tuple(rows)

    def _able(self, a: Sequence[str], usable: Sequence[str]) -> bool:
        asked = usable or a
        at_home = bool(asked) and all(is_loopback(text) for text in asked)
        return self.scanner.loopback if at_home else self.scanner.global_

    async def _home(self, addresses: Sequence[str]) -> _Opened:
        """The home page at the first address that answers; else the last error."""
        error = ""
        tried: dict[str, int | None] = {}
        for address in addresses[:_ADDRESSES]:
            status, error = await self._ask(self.home, address)
            if self.cut:
                break
            tried[address] = status
            if status is not None:
                return _Opened((status, "", address), tried, self.body, self.took)
        return _Opened((None, error, ""), tried)

    async def _depth(self, home: tuple[_Opened, _Opened], usable: Sequence[str]) -> dict[str, Any]:
        """What goes beyond the duty: every address, the other port, the content, what it loads."""
        four, six = home
        at4, at6 = four.answer[2], six.answer[2]
        found: dict[str, Any] = {}
        if at4:
            found["seconds_v4"] = round(four.seconds, 1)
        if at6:
            found["seconds_v6"] = round(six.seconds, 1)
        if at4 and at6 and four.answer[0] == six.answer[0]:
            found["likeness"] = likeness(four.body, six.body)
        if at6:
            found["addresses"] = await self._addresses(six.tried, usable)
            found["ports"] = await self._ports(four, six)
        hosts = asset_hosts(self.home, four.body or six.body)[:_MOST_ASSETS]
        asked = (asyncio.to_thread(self.names.look_up, name, "AAAA") for name in hosts)
        answers = zip(hosts, await asyncio.gather(*asked), strict=True)
        told = [(name, answer) for name, answer in answers if answer.state == "ok"]
        for name, answer in told:
            self.transcript.note(host=name, dns="AAAA", answers=answer.addresses, only="looked up")
        found["assets"] = tuple((name, bool(answer.addresses)) for name, answer in told)
        return {name: value for name, value in found.items() if value not in (None, ())}

    async def _addresses(
        self, tried: Mapping[str, int | None], usable: Sequence[str]
    ) -> tuple[tuple[str, int | None], ...]:
        """Every AAAA address with the status of home there; where time was up the rest is left."""
        found = dict(tried)
        for address in usable[:_ADDRESSES]:
            if address not in found:
                status, _ = await self._ask(self.home, address)
                if self.cut:
                    break
                found[address] = status
        return tuple(found.items())

    async def _ports(
        self, four: _Opened, six: _Opened
    ) -> tuple[tuple[int, int | None, int | None], ...]:
        """Home on ports 80 and 443 over both families, of a host that is listed without a port."""
        parts = urlsplit(self.home)
        if parts.port is not None:
            return ()
        rows: list[tuple[int, int | None, int | None]] = []
        for scheme, port in _PORTS:
            status4, status6 = four.answer[0], six.answer[0]
            if scheme != parts.scheme:
                url = urlunsplit((scheme, parts.netloc, parts.path, parts.query, ""))
                at4 = four.answer[2]
                status4 = (await self._ask(url, at4))[0] if at4 else None
                status6 = (await self._ask(url, six.answer[2]))[0]
                if self.cut:
                    break
            rows.append((port, status4, status6))
        return tuple(rows)

    async def _ask(self, url: str, address: str) -> tuple[int | None, str]:
        """The status of a page at one address, redirects within the host followed; else why."""
        status, location, error = None, "", ""
        for _ in range(_REDIRECTS + 1):
            for _attempt in range(2):
                status, location, error = await self._once(url, address)
                if status is not None or self.cut:
                    break
            target = _same_host(url, location) if status is not None else None
            if target is None:
                break
            url = target
        return status, error

    async def _once(self, url: str, address: str) -> tuple[int | None, str, str]:
        status, location, error = await self._in_turn(url, address, trusting=False)
        if REFUSED in error:
            # A certificate at fault is not a family at fault: it is noted and looked past.
            status, location, error = await self._in_turn(url, address, trusting=True)
        return status, location, error

    async def _in_turn(self, url: str, address: str, trusting: bool) -> tuple[int | None, str, str]:
        """One request when it is the host's turn; none any more once time is up."""
        left = self.ends_at - monotonic()
        if left > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(left) as waiting, self.gate.turn(self.host):
                    waiting.reschedule(None)
                    return await self._connect(url, address, trusting)
        self.cut = True
        self.transcript.note(url=url, address=address, error="not asked: time was up")
        return None, "", "time was up"

    async def _connect(self, url: str, address: str, trusting: bool) -> tuple[int | None, str, str]:
        facts = {"url": url, "address": address, "certificate_checked": not trusting}
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
        where = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
        pinned = urlunsplit((parts.scheme, where, parts.path, parts.query, ""))
        context = ssl.create_default_context() if parts.scheme == "https" else False
        if isinstance(context, ssl.SSLContext) and trusting:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        began = monotonic()
        try:
            async with (
                asyncio.timeout(self.seconds),
                httpx.AsyncClient(verify=context, trust_env=False, timeout=None) as client,
                client.stream(
                    "GET",
                    pinned,
                    headers={
                        "Host": parts.netloc,
                        "User-Agent": self.agent,
                        "Accept-Encoding": "identity",  # both families are compared as they come
                    },
                    extensions={"sni_hostname": parts.hostname},
                ) as answer,
            ):
                if not trusting and self.certificate is None:
                    self.certificate = accepted(answer)
                body = bytearray()
                async for piece in answer.aiter_raw():
                    body += piece
                    if len(body) >= _BODY:
                        break
                self.body, self.took, size = bytes(body), monotonic() - began, len(body)
                if answer.status_code in _BUSY:
                    self._hear_out(answer.headers.get("retry-after", ""))
                else:
                    self.gate.answered(self.host, size)
                location = answer.headers.get("location", "") if answer.is_redirect else ""
                self.transcript.note(**facts, status=answer.status_code, location=location)
                return answer.status_code, location, ""
        except TimeoutError:
            error = f"no answer within {self.seconds:g} s"
            self.gate.struggled(self.host)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as problem:
            error = f"{type(problem).__name__}: {problem}"[:200]
            self.certificate = self.certificate or refused(error)
        self.transcript.note(**facts, error=error)
        return None, "", error

    def _hear_out(self, value: str) -> None:
        """The host is busy: whoever asks it next does so later and more slowly."""
        wished = retry_after(value, self.transcript.now()) or 0.0
        self.gate.complained(self.host, wished if wished <= self.longest_pause else 0.0)


def _same_host(url: str, location: str) -> str | None:
    if not location:
        return None
    try:
        target = normalise(location, url)
    except ValueError:
        return None
    return target if host_of(target) == host_of(url) and target != url else None

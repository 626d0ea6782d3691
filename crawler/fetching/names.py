"""Name resolution: only hosts of the watchlist, at the name server it names, checked and cached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Address, IPv6Address, ip_address
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import dns.exception
import dns.flags
import dns.rdatatype
import dns.resolver
from twisted.internet.address import IPv4Address as TcpAddress4
from twisted.internet.address import IPv6Address as TcpAddress6
from twisted.internet.interfaces import IHostnameResolver, IHostResolution
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.portals import Watchlist
from crawler.portals.reach import beyond, literal, refusal

Address = IPv4Address | IPv6Address


@dataclass(frozen=True)
class Answer:
    """What the DNS said of one name and type.

    `state` is ok (also when the name has no record of that type), nxdomain, servfail or timeout.
    """

    addresses: tuple[str, ...] = ()
    state: str = "ok"


@dataclass(frozen=True)
class Resolution:
    """The addresses of a host that may be asked, IPv4 first; else why there are none."""

    addresses: tuple[Address, ...] = ()
    fault: str = ""
    known: bool = True

    @property
    def loopback(self) -> bool:
        """Whether every address is on the loopback."""
        return bool(self.addresses) and all(one.is_loopback for one in self.addresses)


class Names:
    """Resolves the hosts of one watchlist; every answer is kept for the run.

    Blocking, safe in threads. `seconds` bounds one question, retries included.
    """

    def __init__(
        self,
        hosts: frozenset[str],
        nameserver: str | None = None,
        seconds: float = 5.0,
        public_only: bool = False,
    ) -> None:
        """`hosts` are names with or without port; `nameserver` is "IP:port".

        With `public_only` a name that leads into our own machine or network is not followed.
        """
        self._refusal = beyond if public_only else refusal
        self._names = frozenset(urlsplit(f"//{host}").hostname or "" for host in hosts)
        self._nameserver = nameserver
        self._seconds = seconds
        self._answers: dict[tuple[str, str], Answer] = {}
        self._lock = Lock()

    @classmethod
    def of(cls, watchlist: Watchlist) -> Names:
        """The resolver for every host that the watchlist names."""
        hosts, server = watchlist.known_hosts(), watchlist.monitor.nameserver
        return cls(hosts, server, public_only=watchlist.public_only)

    @cached_property
    def _resolver(self) -> dns.resolver.Resolver:
        if self._nameserver is None:
            resolver = dns.resolver.Resolver()
        else:
            resolver = dns.resolver.Resolver(configure=False)
            server, _, port = self._nameserver.rpartition(":")
            resolver.nameservers = [server.strip("[]")]
            resolver.port = int(port)
        resolver.lifetime = self._seconds
        resolver.timeout = self._seconds / 2
        return resolver

    def knows(self, name: str) -> bool:
        """Whether the watchlist names that host (without port)."""
        return name.lower().strip("[]") in self._names

    def ask(self, name: str, kind: str) -> Answer:
        """The records of type A or AAAA; a name that is not listed is never asked for."""
        key = (name.lower(), kind)
        if not self.knows(name):
            return Answer(state="nxdomain")
        with self._lock:
            known = self._answers.get(key)
        # Asked outside the lock: names that time out do so side by side.
        answer = known or self._query(name, kind)
        with self._lock:
            return self._answers.setdefault(key, answer)

    def look_up(self, name: str, kind: str) -> Answer:
        """The records of any name, for what they say alone: nothing is ever sent to such a host."""
        key = (name.lower(), kind)
        with self._lock:
            known = self._answers.get(key)
        answer = known or self._query(name, kind)
        with self._lock:
            return self._answers.setdefault(key, answer)

    def resolve(self, name: str) -> Resolution:
        """Every address of a host that may be asked, IPv4 before IPv6."""
        if not self.knows(name):
            return Resolution(fault=f"host {name} is not on the watchlist", known=False)
        spelled = literal(name)
        if spelled is not None:
            refused = self._refusal(spelled)
            return Resolution(fault=f"{name} is {refused}") if refused else Resolution((spelled,))
        answers = [self.ask(name, kind) for kind in ("A", "AAAA")]
        found = [ip_address(text) for answer in answers for text in answer.addresses]
        usable = tuple(one for one in found if not self._refusal(one))
        if usable:
            return Resolution(usable)
        if found:
            return Resolution(fault=f"{name} resolves to {found[0]} ({self._refusal(found[0])})")
        state = next((answer.state for answer in answers if answer.state != "ok"), "no address")
        return Resolution(fault=f"{name} cannot be resolved ({state})")

    def _query(self, name: str, kind: str) -> Answer:
        try:
            # The final dot keeps search domains of this machine out of it.
            answer = self._resolver.resolve(name.rstrip(".") + ".", kind, raise_on_no_answer=False)
        except dns.resolver.NXDOMAIN:
            return Answer(state="nxdomain")
        except dns.resolver.LifetimeTimeout:
            return Answer(state="timeout")
        except (dns.exception.DNSException, OSError, ValueError):
            return Answer(state="servfail")
        records = answer.rrset or ()
        return Answer(tuple(record.address for record in records))


@implementer(IHostResolution)
class _Underway:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Nothing to cancel: the answer is bounded in time and kept for the next question."""


@implementer(IHostnameResolver)
class ReactorNames:
    """The reactor's name resolver (setting TWISTED_DNS_RESOLVER).

    It refuses every name until the spider says which watchlist it works for.
    """

    def __init__(self, reactor: Any) -> None:
        self._reactor = reactor
        self._names = Names(frozenset())

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> ReactorNames:
        """The resolver for that reactor."""
        return cls(reactor)

    def install_on_reactor(self) -> None:
        """Make it the resolver of its reactor."""
        self._reactor.installNameResolver(self)

    def serve(self, names: Names) -> None:
        """From now on answer from these names."""
        self._names = names

    def resolveHostName(  # noqa: N802
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolve a name as Twisted asks for it; an unknown name simply has no address."""
        from twisted.internet.threads import deferToThreadPool

        underway = _Underway(hostName)
        resolutionReceiver.resolutionBegan(underway)

        def answered(resolution: Resolution) -> None:
            for one in resolution.addresses:
                kind = TcpAddress4 if one.version == 4 else TcpAddress6
                if addressTypes is None or kind in addressTypes:
                    resolutionReceiver.addressResolved(kind("TCP", str(one), portNumber))
            resolutionReceiver.resolutionComplete()

        def failed(_: object) -> None:
            resolutionReceiver.resolutionComplete()

        pool = self._reactor.getThreadPool()
        found = deferToThreadPool(self._reactor, pool, self._names.resolve, hostName)
        found.addCallbacks(answered, failed)
        return underway

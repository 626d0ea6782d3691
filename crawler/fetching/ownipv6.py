"""Which IPv6 addresses count, and what the scanner itself can do over IPv6."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from crawler.fetching.names import Names
from crawler.portals.reach import refusal
from crawler.records.site import Ipv6Probe

_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_GLOBAL_ROUTE = ("2001:4860:4860::8888", 9)  # only looked up in the routing table, nothing is sent


@dataclass(frozen=True)
class ScannerIpv6:
    """What the scanner itself can do over IPv6 (DESIGN 4.3)."""

    loopback: bool
    global_: bool


def scanner_ipv6(probes: Iterable[Ipv6Probe] = ()) -> ScannerIpv6:
    """What the scanner can do over IPv6 right now.

    The loopback is proved by a connection to ourselves. The wide network is proved by a source
    address for it together with `probes` in which some host answered over a global address: a
    route alone does not show that packets come back.
    """
    reached = any(
        probe.status_v6 is not None and not all(is_loopback(text) for text in probe.usable)
        for probe in probes
    )
    return ScannerIpv6(_loopback_works(), reached and _has_global_source())


def reaches_ipv6(hosts: Iterable[str], names: Names, seconds: float = 5.0) -> bool:
    """Whether one of these hosts (name and port) takes a connection over a global address."""
    if not _has_global_source():
        return False
    for host in hosts:
        parts = urlsplit(f"//{host}")
        for text in usable_addresses((), names.ask(parts.hostname or "", "AAAA").addresses):
            try:
                with socket.create_connection((text, parts.port or 80), seconds):
                    return True
            except OSError:
                continue
    return False


def usable_addresses(a: Sequence[str], aaaa: Sequence[str]) -> tuple[str, ...]:
    """The AAAA records that count (standing rulebook, access-1).

    Unspecified, link-local, IPv4-mapped and NAT64 addresses do not, loopback only where the A
    record is loopback too.
    """
    at_home = any(is_loopback(text) for text in a)
    found = []
    for text in aaaa:
        address = ip_address(text)
        translated = any(address in network for network in _NAT64)
        plain = isinstance(address, IPv6Address) and not refusal(address) and not translated
        if plain and (at_home or not address.is_loopback):
            found.append(text)
    return tuple(dict.fromkeys(found))


def is_loopback(text: str) -> bool:
    """Whether an address is our own machine's."""
    return ip_address(text).is_loopback


def _loopback_works() -> bool:
    """Whether a TCP connection to ourselves over ::1 carries a byte."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as server:
            server.bind(("::1", 0))
            server.listen(1)
            server.settimeout(2)
            with socket.create_connection(server.getsockname()[:2], 2) as client:
                there, _ = server.accept()
                with there:
                    client.sendall(b"6")
                    there.settimeout(2)
                    return there.recv(1) == b"6"
    except OSError:
        return False


def _has_global_source() -> bool:
    """Whether the routing table has a global source address for the wide network."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as probe:
            probe.connect(_GLOBAL_ROUTE)
            return ip_address(probe.getsockname()[0]).is_global
    except (OSError, ValueError):
        return False

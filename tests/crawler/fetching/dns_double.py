"""A small DNS server on a loopback port."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import IPv6Address
from typing import Any

from dnslib import AAAA, QTYPE, RCODE, RR, A
from dnslib.server import BaseResolver, DNSLogger, DNSServer


@dataclass
class Dns:
    address: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)


@contextmanager
def name_server(zone: Mapping[str, Sequence[str]], broken: Sequence[str] = ()) -> Iterator[Dns]:
    """Names and their addresses; `broken` names get SERVFAIL, all others NXDOMAIN."""
    dns = Dns()

    class Zone(BaseResolver):  # type: ignore[misc]
        def resolve(self, request: Any, handler: Any) -> Any:
            name = str(request.q.qname).rstrip(".").lower()
            kind = QTYPE[request.q.qtype]
            dns.asked.append((name, kind))
            reply = request.reply()
            if name in broken:
                reply.header.rcode = RCODE.SERVFAIL
            elif name not in zone:
                reply.header.rcode = RCODE.NXDOMAIN
            else:
                for text in zone[name]:
                    record = AAAA(tuple(IPv6Address(text).packed)) if ":" in text else A(text)
                    if kind == ("AAAA" if ":" in text else "A"):
                        reply.add_answer(RR(request.q.qname, request.q.qtype, rdata=record))
            return reply

    silent = DNSLogger("-request,-reply,-error,-truncated,-data", False, lambda _: None)
    server = DNSServer(Zone(), address="127.0.0.1", port=0, logger=silent)
    dns.address = f"127.0.0.1:{server.server.server_address[1]}"
    server.start_thread()
    try:
        yield dns
    finally:
        server.stop()
        server.server.server_close()

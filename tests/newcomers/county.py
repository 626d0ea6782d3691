"""All newcomers together: watchlist, truth, and a server for them on loopback."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import AF_INET6, IPPROTO_IPV6, IPV6_V6ONLY
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from dnslib import AAAA, QTYPE, RCODE, RR, A
from dnslib.server import BaseResolver, DNSLogger, DNSServer

from tests.newcomers import cuiwan, guests, heyuan, judgement, lanchuan, qingshi, tangmen, wjw
from tests.newcomers.facts import AS_OF, PORT, Unit

DNS_PORT = 15341
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63"
    "f8cfc0f01f0005000301ff8f3d1d2f0000000049454e44ae426082"
)
_ASSETS: dict[str, tuple[int, bytes, str]] = {
    "/img/a.png": (200, _PNG, "image/png"),
    "/img/a.mp4": (200, b"\0\0\0\x18ftypmp42" + b"\0" * 64, "video/mp4"),
}


@dataclass(frozen=True)
class Newcomers:
    """The portals as of one day. Ports other than the fixed ones are put in when served."""

    units: tuple[Unit, ...]
    truth: tuple[dict[str, Any], ...]

    def watchlist(self, port: int = PORT, dns_port: int = DNS_PORT) -> str:
        lines = [
            "[monitor]",
            'timezone = "Asia/Shanghai"',
            'data = "data"',
            'contact = "zwgk@newcomer.example"',
            f'nameserver = "127.0.0.1:{dns_port}"',
            'rulebooks = ["standing"]',
        ]
        for unit in self.units:
            lines += [
                "",
                "[[portals]]",
                f'id = "{unit.id}"',
                f'name = "{unit.name}"',
                f'kind = "{unit.kind}"',
                f'home = "{unit.home}"',
            ]
            if unit.parent:
                lines.append(f'parent = "{unit.parent}"')
            if unit.hosts:
                lines.append("hosts = [" + ", ".join(f'"{h}"' for h in unit.hosts) + "]")
        return ("\n".join(lines) + "\n").replace(f":{PORT}", f":{port}")

    def truth_on(self, port: int = PORT) -> list[dict[str, Any]]:
        """The truth with the addresses of another port."""
        return [
            {
                k: v.replace(f":{PORT}", f":{port}") if isinstance(v, str) else v
                for k, v in row.items()
            }
            for row in self.truth
        ]

    @property
    def hosts(self) -> dict[str, tuple[dict[str, Any], str]]:
        """Host name (without port) to its pages and its manner over IPv6."""
        found: dict[str, tuple[dict[str, Any], str]] = {}
        for unit in self.units:
            name = unit.host.partition(":")[0]
            pages, _ = found.setdefault(name, ({}, unit.ipv6))
            for path, page in unit.pages.items():
                if path == "@www":  # with www the same site, and the boards besides
                    found["www." + name] = ({**unit.pages, **page}, "whole")
                else:
                    assert path not in pages, path
                    pages[path] = page
        return found

    def serve(self, port: int = PORT, dns_port: int = DNS_PORT) -> Any:
        return serve(self, port, dns_port)


def build(as_of: date = AS_OF) -> Newcomers:
    """The newcomers; their facts are written for one day. Raises ValueError for another."""
    if as_of != AS_OF:
        raise ValueError(f"the newcomers are made for {AS_OF}")
    units = (
        lanchuan.unit(),
        heyuan.county(),
        guests.bureau(),
        guests.township(),
        tangmen.unit(),
        cuiwan.unit(),
        qingshi.unit(),
        wjw.unit(),
    )
    return Newcomers(units, tuple(row for unit in units for row in judgement.truth(unit)))


def answer(
    made: Newcomers, host: str, target: str, form: str, ipv6: bool
) -> tuple[int, bytes, str]:
    """Status, body and content type of one request."""
    known = _hosts_of(made).get(host.partition(":")[0].lower())
    missing = (404, "<html><title>404</title><body>页面不存在</body></html>".encode(), "text/html")
    if known is None:
        return 421, b"unknown host", "text/plain"
    pages, manner = known
    if ipv6 and ((manner == "home only" and target != "/") or manner.startswith("home answers")):
        return missing
    if target == "/robots.txt":
        return 404, b"", "text/plain"
    parts = urlsplit(target)
    page = pages.get(target)
    if page is None and parts.query:
        page = pages.get(parts.path) if "c=" not in parts.query else None
    if page is None:
        page = pages.get(target.rstrip("/") + "/") if not parts.query else None
    if page is None:
        return _ASSETS.get(parts.path, missing)
    if isinstance(page, tuple):
        return page
    if callable(page):
        given = {**dict(parse_qsl(parts.query)), **dict(parse_qsl(form))}
        return 200, page(given).encode(), "text/xml; charset=utf-8"
    return 200, page.encode(), "text/html; charset=utf-8"


_KNOWN: dict[int, dict[str, tuple[dict[str, Any], str]]] = {}


def _hosts_of(made: Newcomers) -> dict[str, tuple[dict[str, Any], str]]:
    if id(made) not in _KNOWN:
        _KNOWN.clear()
        _KNOWN[id(made)] = made.hosts
    return _KNOWN[id(made)]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def server_bind(self) -> None:
        if self.address_family == AF_INET6:
            self.socket.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 1)
        super().server_bind()


class _Server6(_Server):
    address_family = AF_INET6


def _handler(made: Newcomers, ipv6: bool, port: Callable[[], int]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def reply(self) -> None:
            size = int(self.headers.get("content-length") or 0)
            form = self.rfile.read(min(size, 65536)).decode("latin-1") if size else ""
            host = self.headers.get("host", "")
            status, body, kind = answer(made, host, self.path, form, ipv6)
            if port() != PORT and kind.startswith("text"):
                body = body.replace(f":{PORT}".encode(), f":{port()}".encode())
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_POST = do_HEAD = reply  # noqa: N815

        def log_message(self, *args: Any) -> None:
            return

    return Handler


class _Names(BaseResolver):  # type: ignore[misc]
    def __init__(self, made: Newcomers) -> None:
        self.hosts = made.hosts

    def resolve(self, request: Any, handler: object) -> Any:
        reply = request.reply()
        known = self.hosts.get(str(request.q.qname).rstrip(".").lower())
        if known is None:
            reply.header.rcode = RCODE.NXDOMAIN
        elif request.q.qtype == QTYPE.A:
            reply.add_answer(RR(request.q.qname, QTYPE.A, rdata=A("127.0.0.1"), ttl=60))
        elif request.q.qtype == QTYPE.AAAA and known[1] != "no AAAA":
            reply.add_answer(RR(request.q.qname, QTYPE.AAAA, rdata=AAAA("::1"), ttl=60))
        return reply


@contextmanager
def serve(made: Newcomers, port: int = PORT, dns_port: int = DNS_PORT) -> Iterator[tuple[int, int]]:
    """Serve on 127.0.0.1 and ::1; gives the web and the DNS port. Raises OSError if taken."""
    chosen = [port]
    first = _Server(("127.0.0.1", port), _handler(made, False, lambda: chosen[0]))
    chosen[0] = first.server_address[1]
    servers: list[Any] = [first]
    names: list[DNSServer] = []
    try:
        servers.append(_Server6(("::1", chosen[0]), _handler(made, True, lambda: chosen[0])))
        quiet = DNSLogger(logf=lambda line: None)
        resolver = _Names(made)
        udp = DNSServer(resolver, address="127.0.0.1", port=dns_port, logger=quiet)
        names.append(udp)
        where = udp.server.server_address[1]
        names.append(DNSServer(resolver, address="127.0.0.1", port=where, tcp=True, logger=quiet))
        for server in servers:
            threading.Thread(target=server.serve_forever, daemon=True).start()
        for name in names:
            name.start_thread()
        yield chosen[0], where
    finally:
        for server in servers:
            if server is not None:
                threading.Thread(target=server.shutdown, daemon=True).start()
                server.server_close()
        for name in names:
            name.server.server_close()

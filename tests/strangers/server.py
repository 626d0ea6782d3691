"""The strangers' servers on loopback: one web server for all hosts, and one for names."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from dnslib import AAAA, QTYPE, RCODE, RR, A, DNSHeader, DNSRecord
from dnslib.server import BaseResolver, DNSLogger, DNSServer

from tests.strangers.skin import Dynamic, Reply

_LOST = Reply(b"<html><title>404</title><body>404 Not Found</body></html>", 404)
_BROKEN_ALIKE = "::ffff:7f00:1"  # an IPv4-mapped address: no IPv6 at all


class Host:
    """One host: its pages by path and query, its calls, and how it stands with IPv6."""

    def __init__(self, ipv6: str) -> None:
        self.ipv6 = ipv6
        self.pages: dict[str, Reply] = {}
        self.dynamic: list[Dynamic] = []
        self.robots: list[str] = []
        self.homes: set[str] = set()

    def answer(self, target: str, form: str, over_ipv6: bool) -> Reply:
        """What the host says to a request; `form` is the body of a POST."""
        if target == "/robots.txt":
            lines = "".join(f"Disallow: {path}\n" for path in self.robots)
            return Reply(f"User-agent: *\n{lines or 'Disallow:'}\n".encode(), 200, "text/plain")
        if over_ipv6 and self.ipv6 == "inner404" and target not in self.homes:
            return _LOST
        if found := self.pages.get(target):
            return found
        parts = urlsplit(target)
        params = dict(parse_qsl(parts.query) + parse_qsl(form))
        for call in self.dynamic:
            if reply := call(parts.path, params):
                return reply
        return _LOST


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hosts: dict[str, Host]
    stopping: threading.Event

    def _talk(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        form = self.rfile.read(length).decode("utf-8", "replace") if length else ""
        host = self.hosts.get((self.headers.get("Host") or "").lower())
        over_ipv6 = ":" in self.client_address[0]
        # A host that lives on the port of another is not there.
        reply = host.answer(self.path, form, over_ipv6) if host else _LOST
        if reply.wait and self.stopping.wait(reply.wait):
            return
        with suppress(BrokenPipeError, ConnectionResetError):
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(reply.body)

    do_GET = do_POST = do_HEAD = _talk  # noqa: N815  names that the base class calls

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class _Web(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor that hangs up is no error of the server's."""


class _Web6(_Web):
    address_family = socket.AF_INET6

    def server_bind(self) -> None:
        self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        super().server_bind()


class _Names(BaseResolver):  # type: ignore[misc]
    def __init__(self, hosts: dict[str, Host]) -> None:
        self.hosts = {name.split(":")[0]: host for name, host in hosts.items()}

    def resolve(self, request: DNSRecord, handler: object) -> DNSRecord:
        reply = DNSRecord(DNSHeader(id=request.header.id, qr=1, aa=1, ra=1), q=request.q)
        host = self.hosts.get(str(request.q.qname).rstrip(".").lower())
        if host is None:
            reply.header.rcode = RCODE.NXDOMAIN
        elif request.q.qtype == QTYPE.A:
            reply.add_answer(RR(request.q.qname, QTYPE.A, rdata=A("127.0.0.1"), ttl=60))
        elif request.q.qtype == QTYPE.AAAA and host.ipv6 != "none":
            address = _BROKEN_ALIKE if host.ipv6 == "mapped" else "::1"
            reply.add_answer(RR(request.q.qname, QTYPE.AAAA, rdata=AAAA(address), ttl=60))
        return reply


@contextmanager
def serve(hosts: dict[str, Host], port: int, dns_port: int) -> Iterator[None]:
    """Serve the hosts while the context lasts: `port` on both families, the next on IPv4 alone.

    Raises OSError if a port is taken.
    """
    stopping = threading.Event()
    handler = type("Handler", (_Handler,), {"hosts": hosts, "stopping": stopping})
    quiet = DNSLogger(logf=lambda line: None)
    webs: list[_Web] = []
    names: list[DNSServer] = []
    try:
        webs.append(_Web(("127.0.0.1", port), handler))
        if socket.has_ipv6:
            webs.append(_Web6(("::1", port), handler))
        webs.append(_Web(("127.0.0.1", port + 1), handler))
        for tcp in (False, True):
            names.append(DNSServer(_Names(hosts), "127.0.0.1", dns_port, tcp=tcp, logger=quiet))
        for web in webs:
            threading.Thread(target=web.serve_forever, args=(0.1,), daemon=True).start()
        for name in names:
            name.start_thread()
        yield
    finally:
        stopping.set()
        for web in webs:
            with suppress(OSError):
                web.shutdown()
                web.server_close()
        for name in names:
            name.stop()
            name.server.server_close()

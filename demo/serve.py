"""The servers of the sample county on loopback: web over both address families, and names.

One port carries all hosts, told apart by the Host header, on 127.0.0.1 and ::1. A second port
is bound on IPv4 only: the host that lives there has an AAAA record and answers nobody over IPv6.
"""

from __future__ import annotations

import asyncio
import errno
import gzip
import hashlib
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from email.utils import formatdate

from dnslib import AAAA, QTYPE, RCODE, RR, A, DNSHeader, DNSRecord
from dnslib.server import BaseResolver, DNSLogger, DNSServer

from demo.county import LONELY_PORT, PORT, County, Site
from demo.skins.page import Page

_BORN = 1_767_225_600  # the first second of 2026: what Last-Modified says of every page
_REASONS = {200: "OK", 304: "Not Modified", 404: "Not Found", 412: "Precondition Failed"}
_MISSING = Page(
    b"<html><head><title>404</title></head><body><h1>404 Not Found</h1></body></html>", 404
)


class PortTakenError(OSError):
    """A port that was asked for is in use by another program."""

    def __init__(self, port: int) -> None:
        super().__init__(errno.EADDRINUSE, f"port {port} is taken")
        self.port = port


@dataclass(frozen=True)
class Serving:
    """A county being served: its ports are the real ones, `asked` counts the requests so far."""

    county: County
    dns_port: int
    ipv6: bool
    asked: list[int]
    _web: _Web = field(repr=False)

    def become(self, county: County) -> None:
        """From now on serve the same county as of another day; ports and names stay."""
        self._web.show(county.on_ports(self.county.port, self.county.lonely_port))

    def answer(self, host: str, target: str, form: str = "") -> tuple[Page, bytes]:
        """The page that a request over IPv4 gets, and its bytes, without any connection."""
        site = self._web.sites.get(host.partition(":")[0].lower())
        port = self.county.lonely_port if site is not None and site.lonely else self.county.port
        page = self._web.page(host, target, form, False, port)
        return page, self._web.ready(page)[0]

    @property
    def watchlist(self) -> str:
        """The watchlist for these very servers, as TOML text."""
        return self.county.watchlist(self.dns_port)


class _Web:
    """Answers requests for the sites of a county. Bodies are made ready once per page."""

    def __init__(self, county: County, latency: float = 0.0) -> None:
        self.latency = latency
        self.asked = [0]
        self.show(county)
        self._swap = [
            (f".test:{LONELY_PORT}".encode(), b".test:\0"),
            (f".test:{PORT}".encode(), f".test:{county.port}".encode()),
            (b".test:\0", f".test:{county.lonely_port}".encode()),
        ]

    def show(self, county: County) -> None:
        """The county whose pages are answered from now on."""
        self.county = county
        self.sites = {site.host: site for site in county.sites}
        self._ready: dict[int, tuple[Page, bytes, bytes, str]] = {}

    def ready(self, page: Page) -> tuple[bytes, bytes, str]:
        """Body with the real ports, the same gzipped, and its tag."""
        known = self._ready.get(id(page))
        if known is None or known[0] is not page:
            body = page.body
            for old, new in self._swap:
                body = body.replace(old, new)
            tag = '"' + hashlib.sha1(body, usedforsecurity=False).hexdigest()[:20] + '"'
            known = (page, body, gzip.compress(body, 4, mtime=0), tag)
            self._ready[id(page)] = known
        return known[1:]

    def page(self, host: str, target: str, form: str, ipv6: bool, port: int) -> Page:
        """The page that this request gets."""
        site: Site | None = self.sites.get(host.partition(":")[0].lower())
        if site is None or site.lonely != (port == self.county.lonely_port):
            return Page(b"<html><body>unknown host</body></html>", 421)
        if ipv6 and site.ipv6 == "home only" and target not in site.homes:
            return _MISSING
        return site.answer(target, form) or _MISSING

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, kept alive as long as the client likes."""
        address = writer.get_extra_info("sockname")
        ipv6 = len(address) == 4
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                lines = head.decode("latin-1").split("\r\n")
                method, target, _ = lines[0].split(" ", 2)
                fields = {
                    name.lower(): value.strip()
                    for name, _, value in (line.partition(":") for line in lines[1:] if line)
                }
                form = ""
                if length := int(fields.get("content-length", "0")):
                    form = (await reader.readexactly(min(length, 65_536))).decode("latin-1")
                self.asked[0] += 1
                page = self.page(fields.get("host", ""), target, form, ipv6, address[1])
                if self.latency:
                    await asyncio.sleep(self.latency)
                writer.write(self.response(page, method, fields))
                await writer.drain()
                if fields.get("connection", "").lower() == "close":
                    break
        writer.close()

    def response(self, page: Page, method: str, fields: dict[str, str]) -> bytes:
        """The bytes of an answer: conditional, compressed if the client takes that."""
        body, packed, tag = self.ready(page)
        status = page.status
        if status == 200 and tag in fields.get("if-none-match", ""):
            status = 304
        lines = [
            f"HTTP/1.1 {status} {_REASONS.get(status, 'Status')}",
            "Server: nginx",
            f"Date: {formatdate(usegmt=True)}",
            f"Content-Type: {page.content_type}",
        ]
        if page.status == 200:
            lines += [f"ETag: {tag}", f"Last-Modified: {formatdate(_BORN, usegmt=True)}"]
        lines += [f"{name}: {value}" for name, value in page.headers]
        if status == 304:
            return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
        if "gzip" in fields.get("accept-encoding", ""):
            lines += ["Content-Encoding: gzip", "Vary: Accept-Encoding"]
            body = packed
        lines += [f"Content-Length: {len(body)}", "Connection: keep-alive"]
        head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
        return head if method == "HEAD" else head + body


class _Names(BaseResolver):  # type: ignore[misc]
    """A records for every site, AAAA where the site has one, NXDOMAIN for everything else."""

    def __init__(self, county: County) -> None:
        self.sites = {site.host: site for site in county.sites}

    def resolve(self, request: DNSRecord, handler: object) -> DNSRecord:
        reply = DNSRecord(DNSHeader(id=request.header.id, qr=1, aa=1, ra=1), q=request.q)
        site = self.sites.get(str(request.q.qname).rstrip(".").lower())
        if site is None:
            reply.header.rcode = RCODE.NXDOMAIN
        elif request.q.qtype == QTYPE.A:
            reply.add_answer(RR(request.q.qname, QTYPE.A, rdata=A("127.0.0.1"), ttl=60))
        elif request.q.qtype == QTYPE.AAAA and site.has_aaaa:
            reply.add_answer(RR(request.q.qname, QTYPE.AAAA, rdata=AAAA("::1"), ttl=60))
        return reply


def _listen(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family is socket.AF_INET6:
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    try:
        sock.bind((address, port))
    except OSError as error:
        sock.close()
        raise _told(error, port) from error
    sock.listen(256)
    return sock


def _told(error: OSError, port: int) -> OSError:
    """The error of a port; one that names the port where it was asked for and is taken."""
    return PortTakenError(port) if port and error.errno == errno.EADDRINUSE else error


def _web_sockets(port: int) -> tuple[list[socket.socket], int, int]:
    """Sockets for the common port on both families and the lonely port on IPv4 alone.

    Without IPv6 on this machine the first family stands alone. Raises OSError if the port
    asked for is taken, or if no port is free on both families.
    """
    for _ in range(50):
        first = _listen(socket.AF_INET, "127.0.0.1", port)
        common = first.getsockname()[1]
        try:
            both = [first, _listen(socket.AF_INET6, "::1", common)]
        except OSError as error:
            if socket.has_ipv6 and error.errno == errno.EADDRINUSE and not port:
                first.close()
                continue
            both = [first]
        try:
            lonely = _listen(socket.AF_INET, "127.0.0.1", common + 1 if port else 0)
        except OSError:
            for sock in both:
                sock.close()
            raise
        return [*both, lonely], common, lonely.getsockname()[1]
    raise OSError("no port is free on both address families")


def _name_servers(county: County, port: int) -> tuple[list[DNSServer], int]:
    """The name server over UDP and, on the same port, over TCP."""
    quiet = DNSLogger(logf=lambda line: None)
    names = _Names(county)
    for _ in range(20):
        try:
            udp = DNSServer(names, address="127.0.0.1", port=port, logger=quiet)
        except OSError as error:
            raise _told(error, port) from error
        chosen = udp.server.server_address[1]
        try:
            tcp = DNSServer(names, address="127.0.0.1", port=chosen, tcp=True, logger=quiet)
        except OSError as error:
            udp.server.server_close()
            if port:
                raise _told(error, port) from error
            continue
        return [udp, tcp], chosen
    raise OSError("no port is free for the name server")


@contextmanager
def serve(
    county: County, port: int = 0, dns_port: int = 0, latency: float = 0.0
) -> Iterator[Serving]:
    """Serve a county on loopback while the context lasts; 0 takes any free port.

    `latency` is what every answer takes longer, in seconds.

    The county that is served (`Serving.county`) carries the real ports in truth and watchlist.
    A port that was asked for also takes the next one, for the host without IPv6. Raises
    PortTakenError for one that was asked for and is taken, another OSError if no port is free.
    """
    sockets, common, lonely = _web_sockets(port)
    moved = county.on_ports(common, lonely)
    try:
        servers, names_port = _name_servers(moved, dns_port)
    except OSError:
        for sock in sockets:
            sock.close()
        raise
    web = _Web(moved, latency)
    loop = asyncio.new_event_loop()
    started = threading.Event()
    stop = asyncio.Event()

    async def run() -> None:
        tasks: set[asyncio.Task[None]] = set()

        async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            tasks.add(task)
            try:
                await web.talk(reader, writer)
            except asyncio.CancelledError:
                writer.close()
            except (ValueError, UnicodeError):  # rubbish instead of a request: hang up
                writer.close()
            finally:
                tasks.discard(task)

        listening = [await asyncio.start_server(one, sock=sock, limit=65_536) for sock in sockets]
        started.set()
        await stop.wait()
        for server in listening:
            server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def work() -> None:
        asyncio.set_event_loop(loop)
        with closing(loop):
            loop.run_until_complete(run())

    thread = threading.Thread(target=work, name="sample-county", daemon=True)
    thread.start()
    for server in servers:
        server.start_thread()
    started.wait(10)
    try:
        yield Serving(moved, names_port, len(sockets) == 3, web.asked, web)
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        for server in servers:
            server.stop()
            server.server.server_close()

"""A loopback web server whose every path misbehaves in its own way; each test runs its own."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Site:
    """What a running server is told to answer, and what it was asked."""

    port: int = 0
    name: str = "127.0.0.1"
    robots: tuple[int, bytes] = (404, b"")
    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    agents: set[str] = field(default_factory=set)
    times: list[float] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"{self.name}:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"


def _bomb(kind: str) -> bytes:
    zeros = b"\0" * 50_000_000
    return gzip.compress(zeros, 1) if kind == "gzip" else zlib.compress(zeros, 1)


class _Handler(BaseHTTPRequestHandler):
    site: Site
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        pass

    def send(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length", 0))
        self.site.asked[self.path] += 1
        self.send(200, b"posted " + self.rfile.read(size))

    def do_GET(self) -> None:
        site, path = self.site, self.path
        site.asked[path] += 1
        site.times.append(time.monotonic())
        site.agents.add(self.headers.get("User-Agent", ""))
        name = path.split("?")[0].strip("/")
        if path == "/robots.txt":
            self.send(site.robots[0], site.robots[1], Content_Type="text/plain")
        elif path in site.pages:
            status, headers, body = site.pages[path]
            self.send(status, body, **headers)
        elif name == "gzip-bomb":
            self.send(200, _bomb("gzip"), Content_Encoding="gzip")
        elif name == "deflate-bomb":
            self.send(200, _bomb("deflate"), Content_Encoding="deflate")
        elif name == "torn-gzip":
            self.send(200, gzip.compress(b"<p>whole page</p>" * 500)[:-30], Content_Encoding="gzip")
        elif name == "gzip":
            self.send(200, gzip.compress(b"<p>zipped</p>"), Content_Encoding="gzip")
        elif name == "huge":
            self.send(200, b"x" * 300_000)
        elif name == "endless-redirects":
            count = int(path.partition("?")[2] or 0)
            self.send(302, Location=f"/endless-redirects?{count + 1}")
        elif name == "circle":
            self.send(302, Location="/circle2")
        elif name == "circle2":
            self.send(302, Location="/circle")
        elif name == "to-metadata":
            self.send(302, Location="http://169.254.169.254/latest/")
        elif name == "to-stranger":
            self.send(301, Location="http://stranger.example/")
        elif name == "silent":
            time.sleep(3)
            self.close_connection = True
        elif name == "drip":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            try:
                for _ in range(30):
                    self.wfile.write(b"x")
                    self.wfile.flush()
                    time.sleep(0.1)
            except OSError:
                pass
            self.close_connection = True
        elif name == "busy":
            self.send(429, Retry_After="1") if site.asked[path] == 1 else self.send(200, b"now")
        elif name == "busy-for-hours":
            self.send(503, Retry_After="7200")
        elif name == "always-busy":
            self.send(429)
        elif name == "broken":
            self.send(500, b"<p>stack trace</p>")
        elif name == "short":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"<p>half")
            self.close_connection = True
        elif name == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True
        elif name == "rubbish":
            self.wfile.write(b"\x00\xff\xfe not http at all\r\n\r\n")
            self.close_connection = True
        elif name.startswith("maze"):
            depth = path.count("/")
            links = "".join(f'<a href="{path}/{i}">{depth}-{i}</a>' for i in range(5))
            self.send(200, f"<title>{path}</title>{links}".encode())
        else:
            self.send(404, b"<p>404</p>")


class _Server(ThreadingHTTPServer):
    request_queue_size = 64
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextmanager
def hostile_site() -> Iterator[Site]:
    """A running hostile server on a free loopback port."""
    site = Site()
    handler = type("Handler", (_Handler,), {"site": site})
    server = _Server(("127.0.0.1", 0), handler)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()

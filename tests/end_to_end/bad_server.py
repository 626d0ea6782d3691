"""A loopback server of many hosts that may say anything, HTTP or not, and its name server."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from tests.crawler.fetching.dns_double import name_server

Piece = bytes | float
"""Bytes to send, or seconds to wait."""
Behaviour = Callable[[str], Iterator[Piece]]
"""What a host says when it is asked for a path."""

_MOST_SECONDS = 30.0


@dataclass
class Net:
    """A running server: its port, a port where nobody listens, its name server, what was asked."""

    port: int
    refusing: int
    nameserver: str = ""
    asked: Counter[str] = field(default_factory=Counter)


def reply(
    body: bytes, status: str = "200 OK", kind: str = "text/html; charset=utf-8", more: str = ""
) -> bytes:
    """A whole answer, well formed."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    return (head + more + "Connection: close\r\n\r\n").encode() + body


def _listeners(tries: int = 20) -> tuple[socket.socket, socket.socket]:
    """Two sockets that listen on one port that is free in both families."""
    four = socket.create_server(("127.0.0.1", 0), backlog=128)
    try:
        address = ("::1", four.getsockname()[1])
        return four, socket.create_server(address, family=socket.AF_INET6, backlog=128)
    except OSError:
        four.close()
        if tries <= 1:
            raise
    return _listeners(tries - 1)


@contextlib.contextmanager
def bad_server(
    hosts: Mapping[str, Behaviour], zone: Mapping[str, tuple[str, ...]]
) -> Iterator[Net]:
    """Serve the hosts on one port of 127.0.0.1 and ::1; `zone` names addresses out of the way."""
    four, six = _listeners()
    port = four.getsockname()[1]
    # Bound and never listening: connections to it are refused for as long as the test runs.
    refusing = socket.socket()
    refusing.bind(("127.0.0.1", 0))
    net = Net(port, refusing.getsockname()[1])
    for listener in (four, six):
        threading.Thread(target=_accept, args=(listener, hosts, net), daemon=True).start()
    home = dict.fromkeys(hosts, ("127.0.0.1", "::1")) | dict(zone)
    try:
        with name_server(home) as dns:
            net.nameserver = dns.address
            yield net
    finally:
        for one in (four, six):
            # Wakes the thread that waits in accept().
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        refusing.close()


def _accept(listener: socket.socket, hosts: Mapping[str, Behaviour], net: Net) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_serve, args=(connection, hosts, net), daemon=True).start()


def _serve(connection: socket.socket, hosts: Mapping[str, Behaviour], net: Net) -> None:
    with connection, contextlib.suppress(OSError, ValueError, IndexError):
        connection.settimeout(10)
        head = b""
        while b"\r\n\r\n" not in head and len(head) < 65_536:
            piece = connection.recv(65_536)
            if not piece:
                return
            head += piece
        lines = head.decode("latin-1").split("\r\n")
        path = lines[0].split(" ")[1]
        host = next(x for x in lines if x.lower().startswith("host:"))[5:].strip()
        name = host.partition(":")[0]
        net.asked[name] += 1
        end = time.monotonic() + _MOST_SECONDS
        for said in hosts[name](path):
            if time.monotonic() > end:
                return
            if isinstance(said, float):
                time.sleep(said)
            else:
                connection.sendall(said)

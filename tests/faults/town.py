"""Two portals on loopback with everything about them that can break: names, mail, hosts."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from dnslib import AAAA, QTYPE, RCODE, RR, A
from dnslib.server import BaseResolver, DNSLogger, DNSServer

from tests.end_to_end.bad_server import Behaviour, Net, bad_server
from tests.end_to_end.bad_sites import pages_of
from tests.end_to_end.small_portal import small_portal

STRUCK, OTHER = "shou", "an"
"""The portal that a fault strikes, and the one beside it."""
UNITS = {name: f"unit@{name}.example" for name in (STRUCK, OTHER)}
OFFICE = "zwgk@office.example"
_LOOPBACK6 = (0,) * 15 + (1,)


class Names(BaseResolver):  # type: ignore[misc]
    """A name server that answers, says SERVFAIL, or says nothing at all."""

    def __init__(self) -> None:
        self.mode = "answers"

    def resolve(self, request: Any, handler: Any) -> Any:
        if self.mode == "drops":
            time.sleep(12)  # longer than anybody waits
        reply = request.reply()
        if self.mode != "answers":
            reply.header.rcode = RCODE.SERVFAIL
            return reply
        kind = QTYPE[request.q.qtype]
        record = {"A": A("127.0.0.1"), "AAAA": AAAA(_LOOPBACK6)}.get(kind)
        if record is not None:
            reply.add_answer(RR(request.q.qname, request.q.qtype, rdata=record))
        return reply


class Post:
    """The office's mail server; what it accepted is kept. `during` is called with every mail."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.taken: list[tuple[str, str, str]] = []
        self.during: Any = lambda: None
        self._controller: Controller | None = None

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        text = envelope.content.decode("ascii", "replace")
        head = text.replace("\r\n ", " ").partition("\r\n\r\n")[0]
        name = next(x for x in head.split("\r\n") if x.lower().startswith("message-id:"))
        self.taken += [(to, name[11:].strip(), text) for to in envelope.rcpt_tos]
        self.during()
        return "250 OK"

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def to(self, *addresses: str) -> list[str]:
        """The Message-IDs that went to these addresses."""
        return [name for to, name, _ in self.taken if to in addresses]


@dataclass
class Town:
    """The servers under way. `hosts` may be changed while they run; `of` is how hosts behave."""

    net: Net
    names: Names
    post: Post
    hosts: dict[str, Behaviour] = field(default_factory=dict)

    def watchlist(
        self,
        more: str = "",
        monitor: str = "",
        portals: tuple[str, ...] = (STRUCK, OTHER),
        limits: str = "",
    ) -> str:
        """A watchlist of some of its portals; units are written to every night."""
        tables = "".join(
            f'[[portals]]\nid = "{name}"\nname = "云溪县人民政府"\nkind = "county"\n'
            f'home = "http://{name}.town.test:{self.net.port}/"\n'
            f'contacts = ["unit@{name}.example"]\n\n'
            for name in portals
        )
        return (
            f'[monitor]\nnameserver = "{self.net.nameserver}"\nrulebooks = ["standing"]\n'
            f'contact = "zwgk@test.example"\n{monitor}\n[monitor.limits]\nrequest_seconds = 2\n'
            "portal_seconds = 20\nretries = 1\nretry_after_seconds = 3\nfailures_in_a_row = 4\n"
            f'{limits}\n[mail]\nserver = "smtp://127.0.0.1:{self.post.port}"\ntls = "none"\n'
            f'sender = "gongkai@office.example"\noffice = ["{OFFICE}"]\nrhythm = "nightly"\n'
            f"seconds = 20\n{more}\n{tables}"
        )


@contextmanager
def town(more: Mapping[str, Behaviour] | None = None) -> Iterator[Town]:
    """Serve the town, with further hosts NAME.town.test."""
    pages = pages_of(small_portal())
    hosts = {f"{name}.town.test": pages for name in (STRUCK, OTHER)}
    hosts |= {f"{name}.town.test": say for name, say in (more or {}).items()}
    names = Names()
    silent = DNSLogger("-request,-reply,-error,-truncated,-data", False, lambda _: None)
    dns = DNSServer(names, address="127.0.0.1", port=0, logger=silent)
    dns.start_thread()
    post = Post()
    post.start()
    try:
        with bad_server(hosts, {}) as net:
            net.nameserver = f"127.0.0.1:{dns.server.server_address[1]}"
            yield Town(net, names, post, hosts)
    finally:
        post.stop()
        dns.stop()
        dns.server.server_close()

"""The invented portals behind real servers, in a process of their own.

The process makes all bodies once and serves them as they stand on the day asked for, always on
the same ports: so the groups of the data folder stay the same from night to night. What it uses
of the machine is not the pipeline's and is told apart.
"""

from __future__ import annotations

import multiprocessing
import resource
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from bench.units import SORTS, county_of, units
from demo.content.model import Unit
from demo.county import County, Site, render, sites_of
from demo.moment import at
from demo.serve import serve
from demo.skins.page import Page

Kind = TypeVar("Kind")


@dataclass(frozen=True)
class Served:
    """What is being served: per portal its kind, family and number of pages there are."""

    watchlist: str
    dns_port: int
    port: int
    portals: tuple[tuple[str, str, str, int], ...]


@dataclass(frozen=True)
class Used:
    """What the server process had used when a day ended: seconds of CPU, requests of the day."""

    cpu: float
    requests: int


class Servers:
    """The server process seen from outside: `day` serves a day, `night_over` ends it."""

    def __init__(self, line: Connection) -> None:
        self._line = line

    def day(self, on: date, data: Path, smtp: str) -> Served:
        """Serve that day; comes back when the servers answer."""
        self._line.send((on, str(data), smtp))
        return self._answer(Served)

    def night_over(self) -> Used:
        """Stop serving the day."""
        self._line.send(None)
        return self._answer(Used)

    def _answer(self, kind: type[Kind]) -> Kind:
        answer = self._line.recv()
        if not isinstance(answer, kind):
            raise RuntimeError(f"the servers say: {answer}")
        return answer


@contextmanager
def servers(count: int, seed: int, latency: float, pages: int = 0) -> Iterator[Servers]:
    """A server process with that many portals, ended with the context.

    With `pages` they are counties of about that many pages each, and what they hold is served a
    second time under the bare loopback address, behind one page that links to all of it: general
    crawlers know no name server of ours and follow no pager that a script writes.
    """
    context = multiprocessing.get_context("spawn")
    near, far = context.Pipe()
    process = context.Process(target=_serve, args=(far, count, seed, latency, pages), daemon=True)
    process.start()
    far.close()
    try:
        yield Servers(near)
    finally:
        near.close()
        process.join(10)
        if process.is_alive():
            process.terminate()
            process.join()


def _serve(line: Connection, count: int, seed: int, latency: float, pages: int) -> None:
    try:
        bodies = tuple(units(count, seed, (county_of(pages),) if pages else SORTS))
        port, dns_port = _free_ports()
        while True:
            day, data, smtp = line.recv()
            county = _county(bodies, day, seed)
            if pages:
                county = replace(county, sites=(*county.sites, _whole(county.sites)))
            with serve(county, port, dns_port, latency) as serving:
                there = {site.portals[0]: len(site.pages) for site in county.sites}
                line.send(
                    Served(
                        serving.county.watchlist(serving.dns_port, data, smtp),
                        serving.dns_port,
                        serving.county.port,
                        tuple((one.id, one.kind, one.family, there[one.id]) for one in bodies),
                    )
                )
                line.recv()
                used = resource.getrusage(resource.RUSAGE_SELF)
                line.send(Used(used.ru_utime + used.ru_stime, serving.asked[0]))
    except EOFError:  # the measurement has ended
        return
    except Exception as error:
        line.send(f"{type(error).__name__}: {error}")
        raise


def _county(bodies: tuple[Unit, ...], day: date, seed: int) -> County:
    today = tuple(at(unit, day) for unit in bodies)
    rendered = {unit.id: render(unit) for unit in today}
    ipv6 = {unit.host: "whole" if index % 3 else "absent" for index, unit in enumerate(today)}
    return County(day, seed, sites_of(today, rendered, ipv6), (), today)


def _whole(sites: Sequence[Site]) -> Site:
    """All pages of these sites on one host, with a first page that links to each of them."""
    pages = {path: page for site in sites for path, page in site.pages.items()}
    links = "".join(f'<p><a href="{escape(path)}">{escape(path)}</a></p>' for path in pages)
    pages["/"] = Page(f"<html><body>{links}</body></html>".encode())
    return replace(sites[0], host="127.0.0.1", portals=("whole",), pages=pages, ipv6="absent")


def _free_ports() -> tuple[int, int]:
    """A web port whose follower is free too, and a port for names."""
    for _ in range(100):
        with (
            socket.socket() as first,
            socket.socket() as second,
            socket.socket(socket.AF_INET6) as third,
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as names,
        ):
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
                third.bind(("::1", port))
            except OSError:
                continue
            names.bind(("127.0.0.1", 0))
            return port, names.getsockname()[1]
    raise OSError("no free pair of ports")

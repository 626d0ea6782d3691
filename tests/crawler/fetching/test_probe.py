from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from crawler.fetching.names import Names
from crawler.fetching.politeness import Gate
from crawler.fetching.probe import (
    Asking,
    ScannerIpv6,
    probe_ipv6,
    reaches_ipv6,
    read_probe,
    sample_of,
    scanner_ipv6,
    usable_addresses,
)
from crawler.portals import Limits, Portal, PortalKind
from crawler.records.site import Ipv6Probe
from tests.crawler.fetching.dns_double import name_server

BOTH = ScannerIpv6(loopback=True, global_=False)
LIMITS = Limits(request_seconds=0.7)


class _Six(ThreadingHTTPServer):
    address_family = socket.AF_INET6
    daemon_threads = True

    def server_bind(self) -> None:
        self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        super().server_bind()


@contextmanager
def site(
    answers4: dict[str, Any], answers6: dict[str, Any] | None
) -> Iterator[tuple[int, list[str]]]:
    """One port on 127.0.0.1 and (unless None) on ::1; answers by path: status or Location."""
    asked: list[str] = []

    def handler(answers: dict[str, Any], family: str) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args: object) -> None:
                pass

            def do_GET(self) -> None:
                asked.append(f"{family} {self.headers['Host']} {self.path}")
                answer = answers.get(self.path, answers.get("*", 404))
                if answer == "silent":
                    threading.Event().wait(1.5)
                    return
                if isinstance(answer, str):
                    self.send_response(302)
                    self.send_header("Location", answer)
                else:
                    self.send_response(answer)
                body = answers.get("body", b"")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        return Handler

    four = ThreadingHTTPServer(("127.0.0.1", 0), handler(answers4, "4"))
    four.daemon_threads = True
    port = four.server_address[1]
    servers = [four]
    if answers6 is not None:
        servers.append(_Six(("::1", port), handler(answers6, "6")))
    for server in servers:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield port, asked
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def run(
    port: int,
    dns: str,
    pages: int = 0,
    scanner: ScannerIpv6 = BOTH,
    name: str = "a.test",
    asking: Asking | None = None,
) -> tuple[Ipv6Probe, bytes]:
    home = f"http://{name}:{port}/"
    portal = Portal("a", "甲", PortalKind.COUNTY, home, ("standing",))
    names = Names(frozenset({f"{name}:{port}"}), dns)
    urls = [f"{home}p/{number}.html" for number in range(pages)]
    now = datetime(2026, 11, 20, 2, tzinfo=UTC)
    return probe_ipv6(portal, urls, names, scanner, "Gongkai/0", LIMITS, lambda: now, asking)


def paced(port: int, rate: float) -> Gate:
    """A gate that admitted the host with a rate of its own."""
    gate = Gate(LIMITS)
    gate.admit(f"a.test:{port}", rate)
    return gate


def test_a_host_that_is_whole_over_both_families() -> None:
    with (
        site({"*": 200}, {"*": 200}) as (port, asked),
        name_server({"a.test": ["127.0.0.1", "::1"]}) as dns,
    ):
        probe, transcript = run(port, dns.address, pages=30)
    assert (probe.a, probe.aaaa, probe.usable) == (("127.0.0.1",), ("::1",), ("::1",))
    assert (probe.dns, probe.status_v4, probe.status_v6) == ("ok", 200, 200)
    assert len(probe.inner) == 10
    assert all(row[1:] == (200, 200) for row in probe.inner)
    assert probe.scanner_ipv6
    assert all(line.split()[1] == f"a.test:{port}" for line in asked)
    assert probe.snapshot.url == "urn:gongkai:probe:a"
    assert read_probe(probe.snapshot, transcript) == probe
    assert any(json.loads(line).get("dns") == "AAAA" for line in transcript.splitlines())


def test_every_address_is_asked_and_what_home_loads_is_only_looked_up() -> None:
    page = b'<html><body><h1>home</h1><script src="//cdn.test/a.js"></script></body></html>'
    other = b"<html><body><h1>shield</h1></body></html>"
    names = {"a.test": ["127.0.0.1", "::1", "::2"], "cdn.test": ["192.0.2.1"], "x.test": ["::3"]}
    with (
        site({"*": 200, "body": page}, {"*": 200, "body": other}) as (port, asked),
        name_server(names) as dns,
    ):
        probe, transcript = run(port, dns.address, pages=2)
    assert dict(probe.addresses)["::1"] == 200
    assert probe.likeness == 0.0
    assert probe.assets == (("cdn.test", False),)
    assert probe.ports == (), "a host that is listed with its port has no other"
    assert probe.certificate is None
    assert probe.seconds_v4 is not None
    assert {line.split()[1] for line in asked} == {f"a.test:{port}"}
    assert read_probe(probe.snapshot, transcript) == probe


def test_an_address_that_nobody_answers_on() -> None:
    with (
        site({"*": 200}, None) as (port, _),
        name_server({"a.test": ["127.0.0.1", "::1"]}) as dns,
    ):
        probe, _ = run(port, dns.address, pages=3)
    assert (probe.status_v4, probe.status_v6, probe.inner) == (200, None, ())
    assert "ConnectError" in probe.error_v6
    assert probe.scanner_ipv6


def test_families_that_differ_and_inner_pages_that_fail() -> None:
    six = {"/": 503, "*": 200, "/p/0.html": 404, "/p/1.html": "silent"}
    with (
        site({"*": 200}, six) as (port, _),
        name_server({"a.test": ["127.0.0.1", "::1"]}) as dns,
    ):
        probe, _ = run(port, dns.address, pages=3)
    assert (probe.status_v4, probe.status_v6) == (200, 503)
    rows = {url.rsplit("/", 1)[1]: (four, over) for url, four, over in probe.inner}
    assert rows == {"0.html": (200, 404), "1.html": (200, None), "2.html": (200, 200)}


def test_a_rate_holds_over_both_families_and_in_the_ledger() -> None:
    with (
        site({"*": 200}, {"*": 200}) as (port, asked),
        name_server({"a.test": ["127.0.0.1", "::1"]}) as dns,
    ):
        gate = paced(port, 20.0)
        began = time.monotonic()
        probe, _ = run(port, dns.address, pages=4, asking=Asking(gate))
        seconds = time.monotonic() - began
    assert len(probe.inner) == 4
    assert len(asked) == 10
    assert seconds >= 9 / 20
    assert gate.ledger()[0].requests == 10


def test_what_time_does_not_allow_is_cut_and_told_apart_from_no_answer() -> None:
    with (
        site({"*": 200}, {"*": 200}) as (port, asked),
        name_server({"a.test": ["127.0.0.1", "::1"]}) as dns,
    ):
        none, _ = run(port, dns.address, 4, asking=Asking(paced(port, 4.0), None, 0.0))
        assert asked == []
        some, transcript = run(port, dns.address, 4, asking=Asking(paced(port, 4.0), None, 1.1))
    assert (none.cut, none.status_v4, none.status_v6) == (True, None, None)
    assert (some.cut, some.status_v4, some.status_v6) == (True, 200, 200)
    assert 1 <= len(some.inner) < 4
    assert all(row[1:] == (200, 200) for row in some.inner)
    assert read_probe(some.snapshot, transcript) == some


def test_a_busy_host_is_asked_more_slowly() -> None:
    with (
        site({"*": 503}, {"*": 503}) as (port, _),
        name_server({"a.test": ["127.0.0.1", "::1"]}) as dns,
    ):
        gate = paced(port, 50.0)
        run(port, dns.address, asking=Asking(gate))
    assert gate.ledger()[0].complaints == 2


def test_redirects_stay_on_the_host() -> None:
    with (
        site({"/": "/index.html", "/index.html": 200}, {"/": "http://stranger.test/"}) as (
            port,
            asked,
        ),
        name_server({"a.test": ["127.0.0.1", "::1"]}) as dns,
    ):
        probe, _ = run(port, dns.address)
    assert (probe.status_v4, probe.status_v6) == (200, 302)
    assert not any("stranger" in line for line in asked)
    assert {name for name, _ in dns.asked} == {"a.test"}


def test_endless_redirects_end() -> None:
    with (
        site({"/": "/a", "/a": "/b", "/b": "/a"}, {"*": 200}) as (port, asked),
        name_server({"a.test": ["127.0.0.1", "::1"]}) as dns,
    ):
        probe, _ = run(port, dns.address)
    assert probe.status_v4 == 302
    assert len([line for line in asked if line.startswith("4")]) == 4


@pytest.mark.parametrize(
    "zone, broken, state, aaaa",
    [
        ({"a.test": ["127.0.0.1"]}, [], "ok", ()),
        ({}, [], "nxdomain", ()),
        ({}, ["a.test"], "servfail", ()),
        (
            {"a.test": ["127.0.0.1", "64:ff9b::7f00:1", "fe80::1", "::ffff:127.0.0.1"]},
            [],
            "ok",
            ("64:ff9b::7f00:1", "fe80::1", "::ffff:127.0.0.1"),
        ),
    ],
)
def test_what_the_dns_can_say(
    zone: dict[str, list[str]], broken: list[str], state: str, aaaa: tuple[str, ...]
) -> None:
    with site({"*": 200}, None) as (port, _), name_server(zone, broken) as dns:
        probe, _ = run(port, dns.address, pages=3)
    assert probe.dns == state
    assert probe.aaaa == aaaa
    assert probe.usable == ()
    assert probe.status_v6 is None
    assert probe.inner == ()


def test_a_scanner_without_ipv6_says_so() -> None:
    nothing = ScannerIpv6(loopback=False, global_=False)
    with (
        site({"*": 200}, None) as (port, _),
        name_server({"a.test": ["127.0.0.1", "::1"]}) as dns,
    ):
        probe, _ = run(port, dns.address, scanner=nothing)
    assert not probe.scanner_ipv6
    assert probe.scanner_note


def test_a_wide_address_needs_more_than_our_loopback() -> None:
    with (
        site({"*": 200}, None) as (port, _),
        name_server({"a.test": ["127.0.0.1", "2001:db8::1"]}) as dns,
    ):
        probe, _ = run(port, dns.address)
    assert probe.usable == ("2001:db8::1",)
    assert not probe.scanner_ipv6


def test_a_literal_home_is_not_probed() -> None:
    with site({"*": 200}, {"*": 200}) as (port, asked), name_server({}) as dns:
        probe, _ = run(port, dns.address, name="127.0.0.1")
    assert probe.literal
    assert asked == []
    assert dns.asked == []


@pytest.mark.parametrize(
    "a, aaaa, usable",
    [
        (["1.2.3.4"], ["2001:db8::1", "::1"], ("2001:db8::1",)),
        (["127.0.0.1"], ["::1"], ("::1",)),
        (["1.2.3.4"], ["::", "fe80::1", "::ffff:1.2.3.4", "64:ff9b::102:304", "64:ff9b:1::1"], ()),
        ([], ["::1"], ()),
    ],
)
def test_addresses_that_count(a: list[str], aaaa: list[str], usable: tuple[str, ...]) -> None:
    assert usable_addresses(a, aaaa) == usable


def test_the_sample_is_always_the_same() -> None:
    urls = [f"http://a.test/{number}" for number in range(50)]
    assert sample_of("a.test", urls) == sample_of("a.test", [*reversed(urls), *urls])
    assert len(sample_of("a.test", [*urls, "http://b.test/"])) == 10
    assert sample_of("b.test", urls) == ()


def test_the_scanner_proves_its_own_loopback() -> None:
    assert scanner_ipv6().loopback
    assert not scanner_ipv6().global_
    assert not reaches_ipv6([], Names(frozenset()))

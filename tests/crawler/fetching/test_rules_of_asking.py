from __future__ import annotations

import asyncio
import gzip
import zlib
from datetime import UTC, datetime
from math import inf

import pytest

from crawler.fetching.coding import Damaged, TooLarge, undo
from crawler.fetching.jumps import header_jump, page_jump
from crawler.fetching.politeness import Gate, retry_after, user_agent
from crawler.fetching.robots import read_rules
from crawler.portals import Limits
from crawler.records.model import Cause

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HOST = "a.test"


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


def gate_at(time: Time, rate: float, **limits: int) -> Gate:
    gate = Gate(Limits(**limits), time, time.sleep)  # type: ignore[arg-type]
    gate.admit(HOST, rate)
    return gate


async def asks(gate: Gate, time: Time, count: int) -> list[float]:
    times = []
    for _ in range(count):
        async with gate.turn(HOST):
            times.append(round(time.now - 1_000.0, 3))
    return times


def test_a_rate_is_kept() -> None:
    time = Time()
    assert asyncio.run(asks(gate_at(time, 2.0), time, 5)) == [0, 0.5, 1.0, 1.5, 2.0]


def test_without_a_bound_nobody_waits() -> None:
    time = Time()
    assert asyncio.run(asks(gate_at(time, inf), time, 100)) == [0] * 100


def test_a_complaint_pauses_halves_and_is_forgotten_slowly() -> None:
    time = Time()
    gate = gate_at(time, 2.0)

    async def night() -> list[float]:
        times = await asks(gate, time, 1)
        gate.complained(HOST, 10.0)
        times += await asks(gate, time, 3)
        for _ in range(5):
            gate.answered(HOST, 100)
        return times + await asks(gate, time, 3)

    assert asyncio.run(night()) == [0, 10.0, 11.0, 12.0, 13.0, 13.5, 14.0]
    ledger = gate.ledger()[0]
    assert (ledger.requests, ledger.complaints, ledger.bytes) == (7, 1, 500)
    assert ledger.peak_per_second == 2
    assert ledger.average_per_second == 0.5
    assert ledger.rate == 2.0


def test_complaints_at_once_count_once_and_never_stop_a_host() -> None:
    time = Time()
    gate = gate_at(time, 2.0)
    for _ in range(10):
        gate.struggled(HOST)
    assert asyncio.run(asks(gate, time, 3)) == [0, 1.0, 2.0]
    for _ in range(100):
        time.now += 2
        gate.struggled(HOST)
    start = time.now - 1_000.0
    assert [round(t - start, 3) for t in asyncio.run(asks(gate, time, 2))] == [0, 8.0]


def test_no_more_connections_at_once_than_allowed() -> None:
    time = Time()
    gate = gate_at(time, 100.0, concurrency_per_host=3)
    held = most = 0

    async def one() -> None:
        nonlocal held, most
        async with gate.turn(HOST):
            held += 1
            most = max(most, held)
            for _ in range(20):
                await asyncio.sleep(0)
            held -= 1

    async def many() -> None:
        await asyncio.gather(*(one() for _ in range(20)))

    asyncio.run(many())
    assert most == 3


def test_crawl_delay_is_honoured_up_to_ten_seconds() -> None:
    time = Time()
    gate = gate_at(time, inf)
    gate.delay(HOST, 3_600.0)
    assert asyncio.run(asks(gate, time, 3)) == [0, 10.0, 20.0]


def test_a_host_is_given_up_after_failures_in_a_row_only() -> None:
    gate = gate_at(Time(), 2.0, failures_in_a_row=3)
    for _ in range(5):
        gate.failed(HOST, Cause.UNREACHABLE, "reset")
        gate.failed(HOST, Cause.UNREACHABLE, "reset")
        gate.answered(HOST, 1)
    assert gate.given_up(HOST) is None
    for _ in range(3):
        gate.failed(HOST, Cause.BLOCKED, "answers 429")
    given_up = gate.given_up(HOST)
    assert given_up is not None
    assert given_up[0] is Cause.BLOCKED


@pytest.mark.parametrize(
    "value, seconds",
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("9" * 30, 999_999_999.0),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("1.5", None),
        ("Fri, 20 Nov 2026 02:00:30 GMT", 30.0),
        ("Fri, 20 Nov 2026 01:00:00 GMT", 0.0),
        ("Fri, 99 Nov 2026 01:00:00 GMT", None),
        ("١٢", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


def test_user_agent() -> None:
    assert user_agent("zwgk@a.example").startswith("Gongkai/")
    assert user_agent("zwgk@a.example").endswith(" (+zwgk@a.example)")
    assert "(" not in user_agent("")


@pytest.mark.parametrize(
    "status, body, url, cause",
    [
        (200, b"User-agent: *\nDisallow: /a", "http://a.test/a/b", Cause.ROBOTS),
        (200, b"User-agent: *\nDisallow: /a\nAllow: /a/b", "http://a.test/a/b", None),
        (200, "\ufeffUser-agent: *\nDisallow: /".encode(), "http://a.test/", Cause.ROBOTS),
        (
            200,
            b"User-agent: *\nDisallow: /\n\nUser-agent: Gongkai\nDisallow:",
            "http://a.test/",
            None,
        ),
        (200, b"  <html>Disallow: /", "http://a.test/", None),
        (200, b"\xff\xfe\x00\x01rubbish", "http://a.test/", None),
        (200, b"", "http://a.test/", None),
        (404, b"User-agent: *\nDisallow: /", "http://a.test/", None),
        (302, b"", "http://a.test/", None),
        (500, b"", "http://a.test/", Cause.UNREACHABLE),
    ],
)
def test_robots_rules(status: int, body: bytes, url: str, cause: Cause | None) -> None:
    assert read_rules(status, body).refusal(url) is cause


def test_robots_delay() -> None:
    assert read_rules(200, b"User-agent: *\nCrawl-delay: 2.5").delay == 2.5
    assert read_rules(200, b"User-agent: *\nCrawl-delay: x").delay == 0
    assert read_rules(404, b"").delay == 0


PLAIN = "<p>政务公开</p>".encode() * 100


def zipped(plain: bytes) -> bytes:
    """Gzip without the time of its making: two workers must name these tests alike."""
    return gzip.compress(plain, mtime=0)


@pytest.mark.parametrize(
    "coding, body",
    [
        ("", PLAIN),
        ("identity", PLAIN),
        ("gzip", zipped(PLAIN)),
        ("x-gzip", zipped(PLAIN)),
        ("GZIP", zipped(PLAIN) + b"trailing rubbish"),
        ("gzip", zipped(PLAIN[:100]) + zipped(PLAIN[100:])),
        ("gzip", PLAIN),
        ("deflate", zlib.compress(PLAIN)),
        ("deflate", zlib.compress(PLAIN)[2:-4]),
        ("deflate, gzip", zipped(zlib.compress(PLAIN))),
    ],
)
def test_codings_are_undone(coding: str, body: bytes) -> None:
    assert undo(body, coding, 10_000) == PLAIN


@pytest.mark.parametrize(
    "coding, body",
    [
        ("gzip", zipped(PLAIN)[:-9]),
        ("gzip", zipped(PLAIN)[:30]),
        ("deflate", zlib.compress(PLAIN)[:20]),
        ("deflate", b"\xff" * 50),
        ("br", PLAIN),
        ("gzip, gzip, gzip, gzip", PLAIN),
    ],
)
def test_half_bodies_are_no_bodies(coding: str, body: bytes) -> None:
    with pytest.raises(Damaged):
        undo(body, coding, 10_000)


def test_bombs_are_cut_off() -> None:
    zeros = b"\0" * 20_000_000
    for coding, body in (
        ("gzip", zipped(zeros)),
        ("deflate", zlib.compress(zeros)),
        ("gzip, gzip", zipped(zipped(zeros))),
        ("gzip", zipped(b"x") * 20_000),
        ("", zeros),
    ):
        with pytest.raises(TooLarge):
            undo(body, coding, 10_000)


def test_exactly_the_bound_is_allowed() -> None:
    assert len(undo(zipped(b"x" * 1_000), "gzip", 1_000)) == 1_000
    with pytest.raises(TooLarge):
        undo(zipped(b"x" * 1_001), "gzip", 1_000)


@pytest.mark.parametrize(
    "page, target",
    [
        ("<script>location.href='index.html'</script>", "index.html"),
        ('<script>window.location.replace("/gov/");</script>', "/gov/"),
        ("<script>top.location = '/gov/'</script>", "/gov/"),
        ("<meta http-equiv='Refresh' content='0;url=/gov/?a=1&amp;b=2'>", "/gov/?a=1&b=2"),
        ('<meta content="3; URL=\'/gov/\'" http-equiv="refresh">', "/gov/"),
        ('<meta http-equiv="refresh" content="300;url=/gov/">', None),
        ('<meta http-equiv="refresh" content="5">', None),
        ("<!-- <meta http-equiv='refresh' content='0;url=/x'> -->", None),
        ("<script>document.cookie='a=1';location.href='/gov/'</script>", None),
        ("<script>if(/Mobile/.test(navigator.userAgent))location.href='/m/'</script>", None),
        ("<script>location.href='/a';location.href='/b'</script>", None),
        ("<script>location.href='/'</script>", None),
        ("<script>location.href='javascript:alert(1)'</script>", None),
        ("<a href=1></a><a href=2></a><a></a><a></a><script>location.href='/x'</script>", None),
        ("<script>location.href='/x'</script>" + "x" * 5_000, None),
    ],
)
def test_pages_that_only_jump(page: str, target: str | None) -> None:
    assert page_jump("http://a.test/", "text/html", page.encode()) == target
    assert page_jump("http://a.test/", "application/pdf", page.encode()) is None


def test_header_jumps() -> None:
    raw = "/政务".encode().decode("latin-1")
    assert header_jump(302, raw) == "/政务"
    assert header_jump(308, " /x ") == "/x"
    assert header_jump(304, "/x") is None
    assert header_jump(302, "") is None

"""Hostile answers of a server: status, headers, codings, redirects, robots.txt, by the fetcher."""

# ruff: noqa: E501 - what is sent reads best unbroken

from __future__ import annotations

import asyncio
import gzip
import tempfile
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random

from scrapy import Request

from crawler.fetching.archive import Archive, header_text
from crawler.fetching.coding import Damaged, TooLarge, undo
from crawler.fetching.earlier import Earlier, conditions
from crawler.fetching.fetched import Fetched
from crawler.fetching.fetcher import Answer, Fetcher
from crawler.fetching.items import Headers
from crawler.fetching.jumps import header_jump, page_jump
from crawler.fetching.names import Names
from crawler.fetching.politeness import Gate, retry_after
from crawler.fetching.robots import read_rules
from crawler.pages.markup.page import decode
from crawler.pages.task import Purpose, Task
from crawler.portals import Limits, Monitor, Portal, PortalKind, Watchlist
from crawler.portals.roles import Role
from crawler.records.addresses import host_of
from tests.fuzzing.bounds import allowed, guarded, seconds_of
from tests.fuzzing.mutations import ADDRESSES, CHARSETS, DATES, NUMBERS

HOST = "127.0.0.1:9"
_NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
_LIMITS = Limits(retries=1)
_MOST_ASKED = 40
_STATUSES = (200,) * 8 + (301, 302, 303, 304, 307, 308, 403, 404, 410, 429, 500, 503, 999, 204, 206)
_MOMENTS = (
    "Wed, 21 Oct 2026 07:28:00 GMT", "Wed, 31 Feb 2026 25:61:61 GMT", "Mon, 01 Jan 99999999999 00:00:00 GMT",
    "Mon, 01 Jan 0000 00:00:00 +9999", "1 Jan 1 1:1:1 -99999999", "Thu, 01 Jan 9999 23:59:59 -2359", "GMT", ",",
    "1 Jan 2026 00:00:00 " + "9" * 400, "Mon, 1 Jan 2026 " + "9" * 5_000 + ":0:0", "()", "(" * 2_000, '"',
    "0" * 9_999, "1 1 1 1 1", "١٢٠", "12.5", "+120",
)  # fmt: skip
_LOCATIONS = (
    *ADDRESSES, "/next", "", " ", "next.html", "?a=1", "http://127.0.0.1:9/", "HTTP://127.0.0.1:9/../..",
    "http://127.0.0.1:9/" + "a" * 5_000, "http://169.254.169.254/latest", "file:///etc/passwd", "//127.0.0.1:9//x",
    "/\xe6\x94\xbf\xe5\xba\x9c", "/\xd5\xfe\xb8\xae", "http://127.0.0.1:9\\@evil.test/", "\r\nSet-Cookie: a=b",
    "http://127.0.0.1:9:9/", "http://127.0.0.1:09/", "http://2130706433:9/", "http://127.0.0.1.:9/",
)  # fmt: skip
_VALUES = (
    "", " ", "x" * 70_000, "\x00\x01", "\xff\xfe", "a\nb", "a; b=\"", ";" * 3_000, "=", "%0d%0a", "\ud800", "政府",
    "attachment; filename*=UTF-8''%FF%FE", 'attachment; filename="../../etc/passwd"', "filename=" + "=" * 900,
    "a=b; Max-Age=" + "9" * 400, "gzip, gzip, gzip, gzip, gzip", "W/\"", "*", "\u2028", "a\r\n\r\n<html>",
)  # fmt: skip
_NAMES = (
    "Content-Type", "Content-Disposition", "Location", "Retry-After", "Last-Modified", "ETag", "Set-Cookie",
    "Content-Encoding", "Content-Length", "Transfer-Encoding", "Refresh", "Link", "Date", "", "\x00", "名", "A B",
)  # fmt: skip
_CODINGS = (
    "gzip", "deflate", "br", "identity", "", "gzip, gzip", "x-gzip", "GZIP,,", "deflate, gzip", "zstd", "\x00",
    "gzip;q=1", ",".join(["gzip"] * 40),
)  # fmt: skip
_ROBOTS = (
    "User-agent: *\nDisallow:\n", "User-agent: *\nDisallow: /admin/\nCrawl-delay: {n}\n", "User-agent: *\nCrawl-delay: {n}",
    "User-agent: Gongkai\nDisallow: /{s}\n", "User-agent: *\nDisallow: " + "*" * 60 + "x$\n", "\ufeffUser-agent: *",
    "Disallow: /\n", "User-agent: *\nDisallow: /" + "a*" * 400 + "b\n", "Sitemap: {a}\nUser-agent: *\nAllow: /",
    "User-agent: *\n" + "Disallow: /x\n" * 20_000, "<html>404</html>", "User-agent\nDisallow\n:::\n: /\n",
    "User-agent: *\nRequest-rate: {n}/{n}\nVisit-time: {n}-{n}\n", "User-agent: *\nDisallow: /%{s}%zz\nAllow: {a}\n",
    "User-agent: *\r\rDisallow: /\x00\x0c", "User-agent: *\nCrawl-delay: 1e999\n", "User-agent: *\nCrawl-delay: nan\n",
)  # fmt: skip


@dataclass(frozen=True)
class HeaderInput:
    """What a server answers, in turn: robots.txt first. `values` are looked at one by one."""

    robots: tuple[int, bytes]
    answers: tuple[Answer, ...]
    purpose: Purpose
    values: tuple[str, ...]
    coded: tuple[str, bytes]


def header_input(draw: Random) -> HeaderInput:
    """Hostile answers, drawn whole from the random source."""
    text = draw.choice(_ROBOTS)
    for mark, options in (("{n}", NUMBERS), ("{s}", DATES), ("{a}", ADDRESSES)):
        text = text.replace(mark, draw.choice(options)[:600])
    robots = text.encode("utf-8", "surrogatepass")
    if draw.random() < 0.2:
        robots = robots[: draw.randrange(len(robots) + 1)] + bytes(
            draw.randrange(256) for _ in range(9)
        )
    status = 200 if draw.random() < 0.8 else draw.choice(_STATUSES)
    answers = tuple(_answer(draw) for _ in range(draw.choice((1, 2, 3))))
    values = tuple(
        _sent(draw.choice((*_MOMENTS, *NUMBERS, *_LOCATIONS, *_VALUES))) for _ in range(6)
    )
    purpose = draw.choice(
        (Purpose.HOME, Purpose.DETAIL, Purpose.FILE, Purpose.SECTION, Purpose.LINK)
    )
    return HeaderInput(
        (status, robots), answers, purpose, values, (draw.choice(_CODINGS), _coded(draw))
    )


def _answer(draw: Random) -> Answer:
    status = draw.choice(_STATUSES)
    headers: list[tuple[str, str]] = []
    if draw.random() < 0.7:
        kind = draw.choice(
            ("text/html", "TEXT/HTML", "text/html; charset=" + draw.choice(CHARSETS), "", ";")
        )
        headers.append(("Content-Type", kind))
    if 300 <= status < 400 or draw.random() < 0.1:
        headers.append(("location", draw.choice(_LOCATIONS)))
    if status in (429, 503):
        headers.append(("Retry-After", draw.choice((*_MOMENTS, *NUMBERS))))
    for _ in range(draw.choice((0, 1, 3, 40))):
        value = draw.choice((*_VALUES, *_MOMENTS, *_LOCATIONS, *NUMBERS))
        headers.append((draw.choice(_NAMES), value))
    target = draw.choice(_LOCATIONS)
    body = draw.choice((
        "<p>公开</p>", "", f"<meta http-equiv=refresh content='{draw.choice(NUMBERS)};url={target}'>",
        f"<script>location.href='{target}'</script>", f"<meta http-equiv=refresh content=0;url={target}>", "\x00",
    ))  # fmt: skip
    return Answer(
        status,
        tuple((_sent(name), _sent(value)) for name, value in headers),
        body.encode("utf-8", "surrogatepass"),
        draw.choice(("", HOST, "::1")),
    )


def _sent(text: str) -> str:
    """A header as it comes in: its bytes, whatever they were meant for, read as Latin-1."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1")


def _coded(draw: Random) -> bytes:
    body = draw.choice(
        (_bomb(), gzip.compress(b"<p>x</p>", mtime=0), zlib.compress(b"x" * 99), b"", b"plain")
    )
    if draw.random() < 0.3:
        body = gzip.compress(body, 1, mtime=0)
    if draw.random() < 0.5 and len(body) < 9_000:
        body = body[: draw.randrange(len(body) + 1)] + bytes(draw.randrange(256) for _ in range(3))
    return body


@cache
def _bomb() -> bytes:
    return gzip.compress(bytes(20_000_000), 1, mtime=0)


class _Clock:
    """A clock that only sleeping moves, so that no pause takes time."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        assert 0 <= seconds < 10_000_000
        self.now += seconds
        await asyncio.sleep(0)


@cache
def _watchlist() -> Watchlist:
    portal = Portal("p", "p", PortalKind.COUNTY, f"http://{HOST}/", ("standing",))
    return Watchlist(Path("x"), Monitor(contact="zwgk@test.example"), (portal,))


def _fetched(given: HeaderInput, folder: Path) -> tuple[Fetched, list[str], Earlier]:
    asked: list[str] = []

    async def download(task: Task, url: str, told: Headers) -> Answer:
        asked.append(url)
        assert len(asked) <= _MOST_ASKED, "asks without end"
        if task.purpose is Purpose.ROBOTS:
            return Answer(given.robots[0], (("Content-Type", "text/plain"),), given.robots[1])
        return given.answers[len(asked) % len(given.answers)]

    clock = _Clock()
    earlier = Earlier(folder, as_of=_NOW)

    async def fetch() -> Fetched:
        watchlist, gate = _watchlist(), Gate(_LIMITS, clock, clock.sleep)
        with Archive.open(folder / "x.warc.gz") as archive:
            fetcher = Fetcher(download, archive, Names.of(watchlist), gate, watchlist, _LIMITS, lambda: _NOW,
                              clock.sleep, earlier=earlier)  # fmt: skip
            return await fetcher.fetch(Task(given.purpose, f"http://{HOST}/a", Role.HOME))

    return asyncio.run(fetch()), asked, earlier


def faults_of(given: HeaderInput) -> list[str]:
    """What is wrong with how answers are taken; raises what is raised."""
    faults: list[str] = []
    with guarded(), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        got, asked, earlier = _fetched(given, folder)
        fetch = got.fetch
        if (fetch.snapshot is None) == (fetch.cause is None):
            faults.append(
                f"neither an answer nor a cause, or both: {fetch.cause} {fetch.detail[:80]!r}"
            )
        faults += [f"asked {url[:80]!r}" for url in asked if host_of(url) != HOST]
        with Archive.open(folder / "x.warc.gz") as archive:
            if fetch.snapshot is not None and archive.read(fetch.snapshot).body != got.body:
                faults.append("the archive has another body")
        for capture in earlier.tonight().pages:
            Request(capture.url, headers=dict(conditions(capture)))
    for text in given.values:
        wait = retry_after(text, _NOW)
        if wait is not None and not 0 <= wait < 10_000_000_000_000:
            faults.append(f"waits {wait} s for {text[:60]!r}")
        for status in (200, 302):
            header_jump(status, text)
        kept = header_text(text)
        if not kept.isascii() or "\n" in kept or "\r" in kept:
            faults.append(f"kept as {kept[:80]!r}")
        decode("<p>政务公开</p>".encode("gbk"), text)
        page_jump(
            f"http://{HOST}/a",
            text,
            f"<script>location='{text}'</script>".encode("utf-8", "replace"),
        )
    rules = read_rules(*given.robots)
    took = seconds_of(
        lambda: rules.refusal(f"http://{HOST}/" + "a" * 200), allowed(len(given.robots[1]))
    )
    if took > allowed(len(given.robots[1])) or not rules.delay >= 0:
        faults.append(f"robots.txt: {took:.1f} s, delay {rules.delay}")
    try:
        if len(undo(given.coded[1], given.coded[0], 5_000_000)) > 5_000_000:
            faults.append("a body beyond its bound")
    except (TooLarge, Damaged):
        pass
    return faults

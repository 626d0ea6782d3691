"""Hosts that misbehave, each in its own way, and what a run should say of them."""

from __future__ import annotations

import gzip
import itertools
import random
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from urllib.parse import parse_qs, urlsplit

from tests.end_to_end.bad_server import Behaviour, Piece, reply
from tests.end_to_end.small_portal import small_portal

Said = bytes | tuple[bytes, ...]
_COUNT = itertools.count()


def pages_of(pages: Mapping[str, str], charset: str = "utf-8") -> Behaviour:
    """A site of these pages; everything else is a plain 404."""

    def say(path: str) -> Iterator[Piece]:
        text = pages.get(path)
        if text is None:
            yield reply(b"<p>404</p>", "404 Not Found")
        else:
            yield reply(text.encode(), kind=f"text/html; charset={charset}")

    return say


def always(make: Callable[[], bytes]) -> Behaviour:
    """The same answer for every address, robots.txt too."""

    def say(path: str) -> Iterator[Piece]:
        yield make()

    return say


def instead(of: Callable[[str], bool], make: Callable[[str], bytes]) -> Behaviour:
    """The small portal, but for the addresses that `of` picks."""
    rest = pages_of(small_portal())

    def say(path: str) -> Iterator[Piece]:
        if of(path):
            yield make(path)
        else:
            yield from rest(path)

    return say


def no_robots(make: Callable[[str], bytes]) -> Behaviour:
    """No robots.txt, and one way to answer for everything else."""

    def say(path: str) -> Iterator[Piece]:
        yield reply(b"", "404 Not Found") if path == "/robots.txt" else make(path)

    return say


def silent(path: str) -> Iterator[Piece]:
    """Accepts, reads, never answers."""
    yield 20.0


def drip(path: str) -> Iterator[Piece]:
    """One byte now and then."""
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n"
    while True:
        yield b"x"
        yield 0.1


def drip_head(path: str) -> Iterator[Piece]:
    """The head itself one byte now and then."""
    yield b"HTTP/1.1 200 OK\r\nX-A: "
    while True:
        yield b"a"
        yield 0.1


def endless_headers(path: str) -> Iterator[Piece]:
    """Headers without end, as fast as they are taken."""
    yield b"HTTP/1.1 200 OK\r\n"
    while True:
        yield b"".join(b"X-%d: y\r\n" % next(_COUNT) for _ in range(500))
        yield 0.005


def endless_body(path: str) -> Iterator[Piece]:
    """A body of 50 MB without a length."""
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html><body>"
    for _ in range(500):
        yield b"<p>x</p>" * 12_500


def _challenge() -> bytes:
    script = "var $_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=91234;" + "_$qa=0;" * 400
    return reply(
        f'<!DOCTYPE html><html><head><meta id="a" content="x" r="m"><script>{script}</script>'
        "</head><body></body></html>".encode(),
        "412 Precondition Failed",
    )


def _noise() -> bytes:
    return reply(random.Random(next(_COUNT)).randbytes(20_000))


@cache
def bomb() -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    body = packer.compress(b"<a href='/x'>") + packer.compress(b" " * 200_000_000) + packer.flush()
    return reply(body, more="Content-Encoding: gzip\r\n")


def _wide(links: int) -> bytes:
    rows = "".join(f'<a href="/p/{n}.html">政府信息公开第{n}号</a>' for n in range(links))
    return f"<html><body>{rows}</body></html>".encode()


def _endless(path: str) -> bytes:
    """Every page offers further months of a calendar, without end."""
    month = int(parse_qs(urlsplit(path).query).get("month", ["0"])[0])
    days = "".join(
        f'<a href="/calendar.php?month={month + n}&day={d}">{d}日</a>'
        for n in (1, 2, 3)
        for d in range(1, 29)
    )
    nav = '<div class="nav"><a href="/">首页</a><a href="/calendar.php?month=1">政务公开日历</a>'
    return reply(f"<html><body>{nav}{days}</div><p>{'工作安排' * 60}</p></body></html>".encode())


def _sessions(path: str) -> bytes:
    """Every address carries a session of its own, so that no page is ever met twice."""
    text = small_portal().get(path.partition(";")[0].partition("?")[0])
    if text is None:
        return reply(b"<p>404</p>", "404 Not Found")
    parts = text.split('href="')
    made = parts[0] + "".join(
        'href="' + part.replace('"', f';jsessionid={next(_COUNT):032X}"', 1) for part in parts[1:]
    )
    return reply(made.encode())


def _maze(path: str) -> bytes:
    """Every page offers twenty more columns, each deeper by one."""
    links = "".join(
        f'<li><a href="{path.rstrip("/")}/{next(_COUNT)}/">政务公开栏目{n}</a></li>'
        for n in range(20)
    )
    body = f"<html><body><ul class=nav>{links}</ul><p>{'欢迎访问' * 60}</p></body></html>"
    return reply(body.encode())


def _endless_list(path: str) -> bytes:
    """A list whose every page has new rows and a next page."""
    page = int(parse_qs(urlsplit(path).query).get("page", ["1"])[0])
    rows = "".join(
        f'<li><a href="/gfxwj/{page}-{n}.html">关于第{page}-{n}号事项的通知</a>'
        "<span>2026-11-10</span></li>"
        for n in range(15)
    )
    onward = f'<div class="page"><a href="/gfxwj/?page={page + 1}">下一页</a></div>'
    return reply(
        f"<html><body><h2>规范性文件</h2><ul class=list>{rows}</ul>{onward}</body></html>".encode()
    )


def _is_list(path: str) -> bool:
    return path.startswith("/gfxwj/") and path.partition("?")[0] == "/gfxwj/"


def is_detail(path: str) -> bool:
    """Whether a path is that of a document, an interpretation or a letter."""
    return path.endswith(".html") and path.startswith(("/gfxwj/", "/zcjd/", "/hd/"))


def _to(address: str) -> Callable[[str], bytes]:
    return lambda _: reply(b"", "302 Found", more=f"Location: {address}\r\n")


_ERROR = (
    "<html><head><title>系统错误</title></head><body><h1>系统错误，请稍后再试</h1></body></html>"
)
_GONE = (
    "<html><head><title>提示</title></head><body><p>您访问的页面不存在或已删除</p></body></html>"
)
_FORBIDS = reply(b"User-agent: *\nDisallow: /\n", kind="text/plain")
_LONG_ROBOTS = reply(b"# nothing to see\n" * 3_000_000, kind="text/plain")
_WITHIN = "<html><body>" + "<div>" * 100_000 + "政务公开" + "</div>" * 100_000
_UNCLOSED = "<html><body>" + "<table><tr><td><b>" * 40_000 + "政务公开"

DOWN: dict[str, tuple[Behaviour, set[str]]] = {
    "silent": (silent, {"unreachable"}),
    "drip": (drip, {"unreachable"}),
    "drip-head": (drip_head, {"unreachable"}),
    "endless-headers": (endless_headers, {"unreachable"}),
    "garbage": (always(lambda: b"\x00\xff\xfe not http\r\n\r\n"), {"unreachable"}),
    "hangs-up": (always(lambda: b""), {"unreachable"}),
    "short": (
        always(lambda: b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<p>half"),
        {"unreachable"},
    ),
    "busy": (always(lambda: reply(b"busy", "503 Service Unavailable")), {"unreachable"}),
    "broken": (always(lambda: reply(b"x", "500 Internal Server Error")), {"unreachable"}),
}
"""Wholly unobservable hosts that give no answer, with the causes that may be named."""

BLOCKS: dict[str, tuple[Behaviour, set[str]]] = {
    "forbidden": (always(lambda: reply(b"<h1>403</h1>", "403 Forbidden")), {"blocked"}),
    "challenge": (always(_challenge), {"challenged"}),
    "robots": (
        instead(lambda path: path == "/robots.txt", lambda _: _FORBIDS),
        {"robots"},
    ),
    "long-robots": (
        instead(lambda path: path == "/robots.txt", lambda _: _LONG_ROBOTS),
        {"robots"},
    ),
    "away": (no_robots(_to("http://stranger.example/")), {"blocked"}),
    "metadata": (no_robots(_to("http://169.254.169.254/latest/")), {"blocked"}),
    "error-page": (always(lambda: reply(_ERROR.encode())), {"unreadable"}),
    "gone-page": (always(lambda: reply(_GONE.encode())), {"soft_404"}),
    "noise": (always(_noise), {"unreadable"}),
    "empty": (always(lambda: reply(b"")), {"unreadable"}),
    "zeros": (always(lambda: reply(b"\0" * 5_000)), {"unreadable"}),
}
"""Wholly unobservable hosts that answer with something else."""

BOMBS: dict[str, tuple[Behaviour, set[str]]] = {
    "redirects": (no_robots(lambda _: _to(f"/{next(_COUNT)}")("")), {"limit"}),
    "gzip": (no_robots(lambda _: bomb()), {"limit"}),
    "huge": (endless_body, {"robots"}),
    "wide": (no_robots(lambda _: reply(_wide(200_000))), {"limit"}),
    "nested": (no_robots(lambda _: reply(_WITHIN.encode())), {"limit"}),
    "unclosed": (no_robots(lambda _: reply(_UNCLOSED.encode())), {"limit"}),
}
"""Wholly unobservable hosts whose every page is a bomb."""

PARTS: dict[str, Behaviour] = {
    "calendar": no_robots(_endless),
    "sessions": no_robots(_sessions),
    "maze": no_robots(_maze),
    "endless-list": instead(_is_list, _endless_list),
    "bomb-list": instead(_is_list, lambda _: bomb()),
    "wide-list": instead(_is_list, lambda _: reply(_wide(60_000))),
    "inner-challenged": instead(
        lambda path: path not in ("/", "/robots.txt"), lambda _: _challenge()
    ),
    "same-bytes": instead(is_detail, lambda _: reply(small_portal()["/"].encode())),
    "same-words": instead(is_detail, lambda _: reply(_GONE.encode())),
}
"""Hosts of which something can be seen."""

ALIKE: dict[str, Behaviour] = {
    "odd-charset": pages_of(small_portal(), charset="x-klingon"),
    "zipped": instead(
        lambda path: path in small_portal(),
        lambda path: reply(
            gzip.compress(small_portal()[path].encode()), more="Content-Encoding: gzip\r\n"
        ),
    ),
}
"""Odd hosts that can be read all the same, and must come out as the healthy portal does."""

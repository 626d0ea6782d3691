"""How poisoned portals behave, by the row of the table."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.end_to_end.bad_server import Behaviour, Piece, reply
from tests.end_to_end.bad_sites import BLOCKS, BOMBS, endless_body, no_robots, silent


def _table(path: str) -> bytes:
    rows = "".join(f"<tr><td>{n}</td><td>政务公开</td></tr>" for n in range(200_000))
    return reply(f"<html><body><table>{rows}</table></body></html>".encode())


def _undecodable(path: str) -> bytes:
    noise = bytes(random.Random(7).choices(range(128, 256), k=20_000))
    return reply(b"<html><body><p>" + noise + b"</p></body></html>", kind="text/html")


def _shell(path: str) -> bytes:
    return reply(
        b'<!DOCTYPE html><html><head><script src="/app.js"></script></head>'
        b'<body><div id="app"></div></body></html>'
    )


def _to(address: str) -> Behaviour:
    return no_robots(lambda _: reply(b"", "302 Found", more=f"Location: {address}\r\n"))


def _drips(path: str) -> Iterator[Piece]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n"
    while True:
        yield b"x"
        yield 1.0


POISONS: dict[str, Behaviour] = {
    "gzip-bomb": BOMBS["gzip"][0],
    "endless-body": endless_body,
    "huge-table": no_robots(_table),
    "bad-encoding": no_robots(_undecodable),
    "script-shell": no_robots(_shell),
    "soft-404": BLOCKS["gone-page"][0],
    "challenge": BLOCKS["challenge"][0],
    "to-private": _to("http://10.0.0.1/"),
    "to-link-local": _to("http://169.254.169.254/latest/"),
    "to-file": _to("file:///etc/passwd"),
    "hanging": silent,
    "dripping": _drips,
}

"""Undoing content codings, strictly and within a bound: no bomb, no half page."""

from __future__ import annotations

import zlib

ACCEPTED = "gzip, deflate"
"""What we tell servers that we understand."""

_LAYERS = 3  # codings on top of each other; nobody honest has more than one
_GZIP_MAGIC = b"\x1f\x8b"


class TooLarge(Exception):  # noqa: N818 - says what the body is
    """The body grows beyond the bound."""


class Damaged(Exception):  # noqa: N818 - says what the body is
    """The body ends too early, is corrupt, or is coded in a way that was not asked for."""


def undo(body: bytes, header: str, limit: int) -> bytes:
    """The body without the codings that a Content-Encoding header names.

    Raises TooLarge beyond `limit` bytes, Damaged for anything that is not whole.
    """
    names = [name.strip().lower() for name in header.split(",")]
    codings = [name for name in names if name not in ("", "identity")]
    if len(codings) > _LAYERS:
        raise Damaged(f"{len(codings)} content codings on top of each other")
    for name in reversed(codings):
        if name in ("gzip", "x-gzip"):
            # Some servers announce gzip and send plain text; a reader's browser shows it.
            body = _gunzip(body, limit) if body.startswith(_GZIP_MAGIC) else body
        elif name == "deflate":
            body = _inflate(body, limit)
        else:
            raise Damaged(f"unknown content coding {name[:40]!r}")
    if len(body) > limit:
        raise TooLarge(f"more than {limit} bytes")
    return body


def _gunzip(body: bytes, limit: int) -> bytes:
    parts: list[bytes] = []
    while body.startswith(_GZIP_MAGIC):
        part, body = _run(zlib.MAX_WBITS | 16, body, limit - sum(map(len, parts)))
        parts.append(part)
    return b"".join(parts)


def _inflate(body: bytes, limit: int) -> bytes:
    if not body:
        return body
    try:
        return _run(zlib.MAX_WBITS, body, limit)[0]
    except Damaged:
        # Many servers send the bare stream without the zlib envelope (RFC 9110 section 8.4.1.2).
        return _run(-zlib.MAX_WBITS, body, limit)[0]


def _run(bits: int, body: bytes, limit: int) -> tuple[bytes, bytes]:
    stream = zlib.decompressobj(bits)
    try:
        out = stream.decompress(body, limit + 1)
    except zlib.error as error:
        raise Damaged(str(error)) from error
    if len(out) > limit:
        raise TooLarge(f"more than {limit} bytes")
    if not stream.eof:
        raise Damaged("it ends too early")
    return out, stream.unused_data

"""Texts compressed once and joined into one gzip stream without compressing again.

A day of 500 units is megabytes of JSON; compressing it for every reader takes longer than all the
rest. Each score is therefore deflated once, into blocks that end on a byte and refer to nothing
before them. Such blocks may follow each other in one deflate stream (RFC 1951, 3.2.4), and the
CRC-32 that gzip wants at the end (RFC 1952) follows from those of the parts.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

_POLYNOMIAL = 0xEDB88320
_ONE = 1 << 31
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_END = b"\x03\x00"
"""The last, empty block of a deflate stream."""


class Piece(NamedTuple):
    """A deflated text: `size` and `crc` are those of the text.

    `shift` is x to the power of 8 times size, modulo CRC-32's polynomial: what the CRC of all
    that stands before is multiplied with when the piece is appended.
    """

    deflated: bytes
    crc: int
    size: int
    shift: int

    @property
    def plain(self) -> bytes:
        """The text itself, in UTF-8."""
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(self.deflated)


def piece_of(text: str, level: int = 6) -> Piece:
    """A text as a piece."""
    data = text.encode("utf-8", "replace")
    if not data:
        return Piece(b"", 0, 0, _ONE)
    work = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    deflated = work.compress(data) + work.flush(zlib.Z_FULL_FLUSH)
    return Piece(deflated, zlib.crc32(data), len(data), _shift(len(data)))


def stitched(pieces: Iterable[Piece]) -> Iterator[bytes]:
    """One gzip stream of all pieces in turn."""
    yield _HEAD
    crc = size = 0
    for piece in pieces:
        crc = _times(piece.shift, crc) ^ piece.crc
        size += piece.size
        if piece.deflated:
            yield piece.deflated
    yield _END + crc.to_bytes(4, "little") + (size & 0xFFFFFFFF).to_bytes(4, "little")


def _times(a: int, b: int) -> int:
    # The product of two polynomials over GF(2) modulo CRC-32's, bits reflected.
    product = 0
    while a:
        if a & _ONE:
            product ^= b
        a = (a << 1) & 0xFFFFFFFF
        b = (b >> 1) ^ _POLYNOMIAL if b & 1 else b >> 1
    return product


@cache
def _squares() -> tuple[int, ...]:
    # x to the power of 2 ** n, for n from 0 to 63.
    found = [1 << 30]
    while len(found) < 64:
        found.append(_times(found[-1], found[-1]))
    return tuple(found)


def _shift(size: int) -> int:
    product = _ONE
    for bit, square in enumerate(_squares()[3:]):
        if size >> bit & 1:
            product = _times(square, product)
    return product

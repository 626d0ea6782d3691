"""Office files of old (OLE compound files), written by hand: plain Word 97, encrypted ones.

Formats: [MS-CFB] for the file, [MS-DOC] for the text; only what a reader of text needs.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

_SECTOR = 512
_LEAST = 4_096
"""Streams of that size stand in sectors of their own; smaller ones are padded up to it."""
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_TEXT_AT = 0x800
_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")


def compound(streams: Sequence[tuple[str, bytes]]) -> bytes:
    """A compound file with these streams below its root."""
    padded = [(name, body.ljust(_LEAST, b"\0")) for name, body in streams]
    entries = [_entry("Root Entry", 5, _END, 0, child=1 if streams else _FREE)]
    table: list[int] = []
    content = b""
    for number, (name, body) in enumerate(padded, start=1):
        start, count = len(table), -(-len(body) // _SECTOR)
        table += [*range(start + 1, start + count), _END]
        content += body.ljust(count * _SECTOR, b"\0")
        right = number + 1 if number < len(padded) else _FREE
        entries.append(_entry(name, 2, start, len(body), right=right))
    directory = b"".join(entries)
    directory = directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0")
    first = len(table)
    count = len(directory) // _SECTOR
    table += [*range(first + 1, first + count), _END]
    fat_sectors = 1
    while (len(table) + fat_sectors) * 4 > fat_sectors * _SECTOR:
        fat_sectors += 1
    fat_at = len(table)
    table += [_FAT] * fat_sectors
    fat = struct.pack(f"<{len(table)}I", *table).ljust(fat_sectors * _SECTOR, b"\xff")
    places = [*range(fat_at, fat_at + fat_sectors)]
    head = _MAGIC + bytes(16) + struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_sectors, first, 0, _LEAST, _END, 0,
        _END, 0,
    )  # fmt: skip
    head += struct.pack("<109I", *places, *[_FREE] * (109 - len(places)))
    return head + content + directory + fat


def word_97(lines: Sequence[str]) -> bytes:
    """A Word 97 file of plain paragraphs."""
    text = "".join(f"{line}\r" for line in lines)
    body = text.encode("utf-16-le")
    head = bytearray(_TEXT_AT)
    struct.pack_into("<HHHHHH", head, 0, 0xA5EC, 0xC1, 0, 0x804, 0, 0x1200)
    struct.pack_into("<HI", head, 0x0C, 0xBF, 0)
    struct.pack_into("<II", head, 0x18, _TEXT_AT, _TEXT_AT + len(body))
    struct.pack_into("<H", head, 0x20, 14)
    struct.pack_into("<H", head, 0x3E, 22)
    struct.pack_into("<I", head, 0x40, _TEXT_AT + len(body))
    struct.pack_into("<I", head, 0x4C, len(text))
    struct.pack_into("<H", head, 0x98, 93)
    pieces = struct.pack("<IIHIH", 0, len(text), 0, _TEXT_AT, 0)
    clx = struct.pack("<BI", 2, len(pieces)) + pieces
    struct.pack_into("<II", head, 0x1A2, 0, len(clx))
    # A sheet of no styles: readers look into one before they know that there is none.
    styles = struct.pack("<10H", 18, 0, 10, 1, 0x5B, 0x0F, 0, 0, 0, 0)
    struct.pack_into("<II", head, 0xA2, len(clx), len(styles))
    return compound((("WordDocument", bytes(head) + body), ("1Table", clx + styles)))


def encrypted() -> bytes:
    """A file of the present format that asks for a password: so it is kept, in streams."""
    return compound((("EncryptionInfo", b"\x04\x00\x04\x00"), ("EncryptedPackage", bytes(9_000))))


def _entry(
    name: str, kind: int, start: int, size: int, right: int = _FREE, child: int = _FREE
) -> bytes:
    coded = name.encode("utf-16-le") + b"\0\0"
    return coded.ljust(64, b"\0") + struct.pack(
        "<HBBIII16xI8x8xIQ", len(coded), kind, 1, _FREE, right, child, 0, start, size
    )

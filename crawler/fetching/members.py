"""Reading a gzipped WARC file member by member, strictly.

Every record is one gzip member. Members are cut by offset, so that a torn tail, a flipped bit
or a length that lies is found where it stands instead of being read over.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from crawler.errors import ArchiveError

_PIECE = 1 << 16
_RECORD_LIMIT = 1 << 28  # no record of ours comes near; a changed file must not eat the memory


@dataclass(frozen=True)
class Member:
    """One record as it lies in the file; `status` is 0 unless it is a response."""

    path: Path
    offset: int
    length: int
    kind: str
    fields: tuple[tuple[str, str], ...]
    status: int
    http: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """The WARC header of that name; empty if there is none."""
        return next((v for k, v in self.fields if k.lower() == name.lower()), "")


def members(
    path: Path, offset: int = 0, length: int | None = None, torn_tail: bool = False
) -> Iterator[Member]:
    """The records of a file from `offset` on, or the one of `length` bytes there.

    With `torn_tail`, reading ends quietly at a last record that a crash cut short. Raises
    ArchiveError for anything else that is not a whole record.
    """
    try:
        with path.open("rb") as file:
            file.seek(offset)
            size = path.stat().st_size
            while offset < size:
                try:
                    raw, used = _unzip(file, offset, path)
                except EOFError as error:
                    if torn_tail:
                        return
                    raise ArchiveError(f"{path}: the record at {offset} is cut short") from error
                yield _parse(path, offset, used, raw)
                offset += used
                if length is not None:
                    return
                file.seek(offset)
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be read: {error}") from error


def _unzip(file: BinaryIO, offset: int, path: Path) -> tuple[bytes, int]:
    """The content of the gzip member at the file's position, and its length in the file."""
    unzip = zlib.decompressobj(zlib.MAX_WBITS | 16)
    parts: list[bytes] = []
    used = size = 0
    while not unzip.eof:
        piece = file.read(_PIECE)
        if not piece:
            raise EOFError
        used += len(piece)
        try:
            parts.append(unzip.decompress(piece))
        except zlib.error as error:
            raise ArchiveError(f"{path}: the record at {offset} is damaged: {error}") from error
        size += len(parts[-1])
        if size > _RECORD_LIMIT:
            raise ArchiveError(f"{path}: the record at {offset} is larger than any of ours")
    return b"".join(parts), used - len(unzip.unused_data)


def _parse(path: Path, offset: int, length: int, raw: bytes) -> Member:
    try:
        record = next(iter(ArchiveIterator(BytesIO(raw))))
        body = record.raw_stream.read()
        http = record.http_headers
        return Member(
            path=path,
            offset=offset,
            length=length,
            kind=record.rec_type,
            fields=tuple(record.rec_headers.headers),
            status=int(http.get_statuscode()) if http else 0,
            http=tuple(http.headers) if http else (),
            body=body,
        )
    except (ArchiveLoadFailed, StatusAndHeadersParserException, StopIteration) as error:
        raise ArchiveError(f"{path}: the record at {offset} is no WARC record") from error
    except (ValueError, TypeError, AttributeError, EOFError, UnicodeError) as error:
        raise ArchiveError(f"{path}: the record at {offset} cannot be read: {error}") from error

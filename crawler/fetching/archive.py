"""The archive (网页存证): one WARC file per portal group and night, with an index beside it.

Records are reconstructed, and the file says so in its first record: the body is kept as it is
after chunking and compression were undone, because that is what the digests and every reading
rest on. The index is a list of JSON lines, written only after the WARC has reached the disk.
"""

from __future__ import annotations

import json
import os
import re
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from string import printable
from types import TracebackType
from typing import Any
from urllib.parse import quote

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler import __version__
from crawler.errors import ArchiveError
from crawler.fetching.members import Member, members
from crawler.records.model import Snapshot
from crawler.records.moments import beijing

Headers = tuple[tuple[str, str], ...]

_ENCODINGS = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_NAME = re.compile(r"[^!-9;-~]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_WAITING = 64  # records handed to the writer and not yet written; bounds memory
_WAITING_BYTES = 64_000_000  # and how much is in them
_NOTE = (
    "Reconstructed records: bodies are stored after transfer and content coding were undone, "
    "header order and spelling are those of the client; digests are over the stored body."
)


@dataclass(frozen=True)
class IndexLine:
    """One archived record: where it lies in the WARC file and what it is."""

    id: str
    url: str
    sha256: str
    offset: int
    length: int
    captured_at: str
    status: int
    media_type: str


@dataclass(frozen=True)
class Item:
    """One record read back. `headers` is empty for resources, `status` then 0."""

    url: str
    sha256: str
    captured_at: datetime
    status: int
    media_type: str
    headers: Headers
    body: bytes

    def header(self, name: str) -> str:
        """The first header of that name, whatever its case; empty if there is none."""
        return next((v for k, v in self.headers if k.lower() == name.lower()), "")

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot that stands for this record."""
        return Snapshot(self.url, self.captured_at, self.sha256, self.status, self.media_type)


def index_path(warc: Path) -> Path:
    """Where the index of a WARC file lies."""
    return warc.with_name(warc.name + ".idx")


def media_type_of(headers: Iterable[tuple[str, str]], body: bytes) -> str:
    """The media type that the headers declare; sniffed only where they say nothing."""
    for name, value in headers:
        if name.lower() == "content-type" and value.strip():
            return value.split(";")[0].strip().lower()
    return "text/html" if body[:500].lstrip().startswith(b"<") else "application/octet-stream"


class Archive:
    """A WARC file being written. Gzip runs in a thread of its own, off the crawl's hot path."""

    def __init__(self, path: Path, lines: list[IndexLine]) -> None:
        self.path = path
        self._lines = lines
        self._places = {(line.sha256, line.url): line for line in lines}
        self._unindexed: deque[tuple[Future[IndexLine], int]] = deque()
        self._waiting_bytes = 0
        self._seen: dict[tuple[str, str, int], Snapshot] = {}
        self._file = path.open("ab")
        self._writer: Any = WARCWriter(self._file, gzip=True)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="archive")

    @classmethod
    def open(cls, path: Path) -> Archive:
        """Open a WARC file for writing; a tail torn by a crash is cut off, the index rebuilt.

        Raises ArchiveError if what stands before the tail is no WARC file.
        """
        fresh = not path.exists() or path.stat().st_size == 0
        if fresh:
            path.touch(mode=0o600)
        lines: list[IndexLine] = []
        seen: dict[tuple[str, str, int], Snapshot] = {}
        end = 0
        for member in members(path, torn_tail=True):
            end = member.offset + member.length
            if member.kind != "warcinfo":
                item = _item(member)
                line = _line(item, member)
                lines.append(line)
                seen[line.url, line.sha256, line.status] = item.snapshot
        if end < path.stat().st_size:
            os.truncate(path, end)
        archive = cls(path, lines)
        archive._seen = seen
        if end == 0:
            archive._announce()
        archive._write_index()
        return archive

    def write_response(
        self,
        url: str,
        status: int,
        reason: str,
        headers: Iterable[tuple[str, str]],
        body: bytes,
        captured_at: datetime,
        peer: str = "",
    ) -> Snapshot:
        """Keep a response; `body` is as after decompression, `peer` the address that answered.

        The same bytes of the same address are kept once a night: the first snapshot is returned.
        """
        digest = sha256(body).hexdigest()
        key = (url, digest, status)
        if key in self._seen:
            return self._seen[key]
        moment = _to_the_second(captured_at)
        given = [(_NAME.sub("_", name), header_text(value)) for name, value in headers if name]
        media_type = media_type_of(given, body)
        kept = [
            (f"X-Archive-Orig-{name}" if name.lower() in _ENCODINGS else name, value)
            for name, value in given
        ]
        http = StatusAndHeaders(
            f"{status} {header_text(reason)}".strip(),
            [*kept, ("Content-Length", str(len(body)))],
            protocol="HTTP/1.1",
        )
        snapshot = Snapshot(url, moment, digest, status, media_type)
        self._seen[key] = snapshot
        extra = {"WARC-IP-Address": peer} if peer else {}
        self._hand_over("response", url, body, moment, digest, http, extra)
        return snapshot

    def write_resource(self, urn: str, media_type: str, body: bytes, captured_at: datetime) -> str:
        """Keep something that is no response (visit log, probe, manifest); returns its digest."""
        digest = sha256(body).hexdigest()
        moment = _to_the_second(captured_at)
        if (urn, digest, 0) not in self._seen:
            self._seen[urn, digest, 0] = Snapshot(urn, moment, digest, 0, media_type)
            extra = {"Content-Type": media_type}
            self._hand_over("resource", urn, body, moment, digest, None, extra)
        return digest

    def flush(self) -> None:
        """Bring everything to the disk: first the WARC file, then its index."""
        self._settle(sync=True)
        self._write_index()

    def read(self, snapshot: Snapshot) -> Item:
        """The record of a snapshot written tonight; ArchiveError if there is none."""
        self._settle(sync=False)
        line = self._places.get((snapshot.sha256, snapshot.url))
        if line is None:
            raise ArchiveError(f"{self.path}: no record of {snapshot.url}")
        return _item(next(members(self.path, line.offset, line.length)))

    def close(self) -> None:
        """Flush and close the file."""
        if self._file.closed:
            return
        try:
            self.flush()
        finally:
            self._thread.shutdown()
            self._file.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _announce(self) -> None:
        info = {"software": f"gongkai/{__version__}", "format": "WARC File Format 1.0"}
        record = self._writer.create_warcinfo_record(
            self.path.name, info | {"description": _NOTE, "conformsTo": "ISO 28500"}
        )
        self._writer.write_record(record)
        self._file.flush()

    def _hand_over(
        self,
        kind: str,
        url: str,
        body: bytes,
        moment: datetime,
        digest: str,
        http: StatusAndHeaders | None,
        extra: dict[str, str],
    ) -> None:
        headers = {
            "WARC-Date": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "WARC-Payload-Digest": f"sha256:{digest}",
            **extra,
        }
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=BytesIO(body),
            length=len(body),
            warc_headers_dict=headers,
            http_headers=http,
        )
        while self._unindexed and (
            len(self._unindexed) >= _WAITING or self._waiting_bytes + len(body) > _WAITING_BYTES
        ):
            self._settle_one()
        status = int(http.get_statuscode()) if http else 0
        named = record.rec_headers.get_header("WARC-Record-ID")
        snapshot = self._seen[url, digest, status]
        written = self._thread.submit(self._write, record, named, snapshot)
        self._unindexed.append((written, len(body)))
        self._waiting_bytes += len(body)

    def _write(self, record: Any, named: str, snapshot: Snapshot) -> IndexLine:
        offset = self._file.tell()
        self._writer.write_record(record)
        return IndexLine(
            id=named,
            url=snapshot.url,
            sha256=snapshot.sha256,
            offset=offset,
            length=self._file.tell() - offset,
            captured_at=snapshot.captured_at.isoformat(),
            status=snapshot.status,
            media_type=snapshot.media_type,
        )

    def _settle_one(self) -> None:
        written, size = self._unindexed.popleft()
        self._waiting_bytes -= size
        self._indexed(written.result())

    def _settle(self, sync: bool) -> None:
        """Wait until everything handed over is in the file (and, with `sync`, on the disk)."""
        self._thread.submit(self._push, sync).result()
        while self._unindexed:
            self._settle_one()

    def _indexed(self, line: IndexLine) -> None:
        self._lines.append(line)
        self._places[line.sha256, line.url] = line

    def _push(self, sync: bool) -> None:
        self._file.flush()
        if sync:
            os.fsync(self._file.fileno())

    def _write_index(self) -> None:
        target = index_path(self.path)
        part = target.with_name(target.name + ".part")
        text = "".join(json.dumps(asdict(line), ensure_ascii=False) + "\n" for line in self._lines)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)


class ArchiveReader:
    """A WARC file being read; every record's digest is checked on the way."""

    def __init__(self, path: Path) -> None:
        """`path` is the WARC file; its index must lie beside it. Raises ArchiveError."""
        self.path = path
        try:
            text = index_path(path).read_text(encoding="utf-8")
            self._lines = [IndexLine(**json.loads(line)) for line in text.splitlines()]
        except (OSError, ValueError, TypeError) as error:
            raise ArchiveError(f"{index_path(path)}: unusable index: {error}") from error
        self._found = {(line.sha256, line.url): line for line in self._lines}
        self._resources = frozenset(line.url for line in self._lines if line.status == 0)

    def __iter__(self) -> Iterator[Item]:
        """Every record in the order written; ArchiveError at the first one that is not whole."""
        for line in self._lines:
            yield self._read(line)

    def item(self, digest: str, url: str) -> Item:
        """The record with that digest and address; ArchiveError if missing or changed."""
        line = self._found.get((digest, url))
        if line is None:
            raise ArchiveError(f"{self.path}: no record of {url} with digest {digest}")
        return self._read(line)

    def get(self, digest: str, url: str) -> tuple[Headers, bytes]:
        """Headers and body of a record; ArchiveError if missing or changed."""
        item = self.item(digest, url)
        return item.headers, item.body

    def records(self) -> frozenset[tuple[str, str]]:
        """Address and digest of every record, as the index has them."""
        return frozenset((line.url, line.sha256) for line in self._lines)

    def holds(self, urn: str) -> bool:
        """Whether there is a resource of that name."""
        return urn in self._resources

    def resource(self, urn: str) -> Item:
        """The last resource of that name; ArchiveError if there is none."""
        for line in reversed(self._lines):
            if line.url == urn and line.status == 0:
                return self._read(line)
        raise ArchiveError(f"{self.path}: no record of {urn}")

    def verify(self) -> int:
        """Read the whole file and its index against each other; returns the number of records.

        Raises ArchiveError if a record is missing, added, damaged or changed.
        """
        here = []
        for member in members(self.path):
            if member.kind != "warcinfo":
                here.append(_line(_item(member), member))
        if here != self._lines:
            raise ArchiveError(f"{self.path}: the index does not agree with the file")
        return len(here)

    def _read(self, line: IndexLine) -> Item:
        for member in members(self.path, line.offset, line.length):
            item = _item(member)
            if _line(item, member) != line:
                raise ArchiveError(f"{self.path}: record at {line.offset} is not the indexed one")
            return item
        raise ArchiveError(f"{self.path}: no record at {line.offset}")


def _item(member: Member) -> Item:
    digest = sha256(member.body).hexdigest()
    if member.header("WARC-Payload-Digest") != f"sha256:{digest}":
        raise ArchiveError(f"{member.path}: record at {member.offset}: the body was changed")
    try:
        moment = datetime.fromisoformat(member.header("WARC-Date"))
    except ValueError as error:
        raise ArchiveError(f"{member.path}: record at {member.offset}: {error}") from error
    response = member.kind == "response"
    media_type = member.header("Content-Type")
    return Item(
        url=member.header("WARC-Target-URI"),
        sha256=digest,
        captured_at=beijing(moment),
        status=member.status,
        media_type=media_type_of(member.http, member.body) if response else media_type,
        headers=member.http,
        body=member.body,
    )


def _line(item: Item, member: Member) -> IndexLine:
    return IndexLine(
        id=member.header("WARC-Record-ID"),
        url=item.url,
        sha256=item.sha256,
        offset=member.offset,
        length=member.length,
        captured_at=item.captured_at.isoformat(),
        status=item.status,
        media_type=item.media_type,
    )


def _to_the_second(moment: datetime) -> datetime:
    return beijing(moment).replace(microsecond=0)


def header_text(value: str) -> str:
    """A header's value as it is archived: one line of ASCII, the rest percent-encoded."""
    return quote(_CONTROL.sub(" ", value).strip(), safe=printable)

"""The archive (网页存证): one WARC file per portal group and night, with an index beside it.

Records are reconstructed, and the file says so in its first record: the body is kept as it is
after chunking and compression were undone, because that is what the digests and every reading
rest on. The index is a list of JSON lines, written only after the WARC has reached the disk.
What is the same as on an earlier night is kept as a revisit: it names the file that has the bytes.
What was not asked for is named in one list.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler import __version__
from crawler.errors import ArchiveError
from crawler.fetching.archive_reader import ArchiveReader, Beside
from crawler.fetching.items import (
    FILE_OF_ORIGINAL,
    IDENTICAL,
    NOT_MODIFIED,
    Headers,
    IndexLine,
    Item,
    header_text,
    index_path,
    line_of,
    media_type_of,
)
from crawler.fetching.members import members
from crawler.fetching.rests import RESTS_TYPE, RESTS_URN, Rest, write_rests
from crawler.records.model import Snapshot
from crawler.records.moments import beijing

__all__ = [
    "Archive",
    "ArchiveReader",
    "Headers",
    "IndexLine",
    "Item",
    "header_text",
    "index_path",
    "media_type_of",
]

_ENCODINGS = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_NAME = re.compile(r"[^!-9;-~]")
_UNCHANGED = 304
_WAITING = 64  # records handed to the writer and not yet written; bounds memory
_WAITING_BYTES = 64_000_000  # and how much is in them
_NOTE = (
    "Reconstructed records: bodies are stored after transfer and content coding were undone, "
    "header order and spelling are those of the client; digests are over the stored body."
)


class Archive:
    """A WARC file being written. Gzip runs in a thread of its own, off the crawl's hot path."""

    def __init__(self, path: Path, lines: list[IndexLine]) -> None:
        self.path = path
        self._lines = lines
        self._places = {(line.sha256, line.url): line for line in lines}
        self._unindexed: deque[tuple[Future[IndexLine], int]] = deque()
        self._waiting_bytes = 0
        self._seen: dict[tuple[str, str, int], Snapshot] = {}
        self._rests: dict[tuple[str, str], Rest] = {}
        self._beside = Beside(path.parent)
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
        beside = Beside(path.parent)
        for member in members(path, torn_tail=True):
            end = member.offset + member.length
            if member.kind != "warcinfo":
                item = beside.item(member)
                line = line_of(item, member)
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
        moment = to_the_second(captured_at)
        given = _given(headers)
        http = _http(status, reason, given, str(len(body)))
        snapshot = Snapshot(url, moment, digest, status, media_type_of(given, body))
        self._seen[key] = snapshot
        extra = {"WARC-IP-Address": peer} if peer else {}
        self._hand_over("response", snapshot, body, http, extra)
        return snapshot

    def write_revisit(
        self,
        original: Item,
        file: str,
        record: str,
        status: int,
        reason: str,
        headers: Iterable[tuple[str, str]],
        captured_at: datetime,
        peer: str = "",
    ) -> Snapshot:
        """Keep an answer whose bytes are those of an earlier night's record.

        `original` is that record with its bytes, `file` the name of the archive file beside this
        one that has it, `record` its id there. `status` and `headers` are tonight's: 304 where the
        server itself said that nothing changed.
        """
        url, digest = original.url, original.sha256
        told = status == _UNCHANGED
        given = _given(headers)
        shown = original.status if told else status
        media_type = original.media_type if told else media_type_of(given, original.body)
        if (url, digest, shown) in self._seen:
            return self._seen[url, digest, shown]
        snapshot = Snapshot(url, to_the_second(captured_at), digest, shown, media_type)
        self._seen[url, digest, shown] = snapshot
        extra = {
            "WARC-Profile": NOT_MODIFIED if told else IDENTICAL,
            "WARC-Refers-To": record,
            "WARC-Refers-To-Target-URI": url,
            "WARC-Refers-To-Date": _warc_date(original.captured_at),
            FILE_OF_ORIGINAL: file,
        } | ({"WARC-IP-Address": peer} if peer else {})
        http = _http(status, reason, given, "" if told else str(len(original.body)))
        self._hand_over("revisit", snapshot, b"", http, extra, file)
        return snapshot

    def rest(self, snapshot: Snapshot, file: str) -> None:
        """Take down that a page was not asked for tonight; the snapshot is that of its last look.

        `file` is the archive file beside this one that has its bytes.
        """
        one = Rest(snapshot.url, snapshot.sha256, snapshot.captured_at, file)
        self._rests[snapshot.sha256, snapshot.url] = one

    def list_rests(self, at: datetime) -> None:
        """Write the list of all that was not asked for; without it nothing vouches for them."""
        if self._rests:
            self.write_resource(RESTS_URN, RESTS_TYPE, write_rests(self._rests.values()), at)

    def write_resource(self, urn: str, media_type: str, body: bytes, captured_at: datetime) -> str:
        """Keep something that is no response (visit log, probe, manifest); returns its digest."""
        digest = sha256(body).hexdigest()
        moment = to_the_second(captured_at)
        if (urn, digest, 0) not in self._seen:
            snapshot = Snapshot(urn, moment, digest, 0, media_type)
            self._seen[urn, digest, 0] = snapshot
            self._hand_over("resource", snapshot, body, None, {"Content-Type": media_type})
        return digest

    def sync(self) -> None:
        """Bring everything written to the disk, but for the index: that can be made again."""
        self._settle(sync=True)

    def flush(self) -> None:
        """Bring everything to the disk: first the WARC file, then its index."""
        self.sync()
        self._write_index()

    def read(self, snapshot: Snapshot) -> Item:
        """The record of a snapshot of tonight; ArchiveError if there is none."""
        self._settle(sync=False)
        line = self._places.get((snapshot.sha256, snapshot.url))
        if line is None:
            rest = self._rests.get((snapshot.sha256, snapshot.url))
            if rest is None:
                raise ArchiveError(f"{self.path}: no record of {snapshot.url}")
            return self._beside.rested(rest)
        return self._beside.item(next(members(self.path, line.offset, line.length)))

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
        snapshot: Snapshot,
        body: bytes,
        http: StatusAndHeaders | None,
        extra: dict[str, str],
        original: str = "",
    ) -> None:
        headers = {
            "WARC-Date": _warc_date(snapshot.captured_at),
            "WARC-Payload-Digest": f"sha256:{snapshot.sha256}",
            **extra,
        }
        record = self._writer.create_warc_record(
            snapshot.url,
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
        named = record.rec_headers.get_header("WARC-Record-ID")
        written = self._thread.submit(self._write, record, named, snapshot, original)
        self._unindexed.append((written, len(body)))
        self._waiting_bytes += len(body)

    def _write(self, record: Any, named: str, snapshot: Snapshot, original: str) -> IndexLine:
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
            original=original,
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
        text = "".join(line.to_json() for line in self._lines)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)


def _given(headers: Iterable[tuple[str, str]]) -> Headers:
    """Headers as they can be archived."""
    return tuple((_NAME.sub("_", name), header_text(value)) for name, value in headers if name)


def _http(status: int, reason: str, given: Headers, length: str) -> StatusAndHeaders:
    """The head of an archived answer; `length` is that of the body as it is read."""
    kept = [
        (f"X-Archive-Orig-{name}" if name.lower() in _ENCODINGS else name, value)
        for name, value in given
    ]
    return StatusAndHeaders(
        f"{status} {header_text(reason)}".strip(),
        [*kept, ("Content-Length", length)] if length else kept,
        protocol="HTTP/1.1",
    )


def _warc_date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def to_the_second(moment: datetime) -> datetime:
    """A moment as it is archived."""
    return beijing(moment).replace(microsecond=0)

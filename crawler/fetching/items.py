"""One archived record: its line in the index, and what is read back of it.

A page that did not change is archived as a `revisit`: a record without a body that names the
night which has it whole. What is read back of it is whole all the same: the bytes are those of
the original, whose digest both records state.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from string import printable
from urllib.parse import quote

from crawler.errors import ArchiveError
from crawler.fetching.members import Member
from crawler.records.model import Snapshot
from crawler.records.moments import beijing

Headers = tuple[tuple[str, str], ...]

_PROFILES = "http://netpreserve.org/warc/1.0/revisit/"
NOT_MODIFIED = f"{_PROFILES}server-not-modified"
"""The server said 304 to a request that named the original (WARC 1.0, section 6.7.2)."""
IDENTICAL = f"{_PROFILES}identical-payload-digest"
"""The server sent the bytes of the original once more (WARC 1.0, section 6.7.1)."""
UNASKED = "urn:gongkai:revisit:unasked"
"""Nobody was asked: what an earlier night saw is taken over, and the record dated by that.

So it stands in archives of former versions; now one record lists all such pages (`rests.py`)."""
FILE_OF_ORIGINAL = "WARC-Refers-To-Filename"
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_FILE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*\.warc\.gz")


@dataclass(frozen=True)
class IndexLine:
    """One archived record: where it lies in the WARC file and what it is.

    `original` is the name of the file beside this one that has the bytes of a revisit; empty for
    records that have their own.
    """

    id: str
    url: str
    sha256: str
    offset: int
    length: int
    captured_at: str
    status: int
    media_type: str
    original: str = ""

    def to_json(self) -> str:
        """One line of the index; what is not there is left out, as before there were revisits."""
        given = vars(self) if self.original else {**vars(self)}
        if not self.original:
            del given["original"]
        return json.dumps(given, ensure_ascii=False) + "\n"


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


def original_of(member: Member) -> str:
    """The file that has the bytes of a revisit; empty for any other record.

    Raises ArchiveError for a name that leads anywhere but beside the file itself.
    """
    if member.kind != "revisit":
        return ""
    name = member.header(FILE_OF_ORIGINAL)
    if name == member.path.name:
        raise ArchiveError(f"{member.path}: record at {member.offset}: refers to no file of ours")
    return file_of_ours(name)


def file_of_ours(name: str) -> str:
    """The name of an archive file; ArchiveError for one that leads anywhere but beside another."""
    if not _FILE.fullmatch(name):
        raise ArchiveError(f"{name!r}: refers to no file of ours")
    return name


def digest_stated(member: Member) -> str:
    """The sha256 of its body that a record states; ArchiveError where it states none."""
    kind, _, digest = member.header("WARC-Payload-Digest").partition(":")
    if kind != "sha256" or not digest:
        raise ArchiveError(f"{member.path}: record at {member.offset}: states no digest")
    return digest


def item_of(member: Member, original: Item | None = None) -> Item:
    """What a record says; `original` is that of a revisit. ArchiveError if it was changed."""
    body = member.body
    if member.kind == "revisit":
        stated = (member.header("WARC-Target-URI"), digest_stated(member))
        if original is None or body or (original.url, original.sha256) != stated:
            raise ArchiveError(f"{member.path}: record at {member.offset}: is no such revisit")
        body = original.body
    elif digest_stated(member) != sha256(body).hexdigest():
        raise ArchiveError(f"{member.path}: record at {member.offset}: the body was changed")
    try:
        moment = beijing(datetime.fromisoformat(member.header("WARC-Date")))
    except ValueError as error:
        raise ArchiveError(f"{member.path}: record at {member.offset}: {error}") from error
    status, headers = member.status, member.http
    media_type = member.header("Content-Type")
    if original is not None and member.header("WARC-Profile") in (NOT_MODIFIED, UNASKED):
        # It speaks of the answer that we have: status and headers are those of that.
        status, headers, media_type = original.status, original.headers, original.media_type
    elif member.kind in ("response", "revisit"):
        media_type = media_type_of(headers, body)
    return Item(
        url=member.header("WARC-Target-URI"),
        sha256=digest_stated(member),
        captured_at=moment,
        status=status,
        media_type=media_type,
        headers=headers,
        body=body,
    )


def line_of(item: Item, member: Member) -> IndexLine:
    """The line of the index for a record."""
    return IndexLine(
        id=member.header("WARC-Record-ID"),
        url=item.url,
        sha256=item.sha256,
        offset=member.offset,
        length=member.length,
        captured_at=item.captured_at.isoformat(),
        status=item.status,
        media_type=item.media_type,
        original=original_of(member),
    )


def header_text(value: str) -> str:
    """A header's value as it is archived: one line of ASCII, the rest percent-encoded."""
    return quote(_CONTROL.sub(" ", value).strip(), safe=printable)

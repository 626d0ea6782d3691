"""Reading an archived night back: by digest and address, whole, or against its index."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from crawler.errors import ArchiveError
from crawler.fetching.items import (
    Headers,
    IndexLine,
    Item,
    digest_stated,
    index_path,
    item_of,
    line_of,
    original_of,
)
from crawler.fetching.members import Member, members


class ArchiveReader:
    """A WARC file being read; every record's digest is checked on the way.

    The bytes of revisits are read from the files beside it that have them.
    """

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
        self._beside = Beside(path.parent)

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

    def line(self, digest: str, url: str) -> IndexLine | None:
        """The index's line of a record; None if there is none."""
        return self._found.get((digest, url))

    def records(self) -> frozenset[tuple[str, str]]:
        """Address and digest of every record, as the index has them."""
        return frozenset((line.url, line.sha256) for line in self._lines)

    def originals(self) -> frozenset[str]:
        """Names of the files beside this one that have the bytes of its revisits."""
        return frozenset(line.original for line in self._lines if line.original)

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
                here.append(line_of(self._beside.item(member), member))
        if here != self._lines:
            raise ArchiveError(f"{self.path}: the index does not agree with the file")
        return len(here)

    def _read(self, line: IndexLine) -> Item:
        for member in members(self.path, line.offset, line.length):
            item = self._beside.item(member)
            if line_of(item, member) != line:
                raise ArchiveError(f"{self.path}: record at {line.offset} is not the indexed one")
            return item
        raise ArchiveError(f"{self.path}: no record at {line.offset}")


class Beside:
    """The archive files of one folder: where the bytes of revisits are."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._readers: dict[str, ArchiveReader] = {}

    def reader(self, name: str) -> ArchiveReader:
        """The reader of a file of the folder; ArchiveError if it cannot be used."""
        if name not in self._readers:
            self._readers[name] = ArchiveReader(self._folder / name)
        return self._readers[name]

    def original(self, name: str, digest: str, url: str) -> Item:
        """The whole record that a revisit stands for; ArchiveError if it is not there or changed.

        An original has its own bytes: revisits are not chained.
        """
        reader = self.reader(name)
        line = reader.line(digest, url)
        if line is not None and line.original:
            raise ArchiveError(f"{reader.path}: the record of {url} has no bytes of its own")
        return reader.item(digest, url)

    def item(self, member: Member) -> Item:
        """What a record of any kind says."""
        name = original_of(member)
        if not name:
            return item_of(member)
        url = member.header("WARC-Target-URI")
        return item_of(member, self.original(name, digest_stated(member), url))

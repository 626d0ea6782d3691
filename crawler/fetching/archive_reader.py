"""Reading an archived night back: by digest and address, whole, or against its index."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from hashlib import file_digest
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
from crawler.fetching.rests import RESTS_URN, Rest, read_rests


class ArchiveReader:
    """A WARC file being read; every record's digest is checked on the way.

    The bytes of revisits and of pages that rested are read from the files beside it that have them.
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
        """Every record in the order written; ArchiveError at the first one that is not whole.

        In place of the list of what rested come, at the end, the pages that it lists.
        """
        for line in self._lines:
            if not _lists_rests(line):
                yield self._read(line)
        for rest in self._rests.values():
            yield self._beside.rested(rest)

    def item(self, digest: str, url: str) -> Item:
        """The record with that digest and address; ArchiveError if missing or changed."""
        line = self._found.get((digest, url))
        if line is not None:
            return self._read(line)
        rest = self._rests.get((digest, url))
        if rest is None:
            raise ArchiveError(f"{self.path}: no record of {url} with digest {digest}")
        return self._beside.rested(rest)

    def get(self, digest: str, url: str) -> tuple[Headers, bytes]:
        """Headers and body of a record; ArchiveError if missing or changed."""
        item = self.item(digest, url)
        return item.headers, item.body

    def line(self, digest: str, url: str) -> IndexLine | None:
        """The index's line of a record; None if there is none, as of a page that rested."""
        return self._found.get((digest, url))

    def records(self) -> frozenset[tuple[str, str]]:
        """Address and digest of every record, as the index has them, and of what rested."""
        listed = {(rest.url, rest.sha256) for rest in self._rests.values()}
        return frozenset((line.url, line.sha256) for line in self._lines) | listed

    def originals(self) -> frozenset[str]:
        """Names of the files beside this one that have bytes of its revisits or of what rested."""
        listed = {rest.file for rest in self._rests.values()}
        return frozenset(line.original for line in self._lines if line.original) | listed

    def holds(self, urn: str) -> bool:
        """Whether there is a resource of that name."""
        return urn in self._resources

    def resource(self, urn: str) -> Item:
        """The last resource of that name; ArchiveError if there is none."""
        for line in reversed(self._lines):
            if line.url == urn and line.status == 0:
                return self._read(line)
        raise ArchiveError(f"{self.path}: no record of {urn}")

    def verify(self, gone: Collection[str] = ()) -> int:
        """Read the whole file and its index against each other; returns the number of records.

        Records whose bytes were in files beside it that are `gone` for good are passed over.
        Raises ArchiveError if a record is missing, added, damaged or changed.
        """
        here = []
        for member in members(self.path):
            if member.kind != "warcinfo" and original_of(member) not in gone:
                here.append(line_of(self._beside.item(member), member))
        if here != [line for line in self._lines if line.original not in gone]:
            raise ArchiveError(f"{self.path}: the index does not agree with the file")
        for rest in self._rests.values():
            if rest.file not in gone:
                self._beside.rested(rest)
        return len(here)

    @cached_property
    def _rests(self) -> Mapping[tuple[str, str], Rest]:
        """The pages that were not asked for, by digest and address."""
        found: dict[tuple[str, str], Rest] = {}
        for line in self._lines:
            if _lists_rests(line):
                found |= {(one.sha256, one.url): one for one in read_rests(self._read(line).body)}
        return found

    def _read(self, line: IndexLine) -> Item:
        for member in members(self.path, line.offset, line.length):
            item = self._beside.item(member)
            if line_of(item, member) != line:
                raise ArchiveError(f"{self.path}: record at {line.offset} is not the indexed one")
            return item
        raise ArchiveError(f"{self.path}: no record at {line.offset}")


class Beside:
    """The archive files of one folder: where the bytes of revisits and of what rested are."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._readers: dict[str, ArchiveReader] = {}

    def reader(self, name: str) -> ArchiveReader:
        """The reader of a file of the folder; ArchiveError if it cannot be used."""
        if name not in self._readers:
            self._readers[name] = ArchiveReader(self._folder / name)
        return self._readers[name]

    def digest(self, name: str) -> str:
        """The sha256 of a file of the folder as it is now; empty if it cannot be read."""
        try:
            with (self._folder / name).open("rb") as file:
                return file_digest(file, "sha256").hexdigest()
        except OSError:
            return ""

    def original(self, name: str, digest: str, url: str) -> Item:
        """The whole record that a revisit stands for; ArchiveError if it is not there or changed.

        An original has its own bytes: revisits are not chained.
        """
        reader = self.reader(name)
        line = reader.line(digest, url)
        if line is None:
            raise ArchiveError(f"{reader.path}: no record of {url} with digest {digest}")
        if line.original:
            raise ArchiveError(f"{reader.path}: the record of {url} has no bytes of its own")
        return reader.item(digest, url)

    def rested(self, rest: Rest) -> Item:
        """The record that stands for a page which was not asked for, dated by the last look."""
        original = self.original(rest.file, rest.sha256, rest.url)
        return replace(original, captured_at=rest.captured_at)

    def item(self, member: Member) -> Item:
        """What a record of any kind says."""
        name = original_of(member)
        if not name:
            return item_of(member)
        url = member.header("WARC-Target-URI")
        return item_of(member, self.original(name, digest_stated(member), url))


def _lists_rests(line: IndexLine) -> bool:
    return line.url == RESTS_URN and line.status == 0

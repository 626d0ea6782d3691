"""Archived bytes of a run, found among the archive files of all its groups."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from crawler.errors import ArchiveError
from crawler.fetching.archive import ArchiveReader
from reports.model import Archived

_OPEN = 16
"""Indexes kept in memory; what is asked for comes in no order, but each holds its own pages."""


def archived_pages(warcs: Iterable[Path]) -> Archived:
    """A function that finds bytes by digest and address among these files.

    Every index is read once, and of it only the digests are kept. Raises ArchiveError for an
    unusable index.
    """
    where: dict[str, list[Path]] = {}
    for warc in sorted(warcs):
        for _, digest in ArchiveReader(warc).records():
            where.setdefault(digest, []).append(warc)
    reader = lru_cache(maxsize=_OPEN)(ArchiveReader)

    def find(sha256: str, url: str) -> bytes | None:
        for warc in where.get(sha256, ()):
            try:
                return reader(warc).get(sha256, url)[1]
            except ArchiveError:
                continue
        return None

    return find

"""Archived bytes are found whichever of many files has them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.errors import ArchiveError
from crawler.fetching.archive import Archive, index_path
from scheduler.evidence import archived
from scheduler.evidence.archived import archived_pages

MOMENT = datetime(2026, 11, 20, 2, tzinfo=UTC)


def archive(path: Path, *words: str) -> dict[str, str]:
    """A file with a resource per word; their digests."""
    file = Archive.open(path)
    made = {
        one: file.write_resource(f"urn:test:{one}", "text/plain", one.encode(), MOMENT)
        for one in words
    }
    file.close()
    return made


def test_each_page_is_found_where_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archived, "_OPEN", 1)
    first = archive(tmp_path / "a.warc.gz", "one", "both")
    second = archive(tmp_path / "b.warc.gz", "two", "both")
    find = archived_pages([tmp_path / "b.warc.gz", tmp_path / "a.warc.gz"])
    for word, digest in (first | second).items():
        assert find(digest, f"urn:test:{word}") == word.encode()
    assert find(first["one"], "urn:test:two") is None
    assert find("0" * 64, "urn:test:one") is None


def test_a_damaged_index_is_told(tmp_path: Path) -> None:
    archive(tmp_path / "a.warc.gz", "one")
    index_path(tmp_path / "a.warc.gz").write_text("{")
    with pytest.raises(ArchiveError):
        archived_pages([tmp_path / "a.warc.gz"])

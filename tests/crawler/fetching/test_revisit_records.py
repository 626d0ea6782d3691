"""Records that name the night which has their bytes: what is read back of them, and what is not."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.errors import ArchiveError
from crawler.fetching.archive import Archive, ArchiveReader, Item
from crawler.records.model import Snapshot

AT, NEXT = datetime(2026, 11, 20, 2, tzinfo=UTC), datetime(2026, 11, 21, 2, tzinfo=UTC)
HTML = (("Content-Type", "text/html; charset=GBK"), ("ETag", '"x"'))
URL, BODY = "http://a.test/1", "<p>政务公开</p>".encode("gb18030")


def original(folder: Path, name: str = "a.warc.gz") -> tuple[Item, str]:
    with Archive.open(folder / name) as archive:
        snapshot = archive.write_response(URL, 200, "OK", HTML, BODY, AT)
    reader = ArchiveReader(folder / name)
    line = reader.line(snapshot.sha256, URL)
    assert line is not None
    return reader.item(snapshot.sha256, URL), line.id


def revisited(folder: Path, status: int, file: str = "a.warc.gz") -> Snapshot:
    item, record = original(folder)
    with Archive.open(folder / "b.warc.gz") as archive:
        headers = (("Content-Type", "text/plain"), ("Date", "today"))
        return archive.write_revisit(item, file, record, status, "", headers, NEXT, "::1")


def test_a_304_is_the_answer_of_then_seen_again(tmp_path: Path) -> None:
    snapshot = revisited(tmp_path, 304)
    reader = ArchiveReader(tmp_path / "b.warc.gz")
    item = reader.item(snapshot.sha256, URL)
    assert (item.body, item.status, item.media_type) == (BODY, 200, "text/html")
    assert item.header("Content-Type") == "text/html; charset=GBK"
    assert item.snapshot == snapshot
    assert snapshot.captured_at == NEXT
    assert reader.verify() == 1


def test_the_same_bytes_sent_again_have_the_headers_of_tonight(tmp_path: Path) -> None:
    snapshot = revisited(tmp_path, 200)
    item = ArchiveReader(tmp_path / "b.warc.gz").item(snapshot.sha256, URL)
    assert (item.body, item.status, item.media_type) == (BODY, 200, "text/plain")
    assert item.snapshot == snapshot


def test_an_archive_opened_again_knows_its_revisits(tmp_path: Path) -> None:
    snapshot = revisited(tmp_path, 304)
    before = (tmp_path / "b.warc.gz.idx").read_text("utf-8")
    with Archive.open(tmp_path / "b.warc.gz") as archive:
        assert archive.read(snapshot).body == BODY
    assert (tmp_path / "b.warc.gz.idx").read_text("utf-8") == before


@pytest.mark.parametrize("file", ["../a.warc.gz", "/etc/a.warc.gz", "b.warc.gz", "a.txt", ""])
def test_a_revisit_refers_to_nothing_but_a_file_beside_it(tmp_path: Path, file: str) -> None:
    snapshot = revisited(tmp_path, 304, file)
    with pytest.raises(ArchiveError, match="refers to no file of ours"):
        ArchiveReader(tmp_path / "b.warc.gz").item(snapshot.sha256, URL)


def test_revisits_are_not_chained(tmp_path: Path) -> None:
    snapshot = revisited(tmp_path, 304)
    item = ArchiveReader(tmp_path / "b.warc.gz").item(snapshot.sha256, URL)
    with Archive.open(tmp_path / "c.warc.gz") as archive:
        archive.write_revisit(item, "b.warc.gz", "x", 304, "", (), NEXT)
    with pytest.raises(ArchiveError, match="no bytes of its own"):
        ArchiveReader(tmp_path / "c.warc.gz").item(snapshot.sha256, URL)


def test_another_original_in_its_place_is_found_out(tmp_path: Path) -> None:
    snapshot = revisited(tmp_path, 304)
    for name in ("a.warc.gz", "a.warc.gz.idx"):
        (tmp_path / name).unlink()
    with Archive.open(tmp_path / "a.warc.gz") as archive:
        archive.write_response(URL, 200, "OK", HTML, b"<p>another</p>", AT)
    with pytest.raises(ArchiveError):
        ArchiveReader(tmp_path / "b.warc.gz").item(snapshot.sha256, URL)
    with pytest.raises(ArchiveError):
        ArchiveReader(tmp_path / "b.warc.gz").verify()

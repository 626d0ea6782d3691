from __future__ import annotations

import os
import random
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.errors import ArchiveError
from crawler.fetching.archive import Archive, ArchiveReader, index_path

AT = datetime(2026, 11, 20, 2, 0, 0, 123456, tzinfo=UTC)
HTML = (("Content-Type", "text/html; charset=GBK"), ("Content-Encoding", "gzip"))


def filled(path: Path, pages: int = 3) -> Archive:
    archive = Archive.open(path)
    for number in range(pages):
        body = f"<p>页 {number}</p>".encode() * 50
        url = f"http://a.test/{number}"
        archive.write_response(url, 200, "OK", HTML, body, AT, "127.0.0.1")
    archive.flush()
    return archive


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "n.warc.gz"
    with Archive.open(path) as archive:
        body = "<p>政务公开</p>".encode("gb18030")
        snapshot = archive.write_response("http://a.test/", 404, "Not Found", HTML, body, AT, "::1")
        digest = archive.write_resource("urn:gongkai:visit:a", "application/jsonl", b"{}\n", AT)
    assert snapshot.sha256 == sha256(body).hexdigest()
    assert (snapshot.status, snapshot.media_type) == (404, "text/html")
    assert snapshot.captured_at.isoformat() == "2026-11-20T10:00:00+08:00"
    reader = ArchiveReader(path)
    item = reader.item(snapshot.sha256, snapshot.url)
    assert item.snapshot == snapshot
    assert item.body == body
    assert item.header("content-type") == "text/html; charset=GBK"
    assert item.header("Content-Encoding") == ""
    assert item.header("X-Archive-Orig-Content-Encoding") == "gzip"
    assert reader.get(snapshot.sha256, snapshot.url) == (item.headers, body)
    resource = reader.resource("urn:gongkai:visit:a")
    assert (resource.sha256, resource.body, resource.media_type) == (
        digest,
        b"{}\n",
        "application/jsonl",
    )
    assert reader.verify() == 2
    assert [item.url for item in reader] == ["http://a.test/", "urn:gongkai:visit:a"]


def test_other_tools_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "n.warc.gz"
    filled(path).close()
    with path.open("rb") as file:
        records = [
            (
                record.rec_type,
                record.rec_headers.get_header("WARC-Target-URI"),
                len(record.content_stream().read()),
            )
            for record in ArchiveIterator(file, check_digests="raise")
        ]
    assert records[0][0] == "warcinfo"
    assert records[1:] == [
        ("response", f"http://a.test/{n}", len(f"<p>页 {n}</p>".encode()) * 50) for n in range(3)
    ]
    assert b"econstructed records" in next(iter_warcinfo(path))


def iter_warcinfo(path: Path):  # type: ignore[no-untyped-def]
    with path.open("rb") as file:
        yield next(iter(ArchiveIterator(file))).content_stream().read()


def test_same_bytes_of_the_same_address_are_kept_once(tmp_path: Path) -> None:
    path = tmp_path / "n.warc.gz"
    later = AT.replace(hour=5)
    with Archive.open(path) as archive:
        first = archive.write_response("http://a.test/", 200, "OK", HTML, b"x", AT)
        again = archive.write_response("http://a.test/", 200, "OK", HTML, b"x", later)
        other = archive.write_response("http://b.test/", 200, "OK", HTML, b"x", later)
        assert again is first
        assert other.sha256 == first.sha256
        assert archive.read(other).url == "http://b.test/"
    assert ArchiveReader(path).verify() == 2


def test_headers_cannot_break_out(tmp_path: Path) -> None:
    path = tmp_path / "n.warc.gz"
    evil = (("X-Evil\r\nInjected", "1"), ("X-A", "a\r\n\r\nHTTP/1.1 200 OK"), ("X-名", "值"))
    with Archive.open(path) as archive:
        snapshot = archive.write_response("http://a.test/", 200, "OK\r\nX: y", evil, b"body", AT)
    item = ArchiveReader(path).item(snapshot.sha256, snapshot.url)
    assert item.body == b"body"
    assert item.header("X-A") == "a HTTP/1.1 200 OK"


def test_a_body_that_looks_like_a_record_is_only_a_body(tmp_path: Path) -> None:
    path = tmp_path / "n.warc.gz"
    body = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n\x1f\x8b\x08"
    with Archive.open(path) as archive:
        snapshot = archive.write_response("http://a.test/", 200, "OK", (), body, AT)
    assert ArchiveReader(path).item(snapshot.sha256, snapshot.url).body == body


@pytest.mark.parametrize("cut", [1, 5, 40, 150])
def test_a_torn_tail_is_cut_and_writing_goes_on(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "n.warc.gz"
    filled(path).close()
    whole = path.stat().st_size
    os.truncate(path, whole - cut)
    with Archive.open(path) as archive:
        again = archive.write_response("http://a.test/9", 200, "OK", HTML, b"new", AT)
    reader = ArchiveReader(path)
    assert reader.verify() == 3
    assert [item.url for item in reader][-2:] == ["http://a.test/1", "http://a.test/9"]
    assert reader.item(again.sha256, again.url).body == b"new"


def test_a_file_cut_within_its_first_record(tmp_path: Path) -> None:
    path = tmp_path / "n.warc.gz"
    filled(path).close()
    os.truncate(path, 20)
    with Archive.open(path) as archive:
        archive.write_response("http://a.test/", 200, "OK", HTML, b"x", AT)
    assert ArchiveReader(path).verify() == 1


def test_a_lost_index_is_rebuilt(tmp_path: Path) -> None:
    path = tmp_path / "n.warc.gz"
    filled(path).close()
    before = index_path(path).read_bytes()
    index_path(path).unlink()
    Archive.open(path).close()
    assert index_path(path).read_bytes() == before


def test_one_changed_byte_is_found_wherever_records_are(tmp_path: Path) -> None:
    path = tmp_path / "n.warc.gz"
    filled(path).close()
    good = path.read_bytes()
    start = ArchiveReader(path)._lines[0].offset
    found = 0
    places = random.Random(7).sample(range(start + 10, len(good)), 60)
    for place in places:
        path.write_bytes(good[:place] + bytes([good[place] ^ 0x10]) + good[place + 1 :])
        try:
            ArchiveReader(path).verify()
        except ArchiveError:
            found += 1
    # Ten bytes of each gzip member's own head carry nothing; those the manifest's digest covers.
    assert found >= len(places) - 3


def test_a_changed_body_is_found_when_it_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "n.warc.gz"
    filled(path).close()
    line = ArchiveReader(path)._lines[1]
    good = path.read_bytes()
    place = line.offset + line.length // 2
    path.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
    with pytest.raises(ArchiveError):
        ArchiveReader(path).item(line.sha256, line.url)
    with pytest.raises(ArchiveError, match="no record of"):
        ArchiveReader(path).item("0" * 64, line.url)


def test_a_rewritten_body_with_sound_gzip_is_found(tmp_path: Path) -> None:
    path, other = tmp_path / "n.warc.gz", tmp_path / "o.warc.gz"
    with Archive.open(path) as archive:
        archive.write_response("http://a.test/", 200, "OK", HTML, b"true", AT)
    with Archive.open(other) as archive:
        archive.write_response("http://a.test/", 200, "OK", HTML, b"lies", AT)
    path.write_bytes(other.read_bytes())
    with pytest.raises(ArchiveError):
        ArchiveReader(path).verify()


def test_rubbish_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "n.warc.gz"
    path.write_bytes(b"this is no gzip file at all")
    with pytest.raises(ArchiveError):
        Archive.open(path)
    with pytest.raises(ArchiveError, match="index"):
        ArchiveReader(path)


def test_files_are_private(tmp_path: Path) -> None:
    path = tmp_path / "n.warc.gz"
    filled(path).close()
    assert path.stat().st_mode & 0o777 == 0o600
    assert index_path(path).stat().st_mode & 0o777 == 0o600

"""A regression fixture keeps what a file said, masked, and nothing of the file itself."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from crawler.fetching.archive import Archive, ArchiveReader
from crawler.fetching.transcribing import transcript_urn
from crawler.pages.files.formats import format_of
from crawler.pages.files.transcript import Block, Transcript, from_bytes, to_bytes
from crawler.portals import Portal, PortalKind
from crawler.records.addresses import rendered_urn
from demo.content.filed import filed
from demo.content.model import Block as Shown
from scheduler.apart.fixtures import _copy_masked

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
NUMBER = "539999199001010010"


def test_the_transcript_goes_with_the_stand_in_of_its_file(tmp_path: Path) -> None:
    body = filed("doc", "名单", (Shown("p", f"张某 {NUMBER}"),))
    said = Transcript((Block(f"身份证号 {NUMBER}"),), by="antiword")
    with Archive.open(tmp_path / "a.warc.gz") as archive:
        shot = archive.write_response("http://a.test/a.doc", 200, "OK", (), body, NOW)
        urn = transcript_urn(shot.sha256)
        archive.write_resource(urn, "application/json", to_bytes(said), NOW)
    portal = Portal("a", "云溪县", PortalKind.COUNTY, "http://a.test/", ("standing",))
    _copy_masked(ArchiveReader(tmp_path / "a.warc.gz"), tmp_path / "b.warc.gz", portal)
    file, transcript = list(ArchiveReader(tmp_path / "b.warc.gz"))
    assert format_of(file.body) == "ole"
    assert transcript.url == transcript_urn(sha256(file.body).hexdigest())
    (block,) = from_bytes(transcript.body).blocks
    assert "身份证号" in block.text
    assert NUMBER not in block.text


def test_a_page_that_a_browser_showed_is_masked_and_found_by_its_log(tmp_path: Path) -> None:
    page = f"<ul><li>张某 {NUMBER}</li></ul>".encode()
    with Archive.open(tmp_path / "a.warc.gz") as archive:
        digest = archive.write_resource(rendered_urn("http://a.test/"), "text/html", page, NOW)
        archive.write_resource("urn:gongkai:visit:a", "application/jsonl", digest.encode(), NOW)
    portal = Portal("a", "云溪县", PortalKind.COUNTY, "http://a.test/", ("standing",))
    _copy_masked(ArchiveReader(tmp_path / "a.warc.gz"), tmp_path / "b.warc.gz", portal)
    shown, log = list(ArchiveReader(tmp_path / "b.warc.gz"))
    assert NUMBER not in shown.body.decode()
    assert (shown.url, log.body.decode()) == (rendered_urn("http://a.test/"), shown.sha256)

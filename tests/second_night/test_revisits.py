"""What did not change is not fetched again, and is proved all the same."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.fetching.archive import ArchiveReader, index_path
from crawler.fetching.items import IDENTICAL, NOT_MODIFIED
from crawler.portals.keep import Keep
from crawler.records.moments import BEIJING
from scheduler.apart.verify import verify
from scheduler.keeping.check import check_all
from scheduler.keeping.removal import remove
from scheduler.keeping.retention import plan
from tests.end_to_end.small_portal import small_portal
from tests.scheduler.keeping.test_retention import resolve_all
from tests.second_night.site import HOST, Night, Site, Town, said

GROUP = "127.0.0.1_9"
LETTER = "/hd/0.html"


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    """A small portal that was never read."""
    return Town(tmp_path / "home", Site(dict(small_portal())), monkeypatch)


def warc_of(town: Town, day: str) -> Path:
    return town.places.archive / GROUP / f"{day}.warc.gz"


def sound(town: Town, *runs: str) -> None:
    db = town.open()
    try:
        for run in runs:
            found = verify(db, town.places, run)
            assert found.sound, (found.faults, found.differences)
            assert found.findings > 20
    finally:
        db.close()


def kinds(path: Path) -> dict[str, set[tuple[str, str]]]:
    """Per kind of record its addresses and profiles, as another tool reads them."""
    found: dict[str, set[tuple[str, str]]] = {}
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            header = record.rec_headers.get_header
            place = (header("WARC-Target-URI") or "", header("WARC-Profile") or "")
            found.setdefault(record.rec_type, set()).add(place)
    return found


def read_in_full(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Night:
    """The second night where every page is asked for as if it were the first."""
    other = Town(folder, Site(dict(small_portal())), monkeypatch)
    other.night("2026-11-20")
    other.site.forget()
    second = other.night("2026-11-21", limits="reread_nights = 1")
    assert 304 not in other.site.sent
    return second


def test_the_second_night_takes_304_for_an_answer_and_says_the_same(
    town: Town, tmp_path: Path
) -> None:
    with pytest.MonkeyPatch.context() as other:
        in_full = read_in_full(tmp_path / "other", other)
    town.night("2026-11-20")
    bytes_of_first = town.site.bytes
    town.site.forget()
    second = town.night("2026-11-21")
    assert town.site.sent.keys() == {304, 404}  # no robots.txt is no page
    assert town.site.bytes * 100 < bytes_of_first
    assert said(second) == said(in_full)
    there = kinds(warc_of(town, "2026-11-21"))
    assert {url for url, _ in there["response"]} == {f"http://{HOST}/robots.txt"}
    assert {profile for _, profile in there["revisit"]} == {NOT_MODIFIED}
    assert len(there["revisit"]) == town.site.sent[304]
    reader = ArchiveReader(warc_of(town, "2026-11-21"))
    assert reader.verify() > 20
    assert reader.originals() == {"2026-11-20.warc.gz"}
    counts = json.loads(reader.resource("urn:gongkai:coverage:yunxi").body)["counts"]
    assert counts["read"] - counts["unchanged"] == 1  # robots.txt
    letter = next(one for one in reader if one.url.endswith(LETTER))
    assert letter.body == town.site.pages[LETTER].encode()
    assert (letter.status, letter.header("Content-Type")) == (200, "text/html; charset=utf-8")
    sound(town, "2026-11-20", "2026-11-21")
    assert not check_all(town.places).faults


def test_bytes_that_come_again_are_archived_once(town: Town) -> None:
    town.site.forgetful = True
    town.night("2026-11-20")
    size = warc_of(town, "2026-11-20").stat().st_size
    town.site.forget()
    town.night("2026-11-21")
    assert 304 not in town.site.sent
    assert {p for _, p in kinds(warc_of(town, "2026-11-21"))["revisit"]} == {IDENTICAL}
    assert warc_of(town, "2026-11-21").stat().st_size < size
    sound(town, "2026-11-21")


def test_a_third_night_refers_to_the_first_not_to_the_second(town: Town) -> None:
    for day in ("2026-11-20", "2026-11-21", "2026-11-22"):
        town.night(day)
    assert ArchiveReader(warc_of(town, "2026-11-22")).originals() == {"2026-11-20.warc.gz"}
    sound(town, "2026-11-22")


def test_what_changed_comes_whole_and_the_rest_does_not(town: Town) -> None:
    town.night("2026-11-20")
    town.site.pages[LETTER] = town.site.pages[LETTER].replace(
        "</table>", "<tr><td>回复内容</td><td>已修复。</td></tr></table>"
    )
    town.site.forget()
    town.night("2026-11-21")
    assert town.site.sent[200] == 1
    reader = ArchiveReader(warc_of(town, "2026-11-21"))
    letter = next(one for one in reader if one.url.endswith(LETTER))
    assert "已修复" in letter.body.decode()
    sound(town, "2026-11-20", "2026-11-21")


def test_a_server_that_lies_is_found_out_and_believed_no_more(town: Town) -> None:
    town.site.lies = True
    town.site.marks = dict.fromkeys(town.site.pages, '"always"')
    town.night("2026-11-20")
    town.site.pages[LETTER] = town.site.pages[LETTER].replace("东街", "西街")
    town.night("2026-11-21")
    reader = ArchiveReader(warc_of(town, "2026-11-21"))
    assert "东街" in next(one for one in reader if one.url.endswith(LETTER)).body.decode()
    town.site.forget()
    town.night("2026-11-27")  # nothing may be older than seven nights
    assert 304 not in town.site.sent
    reader = ArchiveReader(warc_of(town, "2026-11-27"))
    assert "西街" in next(one for one in reader if one.url.endswith(LETTER)).body.decode()
    town.site.forget()
    town.night("2026-11-28")
    assert 304 not in town.site.sent
    sound(town, "2026-11-21", "2026-11-27", "2026-11-28")


def test_the_term_is_the_watchlists(town: Town) -> None:
    town.night("2026-11-20")
    town.site.forget()
    town.night("2026-11-21", limits="reread_nights = 1")
    assert 304 not in town.site.sent


def test_a_rerun_of_the_same_night_reads_everything(town: Town) -> None:
    town.night("2026-11-20")
    town.site.forget()
    town.night("2026-11-20")
    assert 304 not in town.site.sent
    rerun = town.places.archive / GROUP / "2026-11-20.r2.warc.gz"
    assert not ArchiveReader(rerun).originals()


def test_after_four_weeks_bytes_are_kept_anew(town: Town) -> None:
    town.night("2026-10-01")
    town.night("2026-10-30")
    assert not ArchiveReader(warc_of(town, "2026-10-30")).originals()


def test_nothing_refers_to_a_night_that_was_never_sealed(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("tests.second_night.site.close", lambda *given: None)
        town.night("2026-11-20")
    town.site.forget()
    town.night("2026-11-21")
    assert 304 not in town.site.sent
    assert not ArchiveReader(warc_of(town, "2026-11-21")).originals()


def test_where_the_original_is_damaged_the_page_comes_again(town: Town) -> None:
    town.night("2026-11-20")
    warc = warc_of(town, "2026-11-20")
    url = f"http://{HOST}{LETTER}"
    line = next(one for one in ArchiveReader(warc)._lines if one.url == url)
    content = bytearray(warc.read_bytes())
    content[line.offset + line.length // 2] ^= 1
    warc.write_bytes(content)
    town.site.forget()
    second = town.night("2026-11-21")
    assert town.site.asked[LETTER] == 2  # named, found damaged, asked for whole
    assert town.site.sent[200] == 1
    assert second.findings
    assert any(
        found.where.endswith("2026-11-20.warc.gz") for found in check_all(town.places).faults
    )


def test_a_lost_original_is_a_fault_of_the_night_that_rests_on_it(town: Town) -> None:
    town.night("2026-11-20")
    town.night("2026-11-21")
    warc_of(town, "2026-11-20").unlink()
    db = town.open()
    found = verify(db, town.places, "2026-11-21")
    db.close()
    assert any(one.where == f"{GROUP}/2026-11-20.warc.gz" for one in found.faults)
    assert not found.sound


def test_what_a_kept_revisit_points_at_is_kept(town: Town) -> None:
    days = ("2026-11-20", "2026-11-21", "2026-11-22")
    for day in days:
        town.night(day)
    later = datetime(2027, 3, 1, 3, tzinfo=BEIJING)
    keep = Keep(archive_days=31, closed_days=31, reports_days=31, records_nights=2)
    db = town.open()
    resolve_all(db, "2026-11-23")
    going = plan(db, town.places, keep, later)
    gone = {one.path for one in going.archive}
    assert f"archive/{GROUP}/2026-11-21.warc.gz" in gone
    for day in (days[0], days[2]):  # the last read, and the night that has its bytes
        for path in (warc_of(town, day), index_path(warc_of(town, day))):
            assert path.relative_to(town.places.data).as_posix() not in gone
    remove(db, town.places, going, later)
    db.close()
    sound(town, "2026-11-22")

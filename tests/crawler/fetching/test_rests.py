"""What rests is listed once: read back whole, kept with its night, never taken on trust."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawler.errors import ArchiveError
from crawler.fetching.archive import Archive, ArchiveReader
from crawler.fetching.earlier import Earlier
from crawler.fetching.fetched import Fetched
from crawler.fetching.fetcher import Answer, Fetcher
from crawler.fetching.items import Headers
from crawler.fetching.names import Names
from crawler.fetching.politeness import Gate
from crawler.fetching.rests import RESTS_TYPE, RESTS_URN, Rest, read_rests, write_rests
from crawler.fetching.unasked import Resting, wish_of
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.portals.watchlist import load_watchlist
from crawler.records import Entry, Field
from crawler.records.captures import Capture, Captures
from crawler.records.model import Snapshot
from crawler.records.moments import beijing
from crawler.visit.fetch import Fetch

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
SEEN, NEXT = datetime(2026, 11, 21, 2, tzinfo=UTC), datetime(2026, 11, 23, 2, tzinfo=UTC)
HTML = (("Content-Type", "text/html; charset=GBK"),)
URL, BODY = "http://127.0.0.1:9/1", "<p>政务公开</p>".encode("gb18030")
FILE = "a.warc.gz"


def rested(folder: Path, file: str = FILE) -> Snapshot:
    """A page archived on one night, which rested on another after it was seen again."""
    with Archive.open(folder / FILE) as archive:
        first = archive.write_response(URL, 200, "OK", HTML, BODY, AT)
    look = replace(first, captured_at=beijing(SEEN))
    with Archive.open(folder / "b.warc.gz") as archive:
        archive.rest(look, file)
        assert file != FILE or archive.read(look).body == BODY
        archive.list_rests(NEXT)
    return look


def test_a_page_that_rested_is_read_back_from_the_night_that_has_it(tmp_path: Path) -> None:
    look = rested(tmp_path)
    reader = ArchiveReader(tmp_path / "b.warc.gz")
    item = reader.item(look.sha256, URL)
    assert item.snapshot == look
    assert (item.body, item.header("Content-Type")) == (BODY, "text/html; charset=GBK")
    assert list(reader) == [item]
    assert reader.originals() == {FILE}
    assert (URL, look.sha256) in reader.records()
    assert reader.line(look.sha256, URL) is None  # no later night refers to it
    assert reader.verify() == 1


def test_changed_bytes_of_what_rested_are_found_out(tmp_path: Path) -> None:
    look = rested(tmp_path)
    for name in (FILE, f"{FILE}.idx"):
        (tmp_path / name).unlink()
    with Archive.open(tmp_path / FILE) as archive:
        archive.write_response(URL, 200, "OK", HTML, BODY + b"!", AT)
    reader = ArchiveReader(tmp_path / "b.warc.gz")
    with pytest.raises(ArchiveError, match="no record of"):
        reader.item(look.sha256, URL)
    with pytest.raises(ArchiveError, match="no record of"):
        reader.verify()


@pytest.mark.parametrize("file", ["../a.warc.gz", "a.txt", "", "b.warc.gz"])
def test_a_list_leads_to_nothing_but_a_file_beside_it(tmp_path: Path, file: str) -> None:
    look = rested(tmp_path, file)
    with pytest.raises(ArchiveError):
        ArchiveReader(tmp_path / "b.warc.gz").item(look.sha256, URL)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"files":[]}', b'{"files":{"a.warc.gz":[[1]]}}'])
def test_what_is_no_list_is_refused(content: bytes) -> None:
    with pytest.raises(ArchiveError):
        read_rests(content)


def test_nothing_is_listed_where_nothing_rested(tmp_path: Path) -> None:
    with Archive.open(tmp_path / FILE) as archive:
        archive.list_rests(AT)
    assert not ArchiveReader(tmp_path / FILE).holds(RESTS_URN)


def test_a_list_comes_back_as_it_was_written_in_any_order() -> None:
    one, other = (Rest(f"{URL}{n}", f"{n}" * 64, beijing(SEEN), f"{n}.warc.gz") for n in (1, 2))
    assert write_rests([one, other]) == write_rests([other, one])
    assert read_rests(write_rests([other, one])) == (one, other)
    assert RESTS_TYPE == "application/json"


def test_the_bytes_are_at_hand_before_the_index_is(tmp_path: Path) -> None:
    with Archive.open(tmp_path / FILE) as archive:
        before = (tmp_path / f"{FILE}.idx").read_bytes()
        size = (tmp_path / FILE).stat().st_size
        archive.write_response(URL, 200, "OK", HTML, BODY, AT)
        archive.sync()
        assert (tmp_path / FILE).stat().st_size > size
        assert (tmp_path / f"{FILE}.idx").read_bytes() == before
    assert ArchiveReader(tmp_path / FILE).verify() == 1


def test_a_file_that_is_not_the_sealed_one_is_read_record_by_record(tmp_path: Path) -> None:
    look = rested(tmp_path)
    known = Capture(URL, "", look.sha256, 200, FILE, AT, AT, AT, looked_at=SEEN)
    whole = Earlier(tmp_path)._beside.digest(FILE)
    for sealed, same in ((whole, True), ("0" * 64, False), ("", False)):
        earlier = Earlier(tmp_path, warcs={FILE: sealed}, as_of=NEXT)
        assert earlier.is_whole(known) is same
        assert earlier.last_look(known) == look


def test_a_carried_reading_is_that_of_its_task_alone(tmp_path: Path) -> None:
    look = rested(tmp_path)
    (tmp_path / "w.toml").write_text(
        '[monitor]\ncontact = "a@test.example"\nrulebooks = ["standing"]\n[[portals]]\nid = "a"\n'
        'name = "甲"\nkind = "county"\nhome = "http://127.0.0.1:9/"\n', "utf-8"
    )  # fmt: skip
    watchlist = load_watchlist(tmp_path / "w.toml")
    day = Field(date(2026, 9, 1), "2026-09-01", "http://a.test/")
    row = Entry(URL, "来信", Role.MESSAGE_BOARD, look, date=day)
    task = Task(Purpose.DETAIL, URL, Role.MESSAGE_BOARD, entry=row)
    other = replace(task, role=Role.LEADERS)
    known = Capture(
        URL, "", look.sha256, 200, FILE, AT, AT, AT, looked_at=SEEN, task=wish_of(task),
        content_type=HTML[0][1],
    )  # fmt: skip
    files = {FILE: Earlier(tmp_path)._beside.digest(FILE)}
    reading = Reading(title="甲")
    asked: list[str] = []

    async def download(task: Task, url: str, conditions: Headers) -> Answer:
        asked.append(url)
        return Answer(404, (), b"")

    def fetcher_over(archive: Archive) -> Fetcher:
        limits = watchlist.monitor.limits
        earlier = Earlier(tmp_path, Captures((known,)), files, NEXT, 7, Resting(7))
        return Fetcher(
            download, archive, Names.of(watchlist), Gate(limits), watchlist, limits, lambda: NEXT,
            earlier=earlier, carried=lambda fetch, kind: reading if kind == HTML[0][1] else None,
        )  # fmt: skip

    async def robots(archive: Archive) -> tuple[Fetched | None, ...]:
        """What stands for the task before and after robots.txt is known, and once more."""
        fetcher = fetcher_over(archive)
        early = fetcher.at_once(task)
        await fetcher.fetch(Task(Purpose.ROBOTS, "http://127.0.0.1:9/robots.txt", Role.HOME))
        others = fetcher.at_once(other)
        return early, others, fetcher.at_once(task), fetcher.at_once(task)

    async def both(archive: Archive) -> list[Fetched]:
        fetcher = fetcher_over(archive)
        together = await asyncio.gather(fetcher.fetch(task), fetcher.fetch(other))
        return [*together, await fetcher.fetch(other)]

    with Archive.open(tmp_path / "c.warc.gz") as archive:
        first, beside, after = asyncio.run(both(archive))
    assert (first.reading, first.body) == (reading, b"")
    assert first.fetch == Fetch(task, look, URL, unasked=True)
    for one in (beside, after):
        assert (one.reading, one.body, one.fetch.task) == (None, BODY, other)
    assert URL not in asked
    with Archive.open(tmp_path / "d.warc.gz") as archive:
        early, others, stood, again = asyncio.run(robots(archive))
        archive.list_rests(NEXT)
    assert (early, others, again) == (None, None, None)  # unknown rules, another task, taken
    assert stood == first
    assert read_back(tmp_path / "d.warc.gz") == [look]


def read_back(path: Path) -> list[Snapshot]:
    """The pages that an archive file lists as rested."""
    return [one.snapshot for one in ArchiveReader(path) if one.snapshot.url == URL]

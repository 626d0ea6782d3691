"""What rests is listed once: read back whole, kept with its night, never taken on trust."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

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

T = TypeVar("T")
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


ROW_DAY = date(2026, 9, 1)


def letter(look: Snapshot, role: Role = Role.MESSAGE_BOARD, day: date = ROW_DAY) -> Task:
    row = Entry(URL, "来信", role, look, date=Field(day, str(day), "http://a.test/"))
    return Task(Purpose.DETAIL, URL, role, entry=row)


def capture(look: Snapshot, **given: datetime) -> Capture:
    made = Capture(
        URL, "", look.sha256, 200, FILE, AT, AT, AT, looked_at=SEEN, task=wish_of(letter(look)),
        content_type=HTML[0][1],
    )  # fmt: skip
    return replace(made, **given)


def over(
    folder: Path,
    known: Capture,
    resting: Resting,
    work: Callable[[Fetcher], Coroutine[Any, Any, T]],
) -> tuple[T, list[str]]:
    """What comes of some work of a fetcher; and the addresses asked for."""
    (folder / "w.toml").write_text(
        '[monitor]\ncontact = "a@test.example"\nrulebooks = ["standing"]\n[[portals]]\nid = "a"\n'
        'name = "甲"\nkind = "county"\nhome = "http://127.0.0.1:9/"\n', "utf-8"
    )  # fmt: skip
    watchlist = load_watchlist(folder / "w.toml")
    files = {FILE: Earlier(folder)._beside.digest(FILE)}
    asked: list[str] = []

    async def download(task: Task, url: str, conditions: Headers) -> Answer:
        asked.append(url)
        return Answer(404, (), b"")

    with Archive.open(folder / "c.warc.gz") as archive:
        limits = watchlist.monitor.limits
        fetcher = Fetcher(
            download, archive, Names.of(watchlist), Gate(limits), watchlist, limits, lambda: NEXT,
            earlier=Earlier(folder, Captures((known,)), files, NEXT, 7, resting),
            carried=lambda fetch, kind: READING if kind == HTML[0][1] else None,
        )  # fmt: skip
        done = asyncio.run(work(fetcher))
        archive.list_rests(NEXT)
    return done, asked


def fetched(
    folder: Path, known: Capture, resting: Resting, tasks: list[list[Task]]
) -> tuple[list[Fetched], list[str]]:
    """What comes of these tasks, each list of them at once; and the addresses asked for."""

    async def all_of_them(fetcher: Fetcher) -> list[Fetched]:
        return [
            one
            for together in tasks
            for one in await asyncio.gather(*(fetcher.fetch(task) for task in together))
        ]

    return over(folder, known, resting, all_of_them)


READING = Reading(title="甲")


def test_a_carried_reading_is_that_of_its_task_alone(tmp_path: Path) -> None:
    look = rested(tmp_path)
    task = letter(look)
    other = replace(task, role=Role.LEADERS)
    (first, beside, after), asked = fetched(
        tmp_path, capture(look), Resting(7), [[task, other], [other]]
    )
    assert (first.reading, first.body) == (READING, b"")
    assert first.fetch == Fetch(task, look, URL, unasked=True)
    for one in (beside, after):
        assert (one.reading, one.body, one.fetch.task) == (None, BODY, other)
    assert URL not in asked


@pytest.mark.parametrize(
    ("role", "day"), [(Role.POWER_LIST, ROW_DAY), (Role.LEADERS, date(2026, 11, 20))]
)
def test_what_rests_for_one_task_is_no_answer_to_one_that_has_to_ask(
    tmp_path: Path, role: Role, day: date
) -> None:
    look = rested(tmp_path)
    task, other = letter(look), letter(look, role, day)  # wanted as a section, or young in its list
    resting = Resting(7, roles=frozenset({Role.POWER_LIST}))
    (first, *others), asked = fetched(
        tmp_path, capture(look), resting, [[task, other, other], [other]]
    )
    assert first.fetch.unasked
    assert not any(one.fetch.unasked for one in others)
    assert asked.count(URL) == 1


def test_what_the_server_said_of_a_page_holds_no_longer_because_it_rests(tmp_path: Path) -> None:
    look = rested(tmp_path)
    whole = NEXT - timedelta(days=8)
    _, asked = fetched(tmp_path, capture(look), Resting(7), [[letter(look)]])
    assert URL not in asked
    known = capture(look, whole_at=whole)  # since then it was only said to be the same
    _, asked = fetched(tmp_path, known, Resting(7), [[letter(look)]])
    assert URL in asked
    known = replace(known, seen_at=whole)  # as long as nothing was said of it, it may rest longer
    _, asked = fetched(tmp_path, known, Resting(28), [[letter(look)]])
    assert URL not in asked


def test_what_rests_is_there_at_once_when_robots_txt_is_known(tmp_path: Path) -> None:
    look = rested(tmp_path)
    task = letter(look)
    wanted = letter(look, Role.POWER_LIST)
    robots = Task(Purpose.ROBOTS, "http://127.0.0.1:9/robots.txt", Role.HOME)

    async def tries(fetcher: Fetcher) -> list[Fetched | None]:
        early = fetcher.at_once(task)
        await fetcher.fetch(robots)
        return [early, *map(fetcher.at_once, (wanted, task, task))]

    resting = Resting(7, roles=frozenset({Role.POWER_LIST}))
    (early, asks, stood, again), asked = over(tmp_path, capture(look), resting, tries)
    assert (early, asks, again) == (None, None, None)  # unknown rules, a section to ask for, taken
    assert stood == Fetched(Fetch(task, look, URL, unasked=True), HTML[0][1], reading=READING)
    assert asked == [robots.url]
    listed = [one.snapshot for one in ArchiveReader(tmp_path / "c.warc.gz") if one.url == URL]
    assert listed == [look]

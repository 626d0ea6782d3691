"""What did not change is not read again, and what is carried over is what would be read."""

from __future__ import annotations

import pickle
import sqlite3
import zlib
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.fetching.archive import ArchiveReader
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.portals.watchlist import load_watchlist
from crawler.records.model import Entry, Snapshot
from crawler.spiders import remembering, traffic
from crawler.spiders.remembering import Remembered, key_of, pack, unpack
from crawler.spiders.replay import replay_group
from crawler.storage import GroupStore
from crawler.visit.fetch import Fetch
from scheduler.apart.verify import verify
from scheduler.keeping.contents import data_files
from scheduler.store import open_database
from tests.end_to_end.small_portal import small_portal
from tests.second_night.site import HOST, Site, Town, said

DAY = date(2026, 11, 20)
SHOT = Snapshot("http://a.test/1", datetime(2026, 11, 20, 2, tzinfo=UTC), "d")
HTML = b"<html><title>x</title><body><h1>%s</h1></body></html>"


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    """A small portal that was never read."""
    return Town(tmp_path / "home", Site(dict(small_portal())), monkeypatch)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the readers were asked for each page, by its path."""
    really = traffic.read_answer
    count: Counter[str] = Counter()

    def counted(fetch: Fetch, *given: Any) -> Reading | None:
        if fetch.snapshot is not None and fetch.task.purpose is not Purpose.ROBOTS:
            count[fetch.final_url.removeprefix(f"http://{HOST}")] += 1
        return really(fetch, *given)

    monkeypatch.setattr(traffic, "read_answer", counted)
    return count


def test_an_unchanged_portal_is_not_read_again_and_its_findings_are_the_same(
    town: Town, read: Counter[str], tmp_path: Path
) -> None:
    with pytest.MonkeyPatch.context() as other:
        plain = Town(tmp_path / "other", Site(dict(small_portal())), other)
        plain.night("2026-11-20")
        in_full = plain.night("2026-11-21", limits="reread_nights = 1")
    town.night("2026-11-20")
    read.clear()
    second = town.night("2026-11-21")
    assert not read
    assert said(second) == said(in_full)
    # What a replay reads from the archive, without what was carried over, is the same dossier.
    db = open_database(town.places.group_database("127.0.0.1_9"))
    watchlist = load_watchlist(town.folder / "gongkai.toml")
    dossier = GroupStore(db).read_dossier("2026-11-21", watchlist.portal("yunxi"))
    db.close()
    assert dossier is not None
    warc = town.places.group_archive("127.0.0.1_9", "2026-11-21")
    again = replay_group(ArchiveReader(warc), dossier.portal, watchlist, dossier.as_of)
    assert again == dossier
    books = town.open()
    assert verify(books, town.places, "2026-11-21").sound
    books.close()


def test_a_finding_changed_in_the_books_is_found(town: Town) -> None:
    town.night("2026-11-20")
    books = town.open()
    changed = "replace(data, '\"failed\"', '\"passed\"')"
    first = "(SELECT min(id) FROM findings WHERE outcome = 'failed')"
    books.execute(f"UPDATE findings SET data = {changed} WHERE id = {first}")
    (told,) = verify(books, town.places).differences
    assert told.what == "the findings in gongkai.db are not those that were sealed"
    books.close()


def test_what_changed_is_read_again_and_a_new_row_above_leaves_the_others(
    town: Town, read: Counter[str]
) -> None:
    town.night("2026-11-20")
    pages = town.site.pages
    row = '<li><a href="/xw/20.html">县里召开第20次工作会议</a><span>2026-11-20</span></li>'
    pages["/gfxwj/"] = pages["/gfxwj/"].replace(
        '<ul class="list">',
        '<ul class="list"><li><a href="/gfxwj/9.html">关于开展冬季检查的通知</a>'
        "<span>2026-11-20</span></li>",
    )
    pages["/gfxwj/9.html"] = pages["/gfxwj/1.html"].replace("消防安全", "冬季检查")
    pages["/xw/"] = pages["/xw/"].replace('<ul class="list">', f'<ul class="list">{row}')
    read.clear()
    town.night("2026-11-21")
    assert set(read) == {"/gfxwj/", "/gfxwj/9.html", "/xw/", "/xw/20.html"} & set(read)
    assert {"/gfxwj/", "/gfxwj/9.html", "/xw/"} <= set(read)


def test_other_readers_read_everything_again(
    town: Town, read: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    town.night("2026-11-20")
    once = Counter(read)
    read.clear()
    monkeypatch.setattr(remembering, "readers_version", lambda: "another")
    town.night("2026-11-21")
    assert read == once


def test_what_goes_by_the_day_is_read_every_day(town: Town, read: Counter[str]) -> None:
    digits = "11010120261121001"  # of somebody who was not born on the first night
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    number = digits + "10X98765432"[sum(map(int.__mul__, map(int, digits), weights)) % 11]
    town.site.pages["/gfxwj/1.html"] = town.site.pages["/gfxwj/1.html"].replace(
        "</h1>", f"</h1><p>身份证号码：{number}</p>"
    )

    def shown(day: str) -> list[str]:
        found = town.night(day).findings
        return [one.outcome.value for one in found if one.check == "pii_exposure" and one.aspect]

    assert shown("2026-11-20") == []
    read.clear()
    assert "failed" in shown("2026-11-21")
    assert set(read) == {"/gfxwj/1.html"}


def test_a_damaged_file_of_readings_costs_time_alone(town: Town, read: Counter[str]) -> None:
    town.night("2026-11-20")
    once = Counter(read)
    path = town.places.group_readings("127.0.0.1_9")
    path.write_bytes(b"no database" * 1000)
    read.clear()
    town.night("2026-11-21")
    assert read == once
    read.clear()
    town.night("2026-11-22")
    assert not read


def test_readings_that_were_tampered_with_make_nothing_but_values(tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[Any, ...]:
            return (Path(tmp_path / "made").touch, ())

    fetch = Fetch(Task(Purpose.DETAIL, SHOT.url, Role.NOTICES), SHOT, SHOT.url)
    kept = Remembered(tmp_path / "r.cache", DAY)
    assert kept.read(fetch, "text/html", HTML % b"a") is not None
    kept.close()
    db = sqlite3.connect(tmp_path / "r.cache")
    key = key_of(fetch, SHOT, "text/html", b"")
    with db:
        for data in (pickle.dumps(Evil()), pickle.dumps("no reading"), b"\x80"):
            db.execute("UPDATE readings SET data = ? WHERE key = ?", [zlib.compress(data), key])
            db.commit()
            again = Remembered(tmp_path / "r.cache", DAY)
            reading = again.read(fetch, "text/html", HTML % b"a")
            assert reading is not None
            assert again.count == 0
            again._store._db.close()
    assert not (tmp_path / "made").exists()


def test_a_reading_bears_the_snapshot_of_the_night_that_uses_it() -> None:
    row = Entry(SHOT.url, "t", Role.NOTICES, SHOT)
    reading = Reading(records=(row,))
    later = Snapshot(SHOT.url, datetime(2026, 11, 21, 2, tzinfo=UTC), "d")
    assert unpack(pack(reading, SHOT), later) == Reading(
        records=(Entry(SHOT.url, "t", Role.NOTICES, later),)
    )


@pytest.mark.parametrize(
    "other",
    [
        Fetch(Task(Purpose.DETAIL, SHOT.url, Role.INTERPRETATIONS), SHOT, SHOT.url),
        Fetch(Task(Purpose.DETAIL, SHOT.url, Role.NOTICES, label="x"), SHOT, SHOT.url),
        Fetch(Task(Purpose.DETAIL, SHOT.url, Role.NOTICES), SHOT, "http://a.test/2"),
        Fetch(
            Task(
                Purpose.DETAIL,
                SHOT.url,
                Role.NOTICES,
                entry=Entry(SHOT.url, "t", Role.NOTICES, SHOT),
            ),
            SHOT,
            SHOT.url,
        ),
    ],
)
def test_whatever_a_reader_is_given_is_part_of_the_key(other: Fetch) -> None:
    fetch = Fetch(Task(Purpose.DETAIL, SHOT.url, Role.NOTICES), SHOT, SHOT.url)
    assert key_of(other, SHOT, "text/html", b"") != key_of(fetch, SHOT, "text/html", b"")
    assert key_of(fetch, SHOT, "text/html; charset=gbk", b"") != key_of(
        fetch, SHOT, "text/html", b""
    )
    assert key_of(fetch, SHOT, "text/html", b"t") != key_of(fetch, SHOT, "text/html", b"")


def test_readings_are_no_part_of_a_backup(town: Town) -> None:
    town.night("2026-11-20")
    kept = town.places.group_readings("127.0.0.1_9")
    assert kept.exists()
    assert kept not in set(data_files(town.places, with_archive=True))

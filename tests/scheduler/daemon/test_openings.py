"""Home pages opened through the day: when, by whom, what is kept and what of it proves anything."""

from __future__ import annotations

import asyncio
import itertools
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlite_utils import Database

from checks.calendar import load_calendar
from crawler.fetching.opening import Remembered
from crawler.portals import Watchlist
from crawler.portals.watchlist import load_watchlist
from crawler.records import Doubt, Opening
from crawler.records.moments import stamp
from crawler.records.opening import VisitSpan, whole_days
from scheduler.daemon.opener import HomeOpener, Open, due_at
from scheduler.daemon.service import Service
from scheduler.daemon.watched import watched_workplace
from scheduler.keeping.tidy import tidy
from scheduler.lock import is_locked, locked
from scheduler.night.openings import archived, gathered, proven
from scheduler.places import Places
from scheduler.store import open_store
from scheduler.store.openings import note_opening, openings_of, take_slot
from scheduler.store.visits import note_beginning, note_visit, visits_of
from scheduler.workplace import Workplace
from tests.scheduler.daemon.clockwork import beijing

WATCHLIST = """
[monitor]
rulebooks = ["standing"]
[schedule]
health = "off"
{schedule}
{more}
"""
PORTAL = """
[[portals]]
id = "{id}"
name = "{id}县人民政府"
kind = "county"
home = "http://www.{id}.test/"
"""
GUEST = """
[[portals]]
id = "guest"
name = "甲县教育局"
kind = "department"
home = "http://www.a.test/jyj/"
"""
DAY = "2026-11-20"


@dataclass
class Web:
    """A daemon's opener over a clock and a web of our own: hosts in `down` do not answer."""

    folder: Path
    ids: str = "abcd"
    schedule: str = ""
    more: str = ""
    at: datetime = field(default_factory=lambda: beijing(f"{DAY}T00:00"))
    down: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    during: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        text = WATCHLIST.format(schedule=self.schedule, more=self.more)
        text += GUEST + "".join(PORTAL.format(id=one) for one in self.ids)
        (self.folder / "gongkai.toml").write_text(text, encoding="utf-8")
        path = self.folder / "gongkai.toml"
        listed = load_watchlist(path, {"standing"})
        # Nothing is judged here: no rulebook need be read.
        place = Workplace(listed, "", Places(self.folder / "data"), load_calendar(), {}, {}, {})
        self.read = lambda: place
        self.restart()

    def restart(self) -> None:
        self.opener = HomeOpener(self.read, lambda: self.at, self.opens)

    def opens(self, watchlist: Watchlist, known: Remembered, now: Callable[[], datetime]) -> Open:
        async def one(home: str) -> Opening:
            self.asked.append(home.removeprefix("http://www.").partition(".")[0])
            self.during()
            if self.asked[-1] in self.down:
                return Opening(now(), 20.0, None, "not there after 20 s", cut=True)
            return Opening(now(), 0.3, 200)

        return one

    def go(self, text: str) -> list[str]:
        """Set the clock, tick once; whose home page was asked for."""
        self.at, self.asked[:] = beijing(text), []
        self.opener.tick()
        return sorted(self.asked)

    def until(self, end: str, step: timedelta = timedelta(minutes=10)) -> None:
        while self.at < beijing(end):
            self.opener.tick()
            self.at += step

    @property
    def watchlist(self) -> Watchlist:
        return self.read().watchlist

    @property
    def db(self) -> Database:
        return open_store(self.folder / "data" / "gongkai.db")

    def found(self, portal: str, day: str = DAY) -> tuple[Opening, ...]:
        db = self.db
        try:
            on = date.fromisoformat(day)
            return gathered(db, self.watchlist, self.watchlist.portal(portal), on, on)
        finally:
            db.close()


def times(work: Web, portal: str, hours: int = 1) -> list[datetime]:
    """The moments at which it becomes a portal's time, to the minute, from the day's beginning."""
    found: dict[str, datetime] = {}
    for minute in range(hours * 60):
        moment = beijing(f"{DAY}T00:00") + timedelta(minutes=minute)
        for due in due_at(work.watchlist, moment):
            if due.portal.id == portal:
                found.setdefault(due.slot, moment)
    return list(found.values())


def minute_of(moment: datetime) -> str:
    return moment.isoformat()[:16]


def test_times_are_evenly_spaced_and_differ_between_portals(tmp_path: Path) -> None:
    work = Web(tmp_path, "ab")
    a, b = times(work, "a", 24), times(work, "b", 2)
    assert len(a) == 36
    assert {right - left for left, right in pairwise(a)} == {timedelta(minutes=40)}
    assert a[0].minute != b[0].minute
    assert a == times(work, "a", 24), "always the same"
    assert times(work, "guest", 2) == []


def test_nothing_is_opened_where_the_setting_is_none(tmp_path: Path) -> None:
    work = Web(tmp_path, "ab", "openings = 0")
    work.until(f"{DAY}T03:00")
    assert work.asked == []
    assert not (tmp_path / "data").exists()


def test_a_day_gives_as_many_openings_as_the_setting_says(tmp_path: Path) -> None:
    work = Web(tmp_path, "ab", "openings = 20")
    work.until("2026-11-21T00:00")
    assert len(work.found("a")) == len(work.found("b")) == 20
    assert {one.doubt for one in work.found("a")} == {None}
    # A restart, and a tick at a time that was had.
    work.restart()
    work.go(f"{DAY}T23:50")
    assert len(work.found("a")) == 20


def test_a_time_that_passed_is_not_made_good(tmp_path: Path) -> None:
    work = Web(tmp_path, "a")
    first, second = times(work, "a", 2)[:2]
    assert work.go(minute_of(first + timedelta(minutes=18))) == ["a"]
    assert work.go(minute_of(second + timedelta(minutes=21))) == []
    assert len(work.found("a")) == 1


def test_two_daemons_open_once(tmp_path: Path) -> None:
    work, other = Web(tmp_path, "a"), Web(tmp_path, "a")
    first = minute_of(times(work, "a")[0])
    assert work.go(first) == ["a"]
    assert other.go(first) == []
    # Both at once: whoever takes the time in the books has it.
    db = work.db
    slot = f"{DAY} 99/36"
    assert [take_slot(db, "a", slot, "www.a.test", work.at) for _ in range(2)] == [True, False]
    db.close()


def test_an_opening_that_was_killed_counts_for_nothing(tmp_path: Path) -> None:
    work = Web(tmp_path, "a")
    first = minute_of(times(work, "a")[0])

    def die() -> None:
        raise KeyboardInterrupt

    work.during = die
    with pytest.raises(KeyboardInterrupt):
        work.go(first)
    work.during = lambda: None
    work.restart()
    assert work.go(first) == [], "nor is it tried again at once"
    assert work.found("a") == ()


def test_told_to_end_it_leaves_what_is_under_way(tmp_path: Path) -> None:
    work = Web(tmp_path, "a")
    begun = threading.Event()

    def hangs(*_: object) -> Open:
        async def one(home: str) -> Opening:
            begun.set()
            await asyncio.sleep(30)
            raise AssertionError

        return one

    work.opener = HomeOpener(work.read, lambda: work.at, hangs)
    work.at = times(work, "a")[0]
    thread = threading.Thread(target=work.opener.tick)
    thread.start()
    assert begun.wait(5)
    asked = time.monotonic()
    work.opener.stop()
    thread.join(5)
    assert not thread.is_alive()
    assert time.monotonic() - asked < 2
    assert work.found("a") == ()


def test_a_clock_that_jumps(tmp_path: Path) -> None:
    work = Web(tmp_path, "a", "openings = 24")
    work.until(f"{DAY}T12:00")
    before = len(work.found("a"))
    assert before == 12
    # Two hours ahead: one time is lost, none is made twice.
    work.at += timedelta(hours=2)
    work.until(f"{DAY}T16:00")
    assert len(work.found("a")) == 15
    # Back by three: the openings of the hours to come were a wrong clock's, and are made anew.
    work.at = beijing(f"{DAY}T13:00")
    work.until(f"{DAY}T15:00")
    found = [one.at for one in work.found("a")]
    assert len(found) == len(set(found)) == 15
    assert found == sorted(found)
    gaps = [right - left for left, right in itertools.pairwise(found)]
    assert min(gaps) >= timedelta(minutes=30)


def test_no_opening_while_a_run_works_in_the_folder(tmp_path: Path) -> None:
    work = Web(tmp_path, "a")
    first = minute_of(times(work, "a")[0])
    with locked(tmp_path / "data"):
        assert is_locked(tmp_path / "data")
        assert work.go(first) == []
    assert not is_locked(tmp_path / "data")
    with locked(tmp_path / "data"):
        pass  # looking at the lock has not taken it
    assert work.go(first) == ["a"]


def test_no_opening_in_a_window_of_maintenance(tmp_path: Path) -> None:
    window = (
        f'[[maintenance]]\nfrom = {DAY}T06:00:00\nto = {DAY}T18:30:00\nreason = "升级"\n'
        'hosts = ["www.a.test"]\n'
    )
    work = Web(tmp_path, "ab", "openings = 24", window)
    work.until("2026-11-21T00:00")
    assert len(work.found("a")) == 12
    assert len(work.found("b")) == 24
    # A window that was announced later, too, lets nothing count.
    work.more = window.replace("www.a.test", "www.b.test")
    work.__post_init__()
    begin, end = beijing(f"{DAY}T06:00"), beijing(f"{DAY}T18:30")
    for one in work.found("b"):
        assert (one.doubt is Doubt.MAINTENANCE) == (begin <= one.at < end)


def test_too_little_room_on_the_disk(tmp_path: Path) -> None:
    work = Web(tmp_path, "a", "free_megabytes = 1e12")
    assert work.go(minute_of(times(work, "a")[0])) == []


def test_books_that_cannot_be_written_end_nothing(tmp_path: Path) -> None:
    work = Web(tmp_path, "a")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "gongkai.db").write_bytes(b"no database at all" * 100)
    assert work.go(minute_of(times(work, "a")[0])) == []


def test_one_portal_that_is_down_is_told_by_another_that_answers(tmp_path: Path) -> None:
    work = Web(tmp_path, "abcd", "openings = 20")
    work.down = {"a"}
    work.until(f"{DAY}T12:00")
    found = work.found("a")
    assert len(found) == 10
    assert all(one.error and one.doubt is None for one in found)
    assert all(not one.error for one in work.found("b"))
    # Whoever was asked as a witness was asked beside its own times, which are counted alone.
    assert len(work.found("b")) == len(work.found("c")) == len(work.found("d")) == 10
    assert len(work.asked) > 40


def test_two_that_are_down_in_the_same_minutes_are_told_by_two_that_answer(tmp_path: Path) -> None:
    # The times of d and j are the same to the minute, those of a and k half an hour away.
    work = Web(tmp_path, "adjk", "openings = 24")
    work.down = {"d", "j"}
    work.until(f"{DAY}T03:00", timedelta(minutes=3))
    for portal in "dj":
        assert [one.doubt for one in work.found(portal)] == [None] * 3


def test_the_service_opens_beside_its_other_work(tmp_path: Path) -> None:
    Web(tmp_path, "a")
    service = Service(watched_workplace(tmp_path / "gongkai.toml", tmp_path / "data"))
    jobs = {job.id: job for job in service._scheduler().get_jobs()}
    assert jobs["open"].executor == "open"
    # A page that hangs holds up neither the jobs nor the watch.
    assert {jobs[name].executor for name in ("work", "watch", "post")} == {"work", "watch", "post"}


def test_when_nobody_answers_it_is_our_own_line(tmp_path: Path) -> None:
    work = Web(tmp_path, "abcd", "openings = 20")
    work.until(f"{DAY}T06:00")
    work.down = set("abcd")
    work.until(f"{DAY}T12:00")
    for portal in "abcd":
        doubts = [one.doubt for one in work.found(portal)]
        assert doubts == [None] * 5 + [Doubt.OWN] * 5


def test_a_lone_portal_has_no_witness(tmp_path: Path) -> None:
    work = Web(tmp_path, "a", "openings = 20")
    work.down = {"a"}
    work.until(f"{DAY}T06:00")
    assert [one.doubt for one in work.found("a")] == [Doubt.OWN] * 5


GOOD = Opening(beijing(f"{DAY}T10:00"), 0.3, 200)
SILENT = replace(GOOD, status=None, error="timed out", seconds=20.0)
LATE = replace(GOOD, seconds=16.0)
BROKEN = replace(GOOD, status=502, error="status 502")
LOCKED = replace(GOOD, status=403, error="status 403", doubt=Doubt.REFUSED)
RULED = replace(GOOD, status=None, doubt=Doubt.ROBOTS)


@pytest.mark.parametrize(
    ("opening", "others", "counts"),
    [
        (GOOD, {}, True),
        (GOOD, {"b": SILENT, "c": SILENT}, True),
        (SILENT, {"b": GOOD}, True),
        (SILENT, {"b": SILENT}, False),
        (SILENT, {"b": SILENT, "c": GOOD}, False),
        (SILENT, {"b": SILENT, "c": GOOD, "d": GOOD}, True),
        (SILENT, {}, False),
        (SILENT, {"b": LOCKED}, True),
        (SILENT, {"b": RULED}, False),
        (SILENT, {"a": GOOD}, False),
        (LATE, {"b": GOOD}, True),
        (LATE, {"b": LATE}, False),
        (LATE, {}, False),
        (BROKEN, {}, True),
        (BROKEN, {"b": GOOD}, True),
        (BROKEN, {"b": BROKEN}, False),  # a gateway of our own that answers for everybody
    ],
)
def test_whom_a_failure_is_laid_to(
    opening: Opening, others: dict[str, Opening], counts: bool
) -> None:
    found = proven("a", opening, tuple(others.items()))
    assert found == (opening if counts else replace(opening, doubt=Doubt.OWN))


def test_what_a_night_is_handed_are_whole_days_alone(tmp_path: Path) -> None:
    work = Web(tmp_path, "ab")
    (tmp_path / "data").mkdir()
    db = work.db
    as_of = beijing(f"{DAY}T02:00")
    for number, at in enumerate(
        ("2026-11-12T23:59:59", "2026-11-13T00:00", "2026-11-19T23:59:59", "2026-11-20T00:00")
    ):
        take_slot(db, "a", str(number), "www.a.test", beijing(at))
        note_opening(db, "a", str(number), Opening(beijing(at), 0.2, 200))
    days = whole_days(as_of, 7)
    assert days == (date(2026, 11, 13), date(2026, 11, 19))
    told = json.loads(archived(db, work.watchlist, work.watchlist.portal("a"), *days))
    assert [one["at"] for one in told["openings"]] == [
        "2026-11-13T00:00:00+08:00", "2026-11-19T23:59:59+08:00",
    ]  # fmt: skip
    assert (told["first"], told["last"]) == ("2026-11-13", "2026-11-19")
    assert (
        json.loads(archived(db, work.watchlist, work.watchlist.portal("b"), *days))["openings"]
        == []
    )
    db.close()


def test_a_night_is_handed_when_runs_visited_the_portal(tmp_path: Path) -> None:
    work = Web(tmp_path, "a", more="[keep]\nopenings_days = 31")
    (tmp_path / "data").mkdir()
    db = work.db
    about, began, ended = (beijing(f"2026-11-14T{at}") for at in ("02:00", "02:10", "09:30"))
    note_beginning(db, ["a", "b"], about)
    note_visit(db, "a", about, VisitSpan(began, ended))
    for number in (12, 11, 20):  # the evening before, long before, and the night's own
        at = beijing(f"2026-11-{number}T23:00")
        note_visit(db, "a", at, VisitSpan(at, at))
    days = whole_days(beijing(f"{DAY}T02:00"), 7)
    told = json.loads(archived(db, work.watchlist, work.watchlist.portal("a"), *days))
    assert [(one["began"][8:16], one["ended"][8:16]) for one in told["visits"]] == [
        ("12T23:00", "12T23:00"), ("14T02:10", "14T09:30"),
    ]  # fmt: skip
    assert visits_of(db, "b", *days) == (VisitSpan(about, about),), "its process died"
    tidy(db, work.read(), beijing("2026-12-15T09:00"))
    assert visits_of(db, "a", date(2026, 1, 1), days[1]) == (VisitSpan(began, ended),)
    db.close()


def test_of_runs_before_it_is_known_when_they_were_under_way(tmp_path: Path) -> None:
    db = open_store(tmp_path / "gongkai.db")
    db.execute("DROP TABLE visits")
    db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm020_visits'")
    began, ended = beijing("2026-11-14T02:00"), beijing("2026-11-14T03:00")
    row = {"run": "2026-11-14", "as_of": stamp(began), "state": "complete", "sample": 0}
    row |= {"started_at": stamp(began), "finished_at": stamp(ended), "detail": "{}"}
    db.table("runs").insert(row)
    db.table("run_portals").insert({"run": "2026-11-14", "portal": "a"})
    db.close()
    db = open_store(tmp_path / "gongkai.db")
    assert visits_of(db, "a", date(2026, 11, 14), date(2026, 11, 15)) == (VisitSpan(began, ended),)
    db.close()


def test_openings_go_by_their_term(tmp_path: Path) -> None:
    work = Web(tmp_path, "a", more="[keep]\nopenings_days = 31")
    (tmp_path / "data").mkdir()
    db = work.db
    for day in ("2026-10-19", "2026-10-20", "2026-11-19"):
        at = beijing(f"{day}T00:00")
        take_slot(db, "a", day, "www.a.test", at)
        note_opening(db, "a", day, Opening(at, 0.2, 200))
    assert tidy(db, work.read(), beijing(f"{DAY}T09:00")).openings == 1
    rest = openings_of(db, "a", date(2026, 1, 1), date(2026, 12, 31))
    assert [f"{one.at:%m-%d}" for one in rest] == ["10-20", "11-19"]
    db.close()

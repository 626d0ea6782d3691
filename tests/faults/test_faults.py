"""The fault table, row by row: the night with the fault, what is told, and that it passes."""

from __future__ import annotations

import importlib
import json
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from scheduler.daemon.child import ChildRunner
from scheduler.daemon.daemon import Daemon
from scheduler.daemon.health import look
from scheduler.daemon.watched import watched_workplace
from scheduler.moments import now
from tests.end_to_end.bad_server import Behaviour, Piece
from tests.end_to_end.conftest import ROOT
from tests.faults.breaking import empty, fill, held, small_disk
from tests.faults.comparing import BOTH, Base, Calm, Words, compare, instead, recovers, told
from tests.faults.nights import (
    FIRST,
    FOURTH,
    NIGHT,
    THIRD,
    alarms,
    copied,
    run,
    verdict,
    whole,
    words,
)
from tests.faults.poisons import POISONS
from tests.faults.table import AS_EVER, FAULTS, NOT_JUDGED, POISONED, Fault
from tests.faults.town import OFFICE, OTHER, STRUCK, UNITS, Town

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("faults"), pytest.mark.timeout(900)]
ROWS = {row.id: row for row in FAULTS}


@pytest.fixture(scope="module")
def poisoned(place: Town, base: Base, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One night over all poisoned portals and a sound one; where, with its status in a file."""
    folder = tmp_path_factory.mktemp("poisoned")
    names = (*(row.id for row in POISONED), OTHER)
    limits = "attachment_bytes = 2000000\n"
    text = place.watchlist(portals=names, limits=limits)
    text = (
        text.replace("request_seconds = 2", "request_seconds = 1")
        .replace("failures_in_a_row = 4", "failures_in_a_row = 2")
        .replace("retries = 1", "retries = 0")
    )
    (folder / "gongkai.toml").write_text(text, encoding="utf-8")
    place.post.taken.clear()
    done = run(folder, FIRST)
    (folder / "status").write_text(f"{done.status}\n{done.errors}", encoding="utf-8")
    return folder


@pytest.mark.parametrize("row", POISONED, ids=lambda row: row.id)
def test_a_poisoned_portal(row: Fault, poisoned: Path, place: Town, base: Base) -> None:
    status, _, errors = (poisoned / "status").read_text("utf-8").partition("\n")
    assert int(status) == row.status, errors
    assert verdict(words(poisoned, FIRST, row.id), Counter()) == row.struck
    assert verdict(words(poisoned, FIRST, OTHER), base.first[OTHER]) == row.other
    sent = [to for to, _, _ in place.post.taken if to != OFFICE]
    assert sent.count(UNITS[OTHER]) == row.units
    assert f"unit@{row.id}.example" not in sent, "nothing was seen, so there is nothing to tell"
    assert alarms(poisoned) == []


@pytest.mark.slow
@pytest.mark.parametrize("poison", ["challenge", "hanging"])
def test_a_portal_that_was_poisoned_is_judged_again(
    poison: str, place: Town, calm: Calm, tmp_path: Path
) -> None:
    copied(calm.base, tmp_path)
    place.post.taken.clear()
    with instead(place, lambda usual: POISONS[poison], STRUCK):
        done = run(tmp_path, NIGHT)
    row = ROWS[poison]
    assert done.status == row.status, done.errors
    assert verdict(words(tmp_path, NIGHT, STRUCK), calm.night[STRUCK]) == row.struck
    assert verdict(words(tmp_path, NIGHT, OTHER), calm.night[OTHER]) == row.other
    assert place.post.to(UNITS[STRUCK]) == []
    whole(tmp_path)
    recovers(tmp_path, calm, place)


def test_a_poisoned_night_is_whole(poisoned: Path) -> None:
    whole(poisoned)
    archived = sum(path.stat().st_size for path in (poisoned / "data/archive").rglob("*.gz"))
    assert archived < 30_000_000


def _rows(*ids: str) -> list[object]:
    slow = pytest.mark.slow
    return [pytest.param(ROWS[i], id=i, marks=[slow] if ROWS[i].slow else []) for i in ids]


def no_names(row: Fault, base: Path, place: Town, folder: Path) -> None:
    """A night without names: nobody is blamed, one alarm goes out."""
    copied(base, folder)
    place.post.taken.clear()
    place.names.mode = row.id.removeprefix("dns-")
    try:
        done = run(folder, NIGHT)
    finally:
        place.names.mode = "answers"
    nothing: Words = {name: Counter() for name in BOTH}
    compare(row, folder, done.status, done.errors, nothing, NIGHT, place)
    assert place.post.to(OFFICE), "the alarm went out"
    whole(folder)


@pytest.mark.parametrize("row", _rows("dns-servfail"))
def test_names_that_are_dead(row: Fault, place: Town, base: Base, tmp_path: Path) -> None:
    no_names(row, base.folder, place, tmp_path)


@pytest.mark.parametrize("row", _rows("dns-drops"))
def test_names_that_are_dead_and_back(row: Fault, place: Town, calm: Calm, tmp_path: Path) -> None:
    no_names(row, calm.base, place, tmp_path)
    recovers(tmp_path, calm, place)


def hangs_up(usual: Behaviour) -> Behaviour:
    def say(path: str) -> Iterator[Piece]:
        yield b""

    return say


@pytest.mark.parametrize("row", _rows("all-hosts-gone"))
def test_everybody_is_gone_at_once(row: Fault, place: Town, calm: Calm, tmp_path: Path) -> None:
    copied(calm.base, tmp_path)
    place.post.taken.clear()
    with instead(place, hangs_up, *BOTH):
        done = run(tmp_path, NIGHT)
    compare(row, tmp_path, done.status, done.errors, calm.night, NIGHT, place)
    whole(tmp_path)
    recovers(tmp_path, calm, place)


@pytest.mark.parametrize("row", _rows("ipv6-gone"))
def test_a_scanner_without_ipv6(row: Fault, tmp_path: Path) -> None:
    done = subprocess.run(
        ["unshare", "-n", sys.executable, "-m", "tests.faults.without_ipv6", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0 and "Operation not permitted" in done.stderr:
        pytest.skip("no network namespace may be made here (needs root)")
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen == {
        "status": row.status, "struck": row.struck, "other": row.other,
        "units": row.units, "alarms": row.alarms, "recovered": [AS_EVER, AS_EVER],
    }  # fmt: skip


@pytest.mark.parametrize("row", _rows("smtp-down"))
def test_no_mail_server_for_two_days(row: Fault, place: Town, calm: Calm, tmp_path: Path) -> None:
    copied(calm.base, tmp_path)
    place.post.taken.clear()
    place.post.stop()
    try:
        done = run(tmp_path, NIGHT)
        compare(row, tmp_path, done.status, done.errors, calm.night, NIGHT, place)
        assert run(tmp_path, THIRD).status == row.status
    finally:
        place.post.start()
    assert place.post.taken == []
    assert run(tmp_path, FOURTH).status == 0
    one_digest_each(tmp_path, calm, place)


def one_digest_each(folder: Path, calm: Calm, place: Town) -> None:
    """No storm after a fault of the mail server, and nothing that was to be told is lost."""
    for address in (*UNITS.values(), OFFICE):
        assert len(place.post.to(address)) == 1, (address, place.post.to(address))
    assert told(folder) >= calm.told
    db = Database(folder / "data" / "gongkai.db")
    try:
        assert list(db.query("SELECT 1 FROM outbox WHERE state = 'pending'")) == []
    finally:
        db.close()
    whole(folder)


@pytest.mark.parametrize("row", _rows("smtp-hangs"))
def test_a_mail_server_that_hangs(row: Fault, place: Town, calm: Calm, tmp_path: Path) -> None:
    copied(calm.base, tmp_path)
    text = place.watchlist().replace("\nseconds = 20\n", "\nseconds = 5\n")
    (tmp_path / "gongkai.toml").write_text(text, encoding="utf-8")
    place.post.taken.clear()
    place.post.stop()
    try:
        with socket.create_server(("127.0.0.1", place.post.port), backlog=50):
            began = time.monotonic()
            done = run(tmp_path, NIGHT)
            assert time.monotonic() - began < 120
    finally:
        place.post.start()
    compare(row, tmp_path, done.status, done.errors, calm.night, NIGHT, place)
    assert run(tmp_path, THIRD).status == 0
    one_digest_each(tmp_path, calm, place)


STEPS = {
    "full-findings": "scheduler.night.nightly:store_judgement",
    "full-reports": "scheduler.night.nightly:write",
    "full-outbox": "scheduler.night.nightly:alert_run",
}


@pytest.mark.parametrize(
    "row", _rows("full-archive", "full-records", "full-findings", "full-reports", "full-outbox")
)
def test_a_full_disk(row: Fault, place: Town, calm: Calm, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        copied(calm.base, disk)
        place.post.taken.clear()
        if row.id in STEPS:
            done = run(disk, NIGHT, STEPS[row.id], "fill", str(disk))
        else:
            count = 1 if row.id == "full-archive" else calm.pages
            with instead(place, fills(disk, count), STRUCK):
                done = run(disk, NIGHT)
        compare(row, disk, done.status, done.errors, calm.night, NIGHT, place)
        empty(disk)
        recovers(disk, calm, place)


def fills(disk: Path, after: int) -> Callable[[Behaviour], Behaviour]:
    """A portal at whose n-th answer the scanner's disk is full."""
    asked: list[str] = []

    def make(usual: Behaviour) -> Behaviour:
        def say(path: str) -> Iterator[Piece]:
            asked.append(path)
            if len(asked) == after:
                fill(disk)
            yield from usual(path)

        return say

    return make


@pytest.mark.parametrize("row", _rows("full-schedule"))
def test_a_full_disk_under_the_schedule(
    row: Fault, place: Town, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    table = '[schedule]\nnightly = "00:00"\nhealth = "off"\nfree_megabytes = 1\nretry_minutes = 1\n'
    place.post.taken.clear()
    with small_disk(tmp_path / "disk") as disk:
        (disk / "gongkai.toml").write_text(place.watchlist(table), encoding="utf-8")
        daemon = Daemon(watched_workplace(disk / "gongkai.toml"), ChildRunner())
        with instead(place, fills(disk, 1), STRUCK):
            daemon.tick()
        for _ in range(2):
            assert not look(daemon, now()).ok
            daemon.tick()
        night = f"{now():%Y-%m-%d}"
        assert words(disk, night, STRUCK) == Counter()
        assert place.post.to(*UNITS.values()) == []
        seen = [one for one in caplog.messages if one.startswith("alarm disk")]
        assert len(seen) == 1, "told once"
        assert re.search(row.error, seen[0])
        assert row.health == "failing"
        empty(disk)
        end = time.monotonic() + 200
        while not words(disk, night, STRUCK) and time.monotonic() < end:
            daemon.tick()
            time.sleep(1)
        daemon.tick()
        assert words(disk, night, STRUCK)
        assert look(daemon, now()).ok, look(daemon, now()).reasons
        assert len(alarms(disk)) == 2, "opened, and over"
        whole(disk)


@pytest.mark.parametrize("row", _rows("locked-a-while", "locked-before", "locked-in-the-middle"))
def test_a_locked_database(row: Fault, place: Town, calm: Calm, tmp_path: Path) -> None:
    copied(calm.base, tmp_path)
    database = tmp_path / "data" / "gongkai.db"
    place.post.taken.clear()
    step = "scheduler.night.nightly:store_judgement"
    if row.id == "locked-before":
        with held(database):
            done = run(tmp_path, NIGHT)
    else:
        seconds = "10" if row.id == "locked-a-while" else "50"
        done = run(tmp_path, NIGHT, step, seconds, str(database))
    compare(row, tmp_path, done.status, done.errors, calm.night, NIGHT, place)
    asked = place.net.asked.total()
    recovers(tmp_path, calm, place)
    if row.id == "locked-in-the-middle":
        assert place.net.asked.total() == asked, "no page is asked for again"


@pytest.mark.parametrize("row", [row for row in FAULTS if row.elsewhere], ids=lambda row: row.id)
def test_rows_that_are_tested_elsewhere(row: Fault) -> None:
    module, _, name = row.elsewhere.partition(":")
    assert callable(getattr(importlib.import_module(module), name))


def test_no_row_is_without_a_test() -> None:
    text = Path(__file__).read_text("utf-8")
    poisons = {row.id for row in POISONED}
    assert set(POISONS) == poisons
    for row in FAULTS:
        assert row.id in poisons or row.elsewhere or f'"{row.id}"' in text, row.id
    assert len(ROWS) == len(FAULTS)
    assert NOT_JUDGED

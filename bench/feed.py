"""How fast the feed answers with a year of many units in it.

    python -m bench.feed [--units 500] [--days 365] [--data FOLDER] [--rounds 60]

Makes a data folder with a score for every unit and day. A few days are rendered as publishing a
run renders them; the other days hold the same bytes again under their own names, which takes as
much room and costs a reader as much. `gongkai serve` serves it in a process of its own, which is
asked over loopback on one connection. The time of an answer is from sending the request to the
last byte, before anything is unpacked; beside it stands the server's processor time, which other
work on the machine does not stretch.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from checks.rulebooks import load_rulebook
from crawler.records import BEIJING
from reports.feed import Edition
from scheduler.places import Places, make_folder
from scheduler.store import open_store
from scheduler.store.pieces import open_pieces, put_edition
from scheduler.store.releases import log_release
from scheduler.store.tokens import Reach, Scope, add_token

LAST = date(2026, 11, 20)
CITIES = 10
RENDERED = 5
PROBLEMS = 12
"""Problems of a unit on a day."""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--units", type=int, default=500)
    options.add_argument("--days", type=int, default=365)
    options.add_argument("--rounds", type=int, default=60)
    options.add_argument("--data", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        data = given.data or Path(temporary) / "data"
        watchlist = data.parent / "feed-bench.toml"
        tokens = fill(Places(data), watchlist, given.units, given.days)
        with served(watchlist, data) as (port, process):
            report(port, process, tokens, data, given)
    return 0


def fill(places: Places, watchlist: Path, units: int, days: int) -> dict[str, str]:
    """The data folder and its watchlist; returns tokens by scope."""
    make_folder(places.data)
    watchlist.write_text(
        '[monitor]\nrulebooks = ["standing"]\n'
        + "".join(
            f'[[portals]]\nid = "u{n:04}"\nname = "第{n}号单位"\nkind = "county"\n'
            f'home = "http://u{n:04}.test/"\n'
            + (f'parent = "u{n % CITIES:04}"\n' if n >= CITIES else "")
            for n in range(units)
        ),
        "utf-8",
    )
    now = datetime(2026, 11, 20, 6, 0, tzinfo=BEIJING)
    with (
        closing(open_store(places.database)) as books,
        closing(open_pieces(places.pieces)) as pieces,
    ):
        known = {row["run"] for row in pieces.query("SELECT run FROM editions")}
        above = {f"u{n:04}": [f"u{n % CITIES:04}"] for n in range(CITIES, units)}
        for day in range(days):
            run = (LAST - timedelta(days=days - 1 - day)).isoformat()
            if run in known:
                continue
            if day < RENDERED:
                edition = made_up(run, units, random.Random(run))
                started = time.perf_counter()
                put_edition(pieces, edition, above, now)
                sys.stderr.write(f"{run} put in {time.perf_counter() - started:.1f} s\n")
                digest = edition.digest
            else:
                digest = copied(pieces, run, day % RENDERED + 1)
            log_release(books, "release", run, digest, "bench", "", now)
        moment = time.time_ns()
        return {
            scope.text: add_token(books, f"{scope.text}-{moment}", scope, now)
            for scope in (
                Scope(Reach.ALL, unreleased=True),
                Scope(Reach.GROUP, "u0003", True),
                Scope(Reach.UNIT, "u0123", True),
            )
        }


def copied(pieces: Database, run: str, number: int) -> str:
    """Edition `number` again as another run's; returns its digest."""
    old = pieces.execute("SELECT run FROM editions WHERE id = ?", [number]).fetchone()[0]
    digest = hashlib.sha256(run.encode()).hexdigest()
    names = [one.name for one in pieces.table("pieces").columns if one.name not in _OWN]
    with pieces.atomic():
        pieces.execute(
            "INSERT INTO editions (run, digest, newest, head, published_at, updated_at)"
            " SELECT ?, ?, 1, replace(head, ?, ?), published_at, updated_at"
            " FROM editions WHERE id = ?",
            [run, digest, old, run, number],
        )
        new = pieces.execute("SELECT max(id) FROM editions").fetchone()[0]
        columns = ", ".join(f'"{name}"' for name in names)
        pieces.execute(
            f"INSERT INTO pieces (edition, {columns}) SELECT ?, {columns}"
            " FROM pieces WHERE edition = ? ORDER BY rank",
            [new, number],
        )
    return digest


_OWN = frozenset({"id", "edition"})


def made_up(run: str, units: int, chance: random.Random) -> Edition:
    """A run with as many indicators as the standing rulebook has rows."""
    rows = load_rulebook("standing").requirements
    same = {"run": run, "round": "2026下半年", "status": "provisional", "release": "internal"}
    head: dict[str, Any] = {
        "feed": "gongkai-scores", "version": 1, **same, "as_of": f"{run}T02:00:00+08:00",
        "data_cut": f"{run}T04:10:00+08:00", "sample": True, "trial": False,
        "rulebooks": [{"id": "standing", "title": "常态化测评指标", "version": "2026.1",
                       "text_sha256": "a" * 64}], "corrects_released": False,
    }  # fmt: skip
    scores = []
    for number in range(units):
        lines: list[dict[str, Any]] = [
            {
                "level1": row.level1 or "standing", "level2": row.title, "requirement": row.id,
                "measured": True, "weight": row.weight, "value": 0.9, "points": 3.12,
                "score": 2.81, "deduction": 0.31, "passed": chance.randrange(60), "failed": 1,
                "pending": 0, "cant_tell": chance.randrange(3), "inapplicable": 0, "suspected": 0,
                "old_stock": 0, "waived": 0, "other_round": 0, "elsewhere": 0, "problems": [],
            }
            for row in rows
        ]  # fmt: skip
        for _ in range(PROBLEMS):
            page = f"http://u{number:04}.test/zwgk/{chance.randrange(10**7)}.html"
            chance.choice(lines)["problems"].append(
                {
                    "number": f"{chance.getrandbits(64):016x}", "stock": "new", "state": "open",
                    "subject": page,
                    "title": f"关于小区供水问题的咨询（{chance.randrange(10**4)}）",
                    "reason": "留言于2026年9月28日提交，应于10月9日前答复，实际10月20日答复。",
                    "deduction": 0.31, "note": "", "due_on": "2026-10-09",
                    "first_failed_on": "2026-10-20", "age_days": 31, "change": None,
                }
            )  # fmt: skip
        value = round(chance.uniform(60, 99), 2)
        scores.append(
            {
                **same, "portal": f"u{number:04}", "unit": f"第{number}号单位",
                "category": "county", "category_name": "县级政府", "rulebook": "standing",
                "rulebook_version": "2026.1", "day": run, "age_days": 0, "data_age_days": 0,
                "data_cut": f"{run}T03:00:00+08:00", "score": value, "low": value - 4,
                "high": value + 1, "coverage": 0.97,
                "veto": False, "suspected": 0, "change": None,
                "footing": {"judged": 900, "planned": 930, "rows": 30, "planned_rows": 31,
                            "little": False, "text": "依据900条测评记录"},
                "indicators": lines,
            }
        )  # fmt: skip
    return Edition(head, scores)


@contextmanager
def served(watchlist: Path, data: Path) -> Iterator[tuple[int, int]]:
    """`gongkai serve` in a process; yields its port and process."""
    command = [sys.executable, "-m", "scheduler", "serve", "--watchlist", str(watchlist)]
    command += ["--data", str(data), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            found = re.search(r":(\d+)/feed", server.stderr.readline())
            assert found, "the server did not start"
            drain = subprocess.Popen(["cat"], stdin=server.stderr, stdout=subprocess.DEVNULL)
            yield int(found.group(1)), server.pid
        finally:
            server.terminate()
            server.wait(30)
            drain.wait(5)


def report(
    port: int, process: int, tokens: dict[str, str], data: Path, given: argparse.Namespace
) -> None:
    """Measure and print."""
    link = HTTPConnection("127.0.0.1", port)
    link.connect()
    chance = random.Random(1)
    first = LAST - timedelta(days=given.days - 1)

    def some_day() -> str:
        return (LAST - timedelta(days=chance.randrange(given.days))).isoformat()

    def some_unit() -> str:
        return f"u{chance.randrange(given.units):04}"

    every, group, unit = tokens["all"], tokens["group:u0003"], tokens["unit:u0123"]
    asked: list[tuple[str, str, Callable[[], str], bool]] = [
        ("latest.json", every, lambda: "latest.json", True),
        ("latest.json, not zipped", every, lambda: "latest.json", False),
        ("latest.csv", every, lambda: "latest.csv", True),
        ("one day, any of the year", every, lambda: f"scores/{some_day()}.json", True),
        ("one day, a group of 50", group, lambda: f"scores/{some_day()}.json", True),
        ("one day, a unit", unit, lambda: f"scores/{some_day()}.json", True),
        ("one unit with history", every, lambda: f"portals/{some_unit()}.json", True),
        ("one unit's year", every,
         lambda: f"scores?from={first}&to={LAST}&portal={some_unit()}", True),
        ("a unit's own year", unit, lambda: f"scores?from={first}&to={LAST}", True),
        ("a page of 500 of the year", every, lambda: f"scores?from={first}&to={LAST}", True),
        ("atom.xml", every, lambda: "atom.xml", True),
    ]  # fmt: skip
    size = sum(path.stat().st_size for path in data.rglob("*") if path.is_file())
    print(f"{given.units} units, {given.days} days; data folder {size / 1e6:.0f} MB")
    print(f"{'':28} {'median':>9} {'95 %':>9} {'bytes':>9} {'CPU':>8}   304")
    for name, token, path, zipped in asked:
        times, known, length = [], [], 0
        cpu = 0.0
        for _ in range(given.rounds):
            where = path()
            before = cpu_of(process)
            spent, status, length, tag = ask(link, where, token, zipped)
            cpu += cpu_of(process) - before
            assert status == 200, (name, status)
            times.append(spent)
            spent, status, _, _ = ask(link, where, token, zipped, tag)
            assert status == 304, (name, status)
            known.append(spent)
        print(
            f"{name:28} {statistics.median(times):6.1f} ms {quantile(times):6.1f} ms {length:>9}"
            f" {cpu / given.rounds:5.1f} ms   {statistics.median(known):.1f} ms"
        )


def cpu_of(process: int) -> float:
    """Milliseconds of processor time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def ask(
    link: HTTPConnection, path: str, token: str, zipped: bool, tag: str = ""
) -> tuple[float, int, int, str]:
    """Milliseconds, status, bytes and ETag of one answer."""
    headers = {"Authorization": f"Bearer {token}"}
    headers |= {"Accept-Encoding": "gzip" if zipped else "identity"}
    headers |= {"If-None-Match": tag} if tag else {}
    started = time.perf_counter()
    link.request("GET", f"/feed/v1/{path}", headers=headers)
    answer = link.getresponse()
    body = answer.read()
    spent = (time.perf_counter() - started) * 1000
    return spent, answer.status, len(body), answer.headers["ETag"] or ""


def quantile(times: list[float]) -> float:
    """The 95th of a hundred."""
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


if __name__ == "__main__":
    raise SystemExit(main())

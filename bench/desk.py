"""`python -m bench.desk --portals 500 --nights 365`: how soon the console's pages answer.

Makes books of invented portals (findings as intervals, cases, scores of every night) straight into
a data folder, puts the console over them and asks for each page some times. Prints milliseconds:
the first answer and the median of the rest.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from sqlite_utils import Database

from checks.engine.case import Case, CaseState
from checks.engine.causes import Why
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement, Rulebook
from checks.engine.scoring import Score, ScoreLine
from crawler.portals import Portal
from crawler.records import BEIJING, Cause, Evidence, encode
from crawler.records.moments import stamp
from reports.console.access import Person, Role
from reports.console.app import make_console
from scheduler.desk.accounts import account, add_person
from scheduler.desk.books import StoredDesk
from scheduler.desk.sessions import DeskPeople
from scheduler.desk.tables import open_desk
from scheduler.places import make_folder
from scheduler.store import open_store
from scheduler.store.findings import captures, pack
from scheduler.workplace import Workplace, open_workplace

LAST = date(2026, 11, 20)
_SUBJECTS = 3
"""Pages judged under one requirement of a portal."""
_TURNS = 0.01
"""How likely a judgement is another than the night before."""


@dataclass(frozen=True)
class Made:
    """Invented books, and the moment at which somebody looks into them."""

    workplace: Workplace
    now: datetime


def made_books(folder: Path, portals: int, nights: int, seed: int = 2026, cited: int = 2) -> Made:
    """Books of so many portals and nights in a data folder, fixed by the seed.

    For the last `cited` nights they say what the findings cite.
    """
    path = folder / "gongkai.toml"
    lines = ['[monitor]\ncontact = "zwgk@test.example"\nrulebooks = ["standing"]\ndata = "data"\n']
    lines += [
        f'[[portals]]\nid = "p{n}"\nname = "云溪县第{n}局"\nkind = "department"\n'
        f'home = "http://p{n}.test:8801/"\n'
        for n in range(portals)
    ]
    path.write_text("".join(lines), "utf-8")
    place = open_workplace(path)
    make_folder(place.places.data)
    db = open_store(place.places.database)
    draw = random.Random(seed)
    days = [LAST - timedelta(days=back) for back in reversed(range(nights))]
    with db.atomic():
        for day in days:
            row = {"run": day.isoformat(), "as_of": stamp(_at(day)), "state": "complete"}
            db.table("runs").insert(
                row | {"sample": 0, "started_at": stamp(_at(day)), "detail": "{}"}
            )
        for portal in place.watchlist.portals:
            _portal(db, portal, place.rulebooks["standing"], days, draw, cited)
    db.close()
    return Made(place, _at(LAST) + timedelta(hours=7))


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 2, tzinfo=BEIJING)


def _portal(
    db: Database,
    portal: Portal,
    book: Rulebook,
    days: list[date],
    draw: random.Random,
    cited: int,
) -> None:
    measured = [row for row in book.requirements if row.check]
    counts: list[dict[str, dict[str, int]]] = [{} for _ in days]
    for rank, row in enumerate(measured):
        for number in range(_SUBJECTS):
            for first, last, outcome in _spans(len(days), draw):
                found = _finding(portal, row, number, outcome, days[first])
                _keep(db, found, rank, days[first], days[last], days[-cited:])
                for at in range(first, last + 1):
                    own = counts[at].setdefault(row.id, {})
                    own[outcome.value] = own.get(outcome.value, 0) + 1
    db.conn.executemany(
        "INSERT INTO run_portals (run, portal, name, kind, summary) VALUES (?, ?, ?, ?, '{}')",
        [(day.isoformat(), portal.id, portal.name, portal.kind.value) for day in days],
    )
    db.table("scores").insert_all(
        _score(portal.id, book.id, measured, own, day)
        for own, day in zip(counts, days, strict=True)
    )


def _spans(nights: int, draw: random.Random) -> Iterator[tuple[int, int, Outcome]]:
    """Intervals of unchanged judgement: mostly in order, some failing, some unseen."""
    begun, outcome = 0, _draw_outcome(draw)
    for at in range(1, nights):
        if draw.random() < _TURNS:
            after = _draw_outcome(draw)
            if after is not outcome:
                yield begun, at - 1, outcome
                begun, outcome = at, after
    yield begun, nights - 1, outcome


def _draw_outcome(draw: random.Random) -> Outcome:
    known = (Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL, Outcome.PENDING)
    return draw.choices(known, (75, 17, 4, 4))[0]


def _finding(portal: Portal, row: Requirement, number: int, outcome: Outcome, day: date) -> Finding:
    url = f"{portal.home}{row.id}/{number}.html"
    return Finding(
        portal=portal.id,
        rulebook=row.rulebook,
        requirement=row.id,
        sources=row.sources,
        check=str(row.check),
        subject=url,
        title=f"关于{row.title}的第{number + 1}号信息",
        outcome=outcome,
        statement=f"该信息按“{row.title}”测评，结果见网页存证。",
        cause=Cause.UNREACHABLE if outcome is Outcome.CANT_TELL else None,
        due_on=day - timedelta(days=3),
        evidence=(Evidence(url=url, captured_at=_at(day), sha256="0" * 64, quote="引用内容"),),
    )


def _keep(
    db: Database, found: Finding, rank: int, first: date, last: date, cited: list[date]
) -> None:
    row = {
        "case_id": found.case_id, "digest": f"{found.case_id}{first}", "portal": found.portal,
        "first_run": first.isoformat(), "last_run": last.isoformat(), "rulebook": found.rulebook,
        "requirement": found.requirement, "check": found.check, "subject": found.subject,
        "aspect": None, "title": found.title, "outcome": found.outcome.value,
        "due_on": str(found.due_on), "statement": found.statement, "rank": rank, "place": 0,
        "data": pack(found),
    }  # fmt: skip
    db.table("findings").insert(row)
    failed = found.outcome is Outcome.FAILED
    case = Case(
        found.case_id, CaseState.OPEN if failed else CaseState.RESOLVED, first, _at(first),
        _at(last if failed else first), opened_on=first,
        resolved_on=None if failed else first,
    )  # fmt: skip
    event = {
        "case_id": found.case_id, "portal": found.portal, "run": first.isoformat(),
        "at": stamp(_at(first)), "state": case.state.value,
        "data": json.dumps(encode(case), ensure_ascii=False), "cause": Why.SITE.value,
    }  # fmt: skip
    db.table("case_events").insert(event)
    for day in cited:
        if first <= day <= last:
            rows = captures(day.isoformat(), found.portal, [found])
            db.table("captures").insert_all(rows, ignore=True)


def _score(
    portal: str, book: str, rows: list[Requirement], own: dict[str, dict[str, int]], day: date
) -> dict[str, Any]:
    lines = []
    for row in rows:
        seen = own.get(row.id, {})
        good, bad = seen.get("passed", 0), seen.get("failed", 0)
        value = Decimal(good) / (good + bad) if good + bad else None
        reasons = ("该信息按测评指标测评，结果见网页存证。",) * bad
        points = Decimal(100) / len(rows)
        lines.append(
            ScoreLine(
                row.id, 1.0, value, passed=good, failed=bad, cant_tell=seen.get("cant_tell", 0),
                pending=seen.get("pending", 0), points=points.quantize(Decimal("0.01")),
                deducted=(points * (1 - value)).quantize(Decimal("0.01")) if value else Decimal(0),
                reasons=reasons,
            )
        )  # fmt: skip
    known = [line.value for line in lines if line.value is not None]
    value = (sum(known, Decimal(0)) * 100 / len(known)).quantize(Decimal("0.01"))
    low, high = value - 3, min(Decimal(100), value + 2)
    score = Score(portal, book, day, value, low, high, Decimal("0.95"), False, tuple(lines))
    return {
        "run": day.isoformat(), "portal": portal, "rulebook": book, "day": day.isoformat(),
        "value": str(value), "low": str(low), "high": str(high), "coverage": "0.95",
        "data": json.dumps(encode(score), ensure_ascii=False),
    }  # fmt: skip


class Asker:
    """Asks an application without a server in between, and keeps its cookies."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self.cookies = httpx.Cookies()

    def ask(self, method: str, path: str, **given: Any) -> httpx.Response:
        """The answer, redirects not followed."""

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            client = httpx.AsyncClient(
                transport=transport, base_url="http://console.test", cookies=self.cookies
            )
            async with client:
                answer = await client.request(method, path, **given)
                self.cookies = client.cookies
            return answer

        return asyncio.run(asked())

    def get(self, path: str, **given: Any) -> httpx.Response:
        """The answer to GET."""
        return self.ask("GET", path, **given)


PASSWORD = "a password of the bench"


def made_console(made: Made, role: Role = Role.APPROVER, portal: str = "") -> FastAPI:
    """The console over made-up books, with an account `bench-ROLE-PORTAL` in it."""
    desk = made.workplace.places.desk
    people = DeskPeople(desk, lambda: made.now)
    db = open_desk(desk)
    name = f"bench-{role.value}-{portal}"
    person = Person(name, f"测试{name}", role, portal)
    if account(db, person.name) is None:
        add_person(db, person, PASSWORD, made.now)
    db.close()
    return make_console(StoredDesk(made.workplace), people, lambda: made.now)


def entered(made: Made, role: Role = Role.APPROVER, portal: str = "") -> Asker:
    """A client that is in the console, in a role."""
    client = Asker(made_console(made, role, portal))
    form = {"name": f"bench-{role.value}-{portal}", "password": PASSWORD}
    answer = client.ask("POST", "/login", data=form)
    assert answer.status_code == 303, answer.text
    return client


def timed(ask: Callable[[], Any], times: int) -> tuple[float, float]:
    """Milliseconds of the first call, and the median of the others."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        answer = ask()
        took.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.text[:500]
    return took[0], statistics.median(took[1:])


PAGES = (
    "/", "/portals/p0", "/findings", "/findings?portal=p0&outcome=failed",
    "/findings?state=unresolved&days=30", "/findings?text=第2号",
)  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.desk", description=__doc__)
    parser.add_argument("--portals", type=int, default=500)
    parser.add_argument("--nights", type=int, default=365)
    parser.add_argument("--times", type=int, default=6)
    parser.add_argument("--keep", type=Path, help="make the books in this new folder and keep them")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="gongkai-desk-") as name:
        folder = options.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        made = made_books(folder, options.portals, options.nights)
        size = made.workplace.places.database.stat().st_size
        print(f"{options.portals} portals, {options.nights} nights: {size / 1e6:.0f} MB of books")
        client = entered(made)
        print(f"{'page':<44}{'first, ms':>10}{'median, ms':>12}")
        for page in PAGES:
            first, rest = timed(lambda page=page: client.get(page), options.times)
            print(f"{page:<44}{first:>10.0f}{rest:>12.0f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

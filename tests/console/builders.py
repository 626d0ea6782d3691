"""A console over a small town whose every text is hostile, and browsers of persons in it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from checks.engine.outcome import Basis, Outcome
from crawler.records import BEIJING, Evidence
from reports.console.access import Person, Role
from reports.console.app import make_console
from reports.console.people import Noted
from scheduler.desk.accounts import add_person
from scheduler.desk.books import StoredBooks, StoredDesk
from scheduler.desk.sessions import DeskPeople
from scheduler.desk.tables import open_desk
from scheduler.places import Places
from scheduler.store import open_database
from scheduler.workplace import Workplace
from tests.scheduler.papers.papertown import Town, finding

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=BEIJING)
HOSTILE = '<script>alert(1)</script>"onmouseover="alert(2)" \'{{7*7}}${7*7}\u202e]]>'
IN_TOML = HOSTILE.replace('"', '\\"')
UNITS = (
    ("yunzhou", f"云州市{IN_TOML}", "city"),
    ("yunxi", f"云溪县{IN_TOML}", "county"),
    ("jiaoyu", "云州市教育局", "department"),
)
PAGE = b"""<html><head><title>t</title><script>parent.x=1</script></head><body onload="x()">
<p>\xe8\x81\x94\xe7\xb3\xbb\xe7\x94\xb5\xe8\xaf\x9d 13812345678</p><form action="/logout"></form>
<a href="javascript:x()">a</a><meta http-equiv="refresh" content="0;url=http://evil.test/">
</body></html>"""
PERSONS = {
    "reader": Person("reader", f"读者{HOSTILE}", Role.READER),
    "assessor": Person("assessor", "测评人", Role.ASSESSOR),
    "approver": Person("approver", "审定人", Role.APPROVER),
    "admin": Person("admin", "管理员", Role.ADMINISTRATOR),
    "yunxi": Person("yunxi", "云溪县联系人", Role.UNIT, "yunxi"),
    "jiaoyu": Person("jiaoyu", "教育局联系人", Role.UNIT, "jiaoyu"),
}
ONE_OF_EACH = ("reader", "assessor", "approver", "admin", "yunxi")
"""A person of every role."""


def proof(url: str = "javascript:alert(3)") -> Evidence:
    return Evidence(url, NOW, "ab" * 32, f"引文{HOSTILE}")


BAD = finding(
    1, title=f"关于{HOSTILE}的通知", statement=f"该文件{HOSTILE}缺少文号。",
    evidence=(proof(), proof(f"http://yunxi.test/{HOSTILE}")),
)  # fmt: skip
GOOD = finding(2, Outcome.PASSED, title=f"通过{HOSTILE}", evidence=(proof(),))
OTHERS = finding(3, Outcome.PASSED, portal="yunzhou", evidence=(proof(),))
"""What is of another unit than yunxi."""
HIDDEN = finding(4, basis=Basis.ABSENCE, evidence=(proof(),))
"""What awaits its second read: not for the unit yet."""
FOUND = (BAD, GOOD, OTHERS)


def make_town(folder: Path) -> Workplace:
    """The data folder with two nights and all persons; nobody has a password (it takes long)."""
    town = Town(folder, UNITS)
    for day in ("2026-11-20", "2026-11-21"):
        town.night(day, *FOUND, *((HIDDEN,) if day == "2026-11-21" else ()))
    town.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    town.db.close()
    db = open_desk(town.place.places.desk)
    for person in PERSONS.values():
        add_person(db, person, "", NOW)
    db.close()
    return town.place


@dataclass
class Clock:
    """A clock that stands until it is moved on."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at

    def on(self, **more: float) -> None:
        self.at += timedelta(**more)


class KeptDesk(StoredDesk):
    """A desk whose archive has one page for every digest."""

    @contextmanager
    def books(self) -> Iterator[StoredBooks]:
        with super().books() as books:
            books.archived = lambda run, sha256, url: PAGE  # type: ignore[method-assign]
            yield books


_PASSING = tuple(f'INSERT INTO "{name}"' for name in ("sessions", "access_log", "tries"))


class Console:
    """An application over a copy of the town."""

    def __init__(self, town: Workplace, folder: Path, **given: Any) -> None:
        shutil.copytree(town.places.data, folder / "data")
        self.place = replace(town, places=Places(folder / "data"))
        self.clock = Clock()
        self.people = DeskPeople(self.place.places.desk, self.clock)
        self.app: FastAPI = make_console(KeptDesk(self.place), self.people, self.clock, **given)

    def browser(self, name: str = "") -> Browser:
        """The browser of a person who is in; of nobody without a name."""
        made = Browser(self)
        if name:
            token = self.people.enter_known(name, "127.0.0.1")
            assert token
            made.cookies.set("gongkai", token, domain="desk.test", path="/")
        return made

    def refused(self, name: str | None = None) -> list[Noted]:
        """What the access log holds of refusals (of a person)."""
        lines = self.people.noted(10_000)
        return [
            one for one in lines if one.what == "refused" and (name is None or one.person == name)
        ]

    def state(self) -> list[str]:
        """The books and accounts, as text; sessions, tries and log aside."""
        told = []
        for path in (self.place.places.database, self.place.places.desk):
            with closing(open_database(path)) as db:
                told += [
                    line
                    for line in db.conn.iterdump()
                    if not line.startswith(_PASSING) and "sqlite_sequence" not in line
                ]
        return told


@dataclass
class Browser:
    """Asks an application without a server in between, and keeps its cookies."""

    console: Console
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)
    address: str = "127.0.0.1"

    def ask(self, method: str, path: str, **given: Any) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(
                self.console.app, client=(self.address, 4711), raise_app_exceptions=False
            )
            async with httpx.AsyncClient(
                transport=transport,
                base_url="http://desk.test",
                cookies=self.cookies,
                trust_env=False,
            ) as client:
                answer = await client.request(method, path, **given)
                self.cookies = client.cookies
                return answer

        return asyncio.run(asked())

    def get(self, path: str, **given: Any) -> httpx.Response:
        return self.ask("GET", path, **given)

    def post(self, path: str, data: dict[str, str] | None = None, **given: Any) -> httpx.Response:
        """A form with the session's token, as its pages send it."""
        return self.ask("POST", path, data={"csrf": self.csrf} | (data or {}), **given)

    @property
    def token(self) -> str:
        return self.cookies.get("gongkai") or ""

    @property
    def csrf(self) -> str:
        session = self.console.people.session(self.token) if self.token else None
        return session.csrf if session else ""


def routes_of(app: Any) -> Iterator[tuple[str, str]]:
    """Method and path of every route of an application, as they are declared."""
    for route in app.routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from routes_of(inner)
        elif getattr(route, "methods", None):
            for method in sorted(route.methods):
                yield method, route.path

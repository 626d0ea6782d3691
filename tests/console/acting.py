"""The console over a folder with what its acts need, and browsers of persons who are in."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

import httpx
from sqlite_utils import Database

from crawler.records import BEIJING
from reports.console.access import Person, Role
from reports.console.app import make_console
from reports.console.people import Session
from scheduler.desk.accounts import add_person
from scheduler.desk.books import StoredDesk
from scheduler.desk.sessions import DeskPeople
from scheduler.desk.tables import open_desk
from scheduler.workplace import Workplace

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=BEIJING)
PERSONS = {
    "reader": Person("reader", "读者甲", Role.READER),
    "assessor": Person("assessor", "测评员乙", Role.ASSESSOR),
    "approver": Person("approver", "审批人丙", Role.APPROVER),
    "admin": Person("admin", "管理员丁", Role.ADMINISTRATOR),
    "unit": Person("unit", "联系人戊", Role.UNIT, "yunxi"),
}


class Acting:
    """The console of a workplace at NOW; nobody has a password, which would take long."""

    def __init__(self, place: Workplace) -> None:
        self.place = place
        self.people = DeskPeople(place.places.desk, lambda: NOW)
        self.desk = StoredDesk(place)
        self._app = make_console(self.desk, self.people, lambda: NOW)
        with_tokens: dict[str, str] = {}
        db = open_desk(place.places.desk)
        for one in PERSONS.values():
            add_person(db, one, "", NOW)
            with_tokens[one.name] = self.people.enter_known(one.name, "test") or ""
        db.close()
        self.tokens = with_tokens

    def session(self, who: str) -> Session | None:
        """The session of a person, while there is one."""
        return self.people.session(self.tokens[who])

    def get(self, who: str, address: str) -> httpx.Response:
        """A page as that person sees it."""
        return self._ask("GET", who, address)

    def post(self, who: str, address: str, **given: Any) -> httpx.Response:
        """A form of that person; `files` as httpx takes them, everything else are its fields."""
        session = self.session(who)
        files = given.pop("files", None)
        data = {"csrf": session.csrf if session else "", **given}
        return self._ask("POST", who, address, data=data, files=files)

    def _ask(self, method: str, who: str, address: str, **given: Any) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            cookie = {"Cookie": f"gongkai={self.tokens[who]}"}
            async with httpx.AsyncClient(transport=transport, base_url="http://desk.test") as asks:
                return await asks.request(method, address, headers=cookie, **given)

        return asyncio.run(asked())

    def logged(self, what: str) -> list[tuple[str, str]]:
        """Who did something and about what, newest first."""
        return [(one.person, one.about) for one in self.desk.registry.log(100, what=what)]


def rows(db: Database, table: str) -> list[dict[str, Any]]:
    """A table, oldest first."""
    return list(db.query(f"SELECT * FROM {table} ORDER BY id"))

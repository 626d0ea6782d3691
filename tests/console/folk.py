"""A console over a made-up town, and persons who are in already."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import httpx

from checks.engine.case import CaseState
from checks.engine.finding import Finding
from crawler.records import BEIJING, encode
from crawler.records.moments import stamp
from reports.console.access import Person, Role
from reports.console.app import make_console
from reports.console.people import Noted, Session
from scheduler.desk.books import StoredDesk
from scheduler.store.cases import cases_as_of
from tests.scheduler.papers.papertown import Town
from tests.scheduler.serving.builders import Client

PERSONS = {
    "assessor": Person("assessor", "张三", Role.ASSESSOR),
    "reader": Person("reader", "李四", Role.READER),
    "unit": Person("unit", "王五", Role.UNIT, "yunxi"),
}


@dataclass
class Folk:
    """Whoever's token is their name; `log` is what was noted of them."""

    log: list[tuple[str, str, str]] = field(default_factory=list)

    def enter(self, name: str, password: str, address: str) -> str | None:
        return None

    def session(self, token: str) -> Session | None:
        person = PERSONS.get(token)
        return Session(person, "csrf") if person else None

    def leave(self, token: str) -> None:
        return None

    def note(self, person: str, what: str, about: str, address: str) -> None:
        self.log.append((person, what, about))

    def noted(self, most: int) -> Sequence[Noted]:
        return ()


class Console:
    """The console over a town; `get` asks as one of PERSONS."""

    def __init__(self, town: Town, desk: StoredDesk | None = None) -> None:
        self.folk = Folk()
        app = make_console(
            desk or StoredDesk(town.place),
            self.folk,
            lambda: datetime(2026, 11, 20, 9, tzinfo=BEIJING),
        )
        self._app = app
        self._client = Client(app)

    def browser(self, who: str = "assessor") -> httpx.AsyncClient:
        """A browser of a person, which may ask for many things at once."""
        transport = httpx.ASGITransport(self._app)
        cookie = {"Cookie": f"gongkai={who}"}
        return httpx.AsyncClient(transport=transport, base_url="http://d.test", headers=cookie)

    def get(self, address: str, who: str = "assessor") -> httpx.Response:
        """The answer to a person."""
        return self._client.get(address, {"Cookie": f"gongkai={who}"})


def issue(town: Town, found: Finding, run: str) -> None:
    """Tell the unit of a problem, as the office does."""
    at = datetime(2026, 11, 20, 8, tzinfo=BEIJING)
    case = cases_as_of(town.db, run, found.portal)[found.case_id]
    work = replace(case.work, issued_at=at)
    told = replace(case, state=CaseState.NOTIFIED, since=at, work=work)
    town.db.table("case_events").insert(
        {
            "case_id": found.case_id,
            "portal": found.portal,
            "run": run,
            "at": stamp(at),
            "state": told.state.value,
            "person": "张三",
            "data": json.dumps(encode(told), ensure_ascii=False),
        }
    )

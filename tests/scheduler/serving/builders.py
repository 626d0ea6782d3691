"""A data folder with a feed in it: say which runs there are."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx
from fastapi import FastAPI
from sqlite_utils import Database

from crawler.portals import Monitor, Portal, Watchlist
from crawler.portals.serve import Serve
from crawler.records import BEIJING
from crawler.records.moments import stamp
from reports.feed import edition_of
from reports.model import RunReport
from scheduler.places import Places, make_folder
from scheduler.reporting.feeding import publish, release_runs
from scheduler.serving import make_app
from scheduler.store import open_store
from scheduler.store.pieces import open_pieces
from scheduler.store.tokens import add_token, parse_scope
from tests.reports.builders import AS_OF, county_night

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=BEIJING)
PARENTS = {"yunxi": "yunzhou", "shiqiao": "yunxi", "ymh": "yunzhou"}


def night(run: str = "2026-11-20", **given: Any) -> RunReport:
    """The made-up county's night: the city above the county and a bureau, the town below it."""
    made = county_night()
    portals = tuple(replace(one, parent=PARENTS.get(one.id)) for one in made.portals)
    return replace(made, portals=portals, run=run, **given)


class Client:
    """Asks an application without a server in between."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app

    def get(self, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
        return self.ask("GET", path, headers)

    def ask(
        self, method: str, path: str, headers: dict[str, str] | None = None, raw: bool = False
    ) -> httpx.Response:
        """The response; with `raw` its body as it came, still zipped."""

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            given = {"Accept-Encoding": "identity"} | (headers or {})
            async with (
                httpx.AsyncClient(transport=transport, base_url="http://feed.test") as client,
                client.stream(method, path, headers=given) as answer,
            ):
                if raw:
                    body = b"".join([part async for part in answer.aiter_raw()])
                    kept = httpx.Headers(answer.headers)
                    del kept["content-encoding"]
                    return httpx.Response(answer.status_code, headers=kept, content=body)
                await answer.aread()
                return answer

        return asyncio.run(asked())


class Office:
    """A data folder, and what is done in it."""

    def __init__(self, folder: Path) -> None:
        self.places = Places(folder / "data")
        make_folder(self.places.data)
        open_store(self.places.database).close()
        open_pieces(self.places.pieces).close()

    @contextmanager
    def books(self) -> Iterator[Database]:
        with closing(open_store(self.places.database)) as db:
            yield db

    def publish(self, report: RunReport, now: datetime = NOW) -> str:
        """Put a run into books and feed; returns the edition's digest."""
        portals: tuple[Portal, ...] = report.portals
        place = SimpleNamespace(
            places=self.places, watchlist=Watchlist(Path("w.toml"), Monitor(), portals)
        )
        row = {"run": report.run, "as_of": stamp(report.as_of), "state": "complete", "sample": 1}
        with self.books() as db:
            db.table("runs").upsert(row | {"detail": "{}"}, pk="run")
            publish(db, cast(Any, place), report, now)
        return edition_of(report).digest

    def release(self, *runs: str, person: str = "王某", now: datetime = NOW) -> list[str]:
        with self.books() as db:
            return release_runs(db, self.places, runs, person, "", now)

    def token(self, scope: str, unreleased: bool = False, **given: Any) -> dict[str, str]:
        """The header of a new reader."""
        with self.books() as db:
            name = f"r{len(list(db.query('SELECT 1 FROM tokens')))}"
            token = add_token(db, name, parse_scope(scope, unreleased), NOW, **given)
        return {"Authorization": f"Bearer {token}"}

    def client(self, now: datetime = NOW, **settings: Any) -> Client:
        return Client(make_app(self.places, Serve(**settings), lambda: now))


def nights(*runs: str) -> list[RunReport]:
    """A night for each name, each on its own day."""
    return [
        night(run, as_of=AS_OF + timedelta(days=int(run[8:10]) - 20), previous=None) for run in runs
    ]


def units(answer: httpx.Response) -> set[str]:
    """The units that an answer tells of."""
    return {score["portal"] for score in answer.json()["scores"]}


__all__ = ["AS_OF", "NOW", "Office", "night", "nights", "units"]

"""A made-up town with an office's own rulebook, whose nights are planted, for these tests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from sqlite_utils import Database

from checks.engine.finding import Finding
from crawler.records import BEIJING
from crawler.records.moments import stamp
from scheduler.night.judging import Judged
from scheduler.night.storing import store_judgement
from scheduler.run import Run
from scheduler.store import open_store
from scheduler.workplace import Workplace, open_workplace

HEAD = """
id = "local"
title = "云州市要点"
version = "{version}"
starts_on = {starts_on}
source = "云州市要点"
number = "云政办〔2026〕1号"
{more}
"""
ROW = """
[[requirements]]
id = "{id}"
title = "{title}"
summary = "{title}。"
binds = ["all"]
clause = "{id}"
assessment = "manual"
"""
PORTAL = """
[[portals]]
id = "{id}"
name = "{name}"
kind = "{kind}"
home = "http://{id}.test/"
"""


def row(row_id: str, title: str = "培训", more: str = "") -> str:
    """A manual row of the office's own rulebook."""
    return ROW.format(id=row_id, title=title) + more + "\n"


def book(*rows: str, version: str = "1", starts_on: str = "2026-01-01", more: str = "") -> str:
    """The text of the office's own rulebook."""
    return HEAD.format(version=version, starts_on=starts_on, more=more) + "".join(rows)


@dataclass
class Place:
    """A folder with a watchlist, and what is made in it."""

    folder: Path
    monitor: str = ""
    units: Mapping[str, tuple[str, str]] | None = None
    files: Mapping[str, str] | None = None

    def __post_init__(self) -> None:
        self.write("local.toml", book(row("local-1")))
        for name, text in (self.files or {}).items():
            self.write(name, text)
        self.watch()

    def write(self, name: str, text: str) -> None:
        """A file of the office's own rulebooks."""
        path = self.folder / "rulebooks" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")

    def watch(self, monitor: str | None = None) -> None:
        """The watchlist, written anew."""
        self.monitor = self.monitor if monitor is None else monitor
        units = self.units or {
            "yunxi": ("云溪县人民政府", "county"),
            "jiaoyu": ("云州市教育局", "department"),
        }
        text = f'[monitor]\nrulebooks = ["local"]\n{self.monitor}\n'
        for unit, (name, kind) in units.items():
            text += PORTAL.format(id=unit, name=name, kind=kind)
        (self.folder / "gongkai.toml").write_text(text, "utf-8")

    @property
    def workplace(self) -> Workplace:
        """As its files are now."""
        return open_workplace(self.folder / "gongkai.toml", self.folder / "data")

    def books(self) -> Database:
        """`gongkai.db`."""
        (self.folder / "data").mkdir(mode=0o700, exist_ok=True)
        return open_store(self.folder / "data" / "gongkai.db")

    def night(self, db: Database, day: str, *findings: Finding) -> Run:
        """A complete run of all units as of 02:00."""
        place = self.workplace
        as_of = datetime.combine(date.fromisoformat(day[:10]), time(2), BEIJING)
        run = Run(day, as_of, place.watchlist.portals)
        own: dict[str, list[Finding]] = {one.id: [] for one in run.portals}
        for one in findings:
            own[one.portal].append(one)
        books = place.on(as_of.date()).rulebooks
        detail = {
            "token": "t",
            "rulebooks": {name: one.text_sha256 for name, one in books.items()},
            "versions": {name: one.version for name, one in books.items()},
        }
        db.table("runs").upsert(
            {
                "run": day, "as_of": stamp(as_of), "state": "complete", "sample": 0,
                "detail": json.dumps(detail),
            },
            pk="run",
        )  # fmt: skip
        store_judgement(db, place, run, Judged(own))
        return run

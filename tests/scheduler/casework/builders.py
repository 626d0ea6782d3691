"""Books and nights for the tests of casework: made-up judgements, real stores."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from checks.calendar import WorkCalendar
from checks.engine.case import Case
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement, Rulebook
from checks.engine.workflow import RULES, Action, Step
from crawler.portals import Cases, Monitor, Portal, PortalKind, Watchlist
from crawler.records import BEIJING, Cause, Evidence
from scheduler.casework.acts import take
from scheduler.evidence.manifest import code_version
from scheduler.night.judging import Judged
from scheduler.night.storing import store_judgement
from scheduler.places import Places
from scheduler.run import Run
from scheduler.store import open_store
from scheduler.store.cases import cases_on
from scheduler.workplace import Workplace
from tests.checks.engine.builders import CALENDAR

NIGHT = datetime(2026, 11, 20, 2, 0, tzinfo=BEIJING)
DAY = timedelta(days=1)
HOME = "http://www.yunxi.test/"
LATE = "row-late"
PROOF = Evidence(HOME + "a.html", NIGHT, "0" * 64, "原文")


def portal(**changes: Any) -> Portal:
    return replace(
        Portal("yunxi", "云溪县人民政府", PortalKind.COUNTY, HOME, ("local",)), **changes
    )


def row(row_id: str = "row-1", **changes: Any) -> Requirement:
    given = {"rulebook": "local", "title": "指标", "summary": "指标。", "check": "sample"}
    return Requirement(row_id, **(given | changes))  # type: ignore[arg-type]


def workplace(
    folder: Path,
    *,
    cases: Cases | None = None,
    calendar: WorkCalendar = CALENDAR,
    portals: Iterable[Portal] = (),
    text: str = "1" * 64,
    **monitor: Any,
) -> Workplace:
    rows = (row(), row(LATE, curable=False))
    book = Rulebook("local", "地方指标", "1", date(2026, 1, 1), "某通知", rows, text)
    watchlist = Watchlist(
        folder / "gongkai.toml", Monitor(**monitor), tuple(portals) or (portal(),),
        cases=cases or Cases(),
    )  # fmt: skip
    return Workplace(watchlist, "", Places(folder / "data"), calendar, {}, {"local": book}, {})


def books(folder: Path) -> Database:
    (folder / "data").mkdir(exist_ok=True)
    return open_store(folder / "data" / "gongkai.db")


def finding(
    outcome: Outcome = Outcome.FAILED, path: str = "a.html", row_id: str = "row-1", **changes: Any
) -> Finding:
    given: dict[str, Any] = {
        "portal": "yunxi", "rulebook": "local", "requirement": row_id, "sources": (),
        "check": "sample", "subject": HOME + path, "title": "标题", "outcome": outcome,
        "statement": "如此。", "evidence": (PROOF,), "basis": Basis.WORDS,
        "cause": Cause.UNREACHABLE if outcome is Outcome.CANT_TELL else None,
    }  # fmt: skip
    return Finding(**(given | changes))


PASS, FAIL = finding(Outcome.PASSED), finding()
ABSENT = finding(basis=Basis.ABSENCE)
CASE = FAIL.case_id


def night(
    db: Database,
    place: Workplace,
    number: float,
    *found: Finding,
    name: str | None = None,
    errors: tuple[str, ...] = (),
) -> Case | None:
    """Make the night so many days after the first; returns the usual case after it."""
    at = NIGHT + number * DAY
    run = Run(name or at.date().isoformat(), at, place.watchlist.portals)
    detail = (
        f'{{"token": "t", "calendar": "{place.calendar.version}", "code": "{code_version()}",'
        f' "rulebooks": {{"local": "{place.rulebooks["local"].text_sha256}"}}}}'
    )
    row = {"run": run.name, "as_of": at.isoformat(), "state": "complete", "sample": 0}
    db.table("runs").upsert(row | {"detail": detail}, pk="run")
    judged: dict[str, list[Finding]] = {one.id: [] for one in run.portals}
    for one in found:
        judged[one.portal].append(one)
    store_judgement(db, place, run, Judged(judged, errors))
    return case_now(db)


def case_now(db: Database, case_id: str = CASE, on: date | None = None) -> Case | None:
    event = cases_on(db, on).get(case_id)
    return event.case if event else None


def do(
    db: Database, place: Workplace, action: Action, number: float, *ids: str, **more: Any
) -> Case:
    """A person's act so many days after the first night."""
    at = NIGHT + number * DAY
    step = Step(action, "王某", RULES[action].actors[0], at, **more)
    return take(db, place, ids or (CASE,), step)[-1]

"""Columns asked for by title: from pages of the sample county to findings, without a network."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import date, datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from checks.calendar import load_calendar
from checks.engine.runner import judge_portal
from checks.rulebooks import load_rulebook
from crawler.pages.task import Purpose, Task
from crawler.portals import Watchlist
from crawler.portals.watchlist import load_watchlist
from crawler.records import (
    BEIJING,
    Asked,
    Cause,
    Dossier,
    Evidence,
    Match,
    Place,
    ReadState,
    Snapshot,
    Wanted,
)
from crawler.spiders.traffic import read_answer
from crawler.visit.assemble import assemble
from crawler.visit.fetch import Fetch
from crawler.visit.plan import Visit
from crawler.visit.prior import Prior
from crawler.visit.territory import neighbourhood
from demo import build
from demo.accuracy import compare, disagreements
from demo.columns import column_truth
from demo.county import County
from scheduler.night.asked import asked_by

pytestmark = pytest.mark.xdist_group("columns")

DAYS = (date(2026, 3, 16), date(2026, 11, 20))
PORTALS = ("yunzhou", "yunxi", "qinglan")
KEYS = ("portal", "check", "subject", "aspect", "statement")
NOTICE = load_rulebook("yunzhou-columns-2026", Path(__file__).parents[1] / "rulebooks")


@cache
def county(day: date) -> County:
    return build(day)


@cache
def watchlist(day: date, folder: Path) -> Watchlist:
    path = folder / "gongkai.toml"
    path.write_text(county(day).watchlist(5353), "utf-8")
    return load_watchlist(path)


def answer(site: County, task: Task, at: datetime) -> tuple[Fetch, str, bytes]:
    parts = urlsplit(task.url)
    page = site.site(parts.hostname or "").answer(
        parts.path + (f"?{parts.query}" if parts.query else ""), task.body
    )
    body, status = (page.body, page.status) if page is not None else (b"", 404)
    kind = page.content_type if page is not None else "text/html"
    shot = Snapshot(task.url, at, hashlib.sha256(body).hexdigest(), status, kind.split(";")[0])
    return Fetch(task, shot, task.url), kind, body


@cache
def dossier(day: date, portal_id: str, folder: Path, columns: tuple[Wanted, ...] = ()) -> Dossier:
    """The dossier of a portal, crawled from memory."""
    names = watchlist(day, folder)
    portal, at = names.portal(portal_id), datetime(day.year, day.month, day.day, 2, tzinfo=BEIJING)
    around, limits = neighbourhood(names, portal), names.monitor.limits
    asked = Asked(columns=columns) if columns else asked_by([NOTICE], portal)
    visit = Visit(portal, around, at, limits, asked=asked)
    waiting = visit.begin()
    while waiting:
        task = waiting.pop(0)
        if task.purpose is Purpose.ROBOTS:
            waiting += visit.took(Fetch(task, cause=Cause.UNREADABLE), None)
            continue
        fetch, kind, body = answer(county(day), task, at)
        waiting += visit.took(fetch, read_answer(fetch, kind, body))
    visit.finish()
    proof = Evidence("urn:gongkai:coverage:x", at, "0" * 64)
    return assemble(
        portal, at, visit.visited, visit.skipped, Prior(), (), proof, names.is_guest(portal),
        limits=limits, around=around, asked=asked,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("county")


@pytest.mark.parametrize("day", [pytest.param(DAYS[0], marks=pytest.mark.slow), DAYS[1]], ids=str)
def test_precision_and_recall(day: date, folder: Path) -> None:
    truth = [asdict(one) for one in column_truth(county(day))]
    found = []
    for name in PORTALS:
        judgement = judge_portal(dossier(day, name, folder), NOTICE, load_calendar())
        assert judgement.errors == ()
        found += [
            {key: getattr(one, key) for key in KEYS}
            | {"outcome": one.outcome.value, "cause": one.cause.value if one.cause else None}
            for one in judgement.findings
        ]
    lines = disagreements(truth, found)
    assert lines == []
    total = compare(truth, found)[-1]
    assert (total.precision, total.recall, total.unseen_failed) == (1.0, 1.0, 0)


def test_the_columns_stand_where_each_system_shows_them(folder: Path) -> None:
    day = DAYS[-1]
    city, yunxi, qinglan = (dossier(day, name, folder).named for name in PORTALS)
    assert city["优化营商环境"].column.place is Place.HOME  # type: ignore[union-attr]
    assert city["六稳六保"].column.place is Place.PLATFORM  # type: ignore[union-attr]
    assert city["疫情防控"].match is Match.CONTAINED
    assert city["健康科普"].state is ReadState.EMPTY
    assert yunxi["优化营商环境"].match is Match.SYNONYM
    assert yunxi["六稳六保"].state is ReadState.ABSENT
    assert yunxi["疫情防控"].cause is Cause.AMBIGUOUS
    assert qinglan["优化营商环境"].state is ReadState.WHOLE  # opened by a script's function
    assert yunxi["健康科普"].statement_on is not None


def test_the_whole_tree_was_seen(folder: Path) -> None:
    for name in PORTALS:
        one = dossier(DAYS[-1], name, folder)
        assert one.column_tree_complete, one.column_tree_cause
        assert len(one.columns) > 15


def test_the_columns_of_the_owner_of_a_host_are_none_of_its_guest(folder: Path) -> None:
    columns = (Wanted("健康科普"), Wanted("营商环境"), Wanted("通知公告"))
    found = dossier(DAYS[-1], "yunxi-rsj", folder, columns).named
    assert found["健康科普"].state is ReadState.ABSENT
    assert found["营商环境"].state is ReadState.ABSENT
    assert found["通知公告"].state is ReadState.EMPTY


def test_a_column_of_the_portal_above_is_no_portal_s_own(folder: Path) -> None:
    found = dossier(DAYS[-1], "shuiwu", folder, (Wanted("营商环境"),)).named["营商环境"]
    assert (found.state, found.cause) == (ReadState.UNOBSERVABLE, Cause.AMBIGUOUS)

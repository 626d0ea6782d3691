"""Rulebooks, their comparison and runs in the console, over a town with planted nights."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement, Rulebook
from checks.engine.scoring import Score
from checks.rulebooks import load_rulebook
from crawler.portals import Role
from crawler.records import BEIJING, Cause, Manner
from crawler.records.ledger import HostLedger
from crawler.records.moments import stamp
from crawler.storage import GroupStore
from crawler.visit.prior import Prior
from reports.console.access import Person
from reports.console.access import Role as Part
from reports.console.app import make_console
from reports.console.books import RunLine
from reports.console.pages.comparing import Sides, clauses, commands, placed
from reports.console.pages.runs import UnitVisit, for_unit, politeness
from reports.console.people import Session
from reports.console.ruling import Figures, Side
from reports.console.running import JOB_STATES, JOBS, Entry, Night, Visited
from reports.model import PolitenessRow
from scheduler.desk import shelf
from scheduler.desk.books import StoredDesk
from scheduler.groups import group_portals
from scheduler.mailing.alarms import clear_alarm, raise_alarm
from scheduler.store import open_database
from scheduler.store.jobs import State
from scheduler.store.lookbacks import Judgements, Lookback, put_lookback
from scheduler.timetable import Job
from tests.builders import dossier, miss, portal
from tests.scheduler.papers.papertown import Town, finding

RUN = "2026-11-20"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=BEIJING)
OTHER = "wuhu-2020-method"
UNITS = "/findings?run=2026-11-20&amp;rulebook=standing&amp;requirement=document-1"

SUSPECT = finding(
    4, requirement="interpretation-2", check="interpretation_present", basis=Basis.ABSENCE
)
"""An absence that one night alone has seen."""


@dataclass
class Folk:
    """Persons who are in by the name of their session; `log` is what was noted."""

    log: list[tuple[str, str]] = field(default_factory=list)

    def session(self, token: str) -> Session | None:
        role, _, unit = token.partition(":")
        return Session(Person(role, role, Part(role), unit), "csrf") if role else None

    def note(self, person: str, what: str, about: str, address: str) -> None:
        self.log.append((person, what))


@dataclass(frozen=True)
class Office:
    """A console, and what it wrote into the log of views."""

    town: Town
    folk: Folk
    app: FastAPI

    def get(self, path: str, who: str = "approver") -> tuple[int, str]:
        self.folk.log.clear()
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)

        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
                return await client.get(path, headers={"Cookie": f"gongkai={who}"})

        answer = asyncio.run(ask())
        return answer.status_code, answer.text

    def page(self, path: str, who: str = "approver") -> str:
        status, text = self.get(path, who)
        assert status == 200, text
        return text


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    town = Town(tmp_path_factory.mktemp("town"))
    found = (finding(1), finding(2, Outcome.PASSED), finding(3, Outcome.CANT_TELL, portal="jiaoyu"))
    town.night("2026-11-19", *found)
    town.night(RUN, *found, SUSPECT)
    detail = {
        "preflight": ["监测端没有浏览器。"],
        "lacks": ["browser"],
        "errors": ["yunxi: standing document-1: boom", "jiaoyu: standing document-2: crash"],
        "drifts": ["云溪县人民政府较以往明显变化（第1次采集如此）：甲。",
                   "云州市教育局较以往明显变化（第1次采集如此）：乙。"],
        "rulebooks": {"standing": "ab" * 32},
        "versions": {"standing": "2026.1"},
        "calendar": "chinesecalendar 1",
        "code": "cd" * 32,
    }  # fmt: skip
    town.db.table("runs").update(RUN, {"detail": json.dumps(detail, ensure_ascii=False)})
    for who, pages in (("yunxi", (12, 9)), ("jiaoyu", (5, 5))):
        summary = json.dumps({"planned": pages[0], "read": pages[1], "family": "trs"})
        town.db.table("run_portals").update((RUN, who), {"summary": summary})
    _seal(town)
    _visit(town)
    raise_alarm(town.db, "disk", "磁盘空间不足", NOW)
    raise_alarm(town.db, "clock", "系统时钟倒退", NOW - timedelta(days=2))
    clear_alarm(town.db, "clock", NOW - timedelta(days=1))
    town.db.table("jobs").insert(
        {"job": "nightly", "day": RUN, "state": "failed", "failures": 2, "note": "数据库被占用"}
    )
    folk = Folk()
    console = make_console(StoredDesk(town.place), folk, lambda: NOW)  # type: ignore[arg-type]
    return Office(town, folk, console)


def _seal(town: Town) -> None:
    """Two manifests, the later of which was changed since."""
    folder = town.place.places.manifests
    folder.mkdir(parents=True)
    for seq, run, previous in ((1, "2026-11-19", None), (2, RUN, "0" * 64)):
        path = folder / f"{seq:06d}-{run}.json"
        path.write_text('{"groups": []}')
        town.db.table("manifests").insert(
            {"seq": seq, "run": run, "file": f"runs/{path.name}", "sha256": "0" * 64,
             "previous": previous, "made_at": stamp(NOW)}
        )  # fmt: skip


def _visit(town: Town) -> None:
    """What the group of yunxi has in its books of the run."""
    group = next(
        one
        for one in group_portals(town.place.watchlist.portals)
        if "yunxi" in {unit.id for unit in one.portals}
    )
    path = town.place.places.group_database(group.name)
    path.parent.mkdir(parents=True)
    own = next(one for one in group.portals if one.id == "yunxi")
    seen = dossier(
        of=own,
        misses=[
            miss(Role.NORMATIVE_DOCUMENTS, "a.html", Cause.ROBOTS, detail="robots.txt"),
            miss(Role.NORMATIVE_DOCUMENTS, "b.html", title="<b>丢失</b>的文件"),
        ],
        manner=Manner(unasked=("http://yunxi.test/c.html",)),
    )
    db = open_database(path)
    ledger = (HostLedger("yunxi.test", 42, 9000, 2), HostLedger("yunzhou.test", 7, 100, 1))
    GroupStore(db).publish(RUN, NOW, "x.warc.gz", [(seen, Prior())], ledger, NOW)
    db.close()


@pytest.fixture
def two_rulebooks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading all rulebooks of the package takes a second."""
    monkeypatch.setattr(shelf, "available", lambda folder: frozenset({"standing", OTHER}))


@pytest.mark.usefixtures("two_rulebooks")
def test_a_clause_tells_its_check_and_how_it_came_out_with_links_that_count_the_same(
    office: Office,
) -> None:
    text = office.page("/rulebooks/standing")
    assert f"{UNITS}&amp;portal=yunxi&amp;outcome=failed" in text
    assert f"{UNITS}&amp;portal=jiaoyu&amp;outcome=cant_tell" in text
    assert "文件要素齐全" in text
    assert "doc_metadata_complete" in text
    path = f"/findings?run={RUN}&rulebook=standing&requirement=document-1&portal=yunxi"
    assert "<b>1 条</b>" in office.page(f"{path}&outcome=failed")
    assert "不符合 1</a>" in text


@pytest.mark.usefixtures("two_rulebooks")
def test_a_unit_sees_its_own_results_only_and_nothing_that_awaits_a_second_read(
    office: Office,
) -> None:
    text = office.page("/rulebooks/standing", "unit:yunxi")
    assert f"{UNITS}&amp;portal=yunxi&amp;outcome=failed" in text
    suspected = "requirement=interpretation-2&amp;portal=yunxi&amp;outcome=failed"
    assert suspected not in text
    assert suspected in office.page("/rulebooks/standing")
    assert "jiaoyu" not in text
    assert "教育局" not in text
    status, _ = office.get("/rulebooks/standing?portal=jiaoyu", "unit:yunxi")
    assert status == 404
    assert office.folk.log == [("unit", "refused")]


@pytest.mark.usefixtures("two_rulebooks")
def test_clauses_are_filtered_by_assessment_and_say_why_they_are_not_measured(
    office: Office,
) -> None:
    book = load_rulebook(OTHER)
    wanted = [row.id for row in book.requirements if row.assessment.value == "process"]
    others = [row.id for row in book.requirements if row.assessment.value != "process"]
    assert wanted
    assert others
    text = office.page(f"/rulebooks/{OTHER}?assessment=process")
    assert all(f'id="{name}"' in text for name in wanted)
    assert not any(f'id="{name}"' in text for name in others)
    assert "未测评" in text
    listed = office.page("/rulebooks")
    assert book.title in listed
    assert office.get("/rulebooks/none")[0] == 404


@pytest.mark.usefixtures("two_rulebooks")
def test_what_is_not_judged_is_offered_as_a_command_and_judged_by_nobody(office: Office) -> None:
    text = office.page(f"/rulebooks/compare?one=standing&other={OTHER}")
    assert f"gongkai lookback --rulebook {OTHER} --today --run {RUN}" in text
    assert f"gongkai check --rulebook standing --rulebook {OTHER} --run {RUN}" in text
    assert list(office.town.db.query("SELECT * FROM lookbacks")) == []


@pytest.mark.usefixtures("two_rulebooks")
def test_a_look_back_is_compared_with_the_night_for_those_who_may_see_it(office: Office) -> None:
    book = load_rulebook(OTHER)
    under = finding(1, Outcome.PASSED, rulebook=OTHER, requirement=book.requirements[0].id)
    score = Score("yunxi", OTHER, date(2026, 11, 20), Decimal("37.25"), Decimal(0), Decimal(90),
                  Decimal("0.5"), veto=False, lines=())  # fmt: skip
    made = Lookback(f"{OTHER}@x.today.{RUN}", OTHER, book.version, "", "today", NOW, RUN, False,
                    NOW, "", "", ("yunxi",))  # fmt: skip
    put_lookback(office.town.db, made, Judgements({"yunxi": (under,)}, {"yunxi": score}))
    path = f"/rulebooks/compare?one=standing&other={OTHER}&portal=yunxi"
    try:
        text = office.page(path)
        assert "37.25" in text
        assert "关于第1件事的通知" in text
        assert f'<a href="/findings/{finding(1).case_id}?run={RUN}">' in text
        assert f"/findings/{under.case_id}" not in text
        assert ("approver", "unreleased") in office.folk.log
        assert made.id.replace("@", "%40") in office.page("/rulebooks")
        for who in ("reader", "unit:yunxi"):
            hidden = office.page(path, who)
            assert "37.25" not in hidden
            assert "关于第1件事的通知" not in hidden
        assert "lookback=" not in office.page("/rulebooks", "unit:yunxi")
    finally:
        office.town.db.execute("DELETE FROM lookback_judgements")
        office.town.db.execute("DELETE FROM lookbacks")


def _figures(value: str | None) -> Figures:
    number = None if value is None else Decimal(value)
    return Figures(number, number, number, Decimal(1), veto=False)


def _side(**scores: str | None) -> Side:
    return Side("x", "1", {name: _figures(value) for name, value in scores.items()}, ())


def test_ranks_are_among_those_that_both_rulebooks_score_and_equals_share_a_place() -> None:
    units = [portal(id=name, name=name) for name in ("a", "b", "c", "d", "e")]
    rows = placed(
        units, (_side(a="90", b="80", c="80", d="99"), _side(a="10", b="20", c="30", d=None))
    )
    told = [(row.portal.id, row.rank_one, row.rank_other, row.climbed) for row in rows]
    assert told == [("a", 1, 3, -2), ("b", 2, 2, 0), ("c", 2, 1, 1), ("d", None, None, 0)]
    assert rows[0].gained == Decimal(-80)
    assert rows[3].gained is None


def _row(name: str, **more: Any) -> Requirement:
    return Requirement(name, "x", name, "", more.pop("check", None), **more)


def test_clauses_are_paired_and_only_what_decides_differs() -> None:
    one = Rulebook("x", "甲", "1", date(2020, 1, 1), "", (
        _row("a", check="link_health", terms={"most": 3}, remedy="改"), _row("b")))  # fmt: skip
    other = Rulebook("y", "乙", "1", date(2020, 1, 1), "", (
        _row("a", check="link_health", terms={"most": 5}, weight=2.0), _row("c")))  # fmt: skip
    found = clauses((one, other), (None, None))
    (pair,) = found.pairs
    assert [one.key for one in pair.differs] == ["weight", "terms.link_health.most"]
    assert pair.failed == (None, None)
    assert ([row.id for row in found.only_one], [row.id for row in found.only_other]) == (
        ["b"], ["c"],
    )  # fmt: skip


def test_a_look_back_with_a_rulebook_without_an_end_names_its_day() -> None:
    endless = Rulebook("x", "甲", "1", date(2020, 1, 1), "", ())
    ended = replace(endless, id="y", ends_on=date(2020, 12, 31))
    line = RunLine(RUN, NOW, "complete", None, 1, sample=False)
    assert commands(line, (endless, ended), Sides((None, None))) == (
        f"gongkai lookback --rulebook x --today --as-of {RUN} --run {RUN}",
        f"gongkai lookback --rulebook y --today --run {RUN}",
        f"gongkai check --rulebook x --rulebook y --run {RUN}",
    )
    assert commands(line, (endless, ended), Sides((_side(), _side()))) == ()


def test_the_list_of_runs_tells_how_the_monitor_is_to_the_office_alone(office: Office) -> None:
    (office.town.place.places.data / "health.json").write_text(
        json.dumps({"at": stamp(NOW - timedelta(hours=3)), "next": {"nightly": stamp(NOW)}})
    )
    text = office.page("/runs")
    assert "磁盘空间不足" in text
    assert "系统时钟倒退" in text
    assert "数据库被占用" in text
    assert "监测服务可能没有运行" in text
    assert ">17</td>" in text  # planned pages of all units
    own = office.page("/runs", "unit:yunxi")
    assert ">12</td>" in own
    for word in ("磁盘空间不足", "数据库被占用", "监测系统运行情况", ">17</td>"):
        assert word not in own


def test_a_run_tells_what_was_not_read_and_why_and_what_it_rests_on(office: Office) -> None:
    text = office.page(f"/runs/{RUN}")
    for told in (
        "robots 限制 1", "无法访问 1", "监测端没有浏览器", "boom", "crash", "yunxi.test",
        ">42</td>", "ab" * 32, "chinesecalendar 1", "与现在运行的程序不同", "文件与登记不一致",
        "相连", "没有采集到，或者采集明细已按保存期限清理",
    ):  # fmt: skip
        assert told in text, told
    whole = office.page(f"/runs/{RUN}?portal=yunxi")
    assert "&lt;b&gt;丢失&lt;/b&gt;的文件" in whole
    assert office.get("/runs/2026-01-01")[0] == 404


def test_a_unit_sees_its_own_part_of_a_run(office: Office) -> None:
    text = office.page(f"/runs/{RUN}", "unit:yunxi")
    assert "boom" in text
    assert "云溪县人民政府较以往明显变化" in text
    for hidden in ("crash", "教育局", "yunzhou.test", "runs/000002", "jiaoyu"):
        assert hidden not in text, hidden
    assert office.get(f"/runs/{RUN}?portal=jiaoyu", "unit:yunxi")[0] == 404
    assert office.folk.log == [("unit", "refused")]


def test_drifts_of_a_unit_whose_name_begins_alike_are_not_for_it() -> None:
    entry = Entry(RUN, NOW, "complete", None, None, 2, 0, 0, 0, 0, 2)
    drifts = ("云溪县较以往明显变化：甲。", "云溪县教育局较以往明显变化：乙。")
    errors = ("a: x", "ab: y")
    night = Night(entry, (), (), errors, drifts, (), "", "", True, (), ("a", "ab"))
    own = for_unit(night, [portal(id="a", name="云溪县")])
    assert (own.errors, own.drifts) == (("a: x",), ("云溪县较以往明显变化：甲。",))
    assert (own.entry.errors, own.entry.drifts, own.portals) == (1, 1, ("a",))


def test_hosts_are_counted_once_for_a_group_and_added_over_groups() -> None:
    def visit(name: str, group: str, requests: int) -> UnitVisit:
        rows = (PolitenessRow("h", requests, 10, 1),)
        return UnitVisit(portal(id=name), Visited(name, 0, 0, None, group=group, politeness=rows))

    (row,) = politeness([visit("a", "g", 5), visit("b", "g", 5), visit("c", "k", 2)])
    assert row.requests == 7


def test_every_job_and_state_has_a_word() -> None:
    assert set(JOBS) == {one.value for one in Job}
    assert set(JOB_STATES) == {one.value for one in State}

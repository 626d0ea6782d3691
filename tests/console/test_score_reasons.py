"""The score and what is told beside it: acts after the night, and shares that moved."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from pathlib import Path

import pytest

from checks.engine.case import CaseState
from checks.engine.outcome import Basis, Outcome
from checks.engine.workflow import Action, Actor, Step
from crawler.records import BEIJING
from reports.charges import charges
from reports.wording import CHARGES, STATES
from scheduler.casework.acts import take
from scheduler.reporting.gathering import gather
from scheduler.store.runs import stored_run
from tests.console.folk import Console
from tests.scheduler.papers.papertown import Town, finding

BEFORE, RUN = "2026-11-19", "2026-11-20"
PASSED = Outcome.PASSED


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def said(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def section(page: str, name: str) -> str:
    return said(page[page.index(f'id="{name}"') :].partition("</section>")[0])


def test_a_waiver_after_the_night_leaves_its_score_and_says_from_when_it_counts(town: Town) -> None:
    waived = finding(1)
    town.night(RUN, waived, finding(2), finding(3, PASSED), finding(4, basis=Basis.ABSENCE))
    console = Console(town)
    before = console.get("/portals/yunxi").text
    town.decide(RUN, waived, CaseState.WAIVED)
    after = console.get("/portals/yunxi").text
    costs = re.findall(r"−([0-9.]+)", after)
    assert costs == re.findall(r"−([0-9.]+)", before)
    assert len(costs) == 2
    assert CHARGES["waived_since"] in section(after, "problems")
    own = console.get(f"/findings/{waived.case_id}").text
    assert f"−{costs[0]}" in own
    assert CHARGES["waived_since"] in own
    # The first page, the list and the unit's page count the same failures.
    failed = re.search(r"portal=yunxi[^>]*outcome=failed\">(\d+)<", console.get("/").text)
    assert failed is not None
    assert failed[1] == "3"
    assert sum(map(int, re.findall(r'<span class="count">(\d+)', after))) == 3
    assert "3 条" in said(console.get("/findings?portal=yunxi&outcome=failed").text)
    # The next night the waiver counts.
    town.night("2026-11-21", waived, finding(2), finding(3, PASSED))
    page = console.get("/portals/yunxi").text
    assert CHARGES["waived_since"] not in page
    assert len(re.findall(r"−([0-9.]+)", section(page, "problems"))) == 1
    assert "免予扣分：0 条变为 1 条" in section(page, "why")
    # Its state says that it costs nothing, and says it once.
    own = said(console.get(f"/findings/{waived.case_id}").text)
    for words in (section(page, "problems"), own.partition("问题编号")[0]):
        assert words.count("免予扣分") == 1


def heads(console: Console, case: str, run: str, who: str) -> tuple[str, str]:
    """What a night's two pages say of a problem's state and cost."""
    portal = section(console.get(f"/portals/yunxi?run={run}", who).text, "problems")
    return portal, said(console.get(f"/findings/{case}?run={run}", who).text).partition("编号")[0]


def test_a_past_night_shows_what_it_scored_and_what_was_decided_since(town: Town) -> None:
    waived = finding(1)
    for night in (BEFORE, RUN, "2026-11-21"):
        town.night(night, waived)
    town.release(BEFORE)
    town.decide("2026-11-21", waived, CaseState.WAIVED)
    console = Console(town)
    for who in ("assessor", "unit"):
        for words in heads(console, waived.case_id, BEFORE, who):
            assert "已确认待下发 −" in words
            assert CHARGES["waived_since"] in words
            assert words.count("免予扣分") == 1
    # Before its release a night tells no charge, but still what has become of its case.
    for words in heads(console, waived.case_id, RUN, "unit"):
        assert "已确认待下发 此后：免予扣分" in words
    # The last night's pages are those where the work is done.
    for words in heads(console, waived.case_id, "2026-11-21", "assessor"):
        assert "已确认待下发" not in words


def test_a_unit_learns_no_bygone_suspicion_from_a_past_night(town: Town) -> None:
    private = finding(3, requirement="privacy-1", check="pii_exposure")
    for night in (RUN, "2026-11-21"):
        town.night(night, private)
    at = datetime(2026, 11, 21, 8, tzinfo=BEIJING)
    take(town.db, town.place, [private.case_id], Step(Action.CONFIRM, "张三", Actor.REVIEWER, at))
    console = Console(town)
    address = f"/findings/{private.case_id}?run={RUN}"
    assert STATES[CaseState.SUSPECTED] in said(console.get(address).text)
    assert STATES[CaseState.SUSPECTED] not in said(console.get(address, "unit").text)


def test_what_a_person_confirmed_after_the_night_costs_from_the_next(town: Town) -> None:
    private = finding(3, requirement="privacy-1", check="pii_exposure")
    town.night(RUN, private, finding(4, PASSED, requirement="privacy-1", check="pii_exposure"))
    at = datetime(2026, 11, 20, 8, tzinfo=BEIJING)
    take(town.db, town.place, [private.case_id], Step(Action.CONFIRM, "张三", Actor.REVIEWER, at))
    report = gather(town.db, town.place, stored_run(town.db, town.place, RUN))
    assert [score.veto for score in report.scores if score.portal == "yunxi"] == [False]
    charge = charges(report)[private.case_id]
    assert (charge.deducted, charge.note) == (0, CHARGES["confirmed_since"])
    town.night("2026-11-21", private)
    now = gather(town.db, town.place, stored_run(town.db, town.place, None))
    assert charges(now)[private.case_id].note == ""
    assert [score.veto for score in now.scores if score.portal == "yunxi"] == [True]


def test_a_share_that_moved_by_new_passes_says_so(town: Town) -> None:
    town.night(BEFORE, finding(1), finding(2, PASSED))
    town.night(RUN, finding(1), finding(2, PASSED), finding(3, PASSED))
    why = section(Console(town).get("/portals/yunxi").text, "why")
    assert "符合：1 条变为 2 条" in why
    assert "参评指标" not in why


def test_points_that_moved_name_the_rows_that_joined(town: Town) -> None:
    other = finding(3, PASSED, requirement="access-3", check="link_health")
    town.night(BEFORE, finding(1), finding(2, PASSED))
    town.night(RUN, finding(1), finding(2, PASSED), other)
    row = town.place.rulebooks["standing"].requirement("access-3")
    console = Console(town)
    why = section(console.get("/portals/yunxi").text, "why")
    assert "参评指标或者权重有变化，本指标的分值由 100.00 变为" in why
    assert f"新参评的指标 ： {row.title}" in why or f"新参评的指标：{row.title}" in why
    town.night("2026-11-21", finding(1), finding(2, PASSED))
    why = section(console.get("/portals/yunxi").text, "why")
    assert "不再参评的指标" in why


def test_no_movement_stands_without_a_reason(town: Town) -> None:
    # Two checks of one row change places: all counts are the same, the worse one decides.
    both = {"requirement": "document-1"}
    first = [finding(n, PASSED, **both) for n in (1, 2)] + [finding(3, **both)]
    town.night(BEFORE, *first, finding(4, PASSED, check="link_health", **both))
    town.night(
        RUN, *first[:2], finding(3, PASSED, **both), finding(4, check="link_health", **both)
    )  # fmt: skip
    page = Console(town).get("/portals/yunxi").text
    for loss in re.findall(r'<article class="loss">(.*?)</article>', page, re.DOTALL):
        assert "<li" in loss
    assert page.count('<article class="loss">') >= 1

"""Requests, function catalogues and institutions: from pages of the county to findings."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

import pytest

from checks.calendar import load_calendar
from checks.engine.runner import judge_portal
from checks.rulebooks import load_rulebook
from crawler.pages.task import Purpose
from crawler.portals.watchlist import load_watchlist
from crawler.records import BEIJING, Cause, Evidence
from crawler.spiders.traffic import read_answer
from crawler.visit.assemble import assemble
from crawler.visit.fetch import Fetch
from crawler.visit.plan import Visit
from crawler.visit.prior import Prior
from crawler.visit.territory import neighbourhood
from demo import build
from demo.accuracy import disagreements
from demo.organisation import notice
from scheduler.asked import asked_by
from tests.demo.test_columns import answer

DAY = date(2026, 11, 20)
NOTICE = load_rulebook("yunzhou-organisation-2026", Path(__file__).parents[1] / "rulebooks")


@pytest.mark.parametrize("name", ["yunzhou", "yunxi", "qinglan"])
def test_the_notice_comes_out_as_planted(name: str, tmp_path: Path) -> None:
    county, at = build(DAY), datetime(2026, 11, 20, 2, tzinfo=BEIJING)
    (tmp_path / "gongkai.toml").write_text(county.watchlist(5353), "utf-8")
    names = load_watchlist(tmp_path / "gongkai.toml")
    portal, limits = names.portal(name), names.monitor.limits
    around, asked = neighbourhood(names, portal), asked_by([NOTICE], portal)
    visit = Visit(portal, around, at, limits, asked=asked)
    waiting = visit.begin()
    while waiting:
        task = waiting.pop(0)
        if task.purpose is Purpose.ROBOTS:
            waiting += visit.took(Fetch(task, cause=Cause.UNREADABLE), None)
            continue
        fetch, kind, body = answer(county, task, at)
        waiting += visit.took(fetch, read_answer(fetch, kind, body))
    visit.finish()
    proof = Evidence("urn:gongkai:coverage:x", at, "0" * 64)
    seen = assemble(
        portal, at, visit.visited, visit.skipped, Prior(), (), proof, names.is_guest(portal),
        limits=limits, around=around, asked=asked,
    )  # fmt: skip
    judgement = judge_portal(seen, NOTICE, load_calendar())
    assert judgement.errors == ()
    found = [
        {"portal": one.portal, "check": one.check, "subject": one.subject, "aspect": one.aspect,
         "outcome": one.outcome.value, "cause": one.cause, "statement": one.statement}
        for one in judgement.findings
    ]  # fmt: skip
    home = found[0]["subject"]
    assert isinstance(home, str)
    assert disagreements([asdict(one) for one in notice(home, name)], found) == []

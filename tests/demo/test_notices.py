"""The invented notices, each alone: from pages of the sample county to findings."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest

from checks.calendar import load_calendar
from checks.engine.requirement import Rulebook
from checks.engine.runner import judge_portal
from checks.rulebooks import load_rulebook
from crawler.fetching.extracting import TOOK, Reading
from crawler.pages.files.formats import format_of
from crawler.pages.files.transcript import to_bytes
from crawler.pages.task import Purpose
from crawler.records import BEIJING, Cause, Dossier, Evidence
from crawler.spiders.traffic import read_answer
from crawler.visit.assemble import assemble
from crawler.visit.fetch import Fetch
from crawler.visit.plan import Visit
from crawler.visit.prior import Prior
from crawler.visit.territory import neighbourhood
from demo.accuracy import compare, disagreements
from demo.county import County
from demo.library import library_truth
from demo.media import media_truth
from demo.offices import offices_truth
from demo.services import service_truth
from demo.truth import Truth
from demo.upkeep import upkeep_truth
from scheduler.night.asked import asked_by
from tests.checks.resting import MARK, rows_with_settings, turned
from tests.demo.test_columns import answer, county, watchlist

RULEBOOKS = Path(__file__).parents[1] / "rulebooks"
TOLD: dict[str, Callable[[County], tuple[Truth, ...]]] = {
    "yunzhou-library-2026": library_truth,
    "yunzhou-media-2026": media_truth,
    "yunzhou-organisation-2026": offices_truth,
    "yunzhou-services-2026": service_truth,
    "yunzhou-upkeep-2026": upkeep_truth,
}
NOTICES = [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in TOLD]
# Three of the five are enough for every landing.
SOME = [
    *NOTICES[:2],
    pytest.param(NOTICES[2].values[0], marks=(*NOTICES[2].marks, pytest.mark.slow)),
    NOTICES[3],
    pytest.param(NOTICES[4].values[0], marks=(*NOTICES[4].marks, pytest.mark.slow)),
]
DAYS = (
    date(2026, 3, 16),
    # The end-to-end night under notices is of that day.
    pytest.param(date(2026, 11, 20), marks=pytest.mark.slow),
)
PORTALS = ("yunzhou", "yunxi", "qinglan", "jiaoyu", "shuiwu", "yunxi-rsj")
KEYS = ("portal", "check", "subject", "aspect", "statement")


@cache
def notice(name: str) -> Rulebook:
    return load_rulebook(name, RULEBOOKS)


@cache
def dossier(name: str, day: date, portal_id: str, folder: Path) -> Dossier:
    """The dossier of a portal, crawled from memory, with those above it."""
    names = watchlist(day, folder)
    portal, at = names.portal(portal_id), datetime(day.year, day.month, day.day, 2, tzinfo=BEIJING)
    around, limits = neighbourhood(names, portal), names.monitor.limits
    asked = asked_by([notice(name)], portal)
    visit = Visit(portal, around, at, limits, asked=asked)
    waiting = visit.begin()
    while waiting:
        task = waiting.pop(0)
        if task.purpose is Purpose.ROBOTS:
            waiting += visit.took(Fetch(task, cause=Cause.UNREADABLE), None)
            continue
        fetch, kind, body = answer(county(day), task, at)
        waiting += visit.took(fetch, read_answer(fetch, kind, body, told_by_file(body, folder)))
    visit.finish()
    parent = (dossier(name, day, portal.parent, folder),) if portal.parent else ()
    higher = (*parent, *(one for nearest in parent for one in nearest.higher))
    return assemble(
        portal, at, visit.visited, visit.skipped, Prior(), (),
        Evidence("urn:gongkai:coverage:x", at, "0" * 64), names.is_guest(portal),
        higher=higher, limits=limits, around=around, asked=asked,
    )  # fmt: skip


def told_by_file(body: bytes, folder: Path) -> bytes:
    """The transcript of a file, made without a process of its own; empty where none is made."""
    kind = format_of(body)
    if kind not in TOOK:
        return b""
    own = Path(tempfile.mkdtemp(dir=folder))
    return to_bytes(Reading(own, seconds=20, memory=1 << 29).of(kind, body))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("county")


@pytest.mark.slow
@pytest.mark.parametrize("name", NOTICES)
def test_whose_outcome_turns_with_a_setting_of_ours_shows_it(name: str, folder: Path) -> None:
    """Under the rows of the shipped rulebooks; those of a notice of another place bind as well."""
    met = set()
    for portal in PORTALS:
        seen = dossier(name, date(2026, 3, 16), portal, folder)
        for row in rows_with_settings():
            if row.binds_body(seen.portal):
                for finding in turned(seen, row, load_calendar()):
                    assert MARK in finding.statement, f"{row.id}: {finding.statement}"
                    met.add(finding.check)
    assert len(met) >= 8


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("name", SOME)
def test_precision_and_recall(name: str, day: date, folder: Path) -> None:
    truth = [asdict(one) for one in TOLD[name](county(day))]
    found = []
    for portal in PORTALS:
        seen = dossier(name, day, portal, folder)
        judgement = judge_portal(seen, notice(name), load_calendar())
        assert judgement.errors == ()
        found += [
            {key: getattr(one, key) for key in KEYS}
            | {"outcome": one.outcome.value, "cause": one.cause.value if one.cause else None}
            for one in judgement.findings
        ]
    lines = disagreements(truth, found)
    assert lines == [], "\n".join(lines)
    for row in compare(truth, found):
        assert (row.precision, row.recall, row.pass_rate, row.unseen_failed) == (1.0, 1.0, 1.0, 0)
        assert row.aspects == row.aspects_right


@pytest.mark.parametrize("name", NOTICES)
def test_every_check_has_two_failures_and_as_many_that_only_look_like_one(name: str) -> None:
    count = Counter((t.check, t.outcome) for t in TOLD[name](county(date(2026, 11, 20))))
    for check in {check for row in notice(name).requirements for check in row.checks}:
        assert count[check, "failed"] >= 2, check
        rest = sum(count[check, o] for o in ("passed", "pending", "cant_tell", "inapplicable"))
        assert rest >= 2, check

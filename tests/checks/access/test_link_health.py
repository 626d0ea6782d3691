"""link_health, as a table of cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.engine.outcome import Basis, Outcome
from crawler.portals import Role
from crawler.records import Cause, DeadLink, Evidence, LinkSurvey
from tests.builders import CAPTURED, HOME, dossier, judge, judge_one, miss, shot, url_of

CHECK = "link_health"
SURVEY = LinkSurvey(HOME, "云溪县人民政府", Role.HOME, shot(HOME), 40)


def dead(status: int, tries: int = 2, soft: bool = False, path: str = "x/1.html") -> DeadLink:
    url = url_of(path)
    shown = Evidence(HOME, CAPTURED, "d" * 64, url)
    return DeadLink(url, "某通知", Role.HOME, shot(url), status, soft, tries, HOME, shown)


CASES: dict[str, tuple[DeadLink, Outcome]] = {
    "404 twice": (dead(404), Outcome.FAILED),
    "404 once": (dead(404, 1), Outcome.CANT_TELL),
    "410 twice": (dead(410), Outcome.FAILED),
    "500 twice": (dead(500), Outcome.FAILED),
    "503 twice": (dead(503), Outcome.FAILED),
    "soft 404": (dead(200, soft=True), Outcome.FAILED),
    "403 is no dead link": (dead(403), Outcome.PASSED),
    "499 is none either": (dead(499), Outcome.PASSED),
}


@pytest.mark.parametrize(("link", "outcome"), CASES.values(), ids=CASES)
def test_case(link: DeadLink, outcome: Outcome) -> None:
    finding = judge_one(CHECK, dossier(SURVEY, link))
    assert finding.outcome is outcome
    if outcome is Outcome.FAILED:
        assert (finding.subject, finding.aspect, finding.identity) == (link.url, HOME, "")
        assert finding.basis is Basis.ABSENCE
        assert len(finding.evidence) == 3


def test_every_target_is_a_finding_of_its_own() -> None:
    found = judge(CHECK, dossier(SURVEY, dead(404), dead(500, path="y.html")))
    assert [one.outcome for one in found] == [Outcome.FAILED] * 2


def test_a_night_that_left_links_out_proves_nothing() -> None:
    finding = judge_one(CHECK, dossier(replace(SURVEY, left=1)))
    assert (finding.outcome, finding.cause) == (Outcome.CANT_TELL, Cause.LIMIT)
    assert judge_one(CHECK, dossier(replace(SURVEY, left=1), dead(404))).outcome is Outcome.FAILED


def test_silent_targets_are_told_and_not_judged() -> None:
    finding = judge_one(CHECK, dossier(replace(SURVEY, unseen=3)))
    assert finding.outcome is Outcome.PASSED
    assert "3个没有应答" in finding.statement


def test_no_target_asked_is_no_pass() -> None:
    finding = judge_one(CHECK, dossier(replace(SURVEY, asked=0, unseen=2)))
    assert (finding.outcome, finding.cause) == (Outcome.CANT_TELL, Cause.UNREACHABLE)
    few, half = replace(SURVEY, asked=4, unseen=5), replace(SURVEY, asked=4, unseen=4)
    assert judge_one(CHECK, dossier(few)).cause is Cause.UNREACHABLE
    assert judge_one(CHECK, dossier(half)).outcome is Outcome.PASSED
    assert judge_one(CHECK, dossier(replace(SURVEY, asked=0))).outcome is Outcome.INAPPLICABLE
    assert judge_one(CHECK, dossier(replace(SURVEY, asked=1))).outcome is Outcome.PASSED


def test_a_home_page_that_was_not_seen() -> None:
    finding = judge_one(CHECK, dossier(misses=[miss(Role.HOME, HOME)]))
    assert (finding.outcome, finding.cause) == (Outcome.CANT_TELL, Cause.UNREACHABLE)


def test_a_target_that_answers_again_passes_by_itself_and_ends_its_case() -> None:
    failed = judge_one(CHECK, dossier(SURVEY, dead(404)))
    mended = replace(dead(200), mended=True)
    own, home = judge(CHECK, dossier(SURVEY, mended))
    assert (own.outcome, own.case_id) == (Outcome.PASSED, failed.case_id)
    assert (home.outcome, home.subject) == (Outcome.PASSED, HOME)

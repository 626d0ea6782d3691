"""Old stock is what fell due before monitoring began, not what a notice wanted by then."""

from __future__ import annotations

from datetime import date

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.runner import in_time
from checks.engine.scoring import score
from checks.engine.stock import fell_due
from crawler.portals import Round
from tests.checks.engine.builders import finding, portal, requirement, rulebook

BEFORE, TODAY = date(2026, 6, 30), date(2026, 11, 20)
ROUNDS = (Round("2026-4", date(2026, 10, 1), date(2026, 12, 31)),)


def judged(check: str, outcome: Outcome, subject: str, due_on: date | None) -> Finding:
    """A finding whose row was due before the baseline."""
    found = finding(outcome, subject, check=check, due_on=due_on)
    return in_time(found, requirement(check=check, due_on=BEFORE), TODAY)


@pytest.mark.parametrize("check", ["doc_metadata_complete", "feature_present"])
@pytest.mark.parametrize("given", [None, BEFORE])
@pytest.mark.parametrize("curable", [True, False])
def test_a_state_that_was_to_be_reached_by_a_date_is_judged_as_it_is(
    check: str, given: date | None, curable: bool
) -> None:
    found = [
        judged(check, Outcome.FAILED, "/1", given),
        *(judged(check, Outcome.PASSED, f"/{n}", given) for n in range(2, 6)),
    ]
    row = requirement(check=check, due_on=BEFORE, curable=curable)
    who = portal(baseline_on=date(2026, 8, 1))
    result = score(who, rulebook(row), found, {}, TODAY, ROUNDS)
    assert (result.value, result.lines[0].old_stock, result.lines[0].other_round) == (80, 0, 0)
    assert found[0].due_on == BEFORE


@pytest.mark.parametrize("check", ["artifact_by_deadline", "message_reply_latency"])
def test_an_act_that_fell_due_before_is_old_stock_done_or_not(check: str) -> None:
    found = [judged(check, o, f"/{o}", BEFORE) for o in (Outcome.FAILED, Outcome.PASSED)]
    who = portal(baseline_on=date(2026, 8, 1))
    result = score(who, rulebook(requirement(check=check, due_on=BEFORE)), found, {}, TODAY)
    assert (result.value, result.lines[0].old_stock) == (None, 2)


@pytest.mark.parametrize("check", ["catalogue_published", "topic_coverage"])
def test_what_was_to_be_published_by_the_end_of_a_year_is_an_act_of_that_year(check: str) -> None:
    # A catalogue by its day, a word on each theme within the year: neither can be owed every day.
    assert fell_due(judged(check, Outcome.FAILED, "/1", None)) == BEFORE
    assert fell_due(finding(check=check)) is None


def test_only_acts_fall_due() -> None:
    late = finding(check="interpretation_latency", due_on=BEFORE)
    assert fell_due(late) == BEFORE
    assert fell_due(finding(check="interpretation_linked", due_on=BEFORE)) is None

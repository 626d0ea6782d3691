"""What the county did under a yearly notice, and what should be found of it."""

from collections import Counter
from datetime import date
from functools import cache

import pytest

from demo import build
from demo.notice import notice_truth

pytestmark = pytest.mark.xdist_group("days")

CHECKS = {
    "topic_coverage", "artifact_by_deadline", "catalogue_published", "catalogue_items_fulfilled",
    "public_event_held", "feature_present",
}  # fmt: skip
DAYS = [date(2026, 2, 1), date(2026, 7, 1), date(2026, 11, 20), date(2026, 12, 31)]


@cache
def truth(day):
    return notice_truth(build(day))


def test_every_check_has_two_failures_and_as_many_that_only_look_like_one():
    count = Counter((t.check, t.outcome) for t in truth(date(2026, 11, 20)))
    for check in CHECKS:
        assert count[check, "failed"] >= 2, check
        assert sum(count[check, o] for o in ("passed", "pending", "cant_tell")) >= 2, check


@pytest.mark.parametrize("day", DAYS)
def test_every_body_that_is_bound_has_one_finding_of_each(day):
    given = Counter((t.portal, t.check) for t in truth(day))
    assert set(given.values()) == {1}
    assert {check for _, check in given} == CHECKS
    assert len({portal for portal, _ in given}) == 6


def test_what_is_not_due_is_pending():
    early = {(t.portal, t.check): t.outcome for t in truth(date(2026, 2, 1))}
    assert "failed" not in {
        outcome for (_, check), outcome in early.items() if check != "catalogue_items_fulfilled"
    }

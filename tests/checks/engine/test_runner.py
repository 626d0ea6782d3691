from collections.abc import Iterator
from datetime import date

import pytest

from checks.calendar import CalendarGap, WorkCalendar
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement
from checks.engine.runner import Judgement, judge_portal
from crawler.portals import PortalKind
from crawler.records import Dossier
from tests.checks.engine.builders import (
    CALENDAR,
    built,
    dossier,
    finding,
    portal,
    requirement,
    rulebook,
    says,
)


def test_findings_stand_in_the_order_of_the_rulebook() -> None:
    first = [finding(Outcome.PASSED, s, "row-2", check="two") for s in ("/z", "/a")]
    second = [finding(Outcome.PASSED, "/m", "row-1")]
    known = {"sample": says(*second), "two": says(*first)}
    rows = rulebook(requirement("row-2", check="two"), requirement("row-1"))
    assert judge_portal(dossier(), rows, CALENDAR, known).findings == (*first, *second)


def test_a_row_whose_check_is_not_built_is_not_measured() -> None:
    unbuilt = requirement("row-2", check="not_yet")
    manual = requirement("row-3", check=None)
    judgement = judge_portal(dossier(), rulebook(unbuilt, manual), CALENDAR, {})
    assert judgement == Judgement(not_measured=(unbuilt, manual))


def test_a_row_that_does_not_bind_gives_nothing() -> None:
    binds = frozenset({PortalKind.CITY})
    rows = rulebook(requirement(binds=binds), requirement("row-2", check=None, binds=binds))
    known = {"sample": says(finding())}
    assert judge_portal(dossier(), rows, CALENDAR, known) == Judgement()


@pytest.mark.parametrize(
    "valid_from, valid_to, in_force",
    [
        (None, date(2026, 11, 19), False),
        (None, date(2026, 11, 20), True),
        (date(2026, 11, 21), None, False),
        (date(2026, 11, 20), None, True),
    ],
)
def test_a_body_that_is_not_in_force_gives_nothing(
    valid_from: date | None, valid_to: date | None, in_force: bool
) -> None:
    body = dossier(portal=portal(valid_from=valid_from, valid_to=valid_to))
    known = {"sample": says(finding(Outcome.PASSED))}
    judgement = judge_portal(body, rulebook(requirement()), CALENDAR, known)
    assert bool(judgement.findings) == in_force


def test_a_check_that_raises_gives_no_verdict_and_harms_no_other() -> None:
    def broken(_: Dossier, __: Requirement, ___: WorkCalendar) -> Iterator[Finding]:
        yield finding()
        raise CalendarGap(2027)

    good = finding(Outcome.PASSED, row_id="row-2", check="good")
    known = {"sample": built(broken), "good": says(good)}
    rows = rulebook(requirement(), requirement("row-2", check="good"))
    judgement = judge_portal(dossier(), rows, CALENDAR, known)
    assert judgement.findings == (good,)
    assert judgement.errors == (("row-1", "CalendarGap: no calendar data for 2027"),)


def test_a_check_that_says_nothing_is_an_error() -> None:
    judgement = judge_portal(dossier(), rulebook(requirement()), CALENDAR, {"sample": says()})
    assert judgement.findings == ()
    assert judgement.errors[0][0] == "row-1"
    assert "no finding" in judgement.errors[0][1]


@pytest.mark.parametrize(
    "changes",
    [{"portal": "other"}, {"rulebook": "other"}, {"requirement": "row-9"}, {"check": "other"}],
)
def test_a_finding_signed_with_another_name_is_an_error(changes: dict[str, str]) -> None:
    known = {"sample": says(finding(Outcome.PASSED, **changes))}
    judgement = judge_portal(dossier(), rulebook(requirement()), CALENDAR, known)
    assert judgement.findings == ()
    assert "signed" in judgement.errors[0][1]


def test_of_one_thing_listed_twice_the_first_counts() -> None:
    first, other = finding(Outcome.PASSED), finding(Outcome.PASSED, "/b")
    known = {"sample": says(first, other, finding())}
    judgement = judge_portal(dossier(), rulebook(requirement()), CALENDAR, known)
    assert judgement == Judgement((first, other))


def test_identities_keep_findings_of_one_subject_apart() -> None:
    pair = (finding(identity="news"), finding(identity="notices"))
    known = {"sample": says(*pair)}
    judgement = judge_portal(dossier(), rulebook(requirement()), CALENDAR, known)
    assert judgement.findings == pair


def test_the_portals_own_holidays_are_counted() -> None:
    def judge(_: Dossier, __: Requirement, days: WorkCalendar) -> Iterator[Finding]:
        yield finding(Outcome.PASSED, due_on=days.add(date(2026, 8, 4), 1))

    body = dossier(portal=portal(extra_holidays=frozenset({date(2026, 8, 5)})))
    known = {"sample": built(judge)}
    rows = rulebook(requirement())
    assert judge_portal(body, rows, CALENDAR, known).findings[0].due_on == date(2026, 8, 6)
    assert judge_portal(dossier(), rows, CALENDAR, known).findings[0].due_on == date(2026, 8, 5)


@pytest.mark.parametrize(
    ("due", "outcome"),
    [
        (date(2026, 11, 19), Outcome.FAILED),
        (date(2026, 11, 20), Outcome.PENDING),
        (date(2026, 11, 21), Outcome.PENDING),
    ],
)
def test_a_duty_that_is_not_done_on_its_last_day_is_pending(due: date, outcome: Outcome) -> None:
    known = {"sample": says(finding())}
    (found,) = judge_portal(dossier(), rulebook(requirement(due_on=due)), CALENDAR, known).findings
    assert (found.outcome, found.due_on) == (outcome, due)
    assert ("尚未届满" in found.statement) == (outcome is Outcome.PENDING)


def test_the_own_due_date_of_a_finding_goes_before_that_of_its_row() -> None:
    own = finding(due_on=date(2026, 10, 9))
    row = requirement(due_on=date(2026, 12, 31))
    assert judge_portal(dossier(), rulebook(row), CALENDAR, {"sample": says(own)}).findings == (
        own,
    )

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from checks.calendar import CalendarGap, WorkCalendar
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement
from checks.engine.runner import Judgement, judge_portal, left_to_decide
from crawler.portals import PortalKind, Role
from crawler.records import Dossier
from tests.builders import document, entry, report
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


@pytest.mark.parametrize(
    ("issued", "outcome"),
    [
        (date(2026, 10, 8), Outcome.FAILED),
        (date(2026, 10, 9), Outcome.FAILED),
        (date(2026, 10, 10), Outcome.INAPPLICABLE),
    ],
)
def test_a_record_older_than_the_notice_is_not_bound_by_it(issued: date, outcome: Outcome) -> None:
    page = document(published="2026-10-09")
    made = finding(subject=page.url)
    row = requirement(issued_on=issued)
    (found,) = judge_portal(
        dossier(records=(page,)), rulebook(row), CALENDAR, {"sample": says(made)}
    ).findings
    assert found.outcome is outcome
    assert ("早于通知印发之日" in found.statement) == (outcome is Outcome.INAPPLICABLE)


def test_the_day_of_a_row_counts_whatever_address_of_the_page_it_names() -> None:
    page = document(published=None)
    row = entry(Role.NORMATIVE_DOCUMENTS, "list/7.html", "某办法", "2026-10-09")
    body = dossier(records=(page, row), aliases={row.url: page.url})
    rows = rulebook(requirement(issued_on=date(2026, 10, 10)))
    (found,) = judge_portal(
        body, rows, CALENDAR, {"sample": says(finding(subject=page.url))}
    ).findings
    assert found.outcome is Outcome.INAPPLICABLE


@pytest.mark.parametrize(
    ("back", "outcome"),
    [
        (date(2026, 10, 8), Outcome.FAILED),
        (date(2026, 10, 9), Outcome.FAILED),
        (date(2026, 10, 10), Outcome.INAPPLICABLE),
    ],
)
def test_a_clause_on_what_is_there_already_reaches_back(back: date, outcome: Outcome) -> None:
    page = document(published="2026-10-09")
    row = requirement(issued_on=date(2026, 11, 1), reaches_back_to=back)
    known = {"sample": says(finding(subject=page.url))}
    body = dossier(records=(page,))
    (found,) = judge_portal(body, rulebook(row), CALENDAR, known).findings
    assert found.outcome is outcome
    assert ("只追溯到2026年10月10日" in found.statement) == (outcome is Outcome.INAPPLICABLE)


@pytest.mark.parametrize(
    ("end", "outcome"),
    [
        (date(2026, 10, 8), Outcome.INAPPLICABLE),
        (date(2026, 10, 9), Outcome.FAILED),
        (None, Outcome.FAILED),
    ],
)
def test_a_record_of_after_the_period_is_not_bound(end: date | None, outcome: Outcome) -> None:
    page = document(published="2026-10-09")
    known = {"sample": says(finding(subject=page.url))}
    rows = rulebook(requirement(until_on=end))
    (found,) = judge_portal(dossier(records=(page,)), rows, CALENDAR, known).findings
    assert found.outcome is outcome
    assert ("晚于通知的任务期间" in found.statement) == (outcome is Outcome.INAPPLICABLE)


def test_the_report_on_a_year_comes_after_it() -> None:
    page = report("nb/1", "云溪县2025年政府信息公开工作年度报告", "2026-01-20")
    known = {"sample": says(finding(subject=page.url))}
    rows = rulebook(requirement(until_on=date(2025, 12, 31)))
    (found,) = judge_portal(dossier(records=(page,)), rows, CALENDAR, known).findings
    assert found.outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("row_due", "own_due", "kept"),
    [
        (date(2026, 11, 15), None, True),  # the last day itself: it was pending on it
        (date(2026, 11, 30), None, True),
        (date(2026, 11, 14), None, False),  # decided by the nights of the period
        (None, date(2026, 11, 15), True),
        (None, date(2026, 11, 14), False),
        (None, None, False),  # what is owed every day ended with the period
    ],
)
def test_after_the_period_only_what_was_not_yet_due_is_decided(
    row_due: date | None, own_due: date | None, kept: bool
) -> None:
    rows = replace(rulebook(requirement(due_on=row_due)), ends_on=date(2026, 11, 15))
    judgement = Judgement((finding(due_on=own_due),), errors=(("row-1", "broken"),))
    left = left_to_decide(judgement, rows, date(2026, 11, 20))
    assert left == (judgement if kept else Judgement(errors=judgement.errors))
    assert left_to_decide(judgement, replace(rows, ends_on=None), date(2026, 11, 20)) == judgement


@pytest.mark.parametrize(("day", "kept"), [(date(2026, 12, 30), 1), (date(2026, 12, 31), 0)])
def test_each_is_decided_for_thirty_days_after_its_own_date(day: date, kept: int) -> None:
    later = requirement("row-2", due_on=date(2027, 3, 31))
    rows = replace(
        rulebook(requirement(due_on=date(2026, 11, 30)), later), ends_on=date(2026, 11, 15)
    )
    assert len(left_to_decide(Judgement((finding(),)), rows, day).findings) == kept


@pytest.mark.parametrize(
    ("due", "settled"),
    [
        (None, date(2026, 12, 15)),
        (date(2026, 11, 1), date(2026, 12, 15)),
        (date(2026, 12, 20), date(2027, 1, 19)),
    ],
)
def test_a_rulebook_is_settled_thirty_days_after_its_last_date(
    due: date | None, settled: date
) -> None:
    book = replace(rulebook(requirement(due_on=due)), ends_on=date(2026, 11, 15))
    assert book.settled_on == settled
    days = (date(2026, 11, 15), date(2026, 11, 16), settled, settled + timedelta(days=1))
    assert [book.settling(day) for day in days] == [False, True, True, False]
    endless = replace(book, ends_on=None)
    assert (endless.settled_on, endless.settling(settled)) == (None, False)

"""What two judgements of the same pages differ in, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from checks.engine.causes import Why
from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement, Rulebook
from checks.engine.shifts import corresponding, shifts
from checks.rulebooks.differences import differences
from crawler.records import Cause
from tests.scheduler.casework.builders import finding, row


def book(name: str, *rows: Requirement) -> Rulebook:
    own = tuple(replace(one, rulebook=name) for one in rows)
    return Rulebook(name, name, "1", date(2026, 1, 1), name, own)


SAME = {("local", "row-1"): ("local", "row-1")}


def test_only_what_differs_is_told() -> None:
    same, other = finding(Outcome.PASSED), finding(Outcome.PASSED, path="b.html")
    failed = replace(other, outcome=Outcome.FAILED)
    (one,) = shifts([same, failed], [same, other], SAME)
    assert (one.before, one.after, one.why) == (failed, other, Why.RULE)


def test_a_moved_due_date_is_a_change() -> None:
    before = finding(Outcome.PENDING, due_on=date(2026, 11, 20))
    after = replace(before, due_on=date(2026, 11, 21))
    assert len(shifts([before], [after], SAME)) == 1
    assert shifts([before], [before], SAME) == ()


def test_what_cannot_be_told_says_why() -> None:
    before = finding(Outcome.PASSED)
    for cause, why in (
        (Cause.CALENDAR, Why.CALENDAR), (Cause.SCANNER, Why.SCANNER), (Cause.LIMIT, Why.SPIDER),
        (Cause.UNREACHABLE, Why.SIGHT),
    ):  # fmt: skip
        after = finding(Outcome.CANT_TELL, cause=cause)
        assert shifts([before], [after], SAME)[0].why is why


def test_what_one_side_alone_judges() -> None:
    one = finding(Outcome.FAILED)
    gone, new = shifts([one], [replace(one, requirement="row-2")], {})
    assert (gone.before, gone.after is not None) == (None, True)
    assert (new.before, new.after) == (one, None)


@pytest.mark.parametrize(
    ("cause", "why"),
    [(Cause.UNREACHABLE, Why.RULE), (Cause.LIMIT, Why.RULE), (Cause.SCANNER, Why.SCANNER)],
)
def test_a_row_of_one_side_that_cannot_be_told_is_the_rules_doing(cause: Cause, why: Why) -> None:
    one = finding(Outcome.CANT_TELL, cause=cause)
    assert [shift.why for shift in shifts([], [one], {})] == [why]
    assert [shift.why for shift in shifts([one], [], {})] == [why]


def test_rows_answer_each_other_by_id_by_source_or_by_their_only_check() -> None:
    before = book(
        "a", row("row-1"), row("row-2", sources=("x-1",)), row("row-3", check="alone"),
        row("row-4", check="twice"), row("row-5", check="twice"),
    )  # fmt: skip
    after = book(
        "b", row("row-1"), row("other-2", sources=("x-9", "x-1")), row("other-3", check="alone"),
        row("other-4", check="twice"),
    )  # fmt: skip
    assert corresponding(before, after) == {
        ("a", "row-1"): ("b", "row-1"),
        ("a", "row-2"): ("b", "other-2"),
        ("a", "row-3"): ("b", "other-3"),
    }


def test_differences_of_two_rulebooks() -> None:
    before = book("a", row("row-1", terms={"days": 3, "same": 1}), row("row-2"))
    after = replace(
        book("a", row("row-1", terms={"days": 5, "same": 1}, weight=2.0), row("row-3")), version="2"
    )
    told = [(one.row, one.key, one.before, one.after) for one in differences(before, after)]
    assert told == [
        ("", "version", "1", "2"),
        ("row-1", "weight", 1.0, 2.0),
        ("row-1", "terms.sample.days", 3, 5),
        ("row-3", "", None, "指标"),
        ("row-2", "", "指标", None),
    ]
    assert differences(before, before) == ()

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from checks.engine.case import CaseState
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from crawler.records import Cause
from reports.changes import Turn, Why, changes, score_changes
from reports.model import JudgedFinding, PreviousRun, RunReport
from tests.reports.builders import (
    AS_OF,
    CALENDAR,
    case,
    county_night,
    evidence,
    finding,
    judged,
    report,
)


def compare(now: JudgedFinding, before: Finding | None, **previous: object) -> RunReport:
    values: dict[str, object] = {
        "rulebooks": {"standing": "a" * 64},
        "calendar_version": "cal-1",
        "code_version": "0.1.0",
    } | previous
    findings = () if before is None else (before,)
    run = PreviousRun("2026-11-19", AS_OF - timedelta(days=1), findings, **values)  # type: ignore[arg-type]
    return replace(report(now), previous=run)


FAILED = finding()
PASSED = replace(FAILED, outcome=Outcome.PASSED)
PENDING = replace(FAILED, outcome=Outcome.PENDING)
UNSEEN = replace(FAILED, outcome=Outcome.CANT_TELL, cause=Cause.BLOCKED)
ELSEWHERE = replace(PASSED, evidence=(evidence(2),))
REPRINTED = replace(PASSED, evidence=tuple(replace(e, sha256="f" * 64) for e in PASSED.evidence))
REWORDED = replace(PASSED, evidence=tuple(replace(e, quote="有效") for e in REPRINTED.evidence))
AS_FAILED = replace(REPRINTED, outcome=Outcome.FAILED)
LONGER = replace(PENDING, due_on=AS_OF.date())
UNCOUNTED = replace(FAILED, day_count=(), measured=None)
PASSED_BEFORE = replace(UNCOUNTED, outcome=Outcome.PASSED)
SHORT = replace(PASSED, day_count=CALENDAR.day_count(FAILED.day_count[0].date.replace(day=21),
                                                    FAILED.day_count[0].date))  # fmt: skip


@pytest.mark.parametrize(
    ("now", "before", "previous", "turn", "why"),
    [
        (FAILED, ELSEWHERE, {}, Turn.NEW, Why.SITE),
        (FAILED, PENDING, {}, Turn.NEW, Why.TIME),
        (FAILED, PASSED, {}, Turn.NEW, Why.TIME),
        (FAILED, REPRINTED, {}, Turn.NEW, Why.TIME),
        (FAILED, REWORDED, {}, Turn.NEW, Why.SITE),
        (UNCOUNTED, PASSED_BEFORE, {}, Turn.NEW, Why.SITE),
        (FAILED, UNSEEN, {}, Turn.SEEN, Why.SIGHT),
        (UNSEEN, FAILED, {}, Turn.UNSEEN, Why.SIGHT),
        (PASSED, UNSEEN, {}, Turn.SEEN, Why.SIGHT),
        (FAILED, PASSED, {"rulebooks": {"standing": "b" * 64}}, Turn.NEW, Why.RULE),
        (FAILED, REPRINTED, {"rulebooks": {"standing": "b" * 64}}, Turn.NEW, Why.RULE),
        (PASSED, AS_FAILED, {"rulebooks": {"standing": "b" * 64}}, Turn.MENDED, Why.RULE),
        (FAILED, REWORDED, {"rulebooks": {"standing": "b" * 64}}, Turn.NEW, Why.SITE),
        (FAILED, LONGER, {"rulebooks": {"standing": "b" * 64}}, Turn.NEW, Why.RULE),
        (FAILED, SHORT, {"calendar_version": "cal-0"}, Turn.NEW, Why.CALENDAR),
        (PASSED, FAILED, {"code_version": "0.0.9"}, Turn.MENDED, Why.SPIDER),
        (ELSEWHERE, FAILED, {"code_version": "0.0.9"}, Turn.MENDED, Why.SITE),
        (FAILED, None, {"rulebooks": {"other": "b" * 64}}, Turn.NEW, Why.FIRST),
    ],
)
def test_a_change_has_a_direction_and_a_cause(
    now: Finding, before: Finding | None, previous: dict[str, object], turn: Turn, why: Why
) -> None:
    found = changes(compare(judged(now), before, **previous))
    assert [(change.turn, change.why) for change in found] == [(turn, why)]


def test_nothing_changed_is_no_change() -> None:
    assert changes(compare(judged(FAILED), FAILED)) == ()
    assert changes(report(judged())) == ()


def test_a_failure_that_is_no_longer_judged_is_told() -> None:
    gone = replace(FAILED, subject="http://www.yunxi.test:8801/old.html")
    found = changes(compare(judged(PASSED), gone))
    assert [(c.turn, c.why, c.finding.subject) for c in found] == [
        (Turn.GONE, Why.WINDOW, gone.subject)
    ]


def test_scores_are_compared_by_portal_and_rulebook() -> None:
    found = score_changes(county_night())
    assert len(found) == 4
    assert all(c.now and c.before and c.now - c.before > 1 for c in found.values())


def test_a_suspicion_confirmed_by_a_second_read_is_a_change() -> None:
    known = judged(FAILED)
    assert known.case is not None
    tonight = replace(known.case, since=AS_OF, opened_on=AS_OF.date())
    found = changes(compare(replace(known, case=tonight), FAILED))
    assert [(change.turn, change.why) for change in found] == [(Turn.CONFIRMED, Why.SECOND_READ)]


def test_a_known_problem_that_is_seen_again_is_not_new() -> None:
    known = case(FAILED, CaseState.NOTIFIED, since=AS_OF - timedelta(days=40))
    dealt_with = case(FAILED, CaseState.NOTIFIED, since=AS_OF - timedelta(hours=5))
    first = case(FAILED, since=AS_OF, first_failed_on=AS_OF.date())
    again = case(FAILED, CaseState.REOPENED, since=AS_OF, resolved_on=AS_OF.date())
    confirmed = case(FAILED, since=AS_OF)
    turns = [Turn.SEEN, Turn.SEEN, Turn.NEW, Turn.NEW, Turn.CONFIRMED]
    for one, turn in zip((known, dealt_with, first, again, confirmed), turns, strict=True):
        (change,) = changes(compare(judged(FAILED, case=one), UNSEEN))
        assert change.turn is turn


HOME = replace(UNSEEN, subject="http://www.yunxi.test:8801/")


def test_failures_behind_a_board_that_could_not_be_seen_are_unseen() -> None:
    (away,) = changes(compare(judged(HOME, None), FAILED))
    assert (away.turn, away.why, away.finding) == (Turn.UNSEEN, Why.SIGHT, FAILED)
    (back,) = changes(compare(judged(FAILED), HOME))
    assert (back.turn, back.why, back.before) == (Turn.SEEN, Why.SIGHT, HOME)
    fresh = case(FAILED, since=AS_OF, first_failed_on=AS_OF.date())
    (new,) = changes(compare(judged(FAILED, case=fresh), HOME))
    assert (new.turn, new.why) == (Turn.NEW, Why.SIGHT)


def test_another_page_or_duty_that_could_not_be_seen_explains_nothing() -> None:
    other = replace(UNSEEN, subject="http://www.yunxi.test:8801/letters/2.html")
    duty = replace(HOME, requirement="document-1")
    for now in (other, duty):
        (gone,) = changes(compare(judged(now, None), FAILED))
        assert (gone.turn, gone.why) == (Turn.GONE, Why.WINDOW)


def test_a_fault_that_the_whole_portal_no_longer_has_is_mended() -> None:
    shown = replace(UNCOUNTED, subject="http://www.yunxi.test:8801/list.html")
    clean = replace(HOME, outcome=Outcome.PASSED, cause=None)
    (mended,) = changes(compare(judged(clean, None), shown))
    assert (mended.turn, mended.why, mended.finding) == (Turn.MENDED, Why.SITE, shown)
    none = replace(HOME, outcome=Outcome.INAPPLICABLE, cause=None)
    (gone,) = changes(compare(judged(none, None), shown))
    assert (gone.turn, gone.why) == (Turn.GONE, Why.WINDOW)
    year = replace(clean, outcome=Outcome.FAILED, aspect="2024", identity="2024")
    (gone,) = changes(compare(judged(clean, None), year))
    assert gone.turn is Turn.GONE


class Counted(tuple[Finding, ...]):
    """Findings that count how often they are read through."""

    reads = 0

    def __iter__(self) -> Iterator[Finding]:
        self.reads += 1
        return super().__iter__()


def test_a_moved_section_is_compared_without_reading_all_findings_for_each() -> None:
    def reads(count: int) -> int:
        old = Counted(replace(FAILED, subject=f"{FAILED.subject}?o={k}") for k in range(count))
        new = [judged(replace(FAILED, subject=f"{FAILED.subject}?n={k}")) for k in range(count)]
        moved = compare(new[0], None)
        assert moved.previous is not None
        moved = replace(moved, judged=tuple(new), previous=replace(moved.previous, findings=old))
        found = changes(moved)
        assert Counter(change.turn for change in found) == {Turn.NEW: count, Turn.GONE: count}
        return old.reads

    assert reads(20) == reads(2)


def test_a_run_is_compared_by_the_rulebook_that_it_was_judged_by() -> None:
    run = compare(judged(FAILED), PASSED, rulebooks={"standing": "b" * 64})
    assert changes(run)[0].why is Why.RULE
    # The rulebook was revised after the run: that is no reason for what the run changed.
    then = replace(run, judged_by={"standing": ("1", "b" * 64)})
    assert changes(then)[0].why is Why.TIME

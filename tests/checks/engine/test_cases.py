from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.engine.case import Case, CaseState
from checks.engine.cases import advance
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from tests.checks.engine.builders import NIGHT, finding

DAY = timedelta(days=1)
WORDS = finding()
ABSENCE = finding(basis=Basis.ABSENCE)
PASS = finding(Outcome.PASSED)
SILENT = [Outcome.CANT_TELL, Outcome.PENDING, Outcome.INAPPLICABLE]


def run(*nights: Finding, gap: timedelta = DAY) -> Case | None:
    case: Case | None = None
    for number, night in enumerate(nights):
        case = advance(case, night, NIGHT + number * gap)
    return case


def state(*nights: Finding, gap: timedelta = DAY) -> CaseState | None:
    case = run(*nights, gap=gap)
    return None if case is None else case.state


def test_words_open_at_once() -> None:
    case = run(WORDS)
    assert case == Case(
        WORDS.case_id, CaseState.OPEN, NIGHT.date(), NIGHT, NIGHT, opened_on=NIGHT.date()
    )


def test_absence_waits() -> None:
    case = run(ABSENCE)
    assert case is not None
    assert case.state is CaseState.SUSPECTED


@pytest.mark.parametrize(
    "gap, expected",
    [
        (timedelta(hours=1), CaseState.SUSPECTED),
        (DAY - timedelta(seconds=1), CaseState.SUSPECTED),
        (DAY, CaseState.OPEN),
        (timedelta(days=9), CaseState.OPEN),
    ],
)
def test_a_second_read_a_day_later_confirms(gap: timedelta, expected: CaseState) -> None:
    assert state(ABSENCE, ABSENCE, gap=gap) is expected


def test_reads_within_the_day_do_not_put_the_confirmation_off() -> None:
    assert state(ABSENCE, ABSENCE, ABSENCE, gap=timedelta(hours=12)) is CaseState.OPEN


def test_a_night_that_saw_nothing_neither_confirms_nor_clears() -> None:
    for outcome in SILENT:
        assert state(ABSENCE, finding(outcome)) is CaseState.SUSPECTED
        assert state(ABSENCE, finding(outcome), ABSENCE) is CaseState.OPEN
        assert state(finding(outcome)) is None


def test_words_confirm_a_suspected_absence_at_once() -> None:
    assert state(ABSENCE, WORDS, gap=timedelta(hours=1)) is CaseState.OPEN


def test_a_pass_resolves_and_is_dated() -> None:
    for first in (WORDS, ABSENCE):
        case = run(first, PASS)
        assert case is not None
        assert case.state is CaseState.RESOLVED
        assert case.resolved_on == date(2026, 11, 21)
        assert case.first_failed_on == date(2026, 11, 20)
        assert run(first, PASS, PASS) == case


def test_a_pass_without_a_case_makes_none() -> None:
    assert run(PASS) is None


def test_what_fails_again_is_reopened() -> None:
    assert state(WORDS, PASS, WORDS) is CaseState.REOPENED
    assert state(WORDS, PASS, ABSENCE) is CaseState.SUSPECTED
    assert state(WORDS, PASS, ABSENCE, ABSENCE) is CaseState.REOPENED
    assert state(WORDS, PASS, WORDS, PASS) is CaseState.RESOLVED


@pytest.mark.parametrize(
    "kept",
    [CaseState.NOTIFIED, CaseState.RECTIFYING, CaseState.WAIVED, CaseState.DISPUTED],
)
@pytest.mark.parametrize("night", [WORDS, ABSENCE], ids=["words", "absence"])
def test_what_the_office_did_is_kept_while_it_fails(kept: CaseState, night: Finding) -> None:
    case = run(WORDS)
    assert case is not None
    handled = replace(case, state=kept)
    after = advance(handled, night, NIGHT + DAY)
    assert after == replace(handled, last_failed_at=NIGHT + DAY)
    passed = advance(handled, PASS, NIGHT + DAY)
    assert passed is not None
    assert passed.state is CaseState.RESOLVED


@pytest.mark.parametrize("outcome", SILENT)
def test_a_vanished_page_is_not_mended(outcome: Outcome) -> None:
    for start in CaseState:
        case = Case("x", start, date(2026, 11, 1), NIGHT, NIGHT)
        assert advance(case, finding(outcome), NIGHT + DAY) == case


def test_a_night_before_the_last_word_changes_nothing() -> None:
    case = run(WORDS)
    assert advance(case, PASS, NIGHT - DAY) == case


def test_the_same_moment_in_another_zone_is_the_same_night() -> None:
    case = advance(None, WORDS, NIGHT.astimezone(UTC))
    assert case is not None
    assert case == run(WORDS)
    assert case.first_failed_on == date(2026, 11, 20)
    naive = advance(None, WORDS, datetime(2026, 11, 20, 2, 0))  # noqa: DTZ001  (taken as Beijing)
    assert naive == case


NIGHTS = st.lists(
    st.tuples(
        st.sampled_from([WORDS, ABSENCE, PASS, *[finding(o) for o in SILENT]]), st.integers(1, 40)
    ),
    max_size=12,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NIGHTS)
def test_any_history_is_sound_and_every_night_idempotent(
    nights: list[tuple[Finding, int]],
) -> None:
    case: Case | None = None
    moment = NIGHT
    for night, hours in nights:
        moment += timedelta(hours=hours)
        before = case
        case = advance(case, night, moment)
        assert advance(case, night, moment) == case
        if night is WORDS:
            assert case is not None
            assert case.state in (CaseState.OPEN, CaseState.REOPENED)
        if case is None:
            assert before is None
            continue
        assert case.first_failed_on == (before or case).first_failed_on
        assert (case.state is CaseState.REOPENED) <= (case.resolved_on is not None)
        assert (case.state is CaseState.OPEN) <= (case.resolved_on is None)
        assert case.since <= moment


def test_an_absence_that_was_only_ever_suspected_was_never_opened() -> None:
    case = run(ABSENCE)
    assert case is not None
    assert case.opened_on is None
    confirmed = run(ABSENCE, ABSENCE)
    assert confirmed is not None
    assert confirmed.opened_on == date(2026, 11, 21)

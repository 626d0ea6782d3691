from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.engine.case import Case, CaseState
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement, Rulebook, Scoring
from checks.engine.scoring import Score, score
from crawler.portals import PortalKind, Round
from tests.checks.engine.builders import NIGHT, finding, portal, requirement, rulebook

DAY = date(2026, 11, 20)
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE


def many(outcome: Outcome, number: int, row_id: str = "row-1", **changes: Any) -> list[Finding]:
    return [finding(outcome, f"/{outcome}/{n}", row_id, **changes) for n in range(number)]


def case(of: Finding, state: CaseState) -> dict[str, Case]:
    return {of.case_id: Case(of.case_id, state, DAY, NIGHT, NIGHT)}


def scored(
    findings: list[Finding], *rows: Requirement, cases: dict[str, Case] | None = None, **kw: Any
) -> Score:
    book = rulebook(*(rows or (requirement(),)))
    who = portal(baseline_on=kw.pop("baseline_on", None))
    return score(who, book, findings, cases or {}, DAY, **kw)


def test_a_share_is_passed_among_judged() -> None:
    result = scored(many(PASSED, 2) + many(FAILED, 1) + many(INAPPLICABLE, 5) + many(PENDING, 4))
    assert result.value == result.low == result.high == Decimal("66.67")
    assert result.coverage == 1
    line = result.lines[0]
    assert (line.passed, line.failed, line.pending, line.inapplicable) == (2, 1, 4, 5)
    assert line.value == Decimal("0.6667")
    assert (line.points, line.deducted) == (Decimal(100), Decimal("33.33"))
    assert line.reasons == ("/failed/0如此。",)


def test_half_a_hundredth_is_rounded_up() -> None:
    assert scored(many(PASSED, 1) + many(FAILED, 31)).value == Decimal("3.13")  # 3.125


def test_weights_and_rows_without_a_judgement() -> None:
    rows = (requirement("a", weight=3), requirement("b"), requirement("c"), requirement("d"))
    found = many(PASSED, 1, "a") + many(FAILED, 1, "b") + many(INAPPLICABLE, 1, "c")
    result = scored(found, *rows)
    assert result.value == Decimal("75.00")
    assert [line.points for line in result.lines] == [75, 25, 0, 0]
    assert [line.deducted for line in result.lines] == [0, 25, 0, 0]
    assert [line.value for line in result.lines] == [1, 0, None, None]
    assert [line.measured for line in result.lines] == [True, True, True, False]


def test_nothing_judged_is_no_score() -> None:
    result = scored(many(INAPPLICABLE, 1) + many(PENDING, 2))
    assert (result.value, result.low, result.high, result.coverage) == (None, None, None, 1)
    unseen = scored(many(CANT_TELL, 1))
    assert (unseen.value, unseen.low, unseen.high, unseen.coverage) == (None, 0, 100, 0)


def test_the_unseen_widens_the_interval_and_lowers_the_coverage() -> None:
    result = scored(many(PASSED, 2) + many(FAILED, 1) + many(PENDING, 1) + many(CANT_TELL, 1))
    assert (result.low, result.value, result.high) == (50, Decimal("66.67"), 75)
    assert result.coverage == Decimal("0.8")


def test_a_row_nobody_could_see_counts_in_the_interval_only() -> None:
    rows = (requirement("a"), requirement("b"))
    result = scored(many(PASSED, 1, "a") + many(CANT_TELL, 1, "b"), *rows)
    assert (result.low, result.value, result.high) == (50, 100, 100)


def test_per_defect_has_a_cap() -> None:
    row = requirement(scoring=Scoring.PER_DEFECT, points=0.2, cap=0.5)
    assert scored(many(PASSED, 1), row).value == 100
    assert scored(many(FAILED, 1), row).value == 80
    assert scored(many(FAILED, 2) + many(PASSED, 9), row).value == 60
    assert scored(many(FAILED, 9), row).value == 50
    assert scored(many(FAILED, 1) + many(CANT_TELL, 1), row).low == 60


def test_a_veto_is_shown_apart() -> None:
    rows = (requirement("a"), requirement("v", scoring=Scoring.VETO))
    clean = scored(many(PASSED, 1, "a") + many(PASSED, 1, "v"), *rows)
    assert (clean.value, clean.veto) == (100, False)
    leaked = scored(many(PASSED, 1, "a") + many(FAILED, 1, "v"), *rows)
    assert (leaked.value, leaked.veto) == (100, True)
    waiting = many(FAILED, 1, "v", basis=Basis.ABSENCE)
    assert not scored(many(PASSED, 1, "a") + waiting, *rows).veto


def test_advice_is_never_scored() -> None:
    rows = (requirement("a"), requirement("n", scoring=Scoring.NONE))
    result = scored(many(PASSED, 1, "a") + many(FAILED, 3, "n") + many(CANT_TELL, 1, "n"), *rows)
    assert (result.low, result.value, result.high) == (100, 100, 100)
    assert result.lines[1].failed == 3
    assert result.lines[1].deducted == 0


def test_suspected_failures_wait() -> None:
    absent = finding(basis=Basis.ABSENCE)
    result = scored([*many(PASSED, 1), absent], cases=case(absent, CaseState.SUSPECTED))
    assert (result.low, result.value, result.high) == (50, 100, 100)
    assert (result.lines[0].suspected, result.lines[0].failed) == (1, 0)
    assert result.coverage == 1
    assert scored([*many(PASSED, 1), absent]).value == 100
    confirmed = scored([*many(PASSED, 1), absent], cases=case(absent, CaseState.OPEN))
    assert confirmed.value == 50


@pytest.mark.parametrize(
    "state", [s for s in CaseState if s not in (CaseState.SUSPECTED, CaseState.WAIVED)]
)
def test_every_other_case_costs(state: CaseState) -> None:
    bad = finding()
    assert scored([*many(PASSED, 1), bad], cases=case(bad, state)).value == 50


def test_what_is_waived_costs_nothing() -> None:
    bad = finding()
    result = scored([*many(PASSED, 1), bad], cases=case(bad, CaseState.WAIVED))
    assert (result.low, result.value, result.high) == (100, 100, 100)
    assert result.lines[0].waived == 1


def test_old_stock_is_listed_not_scored() -> None:
    old, new = date(2026, 10, 31), date(2026, 11, 1)
    found = [
        finding(FAILED, "/1", due_on=old),
        finding(PASSED, "/2", due_on=old),
        finding(FAILED, "/3", due_on=new),
        finding(PASSED, "/4", due_on=new),
        finding(PASSED, "/5"),
    ]
    result = scored(found, baseline_on=date(2026, 11, 1))
    assert result.value == Decimal("66.67")
    assert (result.lines[0].old_stock, result.lines[0].failed) == (2, 1)
    assert scored(found).lines[0].old_stock == 0


def test_one_lapse_costs_once() -> None:
    rows = (requirement("late"), requirement("none", deduct_with="late"))
    found = [
        finding(FAILED, "/1", "late"),
        finding(PASSED, "/2", "late"),
        finding(FAILED, "/1", "none"),
        finding(PASSED, "/2", "none"),
    ]
    result = scored(found, *rows)
    assert result.value == 75
    assert (result.lines[1].elsewhere, result.lines[1].failed, result.lines[1].value) == (1, 0, 1)


def test_a_lapse_that_does_not_cost_there_costs_here() -> None:
    rows = (requirement("late"), requirement("none", deduct_with="late"))
    late = finding(FAILED, "/1", "late")
    missing = finding(FAILED, "/1", "none")
    waived = scored([late, missing], *rows, cases=case(late, CaseState.WAIVED))
    assert (waived.value, waived.lines[1].failed) == (0, 1)
    elsewhere = scored([replace(late, subject="/2"), missing], *rows)
    assert elsewhere.lines[1].failed == 1


ROUNDS = (
    Round("2026-1", date(2026, 1, 1), date(2026, 6, 30)),
    Round("2026-2", date(2026, 7, 1), date(2026, 12, 31)),
)


@pytest.mark.parametrize(
    "due_on, curable, costs",
    [
        (date(2026, 6, 30), False, False),
        (date(2026, 7, 1), False, True),
        (date(2026, 12, 31), False, True),
        (date(2025, 12, 31), False, False),
        (date(2026, 6, 30), True, True),
        (None, False, True),
    ],
)
def test_incurable_failures_cost_in_their_round(
    due_on: date | None, curable: bool, costs: bool
) -> None:
    found = [*many(PASSED, 1), finding(FAILED, due_on=due_on)]
    result = scored(found, requirement(curable=curable), rounds=ROUNDS)
    assert result.value == (50 if costs else 100)
    assert result.lines[0].other_round == (0 if costs else 1)
    assert scored(found, requirement(curable=curable)).value == 50


def test_only_rows_that_bind_and_findings_of_its_own() -> None:
    rows = (requirement("a"), requirement("b", binds=frozenset({PortalKind.CITY})))
    strangers = [
        finding(FAILED, "/1", "a", portal="other"),
        finding(FAILED, "/1", "a", rulebook="other"),
    ]
    unbound = many(FAILED, 1, "b") + many(CANT_TELL, 3, "b")
    result = scored([*many(PASSED, 1, "a"), *strangers, *unbound], *rows)
    assert (result.low, result.value, result.coverage) == (100, 100, 1)
    assert [line.requirement for line in result.lines] == ["a"]


# --- properties ---------------------------------------------------------------------------------

STEADY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ROWS = (
    requirement("share-1"),
    requirement("share-2", weight=2.5, curable=False),
    requirement("defect", scoring=Scoring.PER_DEFECT, points=0.2, cap=1.0),
    requirement("veto", scoring=Scoring.VETO),
    requirement("advice", scoring=Scoring.NONE),
)
BOOK: Rulebook = rulebook(*ROWS)
WHO = portal(baseline_on=date(2026, 11, 1))


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Finding], dict[str, Case]]:
    findings: list[Finding] = []
    cases: dict[str, Case] = {}
    for number in range(draw(st.integers(0, 14))):
        made = finding(
            draw(st.sampled_from(list(Outcome))),
            f"/{number}",
            draw(st.sampled_from([row.id for row in ROWS])),
            basis=draw(st.sampled_from(list(Basis))),
            due_on=draw(st.sampled_from([None, date(2026, 10, 1), date(2026, 11, 9)])),
        )
        findings.append(made)
        if made.outcome is FAILED and draw(st.booleans()):
            cases |= case(made, draw(st.sampled_from(list(CaseState))))
    return findings, cases


def of(findings: list[Finding], cases: dict[str, Case]) -> Score:
    return score(WHO, BOOK, findings, cases, DAY)


@STEADY
@given(histories())
def test_the_value_lies_in_its_interval(history: tuple[list[Finding], dict[str, Case]]) -> None:
    result = of(*history)
    if result.value is not None:
        assert result.low is not None
        assert result.high is not None
        assert 0 <= result.low <= result.value <= result.high <= 100
    assert (result.low is None) == (result.high is None)
    assert 0 <= result.coverage <= 1


@STEADY
@given(histories(), st.sampled_from([row.id for row in ROWS]))
def test_a_cant_tell_never_changes_the_value_or_narrows_the_interval(
    history: tuple[list[Finding], dict[str, Case]], row_id: str
) -> None:
    findings, cases = history
    before = of(findings, cases)
    after = of([*findings, finding(CANT_TELL, "/new", row_id)], cases)
    assert after.value == before.value
    assert after.veto == before.veto
    assert after.coverage <= before.coverage
    if before.low is not None and before.high is not None:
        assert after.low is not None
        assert after.high is not None
        assert after.low <= before.low
        assert after.high >= before.high


@STEADY
@given(histories(), st.sampled_from([row.id for row in ROWS]))
def test_a_failure_never_raises_the_score(
    history: tuple[list[Finding], dict[str, Case]], row_id: str
) -> None:
    findings, cases = history
    # A judged row: a first defect in a row of which nothing was known makes it part of the mean.
    findings = [*findings, finding(PASSED, "/known", row_id)]
    bad = finding(FAILED, "/new", row_id)
    before = of(findings, cases)
    after = of([*findings, bad], cases | case(bad, CaseState.OPEN))
    if before.value is not None:
        assert after.value is not None
        assert after.value <= before.value
    assert before.veto <= after.veto
    if before.low is not None and after.low is not None:
        assert after.low <= before.low


@STEADY
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_the_findings_is_no_matter(
    history: tuple[list[Finding], dict[str, Case]], random: Any
) -> None:
    findings, cases = history
    shuffled = list(findings)
    random.shuffle(shuffled)
    before, after = of(findings, cases), of(shuffled, cases)
    assert replace(before, lines=()) == replace(after, lines=())
    assert [line.value for line in before.lines] == [line.value for line in after.lines]

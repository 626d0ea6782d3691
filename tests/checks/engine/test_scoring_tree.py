"""Scores of a rulebook that is a tree, by sums made by hand."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from checks.engine.finding import Finding
from checks.engine.items import Item, items
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Measure, Requirement, Scoring
from checks.engine.scoring import Score, score
from crawler.portals import PortalKind
from tests.checks.engine.builders import finding, portal, requirement, rulebook
from tests.checks.engine.test_scoring import CANT_TELL, DAY, FAILED, INAPPLICABLE, PASSED, PENDING


def head(row_id: str, weight: float) -> Requirement:
    return requirement(row_id, check=None, weight=weight)


# Two headings of 60 and 40; item 1.1 has three clauses, 1.2 and 2.1 one, 2.2 two.
TREE = (
    head("1", 60),
    requirement("1.1a", weight=40, part_of="1"),
    requirement("1.1b", weight=0, part_of="1.1a"),
    requirement("1.1c", weight=0, part_of="1.1a"),
    requirement("1.2", weight=20, part_of="1"),
    head("2", 40),
    requirement("2.1", weight=10, part_of="2"),
    requirement("2.2a", weight=30, part_of="2"),
    requirement("2.2b", weight=0, part_of="2.2a"),
)


def of(**outcomes: Outcome | tuple[Outcome, ...]) -> list[Finding]:
    """Findings by row: `r1_1a=PASSED` is row 1.1a."""
    found = []
    for name, given_ in outcomes.items():
        row = name[1:].replace("_", ".")
        for number, outcome in enumerate(given_ if isinstance(given_, tuple) else (given_,)):
            found.append(finding(outcome, f"/{row}/{number}", row))
    return found


def scored(found: list[Finding], *rows: Requirement, **changes: Any) -> Score:
    return score(portal(**changes), rulebook(*(rows or TREE)), found, {}, DAY)


def test_items_of_a_tree() -> None:
    assert items(TREE) == (
        Item("1.1a", 40, ("1.1a", "1.1b", "1.1c")),
        Item("1.2", 20, ("1.2",)),
        Item("2.1", 10, ("2.1",)),
        Item("2.2a", 30, ("2.2a", "2.2b")),
    )
    assert items(reversed(TREE))[-1] == Item("1.1a", 40, ("1.1a", "1.1c", "1.1b"))


def test_without_parts_every_row_is_an_item() -> None:
    rows = (requirement("a", weight=3), requirement("b", weight=0), head("6", 5))
    assert items(rows) == (Item("a", 3, ("a",)), Item("b", 0, ("b",)), Item("6", 5, ("6",)))


def test_parts_that_hang_on_nothing_or_in_a_circle_are_items_of_their_own() -> None:
    rows = (requirement("a", weight=0, part_of="x"), requirement("b", weight=0, part_of="b"))
    assert [one.id for one in items(rows)] == ["a", "b"]


def test_clauses_with_a_verdict_share_the_item_alike() -> None:
    # 1.1: a passed, b failed, c half: (1 + 0 + 1/2) / 3 = 1/2 of 40 = 20
    # 1.2: passed: 20; 2.1: failed: 0 of 10; 2.2: a passed, b failed: 1/2 of 30 = 15
    # (20 + 20 + 0 + 15) / 100 = 55
    result = scored(
        of(r1_1a=PASSED, r1_1b=FAILED, r1_1c=(PASSED, FAILED), r1_2=PASSED, r2_1=FAILED,
           r2_2a=PASSED, r2_2b=FAILED)
    )  # fmt: skip
    assert result.value == result.low == result.high == Decimal("55.00")
    lines = {line.requirement: line for line in result.lines}
    assert lines["1.1a"].points == lines["1.1b"].points == Decimal("13.33")  # 40 / 3
    assert lines["1.1c"].deducted == Decimal("6.67")  # 40 / 3 / 2
    assert (lines["2.2b"].points, lines["2.2b"].deducted) == (15, 15)
    assert (lines["1"].points, lines["1"].value) == (0, None)
    assert sum(line.points for line in result.lines) == Decimal("99.99")


def test_an_item_counts_in_full_when_one_clause_has_a_verdict() -> None:
    # 1.1: only b is judged, and passed: 40 of 40. 1.2: not due. 2.1: failed: 0 of 10.
    # 2.2 does not apply. 40 / (40 + 10) = 80
    result = scored(
        of(r1_1a=INAPPLICABLE, r1_1b=PASSED, r1_2=PENDING, r2_1=FAILED, r2_2a=INAPPLICABLE)
    )
    assert result.value == result.low == result.high == Decimal("80.00")
    lines = {line.requirement: line for line in result.lines}
    assert lines["1.1b"].points == 80
    assert lines["2.1"].deducted == 20


def test_an_item_keeps_its_weight_where_its_first_clause_binds_another_body() -> None:
    rows = (
        head("1", 100),
        requirement("1.1a", weight=60, part_of="1", named=("司法局",)),
        requirement("1.1b", weight=0, part_of="1.1a"),
        requirement("1.2", weight=40, part_of="1"),
    )
    # 60 for 1.1b, 0 of 40 for 1.2
    result = scored(of(r1_1b=PASSED, r1_2=FAILED), *rows)
    assert result.value == 60
    assert [line.requirement for line in result.lines] == ["1", "1.1b", "1.2"]


def test_what_is_unseen_widens_the_interval_of_its_item() -> None:
    # 1.1: a passed, b unseen, c awaits a second read: value 1; low (1 + 0 + 0) / 3 = 1/3; high 1
    # 1.2: failed. 2: unseen altogether, so it counts only where it moves an end outwards.
    # value: 40 / 60 = 66.67
    # low: 40/3 + 0, and 2.1 and 2.2 as 0 of 40: 40/3 / 100 = 13.33
    # high: 40 + 0 + 10 + 30 of 100 = 80
    found = of(r1_1a=PASSED, r1_1b=CANT_TELL, r1_2=FAILED, r2_1=CANT_TELL, r2_2b=CANT_TELL)
    found.append(finding(FAILED, "/c", "1.1c", basis=Basis.ABSENCE))
    result = scored(found)
    assert (result.value, result.low, result.high) == (
        Decimal("66.67"), Decimal("13.33"), Decimal("80.00"),
    )  # fmt: skip


def test_advice_and_vetoes_are_no_clauses_that_share() -> None:
    rows = (
        head("1", 100),
        requirement("1.1a", weight=100, part_of="1"),
        requirement("1.1b", weight=0, part_of="1.1a", scoring=Scoring.NONE),
        requirement("1.1c", weight=0, part_of="1.1a", scoring=Scoring.VETO),
    )
    result = scored(of(r1_1a=PASSED, r1_1b=FAILED, r1_1c=FAILED), *rows)
    assert (result.value, result.veto) == (100, True)


SEVERAL = requirement(check="sample", more=(Measure("other"), Measure("third")))


def checked(check: str, outcome: Outcome, number: int = 1, **changes: Any) -> list[Finding]:
    return [
        finding(outcome, f"/{check}/{outcome}/{n}", check=check, **changes) for n in range(number)
    ]


def test_a_row_of_several_checks_is_worth_the_least_of_them() -> None:
    # sample 3/4, other 1/2, third not due: the row is worth 1/2
    found = [
        *checked("sample", PASSED, 3), *checked("sample", FAILED), *checked("other", PASSED),
        *checked("other", FAILED), *checked("third", PENDING),
    ]  # fmt: skip
    result = scored(found, SEVERAL)
    assert result.value == result.low == result.high == 50
    (line,) = result.lines
    assert (line.value, line.passed, line.failed, line.deducted) == (Decimal("0.5"), 4, 2, 50)


def test_many_passes_of_one_check_do_not_hide_the_failure_of_another() -> None:
    assert scored(checked("sample", PASSED, 99) + checked("other", FAILED), SEVERAL).value == 0


def test_an_unseen_check_could_bring_a_row_down() -> None:
    # sample 1/2; other has 1 passed and 1 unseen: 1/2 to 1; third is unseen: 0 to 1
    found = [
        *checked("sample", PASSED), *checked("sample", FAILED), *checked("other", PASSED),
        *checked("other", CANT_TELL),
    ]  # fmt: skip
    result = scored(found, SEVERAL)
    assert (result.value, result.low, result.high) == (50, 50, 50)
    result = scored(found + checked("third", CANT_TELL), SEVERAL)
    assert (result.value, result.low, result.high) == (50, 0, 50)
    result = scored(checked("third", CANT_TELL), SEVERAL)
    assert (result.value, result.low, result.high) == (None, 0, 100)


def test_defects_of_each_check_have_the_cap_of_the_row() -> None:
    row = requirement(more=(Measure("other"),), scoring=Scoring.PER_DEFECT, points=0.2, cap=0.5)
    assert scored(checked("sample", FAILED, 2) + checked("other", FAILED), row).value == 60
    assert scored(checked("sample", FAILED, 9) + checked("other", PASSED), row).value == 50


OUTCOMES = st.sampled_from([PASSED, FAILED, PENDING, CANT_TELL, INAPPLICABLE])
ROWS = [row.id for row in TREE if row.check]


@given(st.lists(st.tuples(st.sampled_from(ROWS), OUTCOMES), max_size=20))
def test_the_score_lies_in_its_interval_and_lines_add_up(
    drawn: list[tuple[str, Outcome]],
) -> None:
    found = [finding(what, f"/{n}", row) for n, (row, what) in enumerate(drawn)]
    result = scored(found)
    if result.value is None:
        assert all(line.points == 0 for line in result.lines)
        return
    assert result.low is not None
    assert result.high is not None
    assert 0 <= result.low <= result.value <= result.high <= 100
    cents = Fraction(len(ROWS), 200)  # each line is rounded by itself
    assert abs(Fraction(sum(line.points for line in result.lines)) - 100) <= cents
    earned = sum(line.points - line.deducted for line in result.lines)
    assert abs(Fraction(earned) - Fraction(result.value)) <= 2 * cents


def test_kinds_that_a_row_does_not_bind_take_no_part() -> None:
    rows = (*TREE[:2], requirement("1.1b", weight=0, part_of="1.1a",
            binds=frozenset({PortalKind.TOWNSHIP})))  # fmt: skip
    result = scored(of(r1_1a=PASSED, r1_1b=FAILED), *rows)
    assert result.value == 100

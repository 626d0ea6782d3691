import pytest

from checks.engine.requirement import Requirement
from checks.errors import RulebookError
from checks.rulebooks import rulebook_from
from checks.rulebooks.weights import faults, parts

HEAD = """
id = "local"
title = "地方考评方案"
version = "1"
starts_on = 2026-01-01
source = "某市"
number = ""
"""


def row(row_id: str, weight: float, part_of: str | None = None) -> Requirement:
    return Requirement(
        id=row_id, rulebook="local", title="", summary="", check=None, weight=weight,
        part_of=part_of,
    )  # fmt: skip


TREE = (
    row("1", 60), row("1.1a", 40, "1"), row("1.1b", 0, "1.1a"), row("1.1c", 0, "1.1a"),
    row("1.2", 20, "1"), row("2", 40),
)  # fmt: skip


def said(*rows: Requirement) -> list[tuple[str | None, str, str]]:
    return list(faults(rows))


def test_a_tree_that_sums() -> None:
    assert said(*TREE) == []


def test_the_order_of_the_rows_does_not_matter() -> None:
    assert said(*reversed(TREE)) == []


def test_a_book_in_which_nothing_is_part_of_anything_is_no_tree() -> None:
    assert said(row("1", 1), row("2", 1)) == []
    assert said() == []


def test_tenths_sum_exactly() -> None:
    tenths = [row(f"1.{n}", 0.1, "1") for n in range(3)]
    assert said(row("1", 0.3), *tenths, row("2", 99.7)) == []


@pytest.mark.parametrize(
    "rows, fault",
    [
        (
            (row("1", 60), row("1.1", 40, "1"), row("1.2", 19.5, "1"), row("2", 40)),
            ("1", "weight", "its parts weigh 40 + 19.5 = 59.5, not 60"),
        ),
        (
            (row("1", 100), row("1.1", 99, "1")),
            ("1", "weight", "its parts weigh 99, not 100"),
        ),
        (
            (row("1", 60), row("1.1", 60, "1"), row("2", 39)),
            (None, "weight", "the headings weigh 60 + 39 = 99, not 100"),
        ),
        (
            (row("1", 100), row("1.1a", 100, "1"), row("1.1b", 1, "1.1a")),
            ("1.1a", "weight", "its parts weigh 1, not 100"),
        ),
        (
            (row("1", 100), row("1.1a", 0, "1"), row("1.1b", 0, "1.1a")),
            ("1", "weight", "its parts weigh 0, not 100"),
        ),
        (
            (row("1", 100), row("1.1", 90, "1"), row("1.2", 10, "3")),
            ("1.2", "part_of", "names no row of this rulebook: '3'"),
        ),
        (
            (row("1", 100), row("2", 0, "2")),
            ("2", "part_of", "goes round: 2 → 2"),
        ),
        (
            (row("1", 100), row("2", 0, "3"), row("3", 0, "4"), row("4", 0, "3")),
            ("3", "part_of", "goes round: 3 → 4 → 3"),
        ),
    ],
)
def test_what_is_wrong_is_one_fault(
    rows: tuple[Requirement, ...], fault: tuple[str | None, str, str]
) -> None:
    assert said(*rows) == [fault]


def test_parts_in_the_order_of_the_book() -> None:
    assert {above: [one.id for one in own] for above, own in parts(TREE).items()} == {
        "1": ["1.1a", "1.2"],
        "1.1a": ["1.1b", "1.1c"],
    }


def text(row_id: str, weight: float, part_of: str = "") -> str:
    above = f'part_of = "{part_of}"\n' if part_of else ""
    return (
        f'\n[[requirements]]\nid = "{row_id}"\nclause = "一"\ntitle = "标题"\nsummary = "概要。"\n'
        f'assessment = "manual"\nbinds = ["county"]\nweight = {weight}\n{above}'
    )


def test_the_parser_tells_of_a_tree_that_does_not_sum() -> None:
    book = rulebook_from(HEAD + text("a", 100) + text("b", 60, "a") + text("c", 40, "a"))
    assert [one.part_of for one in book.requirements] == [None, "a", "a"]
    with pytest.raises(RulebookError) as error:
        rulebook_from(HEAD + text("a", 100) + text("b", 60, "a") + text("c", 39, "a"), "x.toml")
    assert error.value.problems == [
        "x.toml: requirement a: weight: its parts weigh 60 + 39 = 99, not 100"
    ]
    with pytest.raises(RulebookError) as error:
        rulebook_from(HEAD + text("a", 99) + text("b", 99, "a"), "x.toml")
    assert error.value.problems == ["x.toml: weight: the headings weigh 99, not 100"]


def test_a_notice_without_a_number_is_cited_by_title_and_clause() -> None:
    (one,) = rulebook_from(HEAD + text("a", 1)).requirements
    assert one.basis_text == "《地方考评方案》一"
    assert one.sources == ("a",)
    with pytest.raises(RulebookError, match="basis_text: is missing"):
        rulebook_from(HEAD.replace('number = ""\n', "") + text("a", 1))

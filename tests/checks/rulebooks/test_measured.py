"""Which clauses are told to be measured."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from checks.engine.registry import checks
from checks.engine.requirement import Assessment, Measure
from checks.rulebooks.measured import counts, counts_of, how_measured, notices, sums
from tests.checks.engine.builders import requirement, rulebook, says

SAMPLE = says()
BUILT = {"sample": SAMPLE}
FILLED = BUILT | {"lists": SAMPLE._replace(check=replace(SAMPLE.check, filled=("themes",)))}


def test_a_row_that_waits_for_an_event_is_not_measured_yet() -> None:
    waiting = requirement("row-2", waits_for="省级文件印发")
    book = rulebook(requirement(), waiting)
    assert counts(book, BUILT) == {Assessment.AUTOMATIC: (2, 1)}
    assert how_measured(waiting, BUILT) == "not measured: waits for 省级文件印发"


def test_a_row_that_leaves_open_what_its_check_lives_by_is_not_measured() -> None:
    empty = requirement(check="lists", terms={"themes": ()})
    full = requirement("row-2", check="lists", terms={"themes": ("教育",)})
    both = requirement("row-3", check="lists", terms={}, more=(Measure("sample"),))
    assert how_measured(empty, FILLED) == (
        "not measured: lists is told no themes: the row leaves it empty"
    )
    said = replace(empty, why="通知没有列出主题。")
    assert how_measured(said, FILLED) == "not measured: 通知没有列出主题。"
    assert how_measured(replace(full, why="通知没有列出主题。"), FILLED) == "measured by lists"
    assert how_measured(full, FILLED) == "measured by lists"
    assert how_measured(both, FILLED) == (
        "measured by sample; lists is told no themes: the row leaves it empty"
    )
    assert counts(rulebook(empty, full, both), FILLED) == {Assessment.AUTOMATIC: (3, 2)}


def test_the_parts_of_a_notice_are_counted_together() -> None:
    issued, built = date(2026, 2, 1), {"sample": SAMPLE}
    whole = rulebook(requirement(), requirement("row-2", check=None, assessment=Assessment.MANUAL))
    county, department = replace(whole, issued_on=issued), replace(whole, issued_on=issued)
    other = replace(whole, issued_on=issued, number="某政办〔2026〕2号")
    found = notices([whole, county, department, other])
    assert found == {
        "某通知 2026-02-01": (county, department), "某通知 某政办〔2026〕2号": (other,),
    }  # fmt: skip
    counted = counts_of(found["某通知 2026-02-01"], built)
    assert counted == {Assessment.AUTOMATIC: (2, 2), Assessment.MANUAL: (2, 0)}
    assert sums(counted) == (4, 2)


@pytest.mark.parametrize(
    ("check", "term"),
    [
        ("feature_present", "features"), ("topic_coverage", "themes"),
        ("catalogue_items_fulfilled", "items"),
    ],
)  # fmt: skip
def test_checks_that_live_by_a_list_are_not_told_to_measure_without_it(
    check: str, term: str
) -> None:
    told = how_measured(requirement(check=check, terms={term: ()}), checks())
    assert told == f"not measured: {check} is told no {term}: the row leaves it empty"

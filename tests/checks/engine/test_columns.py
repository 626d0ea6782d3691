"""Columns as rows name them: what is wrong is told; what a clause's checks know of each other."""

from __future__ import annotations

from typing import Any

import pytest

from checks.engine.columns import concerning, faults_of
from checks.engine.requirement import Measure
from tests.checks.engine.builders import requirement

GOOD = {
    "title": "六稳六保", "synonyms": ["六保"], "parent": "专题", "below": "platform",
    "children": ["政策"], "min_items": 1, "max_age_days": 30,
}  # fmt: skip

FAULTS: dict[str, tuple[Any, str]] = {
    "no list": ("六稳六保", "must be a list of tables"),
    "a text": (["六稳六保"], "column 1: must be a table"),
    "neither": ([{"min_items": 1}], "has either a title or a role"),
    "both": ([{"title": "新闻", "role": "news"}], "has either a title or a role"),
    "an unknown role": ([{"role": "newz"}], "unknown role 'newz'"),
    "no section's role": ([{"role": "named"}], "unknown role 'named'"),
    "an empty title": ([{"title": " "}], "title: must be a text"),
    "an unknown key": ([{"title": "新闻", "max_age": 3}], "max_age: unknown key"),
    "synonyms as a text": ([{"title": "新闻", "synonyms": "动态"}], "synonyms: must be a list"),
    "no children": ([{"title": "新闻", "children": []}], "children: must be a list"),
    "nothing as least": ([{"title": "新闻", "min_items": 0}], "must be a number above 0"),
    "named where no check knows it": (
        [{"title": "新闻", "named": ["教育局"]}],
        "named: this check",
    ),
    "true as least": ([{"title": "新闻", "min_items": True}], "must be a number above 0"),
}


@pytest.mark.parametrize(("columns", "said"), FAULTS.values(), ids=FAULTS)
def test_a_fault(columns: Any, said: str) -> None:
    assert any(said in fault for fault in faults_of(columns))


def test_what_is_right_has_no_fault() -> None:
    assert list(faults_of([GOOD, {"role": "news"}])) == []


def test_a_check_may_know_more_keys_of_a_column() -> None:
    given = [{"title": "新闻", "named": ["教育局"]}]
    assert list(faults_of(given, options=("named",))) == []
    (fault,) = faults_of([{"title": "新闻", "named": "教育局"}], options=("named",))
    assert "named: must be a list of texts" in fault
    (fault,) = faults_of([{"title": "新闻", "optional": "yes"}], options=("optional",))
    assert "optional: must be true or false" in fault


def test_columns_that_name_bodies_concern_those_alone() -> None:
    every, some = {"title": "新闻"}, {"title": "教育", "named": ["人民政府", "教育局"]}
    assert concerning([every, some], "云溪县教育局") == [every, some]
    assert concerning([every, some], "云溪县统计局") == [every]


def test_a_check_may_need_more_of_each_column() -> None:
    assert list(faults_of([GOOD], ("max_age_days",))) == []
    (fault,) = faults_of([{"title": "新闻"}], ("max_age_days",))
    assert fault == "column 新闻: max_age_days: is missing"


def test_every_measure_knows_the_others_of_its_clause() -> None:
    row = requirement(more=(Measure("second", {"days": 3}), Measure("third")))
    measures = list(row.measures())
    assert [one.check for one in measures] == ["sample", "second", "third"]
    assert measures[0].beside == ("second", "third")
    assert measures[1].beside == ("sample", "third")
    assert measures[1].terms == {"days": 3}
    assert row.checks == ("sample", "second", "third")


def test_a_single_measure_is_the_row_itself() -> None:
    row = requirement()
    assert list(row.measures()) == [row]
    assert list(requirement(check=None).measures()) == []

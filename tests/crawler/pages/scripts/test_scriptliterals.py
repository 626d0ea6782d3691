"""Literals of scripts: what nests without end is given up before it costs much."""

from __future__ import annotations

from time import process_time

import pytest

from crawler.pages.scripts.scriptliterals import Budget, NoLiteralError, literal
from tests.fuzzing.growing import uncollected


def nested(depth: int) -> str:
    return "{a:[" * depth + "1" + "]}" * depth


@pytest.mark.parametrize("depth", [1, 5, 15, 30])
def test_what_nests_as_data_do_is_read(depth: int) -> None:
    found, end = literal(nested(depth), 0, Budget())
    assert end == len(nested(depth))
    for _ in range(depth):
        found = found["a"][0]
    assert found == 1


def test_brackets_in_brackets_are_not_tried_from_every_one_of_them() -> None:
    text, budget, tried = "{a:[" * 9_000, Budget(), 0
    with uncollected():
        began = process_time()
        for at in range(0, len(text), 4):
            try:
                literal(text, at, budget)
            except NoLiteralError:
                tried += 1
            if budget.left < 0:
                break
        assert process_time() - began < 1
    assert 0 < tried < 1_000


def test_flat_rows_are_read_within_the_budget() -> None:
    rows = "[" + ",".join(f"{{t:'{n}',u:'/a/{n}.html',d:'2026-03-01'}}" for n in range(9_000)) + "]"
    found, _ = literal(rows, 0, Budget())
    assert len(found) == 9_000

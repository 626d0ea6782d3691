"""Which clauses are told to be measured."""

from __future__ import annotations

from checks.engine.requirement import Assessment
from checks.rulebooks.measured import counts, how_measured
from tests.checks.engine.builders import requirement, rulebook


def test_a_row_that_waits_for_an_event_is_not_measured_yet() -> None:
    waiting = requirement("row-2", waits_for="省级文件印发")
    book = rulebook(requirement(), waiting)
    assert counts(book, {"sample"}) == {Assessment.AUTOMATIC: (2, 1)}
    assert how_measured(waiting, {"sample"}) == "not measured: waits for 省级文件印发"

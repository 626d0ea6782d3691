"""Slow answers: few at once, and nobody waits for a seat."""

from __future__ import annotations

import pytest

from reports.console.gate import Refusal
from reports.console.turns import Slow, Turns


def test_a_person_has_one_seat_and_a_kind_has_few() -> None:
    turns = Turns()
    turns.take("a", Slow.FILE)
    with pytest.raises(Refusal, match="还在进行") as told:
        turns.take("a", Slow.PRINT)
    assert (told.value.status, told.value.headers["Retry-After"]) == (503, "20")
    turns.take("b", Slow.FILE)
    with pytest.raises(Refusal, match="较多"):
        turns.take("c", Slow.FILE)
    turns.take("c", Slow.PRINT)
    turns.leave("a")
    turns.take("d", Slow.FILE)

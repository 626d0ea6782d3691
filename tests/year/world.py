"""What changes in the sample county during its year beyond what its history tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from demo.content.model import Column, DocFacts, Item, LeaderFacts, Unit

UNITS = frozenset({"baisha", "jiaoyu"})
BAISHA_CELLS = (date(2026, 5, 11), date(2026, 9, 7), date(2026, 10, 19))
"""The township fills the empty cells of its documents, loses them again, and fills them anew."""
JIAOYU_CELLS = date(2026, 8, 17)
LEADERS = date(2026, 6, 10)
"""Both bodies name openness in their leaders' division of work."""


def mends(day: date) -> Callable[[Unit], Unit]:
    """What the offices have changed by the first hours of that day."""
    first, lost, again = BAISHA_CELLS
    filled = {"baisha": first <= day < lost or day >= again, "jiaoyu": day >= JIAOYU_CELLS}

    def change(unit: Unit) -> Unit:
        def item(one: Item) -> Item:
            facts = one.facts
            if isinstance(facts, DocFacts) and filled[unit.id]:
                return replace(
                    one,
                    facts=replace(
                        facts,
                        number_shown=facts.number,
                        validity_shown=facts.validity,
                        hide=frozenset(),
                    ),
                )
            if isinstance(facts, LeaderFacts) and day >= LEADERS and not facts.former:
                return replace(
                    one, facts=replace(facts, division=f"{facts.division}分管政务公开。")
                )
            return one

        def column(one: Column) -> Column:
            return replace(one, items=tuple(item(each) for each in one.items))

        return replace(unit, columns=tuple(column(one) for one in unit.columns))

    return change

"""The items of a rulebook: what carries a weight, and the clauses that share it.

In a tree (rows with `part_of`, as in the annexes of 芜湖 2020) headings weigh what their items
weigh together, and the further clauses of an item weigh nothing themselves: they share the
item's weight with its first clause. Where no row is part of another, each row is an item.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checks.engine.requirement import Requirement


@dataclass(frozen=True)
class Item:
    """What is weighed as one: the row that carries the weight, and the clauses that share it.

    `clauses` are ids of rows, that of the item's own first.
    """

    id: str
    weight: float
    clauses: tuple[str, ...]


def items(requirements: Iterable[Requirement]) -> tuple[Item, ...]:
    """The items of a rulebook in its order; headings are none, their weight is in their items.

    All rows of the rulebook are wanted, whoever they bind: an item keeps its weight for a body
    that its first clause does not bind.
    """
    rows = {row.id: row for row in requirements}
    headings = {row.part_of for row in rows.values() if row.part_of is not None and row.weight > 0}
    clauses: dict[str, list[str]] = {}
    for row in rows.values():
        if row.id not in headings:
            clauses.setdefault(_item_of(row, rows, headings), []).append(row.id)
    return tuple(
        Item(name, rows[name].weight, tuple(sorted(own, key=lambda one: one != name)))
        for name, own in clauses.items()
    )


def _item_of(row: Requirement, rows: Mapping[str, Requirement], headings: set[str]) -> str:
    """The row whose weight a row shares: the nearest one above that weighs something."""
    seen = {row.id}
    while row.weight == 0 and row.part_of is not None:
        above = rows.get(row.part_of)
        if above is None or above.id in headings | seen:
            break
        row = above
        seen.add(row.id)
    return row.id

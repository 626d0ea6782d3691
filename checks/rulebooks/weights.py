"""Rulebooks as trees of weights: headings, the items below them, the clauses of an item.

A book in which rows are part of others is a tree. Its headings are part of nothing and weigh 100
together; the parts of a row weigh what the row weighs. Where the parts have no parts and weigh
nothing themselves, they are further clauses of an item and share the item's weight with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from checks.engine.requirement import Requirement

WHOLE = 100
"""What the headings of a tree weigh together."""


def faults(requirements: Sequence[Requirement]) -> Iterator[tuple[str | None, str, str]]:
    """What is wrong with the tree of a book: row (None: the book), key, and what is said of it.

    Nothing for a book that is no tree. Sums are told only of a tree whose rows hang together.
    """
    if all(row.part_of is None for row in requirements):
        return
    loose = [*_unknown(requirements), *_cycles(requirements)]
    yield from loose
    if loose:
        return
    headings = [row for row in requirements if row.part_of is None]
    if _total(headings) != WHOLE:
        yield None, "weight", f"the headings weigh {_sum(headings)}, not {WHOLE}"
    below = parts(requirements)
    for row in requirements:
        own = below.get(row.id, ())
        if own and not _shared(own, below) and _total(own) != _exact(row.weight):
            yield row.id, "weight", f"its parts weigh {_sum(own)}, not {row.weight:g}"


def parts(requirements: Iterable[Requirement]) -> Mapping[str, Sequence[Requirement]]:
    """The rows that are part of a row, by its id, in the order of the book."""
    found: dict[str, list[Requirement]] = {}
    for row in requirements:
        if row.part_of is not None:
            found.setdefault(row.part_of, []).append(row)
    return found


def _unknown(requirements: Sequence[Requirement]) -> Iterator[tuple[str, str, str]]:
    known = {row.id for row in requirements}
    for row in requirements:
        if row.part_of is not None and row.part_of not in known:
            yield row.id, "part_of", f"names no row of this rulebook: {row.part_of!r}"


def _cycles(requirements: Sequence[Requirement]) -> Iterator[tuple[str, str, str]]:
    """Each circle once, told of its first row in the book."""
    above = {row.id: row.part_of for row in requirements}
    told: set[str] = set()
    for row in requirements:
        path: list[str] = []
        at: str | None = row.id
        while at is not None and at not in told and at not in path:
            path.append(at)
            at = above.get(at)
        told.update(path)
        if at in path:
            circle = path[path.index(at) :]
            yield circle[0], "part_of", f"goes round: {' → '.join([*circle, circle[0]])}"


def _shared(own: Sequence[Requirement], below: Mapping[str, Sequence[Requirement]]) -> bool:
    return all(row.weight == 0 and row.id not in below for row in own)


def _exact(weight: float) -> Fraction:
    return Fraction(str(weight))


def _total(rows: Sequence[Requirement]) -> Fraction:
    return sum((_exact(row.weight) for row in rows), Fraction(0))


def _sum(rows: Sequence[Requirement]) -> str:
    """The sum as it is made: 5 + 3 + 4 = 12."""
    terms = " + ".join(f"{row.weight:g}" for row in rows)
    return f"{terms} = {float(_total(rows)):g}" if len(rows) != 1 else terms

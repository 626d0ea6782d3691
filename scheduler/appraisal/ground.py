"""What a workbook gives, and what it is held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checks.appraisal.inputs import Input, Inputs, kind_of
from checks.appraisal.plan import Plan, Unit
from crawler.portals import Round
from reports.appraisal import layout
from scheduler.appraisal.cells import Row


@dataclass(frozen=True)
class Given:
    """One thing that a workbook says: an input, or (`void`) that one is taken back.

    `place` is sheet and row as stored, `where` the same with the file for a fault.
    """

    kind: str
    key: str
    where: str
    place: str
    one: Input | None = None

    @property
    def void(self) -> bool:
        """Whether it takes back what was given before."""
        return self.one is None


@dataclass(frozen=True)
class Ground:
    """What a workbook is held against: plan, inputs in force, and the names that may be named.

    `rounds` are those of the watchlist and the frozen ones by id; `requirements` are the rows of
    every rulebook of the watchlist.
    """

    plan: Plan
    inputs: Inputs
    portals: frozenset[str]
    rounds: Mapping[str, Round]
    requirements: Mapping[str, frozenset[str]]


def given(row: Row, one: Input, place: str = "") -> Given | None:
    """What a row gives, or takes back if it is marked 作废; None if the row is not sound."""
    void = row.filled(layout.VOID)
    if void and row.text(layout.VOID) != layout.YES:
        row.fault(layout.VOID, f"{row.text(layout.VOID)[:40]!r} is not {layout.YES}")
    if not row.sound:
        return None
    return Given(kind_of(one), one.key, row.where, place or row.place, None if void else one)


def taken_back(row: Row, kind: str, key: str, place: str = "") -> Given:
    """That a row takes back the input of a key."""
    return Given(kind, key, row.where, place or row.place)


def unit_of(row: Row, plan: Plan, column: str) -> Unit | None:
    """The unit that a column names by any of its names; noted as a fault if there is none."""
    name = row.needed(column)
    found = next((unit for unit in plan.units if name in unit.names), None)
    if name and found is None:
        row.fault(column, f"{name[:40]!r} is not on the register")
    return found

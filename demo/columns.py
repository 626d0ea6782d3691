"""Ground truth of the columns that the county's notice asks for by their titles."""

from __future__ import annotations

from collections.abc import Iterator

from demo.content.model import Column
from demo.county import County, origin_of
from demo.places.themes import BUSINESS, EPIDEMIC, HEALTH, SIX
from demo.truth import CAUSES, GOVERNMENT, Truth, View, subject_of

PRESENT = {BUSINESS: 1, SIX: 1, EPIDEMIC: 1, HEALTH: 3}
"""The columns that a portal must have, and how many entries of each."""
KEPT_UP = {BUSINESS: 90, SIX: 30, EPIDEMIC: 7, HEALTH: 90}
"""The most days that the newest entry of each may be old."""


def column_truth(county: County) -> tuple[Truth, ...]:
    """Every finding that is due on these columns, of the city and the counties."""
    found: list[Truth] = []
    for unit in county.units:
        if unit.kind in GOVERNMENT:
            home = subject_of(county.origin(origin_of(unit)), unit.home)
            view = View(unit, lambda path, home=home: home, guest=False, ipv6="")  # type: ignore[misc]
            found += _present(view)
            found += _kept_up(view)
    return tuple(found)


def _of(view: View, title: str) -> Column | None:
    return next((column for column in view.unit.columns if column.wanted == title), None)


def _hidden(column: Column) -> str | None:
    """Why nobody can tell what is in a column."""
    return "ambiguous" if column.doubtful else CAUSES.get(column.condition)


def _present(view: View) -> Iterator[Truth]:
    for title, least in PRESENT.items():
        column = _of(view, title)
        cause = _hidden(column) if column is not None else None
        if column is None:
            outcome = "failed"
        elif cause is not None:
            outcome = "cant_tell"
        elif column.shape == "statement":
            outcome = "inapplicable"
        else:
            outcome = "passed" if len(column.items) >= least else "failed"
        yield view.say("section_present", view.home, outcome, title, cause)


def _kept_up(view: View) -> Iterator[Truth]:
    for title, limit in KEPT_UP.items():
        column = _of(view, title)
        cause = _hidden(column) if column is not None else None
        note = ""
        if column is None:
            outcome, note = "failed", "missing"
        elif cause is not None:
            outcome = "cant_tell"
        elif column.shape == "statement":
            outcome = "inapplicable"
        elif not column.items:
            outcome, note = "failed", "empty"
        else:
            age = (view.unit.as_of - max(item.on for item in column.items)).days
            outcome, note = ("passed" if age <= limit else "failed"), f"{age} days"
        yield view.say("section_freshness", view.home, outcome, title, cause, note)

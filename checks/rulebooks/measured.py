"""Which clauses of a rulebook are measured, and why the others are not."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping

from checks.engine.requirement import Assessment, Requirement, Rulebook


def how_measured(row: Requirement, built: Collection[str]) -> str:
    """How one clause is measured, or why it is not, in one line."""
    if row.blocked:
        return f"not measured: {row.blocked}"
    if row.waits_for:
        return f"not measured: waits for {row.waits_for}"
    by = [check for check in row.checks if check in built]
    lacking = [check for check in row.checks if check not in built]
    if by:
        more = f"; {_not_built(lacking, built)}" if lacking else ""
        return f"measured by {', '.join(by)}{more}"
    if lacking:
        return f"not measured: {_not_built(lacking, built)}"
    if row.process:
        return f"not measured: {row.assessment.value} ({', '.join(row.process)})"
    return f"not measured: {row.assessment.value}"


def _not_built(lacking: Collection[str], built: Collection[str]) -> str:
    """That these checks are not there, each with the one whose name it may misspell."""
    told = []
    for check in lacking:
        near = difflib.get_close_matches(check, built, 1, 0.85)
        told.append(f"{check} (is {near[0]} meant?)" if near else check)
    return f"{', '.join(told)} is not built yet"


def counts(book: Rulebook, built: Collection[str]) -> Mapping[Assessment, tuple[int, int]]:
    """Per way of assessment that occurs, how many clauses there are and how many are measured."""
    found = {}
    for assessment in Assessment:
        rows = [row for row in book.requirements if row.assessment is assessment]
        measured = sum(_is_measured(row, built) for row in rows)
        if rows:
            found[assessment] = (len(rows), measured)
    return found


def _is_measured(row: Requirement, built: Collection[str]) -> bool:
    """Whether some check judges it now: what is blocked or waits for an event, none does."""
    return any(c in built for c in row.checks) and not row.blocked and not row.waits_for

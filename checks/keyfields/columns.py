"""The columns that a row names by role or by title: their rows, and how well they were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from checks.judging import Bench, statement_holds, unproven
from crawler.portals import Role
from crawler.records import Cause, Entry, Evidence, NamedColumn, ReadState, Section


@dataclass(frozen=True)
class Shelf:
    """A column as it was read. `hidden` says why something in it may not have been seen;
    `silent` that it states to have nothing. `unread_before` as in `Section`."""

    name: str
    rows: tuple[Entry, ...]
    hidden: Cause | None
    absent: bool
    silent: bool
    evidence: tuple[Evidence, ...]
    unread_before: date | None = None


def shelf(bench: Bench, spec: Mapping[str, Any]) -> Shelf:
    """The column that a term names: `role`, or `title` with `parent`."""
    dossier = bench.dossier
    if "role" in spec:
        role = Role(spec["role"])
        section = dossier.section(role)
        return Shelf(
            role.chinese, dossier.entries(role), unproven(dossier, role),
            section.state is ReadState.ABSENT, section.seen and statement_holds(bench, section),
            section.evidence, section.unread_before,
        )  # fmt: skip
    column = dossier.named_column(str(spec["title"]), str(spec.get("parent", "")))
    settled = (ReadState.WHOLE, ReadState.EMPTY, ReadState.ABSENT)
    return Shelf(
        column.wanted.title, dossier.rows_of(column),
        None if column.state in settled else column.cause or Cause.UNREADABLE,
        column.state is ReadState.ABSENT, column.seen and _states_none(bench, column),
        column.evidence, column.unread_before,
    )  # fmt: skip


def _states_none(bench: Bench, column: NamedColumn) -> bool:
    said = Section(
        column.role, column.state, statement_on=column.statement_on, newest_on=column.newest_on
    )
    return statement_holds(bench, said)

"""Columns that a row names, and columns that bear the name of a thing looked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from checks.disclosure.period import Period
from checks.disclosure.reach import Unseen, begins_later, cut_off, unseen_in_column
from checks.judging import Bench, statement_holds, unproven
from crawler.portals import Role
from crawler.records import (
    Cause,
    Column,
    Dossier,
    Entry,
    Evidence,
    Match,
    NamedColumn,
    SoughtPage,
    Wanted,
    matches,
)

_SURE = frozenset({Match.EXACT, Match.SYNONYM, Match.CONTAINED})

_NO_LIST = frozenset({None, Cause.UNREADABLE, Cause.AMBIGUOUS})
Spec = str | Mapping[str, Any]
"""A column in a term: its title alone, or a table with `title` or `role`."""


def wanted_of(dossier: Dossier, spec: Spec) -> Role | NamedColumn:
    """The section or the column that a term names."""
    if isinstance(spec, str):
        return dossier.named_column(spec)
    if "role" in spec:
        return Role(spec["role"])
    return dossier.named_column(str(spec["title"]), str(spec.get("parent", "")))


def name_of(spec: Spec) -> str:
    """What a term calls a column."""
    if isinstance(spec, str):
        return spec
    return Role(spec["role"]).chinese if "role" in spec else str(spec["title"])


def rows_of_columns(dossier: Dossier, specs: Sequence[Spec]) -> list[Entry]:
    """The rows of all these columns."""
    found: list[Entry] = []
    for spec in specs:
        one = wanted_of(dossier, spec)
        found += dossier.entries(one) if isinstance(one, Role) else dossier.rows_of(one)
    return found


def unseen_columns(
    dossier: Dossier, specs: Sequence[Spec], period: Period, first: date | None
) -> Unseen | None:
    """Why something of the period, from `first` on, may stand in these columns unseen."""
    for spec in specs:
        one = wanted_of(dossier, spec)
        if isinstance(one, Role):
            cause = unproven(dossier, one) or cut_off(dossier.section(one).unread_before, first)
        else:
            cause = unseen_in_column(one, first)
        cause = cause or begins_later(rows_of_columns(dossier, [spec]), period, first)
        if cause is not None:
            return cause, name_of(spec)
    return None


def columns_of_name(dossier: Dossier, words: Sequence[str]) -> Iterator[NamedColumn]:
    """The columns that were read and bear one of these names, each once."""
    told: set[str] = set()
    for one in dossier.named.values():
        there = one.match in _SURE and (one.seen or _shows_itself(dossier, one.column))
        column = one.column if there else None
        if column is not None and column.url not in told and _bears(column, words):
            told.add(column.url)
            yield one


def urls_of_name(dossier: Dossier, words: Sequence[str]) -> list[str]:
    """What the columns of these names list, and their own pages."""
    found: list[str] = []
    for one in columns_of_name(dossier, words):
        found += [row.url for row in dossier.rows_of(one)]
        found += [one.column.url] if one.column is not None else []
    return found


def own_pages(dossier: Dossier, words: Sequence[str]) -> frozenset[str]:
    """The addresses of the columns of these names: a page there bears no date of its own."""
    columns = (one.column for one in columns_of_name(dossier, words))
    return frozenset(column.url for column in columns if column is not None)


def _shows_itself(dossier: Dossier, column: Column | None) -> bool:
    """Whether a column's own page was read as a page, and shows a table."""
    return column is not None and any(
        isinstance(record, SoughtPage) and record.url == column.url and record.tables
        for record in dossier.records
    )


def unread_column(dossier: Dossier, words: Sequence[str], first: date | None) -> Unseen | None:
    """A column of one of these names that was not read back to `first`, and why."""
    for one in columns_of_name(dossier, words):
        cause = unseen_in_column(one, first)
        if cause is Cause.UNREADABLE and _shows_itself(dossier, one.column):
            continue  # no list, but a page whose tables or text were read
        if one.column is not None and cause is not None:
            return cause, one.column.title
    read = {url for section in dossier.sections.values() if section.seen for url in section.urls}
    read |= {one.column.url for one in dossier.named.values() if one.seen and one.column}
    for column in dossier.columns:
        known = column.url in read or _shows_itself(dossier, column)
        if not known and _bears(column, words):
            return Cause.AMBIGUOUS, column.title
    return None


def unread_further(dossier: Dossier, titles: Sequence[str], first: date | None) -> Unseen | None:
    """A list of just one of these titles that was not read back to `first`, and why.

    What has such a title is often but a hub of other columns: that it lists nothing is no doubt.
    """
    for title in titles:
        one = dossier.named_column(title)
        cause = unseen_in_column(one, first)
        if one.column is not None and one.match is Match.EXACT and cause not in _NO_LIST:
            return cause or Cause.LIMIT, one.column.title
    return None


def near_column(dossier: Dossier, words: Sequence[str]) -> Unseen | None:
    """A column whose name is near to one of these, so that it was not read, and why."""
    for one in dossier.named.values():
        column = one.column if one.match is Match.WEAK and not one.seen else None
        if column is not None and any(matches(Wanted(w), column.title) is not None for w in words):
            return one.cause or Cause.AMBIGUOUS, column.title
    return None


def unseen_tree(dossier: Dossier) -> Cause | None:
    """Why a column may be there that no menu showed."""
    return None if dossier.column_tree_complete else dossier.column_tree_cause or Cause.LIMIT


def _bears(column: Column, words: Sequence[str]) -> bool:
    return any(matches(Wanted(word), column.title) in _SURE for word in words)


def all_state_none(bench: Bench, specs: Sequence[Spec]) -> bool:
    """Whether every column that a row names states that it has nothing (情况说明)."""
    named = (wanted_of(bench.dossier, spec) for spec in specs)
    columns = [bench.dossier.section(one) if isinstance(one, Role) else one for one in named]
    return bool(columns) and all(one.seen and statement_holds(bench, one) for one in columns)


def evidence_of(dossier: Dossier, specs: Sequence[Spec]) -> tuple[Evidence, ...]:
    """The first pages of columns that a row names, each once."""
    found: dict[Evidence, None] = {}
    for spec in specs:
        one = wanted_of(dossier, spec)
        section = dossier.section(one) if isinstance(one, Role) else one
        found.update(dict.fromkeys(section.evidence[:1]))
    return tuple(found)


def has_text(dossier: Dossier, specs: Sequence[Spec], min_text_chars: int) -> bool:
    """Whether one of these columns is a page of text."""
    found = (wanted_of(dossier, spec) for spec in specs)
    sections = (dossier.section(one) if isinstance(one, Role) else one for one in found)
    return any(one.seen and one.text_chars >= min_text_chars for one in sections)


def is_filled(column: NamedColumn) -> bool:
    """Whether a column has rows or text."""
    return column.entries > 0 or column.text_chars > 0

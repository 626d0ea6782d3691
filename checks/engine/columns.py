"""Columns as rulebooks name them: the tables of a term `columns`, and what is wrong with them.

And sections by kind of portal: the table of a term `roles`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from checks.engine.requirement import Requirement
from crawler.portals import PortalKind, Role

_TEXTS = frozenset({"title", "role", "parent", "below"})
_LISTS = frozenset({"synonyms", "children", "named"})
_FLAGS = frozenset({"optional"})
_OPTIONS = frozenset({"named", "optional"})
_NUMBERS = frozenset({"min_items", "max_age_days"})
_NOWHERE = frozenset({Role.HOME, Role.NAMED})
_ROLES = frozenset(role.value for role in Role if role not in _NOWHERE)


def concerning(columns: Iterable[Mapping[str, Any]], name: str) -> list[Mapping[str, Any]]:
    """The tables that bind a body of that name: with `named`, one of those words is in it."""
    return [
        column
        for column in columns
        if not (words := column.get("named")) or any(word in name for word in words)
    ]


def faults_of(
    columns: Any, needed: tuple[str, ...] = (), options: tuple[str, ...] = ()
) -> Iterator[str]:
    """What is wrong with a term `columns`, in words.

    `needed` are keys of every table; `options` those that only some checks know and this one does.
    """
    if not isinstance(columns, (list, tuple)):
        yield f"must be a list of tables, not {columns!r}"
        return
    for number, column in enumerate(columns, 1):
        if not isinstance(column, Mapping):
            yield f"column {number}: must be a table, not {column!r}"
            continue
        name = column.get("title") or column.get("role") or number
        yield from (f"column {name}: {fault}" for fault in _faults(column, options))
        missing = [key for key in needed if key not in column]
        yield from (f"column {name}: {key}: is missing" for key in missing)


def sections_of(row: Requirement) -> Iterator[str]:
    """What lacks in the sections that a row lists by kind of portal, under one check.

    A kind that it binds needs some, unless columns are named: there would be nothing to judge.
    """
    roles = row.terms.get("roles")
    if not isinstance(roles, Mapping):
        return
    ages = row.terms.get("max_age_days")
    if isinstance(ages, Mapping):
        for kind, values in roles.items():
            yield from (f"{kind}: {one} has no max_age_days" for one in values if one not in ages)
    bare = [kind.value for kind in PortalKind if row.bound(kind) and not roles.get(kind.value)]
    if bare and not row.terms.get("columns"):
        yield f"names no section for {', '.join(bare)}, and the row names no columns"


def _faults(column: Mapping[str, Any], options: tuple[str, ...]) -> Iterator[str]:
    if ("title" in column) == ("role" in column):
        yield "has either a title or a role"
    role = column.get("role", "news")
    if not isinstance(role, str) or role not in _ROLES:
        yield f"role: unknown role {role!r}"
    for key, value in column.items():
        if key in _OPTIONS and key not in options:
            yield f"{key}: this check does not know it"
        elif key in _FLAGS:
            if not isinstance(value, bool):
                yield f"{key}: must be true or false, not {value!r}"
        elif key in _TEXTS:
            if not isinstance(value, str) or not value.strip():
                yield f"{key}: must be a text, not {value!r}"
        elif key in _LISTS:
            texts = isinstance(value, (list, tuple)) and all(isinstance(v, str) for v in value)
            if not texts or not value:
                yield f"{key}: must be a list of texts, not {value!r}"
        elif key in _NUMBERS:
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                yield f"{key}: must be a number above 0, not {value!r}"
        else:
            yield f"{key}: unknown key"

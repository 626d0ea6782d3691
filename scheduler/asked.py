"""What the rulebooks of a portal ask of its visit: roles of sections, columns by their titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from checks.engine.registry import checks
from checks.engine.requirement import Requirement, Rulebook
from crawler.portals import Portal, Role
from crawler.records import Asked, Wanted
from scheduler.workplace import Workplace

_NO_SECTIONS = frozenset({Role.HOME, Role.NAMED})


def asked_of(workplace: Workplace, portal: Portal) -> Asked:
    """What a portal's rulebooks ask of its visit, in their order."""
    return asked_by((workplace.rulebooks[name] for name in portal.rulebooks), portal)


def asked_by(rulebooks: Iterable[Rulebook], portal: Portal) -> Asked:
    """What rows that bind a body ask for: the roles that their checks read, and columns.

    Each column is there once: what one rulebook takes for another name of it, is one for all.
    """
    built = checks()
    roles: dict[Role, None] = {}
    columns: dict[str, Wanted] = {}
    for measure in _measures(rulebooks, portal):
        check = built.get(str(measure.check))
        roles.update(dict.fromkeys(check.check.reads if check is not None else ()))
        for column in _columns(measure.terms):
            if "role" in column:
                roles[Role(column["role"])] = None
            elif "title" in column:
                _add(columns, column)
    return Asked(tuple(r for r in roles if r not in _NO_SECTIONS), tuple(columns.values()))


def _measures(rulebooks: Iterable[Rulebook], portal: Portal) -> Iterator[Requirement]:
    for rulebook in rulebooks:
        for requirement in rulebook.requirements:
            if requirement.binds_body(portal):
                yield from requirement.measures()


def _columns(terms: Any) -> Iterator[Mapping[str, Any]]:
    """The tables of every term `columns`, however deep it stands (items have columns, too)."""
    if isinstance(terms, Mapping):
        for name, value in terms.items():
            if name == "columns":
                for column in value:
                    yield column if isinstance(column, Mapping) else {"title": column}
            else:
                yield from _columns(value)
    elif isinstance(terms, (list, tuple)):
        for value in terms:
            yield from _columns(value)


def _add(columns: dict[str, Wanted], column: Mapping[str, Any]) -> None:
    one = Wanted(str(column["title"]), parent=str(column.get("parent", "")))
    known = columns.get(one.name)
    names = (*(known.synonyms if known else ()), *map(str, column.get("synonyms", ())))
    columns[one.name] = Wanted(one.title, tuple(dict.fromkeys(names)), one.parent)

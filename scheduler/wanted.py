"""The columns that the rulebooks of a portal ask for by their titles: what its visit is to seek."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from checks.engine.requirement import Rulebook
from crawler.portals import Portal
from crawler.records import Wanted
from scheduler.workplace import Workplace


def wanted_columns(workplace: Workplace, portal: Portal) -> tuple[Wanted, ...]:
    """The columns of a portal's rulebooks in their order."""
    return columns_of((workplace.rulebooks[name] for name in portal.rulebooks), portal)


def columns_of(rulebooks: Iterable[Rulebook], portal: Portal) -> tuple[Wanted, ...]:
    """Every column that rows binding a body ask for by title, each once.

    What one rulebook takes for another name of a column, is one for all.
    """
    found: dict[str, Wanted] = {}
    for rulebook in rulebooks:
        for requirement in rulebook.requirements:
            if not requirement.binds_body(portal):
                continue
            for measure in requirement.measures():
                for one in _columns(measure.terms):
                    known = found.get(one.name)
                    names = dict.fromkeys((*(known.synonyms if known else ()), *one.synonyms))
                    found[one.name] = Wanted(one.title, tuple(names), one.parent)
    return tuple(found.values())


def _columns(terms: Any) -> Iterator[Wanted]:
    """The tables of every term `columns`, however deep it stands (items have columns, too)."""
    if isinstance(terms, Mapping):
        for name, value in terms.items():
            if name == "columns":
                for column in value:
                    yield from _wanted(column)
            else:
                yield from _columns(value)
    elif isinstance(terms, (list, tuple)):
        for value in terms:
            yield from _columns(value)


def _wanted(column: Any) -> Iterator[Wanted]:
    if isinstance(column, str):
        yield Wanted(column)
    elif isinstance(column, Mapping) and "title" in column:
        synonyms = tuple(str(word) for word in column.get("synonyms", ()))
        yield Wanted(str(column["title"]), synonyms, str(column.get("parent", "")))

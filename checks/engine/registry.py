"""The registry: every check there is, found by walking the areas of `checks`.

Adding a check edits no list: a module `checks/<area>/<slug>.py` that exposes `CHECK` and
`judge` is one. Rulebooks may cite checks that are not built; those rows are not measured.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType, ModuleType
from typing import Any, NamedTuple

import checks as package
from checks.engine.check import Check, Judge
from checks.engine.columns import faults_of, sections_of
from checks.engine.requirement import Rulebook
from checks.errors import CheckError, RulebookError

HEADINGS = ("What is measured", "Why it matters", "Evidence", "Not judged")
"""What the docstring of every check tells, each heading on a line of its own."""

_NO_AREAS = frozenset({"engine", "calendar", "rulebooks"})


class BuiltCheck(NamedTuple):
    """A check that is there: its declaration, its code, and its manual."""

    check: Check
    judge: Judge
    docstring: str


@cache
def checks() -> Mapping[str, BuiltCheck]:
    """Every built check by its slug, in alphabetical order.

    Raises CheckError for a module that is not made as checks are made.
    """
    found: dict[str, BuiltCheck] = {}
    for area in pkgutil.iter_modules(package.__path__):
        if not area.ispkg or area.name in _NO_AREAS:
            continue
        folder = importlib.import_module(f"{package.__name__}.{area.name}")
        for entry in pkgutil.iter_modules(folder.__path__):
            if entry.ispkg:
                continue
            module = importlib.import_module(f"{folder.__name__}.{entry.name}")
            if hasattr(module, "CHECK"):
                add(found, module)
    return MappingProxyType(dict(sorted(found.items())))


def add(found: dict[str, BuiltCheck], module: ModuleType) -> None:
    """Take a check's module up; raises CheckError if it is not made as checks are made."""
    name = module.__name__
    check = module.CHECK
    if not isinstance(check, Check):
        raise CheckError(f"{name}: CHECK is not a Check")
    judge = getattr(module, "judge", None)
    if not callable(judge):
        raise CheckError(f"{name}: there is no judge function beside CHECK")
    slug = name.rpartition(".")[2]
    if check.slug != slug:
        raise CheckError(f"{name}: its slug is {check.slug!r}, its module {slug!r}")
    if slug in found:
        raise CheckError(f"{name}: {slug!r} is there already, in {found[slug].judge.__module__}")
    docstring = module.__doc__ or ""
    lines = {line.strip() for line in docstring.splitlines()}
    missing = [heading for heading in HEADINGS if heading not in lines]
    if missing:
        raise CheckError(f"{name}: the docstring lacks {', '.join(missing)}")
    found[slug] = BuiltCheck(check, judge, docstring)


def _not_chosen(check: Check, terms: Mapping[str, Any]) -> Iterator[str]:
    """Values of terms that their check does not know."""
    known = {term: list(values) for term, values in check.choices}
    for term, other in check.described:
        known.setdefault(term, []).extend(_names(terms.get(other, ())))
    for term, values in known.items():
        allowed = ", ".join(repr(one) for one in values)
        for one in _values(terms, term):
            if one not in values:
                yield f"{term}: {one!r} is none of {allowed}"
    for term, form in check.forms:
        for one in _values(terms, term):
            if not re.fullmatch(form, str(one)):
                yield f"{term}: {one!r} is not of the form {form}"


def _values(terms: Mapping[str, Any], term: str) -> Sequence[Any]:
    value = terms.get(term, ())
    return value if isinstance(value, (list, tuple)) else (value,)


def _names(described: Any) -> Iterator[str]:
    """What a term describes: the keys of a table, or the names of a list of tables."""
    for one in described:
        yield str(one["name"]) if isinstance(one, Mapping) else str(one)


def validate(rulebook: Rulebook, known: Mapping[str, BuiltCheck] | None = None) -> None:
    """Make sure that every row supplies the terms of the check it cites, and columns as columns.

    Raises RulebookError naming rulebook, row and term.
    """
    available = checks() if known is None else known
    problems = []
    for requirement in rulebook.requirements:
        for one in requirement.measures():
            built = available.get(str(one.check))
            for term in built.check.terms if built is not None else ():
                if term not in one.terms:
                    place = f"{rulebook.id}: requirement {one.id}: terms.{term}"
                    problems.append(f"{place}: is missing, {one.check} needs it")
            if built is not None:
                where = f"{rulebook.id}: requirement {one.id}: terms"
                problems += [f"{where}.{fault}" for fault in _not_chosen(built.check, one.terms)]
            if built is not None and "columns" in one.terms:
                place = f"{rulebook.id}: requirement {one.id}: terms.columns"
                check = built.check
                faults = faults_of(one.terms["columns"], check.column_keys, check.column_options)
                problems += [f"{place}: {fault}" for fault in faults]
            if built is not None and "roles" in built.check.terms:
                place = f"{rulebook.id}: requirement {one.id}: terms.roles"
                problems += [f"{place}: {fault}" for fault in sections_of(one)]
    if problems:
        raise RulebookError(problems)

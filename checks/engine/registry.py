"""The registry: every check there is, found by walking the areas of `checks`.

Adding a check edits no list: a module `checks/<area>/<slug>.py` that exposes `CHECK` and
`judge` is one.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType, ModuleType
from typing import NamedTuple

import checks as package
from checks.engine.check import Check, Judge
from checks.errors import CheckError

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

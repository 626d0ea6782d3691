"""Reading a rulebook with all that its checks ask for: every fault at once, and none left.

What is wrong with a term is told of the place where it is written: the row, a group of the file,
or the file of shared terms.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from checks.engine.registry import BuiltCheck, checks
from checks.engine.requirement import Rulebook
from checks.engine.terms import kind_of
from checks.rulebooks.parse import read, row_place
from checks.rulebooks.supplied import supplied_faults

_ASSUMED = "assumed"
_SHOWING = ("summary", "remedy", "remedy_late")
_Tables = Mapping[str, Any]


@dataclass(frozen=True)
class _Cited:
    """A check as a row, or one of its measures, cites it: `key` is where in the row that is."""

    place: str
    key: str
    check: str
    terms: _Tables
    groups: tuple[str, ...]


@dataclass
class _Group:
    """Terms that rows share: where they stand, and the checks that get them."""

    place: str
    terms: _Tables
    checks: dict[str, None] = field(default_factory=dict)


def strict_rulebook(
    text: str, name: str, known: Mapping[str, BuiltCheck] | None = None
) -> tuple[Rulebook, list[str]]:
    """The rulebook of a text, and all that is wrong with it; `name` is the file's for messages.

    `known` are the checks there are; all built ones unless given. A rulebook with faults is not
    to be judged by. Raises RulebookError for a text that is no TOML.
    """
    built = checks() if known is None else known
    head, rulebook, problems = read(text, name)
    cited = list(_citations(head, name))
    problems += _idle(head, name)
    problems += _of_rows(cited, built)
    problems += _of_groups(head, name, cited, built)
    problems += supplied_faults(rulebook, name, built)
    return rulebook, list(dict.fromkeys(problems))


def _rows(head: _Tables, name: str) -> Iterator[tuple[str, _Tables, list[_Tables]]]:
    """Every row with its place and its measures; what is no table, the reading tells."""
    rows = head.get("requirements", ())
    for index, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict):
            measures = row.get("measures", ())
            tables = measures if isinstance(measures, list) else ()
            yield row_place(name, index, row), row, [one for one in tables if isinstance(one, dict)]


def _idle(head: _Tables, name: str) -> Iterator[str]:
    """What serves a check, in rows that cite none; their texts may show a term of their own."""
    for place, row, measures in _rows(head, name):
        if "check" in row:
            continue
        yield from (
            f"{place}: {key}: serves a `check` beside it, and there is none"
            for key in ("groups", "assumed")
            if key in row
        )
        texts = "" if measures else "".join(str(row.get(key, "")) for key in _SHOWING)
        for term in _table(row.get("terms")):
            if not re.search(rf"\{{{re.escape(term)}[.}}]", texts):
                yield f"{place}: terms.{term}: serves a `check` beside it, and there is none"


def _citations(head: _Tables, name: str) -> Iterator[_Cited]:
    """Every check that rows cite by name."""
    for place, row, measures in _rows(head, name):
        for table in (row, *measures):
            check = table.get("check")
            if isinstance(check, str) and check.strip():
                key = "" if table is row else f"measures.{check}."
                groups = table.get("groups", ())
                named = (
                    [o for o in groups if isinstance(o, str)] if isinstance(groups, list) else ()
                )
                yield _Cited(place, key, check, _table(table.get("terms")), tuple(named))


def _of_rows(cited: list[_Cited], built: Mapping[str, BuiltCheck]) -> Iterator[str]:
    for one in cited:
        if one.check not in built:
            near = _near(one.check, built)
            yield f"{one.place}: {one.key}check: there is no check {one.check!r}{near}"
            continue
        for term, value in one.terms.items():
            for fault in _term_faults(term, value, {one.check: None}, built):
                yield f"{one.place}: {one.key}terms.{term}: {fault}"


def _of_groups(
    head: _Tables, name: str, cited: list[_Cited], built: Mapping[str, BuiltCheck]
) -> Iterator[str]:
    own = {key: _Group(f"{name}: groups.{key}.", _table(t)) for key, t in _tables(head, "groups")}
    shared = {key: _Group(f"terms/{key}.toml: ", _table(t)) for key, t in _tables(head, "shared")}
    for one in cited:
        for called in (one.check, *one.groups):
            for groups in (own, shared):
                if called in groups:
                    groups[called].checks[one.check] = None
    for key, group in own.items():
        if not group.checks:
            near = _near(key, {c.check: None for c in cited})
            yield f"{group.place[:-1]}: no row names it, and no row has a check of this name{near}"
    for key, group in (*own.items(), *shared.items()):
        using = {check: None for check in group.checks if check in built}
        for term, value in group.terms.items() if using else ():
            if term == _ASSUMED and key in using:
                both = {**shared.get(key, group).terms, **group.terms}
                faults = _assumed_faults(value, both)
            else:
                faults = _term_faults(term, value, using, built)
            yield from (f"{group.place}{term}: {fault}" for fault in faults)


def _term_faults(
    term: str, value: Any, using: Mapping[str, None], built: Mapping[str, BuiltCheck]
) -> Iterator[str]:
    """What is wrong with a term that these checks get; one of them has to know it."""
    declared = [built[check].check for check in using]
    knowing = [check for check in declared if term in (*check.terms, *check.optional)]
    if not knowing:
        every = {name: None for check in declared for name in (*check.terms, *check.optional)}
        one, *more = using
        who = f"none of {', '.join(using)} has such a term" if more else f"{one} has no such term"
        yield f"{who}{_near(term, every, 0.5)}"
    faults = (fault for check in knowing for fault in kind_of(check, term).faults(value))
    yield from dict.fromkeys(faults)


def _assumed_faults(value: Any, terms: _Tables) -> Iterator[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        yield f"must be a list of terms, not {value!r}"
        return
    yield from (f"names a term that is not there: {one!r}" for one in value if one not in terms)


def _near(word: str, known: Collection[str], least: float = 0.0) -> str:
    """The known word that is nearest to a misspelt one; all of them where none is so near."""
    near = difflib.get_close_matches(word, known, 1, least)
    return f"; the nearest is {near[0]!r}" if near else f"; there are: {', '.join(known)}"


def _table(value: Any) -> _Tables:
    return value if isinstance(value, dict) else {}


def _tables(head: _Tables, key: str) -> Iterator[tuple[str, Any]]:
    yield from _table(head.get(key)).items()

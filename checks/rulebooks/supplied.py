"""What a check asks of the terms of a row together, whichever place each of them comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checks.engine.check import Check
from checks.engine.columns import sections_of
from checks.engine.registry import BuiltCheck
from checks.engine.requirement import Requirement, Rulebook
from checks.engine.terms import kind_of


def supplied_faults(
    rulebook: Rulebook, name: str, built: Mapping[str, BuiltCheck]
) -> Iterator[str]:
    """Terms that a row's check needs and the row lacks, and values that the check does not know.

    Of checks that are not `built` nothing is said, nor of terms that are not of their kind.
    `name` is the file's for messages.
    """
    for row in rulebook.requirements:
        for one in row.measures():
            if (there := built.get(str(one.check))) is not None:
                key = "" if one.check == row.check else f"measures.{one.check}."
                for term, fault in _faults(there.check, one):
                    yield f"{name}: requirement {row.id}: {key}terms.{term}: {fault}"


def _faults(check: Check, row: Requirement) -> Iterator[tuple[str, str]]:
    """Each fault with its term."""
    for term in check.terms:
        if term not in row.terms:
            yield term, f"is missing, {check.slug} needs it"
    for terms in check.either:
        if not any(term in row.terms for term in terms):
            yield terms[0], f"is missing, {check.slug} needs it or {' or '.join(terms[1:])}"
    sound = {
        term: value
        for term, value in row.terms.items()
        if term in (*check.terms, *check.optional)
        and next(kind_of(check, term).faults(value), None) is None
    }
    yield from _not_chosen(check, sound)
    yield from _unpaired(check, sound)
    if {"roles", "max_age_days"} & {*check.terms, *check.optional} <= sound.keys():
        yield from (("roles", fault) for fault in sections_of(row))


def _not_chosen(check: Check, terms: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Values of terms that their check does not know."""
    known = {term: list(values) for term, values in check.choices}
    for term, other in check.described:
        known.setdefault(term, []).extend(_names(terms.get(other, ())))
    for term, values in known.items():
        allowed = ", ".join(repr(one) for one in values)
        for one in _values(terms, term):
            if one not in values:
                yield term, f"{one!r} is none of {allowed}"
    for term, form in check.forms:
        for one in _values(terms, term):
            if not re.fullmatch(form, str(one)):
                yield term, f"{one!r} is not of the form {form}"


def _unpaired(check: Check, terms: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Lists that go by pairs and are not of one length."""
    for term, other in check.paired:
        if term in terms and other in terms and len(terms[term]) != len(terms[other]):
            yield term, f"has {len(terms[term])} entries, {other} {len(terms[other])}: one each"


def _values(terms: Mapping[str, Any], term: str) -> Sequence[Any]:
    value = terms.get(term, ())
    return value if isinstance(value, (list, tuple)) else (value,)


def _names(described: Any) -> Iterator[str]:
    """What a term describes: the keys of a table, or the names of a list of tables."""
    for one in described:
        yield str(one["name"]) if isinstance(one, Mapping) else str(one)

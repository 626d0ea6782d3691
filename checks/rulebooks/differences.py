"""What differs between two texts of a rulebook: rows that came or went, terms that changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checks.engine.requirement import Measure, Requirement, Rulebook

_HEAD = ("title", "version", "starts_on", "ends_on", "number", "issued_on", "source")
_APART = frozenset({"check", "terms", "assumed", "more", "rulebook", "id"})
_FIELDS = tuple(f.name for f in dataclasses.fields(Requirement) if f.name not in _APART)


@dataclass(frozen=True)
class Difference:
    """One thing that differs: `row` is empty for the head of the rulebook.

    `key` names the field, `terms.CHECK.TERM` a term; it is empty for a row that came (`before`
    is None) or went (`after` is None). Values are as the rulebook has them; None where there is
    none.
    """

    row: str
    title: str
    key: str
    before: Any = None
    after: Any = None


def differences(old: Rulebook, new: Rulebook) -> tuple[Difference, ...]:
    """All that differs between two rulebooks: head first, then rows in the order of the new one."""
    return (*_head(old, new), *_rows(old, new))


def _head(old: Rulebook, new: Rulebook) -> Iterator[Difference]:
    for key in _HEAD:
        before, after = getattr(old, key), getattr(new, key)
        if before != after:
            yield Difference("", new.title, key, before, after)


def _rows(old: Rulebook, new: Rulebook) -> Iterator[Difference]:
    before = {row.id: row for row in old.requirements}
    after = {row.id: row for row in new.requirements}
    for row_id, row in after.items():
        if row_id not in before:
            yield Difference(row_id, row.title, "", None, row.title)
        else:
            yield from _row(before[row_id], row)
    for row_id, row in before.items():
        if row_id not in after:
            yield Difference(row_id, row.title, "", row.title, None)


def row_differences(old: Requirement, new: Requirement) -> tuple[Difference, ...]:
    """What differs between two rows, be they of one rulebook or of two."""
    return tuple(_row(old, new))


def _row(old: Requirement, new: Requirement) -> Iterator[Difference]:
    for key in _FIELDS:
        before, after = getattr(old, key), getattr(new, key)
        if before != after:
            yield Difference(new.id, new.title, key, before, after)
    checks_before, checks_after = _measures(old), _measures(new)
    for check in dict.fromkeys((*checks_before, *checks_after)):
        if check not in checks_before or check not in checks_after:
            gone = check not in checks_after
            yield Difference(
                new.id, new.title, "check", check if gone else None, None if gone else check
            )
            continue
        was, now = checks_before[check], checks_after[check]
        for term in dict.fromkeys((*was.terms, *now.terms)):
            left, right = was.terms.get(term), now.terms.get(term)
            if left != right:
                yield Difference(new.id, new.title, f"terms.{check}.{term}", left, right)
        if was.assumed != now.assumed:
            yield Difference(new.id, new.title, f"assumed.{check}", was.assumed, now.assumed)


def _measures(row: Requirement) -> Mapping[str, Measure]:
    return {
        str(one.check): Measure(str(one.check), one.terms, one.assumed) for one in row.measures()
    }

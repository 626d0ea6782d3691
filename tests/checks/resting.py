"""Findings that rest on a setting of ours, found by changing it: whose outcome turns, rests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from checks.calendar import WorkCalendar
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.registry import checks
from checks.engine.requirement import Requirement
from checks.engine.settings import settings_of
from checks.rulebooks import available, load_rulebook
from crawler.records import Dossier

MARK = "本市设定"
DECIDED = frozenset({Outcome.PASSED, Outcome.FAILED, Outcome.PENDING})


def rows_with_settings() -> list[Requirement]:
    """The measures of all shipped rulebooks on whose settings findings rest."""
    measures = (
        one for book in available() for row in load_rulebook(book).requirements
        for one in row.measures() if one.check in checks()
    )  # fmt: skip
    return [one for one in measures if settings_of(checks()[str(one.check)].check, one)]


def turned(seen: Dossier, row: Requirement, calendar: WorkCalendar) -> list[Finding]:
    """The findings under a row whose outcome is another one where a setting of ours is."""
    check = checks()[str(row.check)]
    found = {_key(one): one for one in check.judge(seen, row, calendar) if one.outcome in DECIDED}
    turned: dict[tuple[str, str], Finding] = {}
    for term in settings_of(check.check, row) if found else ():
        for value in _others(row.terms[term]):
            other = replace(row, terms={**row.terms, term: value})
            try:
                after = {_key(one): one.outcome for one in check.judge(seen, other, calendar)}
            except (KeyError, ValueError, IndexError, OverflowError):
                continue  # a value that no rulebook could give
            for key, one in found.items():
                if after.get(key, one.outcome) in DECIDED - {one.outcome}:
                    turned[key] = one
    return list(turned.values())


def _key(one: Finding) -> tuple[str, str]:
    return one.subject, one.identity


def _others(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        yield from (dict.fromkeys(value, one) for one in (1, 1_000))
    elif isinstance(value, int | float):  # none is 0: that asks for nothing
        yield from (1, value + 25, value * 10, *((value / 2,) if isinstance(value, float) else ()))
    elif isinstance(value, tuple | list):
        yield from (value[:1], value[:0])

"""Units that stand beside several answers under the name of who deals with a letter (办理单位)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from crawler.pages.markup.celltables import Pair
from crawler.pages.words.text import key

_OF_LETTER = frozenset({"number", "title", "submitted_on", "letter", "message_kind", "sender"})
_OF_ANSWER = frozenset({"body", "reply", "replied_on"})
_LEAST = 2


def with_units(events: list[Pair]) -> tuple[list[Pair], frozenset[int]]:
    """The labels of a letter, with the unit beside each of several answers as who gave it.

    Below what the letter itself tells, units of one name take turns with the answers, one for
    each: before all of them, or behind. Where some answer has none nothing is told by the turn.
    With them the places of units that open an answer, where each is the first of its labels.
    """
    answers = _answers(events)
    if len(answers) < _LEAST or any(pair.slug == "reply_body" for pair in events):
        return events, frozenset()
    below = max((n for n in range(answers[0]) if events[n].slug in _OF_LETTER), default=-1)
    named: dict[str, list[int]] = {}
    for number in range(below + 1, len(events)):
        if events[number].slug == "body":
            named.setdefault(key(events[number].label), []).append(number)
    units = next((found for found in named.values() if _in_turn(found, answers)), [])
    first = next((n for n in range(below + 1, len(events)) if events[n].slug in _OF_ANSWER), -1)
    told = [
        replace(pair, slug="reply_body") if number in units else pair
        for number, pair in enumerate(events)
    ]
    if len({key(events[number].raw) for number in units}) == 1:  # one unit has the letter
        has = replace(events[units[0]], start=events[first].start, group="u")
        told.insert(first, has)
    opening = units if first in units else []
    return told, frozenset(events[number].start for number in opening)


def _answers(events: list[Pair]) -> list[int]:
    """Where the texts of the answers stand among the labels, or their days, where none has one."""
    for slug in ("reply", "replied_on"):
        found = [n for n, pair in enumerate(events) if pair.slug == slug]
        if any(events[n].raw for n in found):
            return found
    return []


def _in_turn(units: Sequence[int], answers: Sequence[int]) -> bool:
    if len(units) != len(answers):
        return False
    first, second = (units, answers) if units[0] < answers[0] else (answers, units)
    turns = [place for both in zip(first, second, strict=True) for place in both]
    return all(one < two for one, two in pairwise(turns))

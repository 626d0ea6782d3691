"""Events that titles report or announce."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from checks.disclosure.columns import urls_of_name
from checks.disclosure.period import Period
from checks.disclosure.published import Published, Shelf
from checks.judging import Bench
from checks.matching.titles import likeness
from checks.matching.words import finder, plain


class Events(NamedTuple):
    """Events that a dated report tells of, each once; `announced` are no proof of one."""

    held: tuple[Published, ...]
    announced: tuple[Published, ...]


_WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
_HELD, _COMING = re.compile(_WORDS["held"]), re.compile(_WORDS["coming"])
_INVITED = "邀请"


def announces(title: str, words: tuple[str, ...]) -> bool:
    """Whether a title announces an event: it has one of the words.

    Who was invited to an event that was held is told of in its report (举办…活动 邀请市民…).
    """
    found = [word for word in words if word in title]
    told = _HELD.search(title) is not None and _COMING.search(title) is None
    return bool(found) and not (told and found == [_INVITED])


def events_of(bench: Bench, period: Period) -> Events:
    """The body's own events of the row's kind within the period, in the order of time."""
    terms = bench.requirement.terms
    words, excluded = finder(terms["event_words"]), finder(terms["excluded_words"])
    patterns = tuple(re.compile(one) for one in terms.get("event_patterns", ()))
    announcing = tuple(plain(word) for word in terms["announcing_words"])

    def named(title: str, _: str) -> bool:
        told = words.search(title) or any(p.search(title) for p in patterns)
        return bool(told) and of_it(title, _)

    def near(left: Published, right: Published) -> bool:
        days = abs((left.on - right.on).days) if left.on and right.on else None
        return days is not None and days <= int(terms["same_event_days"])

    def alike(left: Published, right: Published) -> bool:
        least = float(terms["similarity"])
        return likeness(plain(left.title), plain(right.title), least) >= least

    def of_it(title: str, _: str) -> bool:
        return excluded.search(title) is None

    shelf = Shelf(bench.dossier, terms["higher_words"])
    listed = shelf.published(of_it, urls_of_name(bench.dossier, terms["event_words"]))
    found = [
        one
        for one in dict.fromkeys((*shelf.published(named), *listed))
        if not one.another and (one.on is None or period.holds(one.on))
    ]
    held: list[Published] = []
    announced: list[Published] = []
    for one in sorted(found, key=lambda one: str(one.on)):
        if one.on is None or announces(plain(one.title), announcing):
            announced.append(one)
        elif not any(near(one, other) and alike(one, other) for other in held):
            held.append(one)
    return Events(tuple(held), tuple(announced))

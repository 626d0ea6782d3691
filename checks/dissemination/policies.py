"""The policies that higher portals list, and the rows by which a body passes them on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from checks.disclosure.period import Period
from checks.dissemination.newstitles import tells_of
from checks.judging import unproven
from checks.judging.dates import shown
from checks.matching.rows import page_key
from checks.matching.titles import core, is_interpretation, likeness, never_one
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Cause, Dossier, Entry

_NOT_OWN = frozenset({Role.MESSAGE_BOARD, Role.LEADERS, Role.HOME, Role.SEARCH})
_LEAST_CORE = 6
_LEAST_SHARED = 0.4
"""Share of its different characters that a title has in common with any that is like it."""
_PASSING = re.compile(r"(?:转发|转载|印发|上级政策|国务院|政府|办公厅|办公室|委员会|[局厅委部])$")
"""How what stands before a title ends that is passed on word by word."""


@dataclass(frozen=True)
class Policy:
    """A policy as a source first lists it; `url` is where that row leads."""

    title: str
    on: date
    row: Entry


@dataclass(frozen=True)
class Local:
    """How a policy stands on the body's own portal: the first row of it, or one that may be."""

    row: Entry | None = None
    on: date | None = None
    doubtful: Entry | None = None


def sources_of(dossier: Dossier, terms: Mapping[str, Any]) -> dict[str, Dossier | None]:
    """The read of each source that a row names; None where no higher portal is that source."""
    others = {one["name"]: tuple(one["portals"]) for one in terms["source_portals"]}
    found: dict[str, Dossier | None] = {}
    for source in terms["sources"]:
        names = (source, *others.get(source, ()))
        found[source] = next(
            (one for one in dossier.higher if any(name in one.portal.name for name in names)), None
        )
    return found


def unseen_source(source: Dossier, terms: Mapping[str, Any], period: Period) -> Cause | None:
    """Why a source may list policies of the period that were not seen."""
    for role in _roles(terms):
        before = source.section(role).unread_before
        cause = unproven(source, role)
        if cause is Cause.LIMIT and before is not None and period.first is not None:
            cause = None if before <= period.first else cause
        if cause is not None:
            return cause
    return None


def policies_of(
    sources: Sequence[Dossier], terms: Mapping[str, Any], period: Period
) -> list[Policy]:
    """The important policies of the period, each once with the first day that a source shows."""
    found: dict[str, Policy] = {}
    for source in sources:
        for role in _roles(terms):
            for row in source.entries(role):
                day = shown(row.date)
                if day is None or not period.holds(day) or not _important(row.title, terms):
                    continue
                name = _core(row.title, terms)
                if name not in found or day < found[name].on:
                    found[name] = Policy(row.title, day, row)
    return sorted(found.values(), key=lambda one: (one.on, one.title))


def passed_on(dossier: Dossier, policy: Policy, terms: Mapping[str, Any]) -> Local:
    """The first row on the portal that is the policy by its address or its title."""
    target = page_key(dossier, policy.row.url)
    sure: list[tuple[date, Entry]] = []
    undated: list[Entry] = []
    doubtful: list[Entry] = []
    for row in _rows(dossier):
        same = page_key(dossier, row.url) == target or _alike(row.title, policy.title, terms)
        if same is None:
            doubtful.append(row)
        elif same:
            day = shown(row.date)
            if day is None or day > dossier.today:
                undated += [row] if day is None else []
            else:
                sure.append((day, row))
    if sure:
        day, row = min(sure, key=lambda one: one[0])
        earlier = (one for one in doubtful if (on := shown(one.date)) is None or on < day)
        return Local(row, day, next(iter((*undated, *earlier)), None))
    return Local(doubtful=next(iter((*undated, *doubtful)), None))


def _rows(dossier: Dossier) -> Iterator[Entry]:
    for row in dossier.entries():
        if row.role not in _NOT_OWN and not row.inline:
            yield row


def _alike(own: str, source: str, terms: Mapping[str, Any]) -> bool | None:
    """Whether a row's title is the policy's; None if a person has to look."""
    if is_interpretation(own) or never_one(own, source):
        return False
    left, right = _core(own, terms), _core(source, terms)
    if len(_letters(left) & _letters(right)) < _LEAST_SHARED * len(_letters(right)):
        return False
    if tells_of(own, source):
        return False
    sure, doubt = float(terms["repost_similarity"]), float(terms["doubtful_similarity"])
    score = likeness(left, right, doubt)
    if any(word in plain(own) and word not in plain(source) for word in terms["news_words"]):
        return None if score >= doubt or right in left else False
    if score >= sure:
        return True
    if len(right) >= _LEAST_CORE and right in left:
        before, _, after = left.partition(right)
        return True if not after and _PASSING.search(before) else None
    return None if score >= doubt else False


def _important(title: str, terms: Mapping[str, Any]) -> bool:
    text = plain(title)
    if any(plain(word) in text for word in terms["unconcerned_words"]) or is_interpretation(title):
        return False
    if any(plain(word) in text for word in terms["important_words"]):
        return True
    return any(re.search(pattern, text) for pattern in terms["important_patterns"])


def _core(title: str, terms: Mapping[str, Any]) -> str:
    return core(title, tuple(terms["dropped_words"]))


@lru_cache(maxsize=20_000)
def _letters(text: str) -> frozenset[str]:
    return frozenset(text)


def _roles(terms: Mapping[str, Any]) -> tuple[Role, ...]:
    return tuple(Role(one) for one in terms["source_roles"])

"""Calls for opinions (意见征集) and outcomes among the pages of a portal, and how they pair."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from checks.calendar import WorkCalendar
from checks.judging.dates import exists, shown
from checks.matching.titles import core, likeness, matches_any, named, never_one
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Consultation, Dossier, Field

_WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
_OUTCOME, _CALL = re.compile(_WORDS["outcome"]), re.compile(_WORDS["call"])
_LONGER, _WITHDRAWN = re.compile(_WORDS["longer"]), re.compile(_WORDS["withdrawn"])
_DROPPED = tuple(sorted(_WORDS["dropped"], key=len, reverse=True))
_BRACKETS = re.compile(r"[()（）]")
_SHORTEST = 4
T = TypeVar("T")
Changes = Sequence[Consultation]
ROLES = (Role.CONSULTATIONS, Role.CONSULTATION_FEEDBACK)


@dataclass(frozen=True)
class Term:
    """When a call takes opinions. `stated` is false if it tells an end that could not be read."""

    begins: date | None
    ends: date | None
    stated: bool = True

    @property
    def backwards(self) -> bool:
        """Whether it ends before it begins."""
        return self.begins is not None and self.ends is not None and self.begins > self.ends


def words_of_term(call: Consultation) -> str:
    """The words that tell when a call ends."""
    told = call.ends_on or call.lasts_days or call.lasts_working_days or call.period
    return told.raw if told is not None else call.title


def pages(dossier: Dossier) -> tuple[Consultation, ...]:
    """Every page of the sections that existed as of the moment, in the order listed."""
    return tuple(
        record for record in dossier.records
        if isinstance(record, Consultation) and (
            record.published_on is None or record.published_on.value is None
            or exists(record.published_on, dossier)
        )
    )  # fmt: skip


def calls(dossier: Dossier) -> Iterator[Consultation]:
    """The pages that call for opinions, whatever they tell besides."""
    for page in pages(dossier):
        said = _said(page.title)
        changes = _LONGER.search(said) or _WITHDRAWN.search(said)
        asks = _CALL.search(plain(page.title)) is not None or page.asks is not None
        if asks and not changes and not is_outcome(page):
            yield page


def is_outcome(page: Consultation) -> bool:
    """Whether a page tells what came of a call that stands elsewhere."""
    if tells_outcome(page.title):
        return True
    told = page.received is not None or page.outcome is not None
    return page.role is Role.CONSULTATION_FEEDBACK and (told or page.ends_on is None)


def tells_outcome(title: str) -> bool:
    """Whether a title is that of an outcome."""
    return _OUTCOME.search(_said(title)) is not None


@lru_cache(maxsize=8_192)
def _said(title: str) -> str:
    """What a title says itself, without the names of what it is about."""
    text = plain(title)
    for name in named(title):
        text = text.replace(name, "")
    return text


def set_aside(call: Consultation, patterns: Sequence[str], changes: Changes) -> str:
    """Why duties on calls do not bind this one, as a clause; empty if they do."""
    if matches_any(call.title, patterns):
        return "该公告属于环境影响评价、招标采购或人事公示"
    withdrawn = next(_of(call, changes, _WITHDRAWN), None) is not None
    return "该意见征集已公告终止或撤回" if withdrawn else ""


def term_of(call: Consultation, calendar: WorkCalendar, changes: Changes) -> Term:
    """When a call takes opinions; its publication is its beginning where it names no other.

    A later notice that names it may make it longer. Raises CalendarGap for a length in working
    days that reaches a year without data.
    """
    published = shown(call.published_on)
    begins = _value(call.begins_on) or published
    ends = _value(call.ends_on)
    if ends is None and begins is not None:
        if (days := _value(call.lasts_days)) is not None:
            ends = begins + timedelta(days=days)
        elif (days := _value(call.lasts_working_days)) is not None:
            ends = calendar.add(begins, days)
    if ends is not None:
        ends = max([ends, *announced_ends(call, changes)])
    unread = call.period is not None and call.period.value is not None
    unread |= call.ends_on is not None and re.search(r"\d", call.ends_on.raw) is not None
    return Term(begins, ends, stated=ends is not None or not unread)


def announced_ends(call: Consultation, changes: Changes) -> list[date]:
    """The ends that later notices give to a call."""
    later = (_value(page.ends_on) for page in _of(call, changes, _LONGER))
    return [day for day in later if day is not None]


def changes_in(dossier: Dossier) -> tuple[Consultation, ...]:
    """The notices by which calls are made longer or taken back."""
    return tuple(
        page for page in pages(dossier)
        if _LONGER.search(_said(page.title)) or _WITHDRAWN.search(_said(page.title))
    )  # fmt: skip


def _of(call: Consultation, changes: Changes, pattern: re.Pattern[str]) -> Iterator[Consultation]:
    """Of these notices those that change a call in one way."""
    for page in changes:
        changing = page is not call and pattern.search(_said(page.title)) is not None
        if changing and alike(page.title, call.title, 1.0) >= 1.0:
            yield page


def alike(left: str, right: str, at_least: float) -> float:
    """How alike two titles are in what they are about, from 0 to 1."""
    if never_one(left, right):
        return 0.0
    best = 0.0
    for one in subjects(left):
        for other in subjects(right):
            best = max(best, 1.0 if one == other else likeness(one, other, at_least))
    return best


@lru_cache(maxsize=8_192)
def subjects(title: str) -> tuple[str, ...]:
    """What a title is about: what it names in 《》, else the whole of it, without common words."""
    names = named(title) or (title,)
    cores = (_BRACKETS.sub("", core(name, _DROPPED)) for name in names)
    return tuple(one for one in cores if len(one) >= _SHORTEST)


def _value(field: Field[T] | None) -> T | None:
    return None if field is None else field.value

"""Why a judgement came out otherwise than before: site, rule, calendar, spider or scanner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from crawler.records import Cause


class Why(StrEnum):
    """What a change of outcome comes from; reports.wording has the words."""

    SITE = "site"  # what the site shows changed
    TIME = "time"  # a term ran out
    SIGHT = "sight"  # the site could be seen, or no longer
    RULE = "rule"  # the rulebook's text changed
    CALENDAR = "calendar"  # working days were changed
    SPIDER = "spider"  # our reading changed: other code, or a bound of the visit
    SCANNER = "scanner"  # our machine lacked something, such as IPv6
    FIRST = "first"  # measured for the first time
    WINDOW = "window"  # no longer listed, or out of the time that is judged
    SECOND_READ = "second_read"  # a second read agreed


@dataclass(frozen=True)
class Versions:
    """What a judgement was made with; empty texts are not known. `rulebooks`: id → digest."""

    rulebooks: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    calendar: str = ""
    code: str = ""


def rule_changed(rulebook: str, before: Versions, now: Versions) -> bool:
    """Whether the text of a rulebook is another than before."""
    old, new = before.rulebooks.get(rulebook), now.rulebooks.get(rulebook)
    return bool(old and new and old != new)


def recounted(now: Finding, before: Finding) -> bool:
    """Whether the same days were counted otherwise: the calendar was changed between the two."""
    shared = min(len(now.day_count), len(before.day_count))
    return now.day_count[:shared] != before.day_count[:shared]


def why_unseen(cause: Cause | None) -> Why:
    """Why something cannot be told: our machine, a bound of ours, or the site."""
    own = {Cause.SCANNER: Why.SCANNER, Cause.LIMIT: Why.SPIDER, Cause.CALENDAR: Why.CALENDAR}
    return own.get(cause, Why.SIGHT) if cause is not None else Why.SIGHT


def why_changed(
    now: Finding, before: Finding, versions: Versions, earlier: Versions, today: date
) -> Why:
    """Why one judgement came out otherwise than an earlier one of the same case.

    The likeliest first: what could not be seen explains itself; unchanged pages, or the same
    days counted by the same words, cannot have caused a change, so then time, rule, calendar or
    software did.
    """
    if Outcome.CANT_TELL in (now.outcome, before.outcome):
        return why_unseen(now.cause or before.cause)
    over = before.due_on is None or before.due_on < today
    if before.outcome is Outcome.PENDING and now.outcome is Outcome.FAILED and over:
        return Why.TIME
    counted = now.measured is not None or bool(now.day_count)
    same_words = counted and _words(now) == _words(before)
    same_pages = _pages(now) == _pages(before) or (same_words and now.measured == before.measured)
    if rule_changed(now.rulebook, earlier, versions) and same_pages:
        return Why.RULE
    if earlier.calendar != versions.calendar and recounted(now, before):
        return Why.CALENDAR
    if earlier.code != versions.code and same_pages:
        return Why.SPIDER
    # What is counted in days and fails now over the same words was overtaken by the calendar,
    # whatever else on the page is new (a clock, a counter).
    if now.outcome is Outcome.FAILED and same_words:
        return Why.TIME
    return Why.SITE


def groundless(now: Finding, before: Finding, versions: Versions, earlier: Versions) -> Why | None:
    """The cause if a failure lost its ground only because its due date moved; else None.

    What the site shows must be the same: nothing was done about it, or it was done on the same
    day. Then the calendar (other days counted from the same start) or the rule moved the date.
    """
    if before.outcome is not Outcome.FAILED or before.due_on is None or now.due_on is None:
        return None
    if now.outcome not in (Outcome.PENDING, Outcome.PASSED) or now.due_on <= before.due_on:
        return None
    if now.settled_on != before.settled_on or not now.day_count or not before.day_count:
        return None
    if now.day_count[0] != before.day_count[0]:
        return None
    if recounted(now, before):
        return Why.CALENDAR
    return Why.RULE if rule_changed(now.rulebook, earlier, versions) else None


def _words(finding: Finding) -> frozenset[tuple[str, str]]:
    return frozenset((item.url, item.quote) for item in finding.evidence)


def _pages(finding: Finding) -> frozenset[tuple[str, str]]:
    return frozenset((item.url, item.sha256) for item in finding.evidence)

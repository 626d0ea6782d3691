"""Hints about the days of calls for opinions, and of what was signed after them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date

from checks.calendar import WorkCalendar
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.judging import Bench
from checks.judging.backdating import BEGINNING, END, PAGES, SIGNING, doubt_of, with_hint
from checks.judging.dates import shown
from checks.matching.scope import Duty
from checks.participation.announced import Announced, Scored
from checks.participation.calls import Changes, Term, announced_ends, term_of
from crawler.records import Consultation, DayOf

Weighed = Callable[[Bench, Duty, Scored, date], Finding]


def with_day_hints(
    bench: Bench, finding: Finding, duty: Duty, scored: Scored, signed: date, weighed: Weighed
) -> Finding:
    """The finding with what speaks against the days of the signing and of the calls.

    `weighed` judges a document with these calls and that day of signing.
    """
    document = duty.document
    finding = with_hint(
        bench, finding, doubt_of(bench.dossier, document.url, signed, SIGNING),
        lambda day: weighed(bench, duty, scored, day).outcome,
    )  # fmt: skip
    alike = float(bench.requirement.terms["similarity"])
    failed = finding.outcome is Outcome.FAILED  # by every call; what passed did so by one
    for call in (call for score, call in scored if score >= alike):
        if failed or any(one.url == call.record.url for one in finding.evidence):
            finding = with_hint(
                bench, finding, doubt_of(bench.dossier, call.record.url, call.on, _shown(call)),
                lambda day, call=call: weighed(  # type: ignore[misc]
                    bench, duty, _with(scored, call, day), signed
                ).outcome,
            )  # fmt: skip
    return finding


def with_end_hint(
    bench: Bench, call: Consultation, term: Term, changes: Changes,
    judged: Callable[[Term], Finding], calendar: WorkCalendar,
) -> Finding:  # fmt: skip
    """The finding on the outcome of a call with what speaks against its end, or the beginning that
    this counts from: an outcome may be in time, or not due yet, by it alone.

    `judged` gives the finding by a term. An end that a notice gave was told in time.
    """
    finding = judged(term)
    over = term.ends is not None and term.ends < bench.dossier.today
    spared = finding.outcome is Outcome.INAPPLICABLE and over  # not for its end's sake
    if spared or term.ends in announced_ends(call, changes):
        return finding
    began = None if shown(call.ends_on) else call.begins_on
    day, of = (term.ends, END) if began is None else (shown(began), BEGINNING)

    def by(day: date) -> Outcome:
        if began is None:
            return judged(replace(term, ends=day)).outcome
        other = replace(call, begins_on=replace(began, value=day))
        return judged(term_of(other, calendar, changes)).outcome

    doubt = doubt_of(bench.dossier, call.url, day, of)
    return with_hint(bench, finding, doubt, by, frozenset(Outcome) - {Outcome.CANT_TELL})


def _shown(call: Announced) -> Collection[DayOf]:
    """Whose day it is by which a call is taken to have begun."""
    told = isinstance(call.record, Consultation) and call.record.begins_on is not None
    return BEGINNING if told else PAGES


def _with(scored: Scored, call: Announced, on: date) -> Scored:
    """The same calls, one of them begun on another day."""
    return [(alike, replace(one, on=on) if one is call else one) for alike, one in scored]

"""Hints about the days that tell which came first, a call for opinions or the signing."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.judging import Bench
from checks.judging.backdating import BEGINNING, PAGES, SIGNING, doubt_of, with_hint
from checks.matching.scope import Duty
from checks.participation.announced import Announced, Scored
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


def _shown(call: Announced) -> Collection[DayOf]:
    """Whose day it is by which a call is taken to have begun."""
    told = isinstance(call.record, Consultation) and call.record.begins_on is not None
    return BEGINNING if told else PAGES


def _with(scored: Scored, call: Announced, on: date) -> Scored:
    """The same calls, one of them begun on another day."""
    return [(alike, replace(one, on=on) if one is call else one) for alike, one in scored]

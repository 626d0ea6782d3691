"""A trial visit as its page wants it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from checks.engine.outcome import Outcome
from crawler.records import Record
from reports.trial import Example, FieldShown, Trial, Unclear
from reports.wording import CAUSES
from scheduler.onboarding.examining import fields_of
from scheduler.onboarding.trying import Tried
from scheduler.workplace import Workplace

_PAIRED = re.compile(r"(\w+)\[(\d+)\]\.field")


def trial_of(tried: Tried, workplace: Workplace) -> Trial:
    """What the page shows of a visit."""
    titles = {
        (book.id, row.id): row.title
        for book in workplace.rulebooks.values()
        for row in book.requirements
    }
    return Trial(
        portal=tried.portal,
        as_of=tried.as_of,
        dossier=tried.dossier,
        examples=examples_of(tried),
        unclear=unclear_of(tried, titles),
        ledger=tried.ledger,
        errors=tried.errors,
        seconds=tried.seconds,
        sample=workplace.watchlist.sample,
    )


def examples_of(tried: Tried) -> tuple[Example, ...]:
    """Of every kind of record the one with the most fields, the first listed of equals."""
    best: dict[str, Example] = {}
    for record in tried.dossier.records if tried.dossier is not None else ():
        fields = tuple(
            FieldShown(_called(one.name, record), one.value, one.raw, one.source, one.place)
            for one in fields_of(record)
        )
        known = best.get(record.kind)
        if fields and (known is None or len(fields) > len(known.fields)):
            best[record.kind] = Example(record.kind, record.title, record.url, fields)
    return tuple(best.values())


def _called(name: str, record: Record) -> str:
    """The name of a field; of one in a run of pairs the slug that stands before it."""
    found = _PAIRED.fullmatch(name)
    pairs = getattr(record, found[1], ()) if found is not None else ()
    return str(pairs[int(found[2]) - 1][0]) if found is not None and pairs else name


def unclear_of(tried: Tried, titles: Mapping[tuple[str, str], str]) -> tuple[Unclear, ...]:
    """The findings that nobody could decide by what was seen."""
    return tuple(
        Unclear(
            titles.get((one.rulebook, one.requirement), one.requirement),
            one.title,
            CAUSES[one.cause] if one.cause else "",
            one.statement,
        )
        for one in tried.findings
        if one.outcome is Outcome.CANT_TELL
    )

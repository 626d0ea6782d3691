"""Calls for opinions that a list shows and whose own page was not read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.engine.finding import Finding
from checks.judging import Bench, Page, unread_rows
from checks.judging.bench import proof
from checks.matching.titles import matches_any
from checks.participation.calls import tells_outcome
from crawler.portals import Role


def unread_calls(bench: Bench, first: date) -> Iterator[Finding]:
    """One finding per row from `first` on that could not be judged; outcomes are no calls."""
    patterns = bench.requirement.terms["excluded_title_patterns"]
    for row, miss in unread_rows(bench.dossier, Role.CONSULTATIONS):
        shown = row.date.value if row.date is not None else None
        if shown is not None and not first <= shown <= bench.dossier.today:
            continue
        if not matches_any(row.title, patterns) and not tells_outcome(row.title):
            page = Page(row.url, row.title, (proof(row),))
            yield bench.cant_tell(page, miss.cause, "该意见征集页面未能读取")

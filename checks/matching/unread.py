"""Documents that a list shows and whose own page was not read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from checks.engine.finding import Finding
from checks.judging.bench import Bench, Page, proof
from checks.judging.coverage import unread_rows
from checks.matching.titles import is_forwarded, is_interpretation, matches_any
from crawler.portals import Role
from crawler.records import Entry


def unread_documents(bench: Bench) -> Iterator[Finding]:
    """One finding per row that may be an own document: it cannot be told."""
    return _told(bench, lambda row: True)


def unread_in_scope(bench: Bench) -> Iterator[Finding]:
    """The same of rows of the window that may be in scope.

    Goes by the terms `window_days` and `excluded_title_patterns` of the requirement.
    """
    today, terms = bench.dossier.today, bench.requirement.terms
    first = today - timedelta(days=int(terms["window_days"]))

    def in_scope(row: Entry) -> bool:
        shown = row.date.value if row.date is not None else None
        excluded = matches_any(row.title, terms["excluded_title_patterns"])
        return not excluded and (shown is None or first <= shown <= today)

    return _told(bench, in_scope)


def _told(bench: Bench, meant: Callable[[Entry], bool]) -> Iterator[Finding]:
    for row, miss in unread_rows(bench.dossier, Role.NORMATIVE_DOCUMENTS):
        if not is_interpretation(row.title) and not is_forwarded(row.title) and meant(row):
            page = Page(row.url, row.title, (proof(row),))
            yield bench.cant_tell(page, miss.cause, "该文件页面未能读取")

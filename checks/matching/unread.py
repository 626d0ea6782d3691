"""Documents that a list shows and whose own page was not read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from checks.engine.finding import Finding
from checks.judging.bench import Bench, Page, proof
from checks.judging.coverage import unread_rows
from checks.matching.titles import is_forwarded, is_interpretation, matches_any
from crawler.portals import Role


def unread_documents(bench: Bench) -> Iterator[Finding]:
    """One finding per row of the window that may be a document in scope: it cannot be told.

    Goes by the terms `window_days` and `excluded_title_patterns` of the requirement.
    """
    dossier, terms = bench.dossier, bench.requirement.terms
    first = dossier.today - timedelta(days=int(terms["window_days"]))
    for row, miss in unread_rows(dossier, Role.NORMATIVE_DOCUMENTS):
        shown = row.date.value if row.date is not None else None
        if shown is not None and not first <= shown <= dossier.today:
            continue
        if is_interpretation(row.title) or is_forwarded(row.title):
            continue
        if not matches_any(row.title, terms["excluded_title_patterns"]):
            page = Page(row.url, row.title, (proof(row),))
            yield bench.cant_tell(page, miss.cause, "该文件页面未能读取")

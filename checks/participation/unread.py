"""Calls for opinions that were not seen: their own page, or those that may have been before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from checks.engine.finding import Finding
from checks.judging import Bench, Page, unproven, unread_rows
from checks.judging.bench import proof
from checks.matching.scope import Duty
from checks.matching.titles import matches_any
from checks.matching.words import plain
from checks.participation.calls import tells_outcome
from crawler.portals import Role
from crawler.records import Cause


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


def unseen_before(bench: Bench, signed: date) -> Cause | None:
    """Why a call before a signing may stand where it was not seen."""
    dossier, role = bench.dossier, Role.CONSULTATIONS
    first = signed - timedelta(days=int(bench.requirement.terms["lookback_days"]))
    unread = dossier.section(role).unread_before
    cut = Cause.LIMIT if unread is not None and first < unread else None
    above = Cause.SCANNER if dossier.unseen_above else None
    return unproven(dossier, role) or cut or above


def doubtful_scope(bench: Bench, duty: Duty, nearly: bool) -> Cause | None:
    """Why the missing of a call says nothing: a title nearly alike, or a scope not told."""
    terms = bench.requirement.terms
    patterns = [p for name in terms["scope"] for p in terms["scope_patterns"].get(name, ())]
    told = any(re.search(pattern, plain(duty.document.title)) for pattern in patterns)
    return Cause.AMBIGUOUS if nearly or not told else None

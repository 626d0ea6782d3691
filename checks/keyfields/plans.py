"""Emergency plans among the rows and pages of a column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from checks.judging import Bench
from checks.keyfields.columns import Shelf
from checks.matching.rows import page_key
from checks.matching.titles import matches_any
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Cause, EmergencyPlan, Record

_FILE = re.compile(r"\.(?:pdf|docx?|wps|ofd|txt|rtf|ceb|xlsx?|zip|rar)$", re.I)
_HEAD = 200


@dataclass(frozen=True)
class Plan:
    """A plan that a column shows: `whole` if its text is there, else perhaps why it may be."""

    record: Record
    whole: bool
    cause: Cause | None = None


def plans_in(bench: Bench, at: Shelf, kind: Mapping[str, Any]) -> Iterator[Plan]:
    """The plans of a kind in a column, in the order of its list; then pages that are one."""
    dossier, terms = bench.dossier, bench.requirement.terms
    least, role = int(terms["min_text_chars"]), Role.EMERGENCY_PLANS
    pages = {page_key(dossier, r.url): r for r in dossier.records if isinstance(r, EmergencyPlan)}
    misses = {page_key(dossier, miss.url): miss.cause for miss in dossier.misses}
    for row in at.rows:
        key = page_key(dossier, row.url)
        page = pages.get(key)
        title = page.title if page is not None and len(page.title) > len(row.title) else row.title
        if not is_plan(bench, title, kind):
            continue
        if page is not None:
            whole = page.text_chars >= least or bool(page.attachments)
            scan = Cause.UNREADABLE if page.pictures and not whole else None
            yield Plan(page, whole, scan)
        elif row.role is not role or _FILE.search(urlsplit(row.url).path):
            yield Plan(row, whole=True)  # a file is the text; a named column's rows are not read
        else:
            yield Plan(row, whole=False, cause=misses.get(key, Cause.LIMIT))
    for text in dossier.static_pages if not at.rows and at.name == role.chinese else ():
        told = text.role is role and is_plan(bench, f"{text.title}{text.text[:_HEAD]}", kind)
        if told and text.text_chars >= least:
            yield Plan(text, whole=True)


def is_plan(bench: Bench, title: str, kind: Mapping[str, Any]) -> bool:
    """Whether a title is that of a plan of a kind, by the words and patterns of the row."""
    terms, words = bench.requirement.terms, kind.get("words", ())
    if not matches_any(title, terms["plan_title_patterns"]):
        return False
    if matches_any(title, terms["excluded_title_patterns"]):
        return False
    return not words or any(plain(word) in plain(title) for word in words)

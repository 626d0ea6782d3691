"""Which documents call for an interpretation (standing rulebook, interpretation-1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from checks.judging.dates import not_yet, published_on
from checks.matching.ownership import Whose, is_ended, whose
from checks.matching.rows import documents_of, page_key, rows_by_page
from checks.matching.stock import old_stock
from checks.matching.titles import matches_any
from crawler.portals import Role
from crawler.records import Document, Dossier

SCOPE_TERMS = (
    "window_days", "excluded_title_patterns", "excluded_number_patterns", "old_stock_days",
    "bulk_documents",
)  # fmt: skip
"""The terms of a requirement that this module goes by."""


@dataclass(frozen=True)
class Duty:
    """One document: in scope if `reason` is empty and `published` is known.

    `reason` says as a clause why it is out of scope. A document without any date of
    publication has neither: whether it is in the window cannot be told.
    """

    document: Document
    published: date | None
    reason: str = ""


def duties(
    dossier: Dossier, terms: Mapping[str, Any], *, window_days: int | None = None
) -> Iterator[Duty]:
    """The documents of `normative_documents` published within the window, in listed order.

    `window_days` stands for the term of that name where a requirement looks back otherwise.
    """
    days = int(terms["window_days"]) if window_days is None else window_days
    first = dossier.today - timedelta(days=days)
    rows = rows_by_page(dossier)
    published = {
        document: published_on(document, rows.get(page_key(dossier, document.url), ()))
        for document in documents_of(dossier, Role.NORMATIVE_DOCUMENTS)
    }
    stock = old_stock(published, dossier.portal, terms)
    for document, day in published.items():
        if not_yet(document, day, dossier) or (day is not None and day < first):
            continue
        yield Duty(document, day, _out_of_scope(document, dossier, terms, stock))


def set_aside(document: Document, dossier: Dossier) -> str:
    """Why duties on documents do not bind this one, as a clause; empty if they do."""
    owner = whose(document, dossier.portal)
    if owner is Whose.FORWARDED:
        return "该文件为转发文件"
    if owner is Whose.OTHER:
        return "该文件由其他机关制发或牵头制发"
    return ""


def _out_of_scope(
    document: Document, dossier: Dossier, terms: Mapping[str, Any], stock: frozenset[str]
) -> str:
    if reason := set_aside(document, dossier):
        return reason
    if is_ended(document):
        return "该文件已标注失效或废止"
    if matches_any(document.title, terms["excluded_title_patterns"]):
        return (
            "该文件属于人事任免、表彰、议事协调机构、批复、函件、一时一事或废止决定等无需解读的文件"
        )
    number = document.number.value if document.number is not None else None
    if number and matches_any(number, terms["excluded_number_patterns"]):
        return "该文件是以顺序号发布的令、公告，按无需解读掌握"
    if document.url in stock:
        return "该文件疑似集中补录的历史文件"
    return ""

"""Reports on budgets and final accounts: which are asked for, and which pages are they."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from checks.engine.requirement import Requirement
from checks.judging import unread_rows
from checks.judging.dates import exists, shown
from checks.matching.rows import page_key
from checks.matching.titles import years_of
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Cause, Dossier, Entry, FiscalReport

SLUG = "fiscal_report_complete"
BUDGET, FINAL = "预算", "决算"
_WANTED = re.compile(r"(20\d\d)\D*(预算|决算)")
_PARTS = re.compile(r"[()（）]|[和及与暨、](?=20\d\d)")
_SPRING, _AUTUMN = 5, 9
"""The month from which final accounts come out, and the last one in which budgets do."""
_SORTED = re.compile(r"20\d\d\D*(?:预算|决算)")


@dataclass(frozen=True)
class Wanted:
    """A sort of report of a fiscal year. Year 0 in what a visit is asked stands for the last."""

    year: int
    sort: str

    @property
    def name(self) -> str:
        """How findings call it."""
        return f"{self.year}年{self.sort}"

    @property
    def first(self) -> date:
        """A day before which it was not published."""
        return date(self.year - 1, 10, 1) if self.sort == BUDGET else date(self.year + 1, 1, 1)


def wanted_of(row: Requirement, this_year: int) -> list[Wanted]:
    """What a row asks for; without a word on it the final accounts of the year before."""
    told = [_WANTED.search(str(one)) for one in row.terms["years"]]
    if any(one is None for one in told):
        raise ValueError(f"years: {row.terms['years']!r}")
    found = [Wanted(int(one[1]), one[2]) for one in told if one is not None]
    base = row.until_on.year if row.until_on is not None else this_year
    return found or [Wanted(base - 1, FINAL)]


def years_asked(row: Requirement) -> tuple[int, ...]:
    """The fiscal years whose pages a visit reads; 0 for the last ended one."""
    return tuple(one.year if one.year > 0 else 0 for one in wanted_of(row, 0))


def is_one(title: str, wanted: Wanted, row: Requirement) -> bool:
    """Whether a title is that of such a report; one without a year is none."""
    return any(_is_named(part, wanted, row) for part in _parts(plain(title)))


def _is_of(title: str, day: date | None, wanted: Wanted, row: Requirement) -> bool:
    """Whether a title is that of such a report, one without a year by the day it came out.

    Budgets come with the year that they are for, final accounts from the summer after it on.
    """
    if years_of(title) or day is None:
        return is_one(title, wanted, row)
    final = wanted.sort == FINAL
    fits = day.month >= _SPRING if final else day.month <= _AUTUMN
    other = BUDGET if final else FINAL
    patterns = row.terms["final_patterns"] if final else row.terms["budget_patterns"]
    words = plain(title)
    if not fits or day.year - final != wanted.year or wanted.sort not in words or other in words:
        return False
    return _any(patterns, words) and not _any(row.terms["never_patterns"], words)


def _is_named(words: str, wanted: Wanted, row: Requirement) -> bool:
    other, terms = FINAL if wanted.sort == BUDGET else BUDGET, row.terms
    patterns = terms["budget_patterns"] if wanted.sort == BUDGET else terms["final_patterns"]
    if years_of(words) != {wanted.year} or other in words:
        return False
    return _any(patterns, words) and not _any(terms["never_patterns"], words)


def _parts(title: str) -> list[str]:
    """A title, or those of its parts that each name a year and a sort of their own.

    2025年预算执行情况和2026年预算草案的报告（2026年政府预算公开） names three.
    """
    parts = [part for part in _PARTS.split(title) if part]
    return parts if len(parts) > 1 and all(map(_SORTED.search, parts)) else [title]


def drafts_of(dossier: Dossier, wanted: Wanted, row: Requirement) -> list[FiscalReport]:
    """The reports to the people's congress on a government's budget or final accounts.

    They tell the figures, whose tables often stand on pages of their own.
    """
    return [
        one
        for one in fiscal_pages(dossier)
        if any(
            years_of(part) == {wanted.year}
            and wanted.sort in part
            and _any(row.terms["draft_patterns"], part)
            for part in _parts(plain(one.title))
        )
    ]


def reports_of(dossier: Dossier, wanted: Wanted, row: Requirement) -> list[FiscalReport]:
    """The reports of that sort that were read, in the order listed."""
    days: dict[str, date | None] = {}
    for entry in dossier.entries(Role.BUDGETS):
        days.setdefault(page_key(dossier, entry.url), shown(entry.date))
    return [
        one
        for one in fiscal_pages(dossier)
        if _is_of(
            one.title,
            shown(one.published_on) or days.get(page_key(dossier, one.url)),
            wanted,
            row,
        )
    ]


def fiscal_pages(dossier: Dossier) -> list[FiscalReport]:
    """All pages of the section that were read and are there as of the moment."""
    return [
        one
        for one in dossier.records
        if isinstance(one, FiscalReport)
        and (one.published_on is None or one.published_on.value is None
             or exists(one.published_on, dossier))
    ]  # fmt: skip


def unread_of(dossier: Dossier, wanted: Wanted, row: Requirement) -> list[tuple[Entry, Cause]]:
    """Rows of reports of that sort whose page was not read."""
    unread = unread_rows(dossier, Role.BUDGETS)
    return [
        (entry, miss.cause)
        for entry, miss in unread
        if _is_of(entry.title, shown(entry.date), wanted, row)
    ]


def of_subordinates(titles: Iterable[str], row: Requirement) -> bool:
    """Whether one of the titles is that of a report of a body below a department."""
    return any(_any(row.terms["subordinate_patterns"], plain(title)) for title in titles)


def tells_debt(text: str, row: Requirement) -> bool:
    """Whether a text tells of the government's debt."""
    return _any(row.terms["debt_patterns"], plain(text))


def says(text: str, name: str, row: Requirement) -> bool:
    """Whether a text makes a statement; ValueError for one that no term describes."""
    for one in row.terms["statements"]:
        if one["name"] == name:
            return _any(one["patterns"], plain(text))
    raise ValueError(f"statements names no {name!r}")


def _any(patterns: Sequence[str], text: str) -> bool:
    return any(re.search(pattern, text) for pattern in patterns)

"""How long a gazette may be silent, and what was signed meanwhile."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from checks.calendar import WorkCalendar
from checks.documents.visible import Visible
from checks.judging import Sum, chinese_date, published_on, signed_on, unproven, unread_rows
from checks.judging.backdating import SIGNING, doubt_of, other_day
from checks.matching.rows import documents_of, page_key, rows_by_page
from checks.matching.scope import set_aside
from checks.matching.stock import old_stock
from crawler.portals import Role
from crawler.records import Cause, Document, Dossier, ReadState, Redated

UNIT = "working days"
SILENCE_TERMS = ("max_publication_working_days", "old_stock_days", "bulk_documents")
"""The terms by which a long gap is allowed or not."""


@dataclass(frozen=True)
class Gap:
    """The time between two issues; after the last one it is `open` and ends with the moment."""

    start: date
    end: date
    open: bool = False


@dataclass(frozen=True)
class Silence:
    """What was signed in a gap: the first document that came out late, or why nobody can tell."""

    late: Document | None = None
    cause: Cause | None = None


def gaps(days: tuple[date, ...], first: date, today: date) -> list[Gap]:
    """The gaps between the days in the window, and from the last of all days to the moment."""
    inside = [day for day in days if day >= first]
    found = [Gap(a, b) for a, b in itertools.pairwise(inside)]
    return [*found, Gap(days[-1], today, open=True)]


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def overdue(gap: Gap, months: int | None, terms: Mapping[str, Any], days: WorkCalendar) -> Sum:
    """What a gap came to: `late` if it is longer than the period declared, or than the term."""
    limit = int(terms["max_gap_working_days"])
    start = gap.start
    if months is not None:
        start, limit = add_months(gap.start, months), int(terms["grace_working_days"])
    if gap.end <= start or days.count(start, gap.end) <= limit:
        return Sum(late=False)
    used = days.count(gap.start, gap.end)
    settled = None if gap.open else gap.end
    counted = days.day_count(gap.start, gap.end)[:41]
    return Sum(days.add(start, limit), settled, used, UNIT, counted, True)


class Meanwhile:
    """The own documents of a portal by the day on which they were signed."""

    def __init__(self, dossier: Dossier, terms: Mapping[str, Any], days: WorkCalendar) -> None:
        self._dossier, self._days = dossier, days
        self._limit = int(terms["max_publication_working_days"])
        self._visible = Visible(dossier)
        rows = rows_by_page(dossier)
        self._published = {
            document: published_on(document, rows.get(page_key(dossier, document.url), ()))
            for document in documents_of(dossier, Role.NORMATIVE_DOCUMENTS)
        }
        self._stock = old_stock(self._published, dossier.portal, terms)

    def silence(self, gap: Gap) -> Silence:
        """Whether a long gap is allowed: nothing own signed in it, or all of that out in time."""
        unknown: Cause | None = None
        for document, public in self._published.items():
            if set_aside(document, self._dossier):
                continue
            signed = signed_on(document)
            if signed is None:
                near = public is None or public > gap.start
                unknown = unknown or (Cause.AMBIGUOUS if near else None)
                continue
            late = self._late(document, signed, public, gap)
            doubt = doubt_of(self._dossier, document.url, signed, SIGNING)
            innocent = isinstance(doubt, Redated) and doubt.excuse is not None and late is False
            if doubt is not None and late is not None and not innocent:
                # By the day of signing that was shown first it may be otherwise: nobody can tell.
                other = self._late(document, other_day(doubt), public, gap)
                late = late if other in (late, None) else None
            if late is None:
                unknown = unknown or Cause.AMBIGUOUS
            elif late:
                return Silence(late=document)
        return Silence(cause=unknown or _unseen(self._dossier, gap))

    def _late(self, document: Document, signed: date, public: date | None, gap: Gap) -> bool | None:
        """Whether a document signed on a day was signed in the gap and public too late; None if
        nobody can tell."""
        if not gap.start < signed <= gap.end:
            return False
        first = self._visible.earliest(document, signed, public)
        if first is None or first < signed or document.url in self._stock:
            return None
        return self._days.count(signed, first) > self._limit


def told(terms: Mapping[str, Any], gap: Gap, total: Sum, period: str, said: Silence) -> str:
    """What happened in a gap that is too long, as a clause."""
    until = "至今未见下一期" if gap.open else f"下一期为{chinese_date(gap.end)}"
    text = f"{chinese_date(gap.start)}出刊后{until}，间隔{total.measured:.0f}个工作日"
    if period:
        grace = terms["grace_working_days"]
        return f"{text}，超过{period}的周期和{grace}个工作日的宽限（宽限为本市设定）"
    text += f"，超过{terms['max_gap_working_days']}个工作日"
    if said.late is None:
        return text
    limit = terms["max_publication_working_days"]
    return f"{text}，其间成文的“{said.late.title}”超过{limit}个工作日才公开"


def _unseen(dossier: Dossier, gap: Gap) -> Cause | None:
    """Why a document signed in the gap may be there although none was met."""
    role = Role.NORMATIVE_DOCUMENTS
    if dossier.section(role).state is ReadState.ABSENT:
        return Cause.AMBIGUOUS
    for row, miss in unread_rows(dossier, role):
        day = row.date.value if row.date else None
        if day is None or day > gap.start:
            return miss.cause
    return unproven(dossier, role)

"""Notices as the console gives them: the approved one, or the draft that a run calls for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlite_utils import Database

from reports.console.books import Notice
from reports.papers.model import PaperKind
from reports.papers.notice import is_named, notice
from scheduler.moments import now
from scheduler.papers.gathering import gather_books, problems_of
from scheduler.papers.making import approved_notices, period_of
from scheduler.workplace import Workplace


def notices(
    db: Database, workplace: Workplace, run: str, portal: str = "", *, drafts: bool
) -> Iterator[Notice]:
    """The notices of a run's day, of all units or of one, in the order of the watchlist.

    Without `drafts` the newest approved one of each unit up to that day. With them, the approved
    one of that very day, else a draft, which is not kept; in a trial run there are none.
    """
    day = date.fromisoformat(run[:10])
    approved = approved_notices(db, day, portal)
    if not drafts:
        yield from (Notice(row.content, approved=True) for row in approved.values())
        return
    if workplace.watchlist.monitor.trial:
        return
    books = gather_books(db, workplace, period_of(PaperKind.NOTICE, day), now())
    for unit in (one.id for one in books.portals if portal in ("", one.id)):
        known = approved.get(unit)
        if known is not None and known.period == day.isoformat():
            yield Notice(known.content, approved=True)
        elif (made := notice(books, unit)) is not None:
            yield Notice(made, approved=False)


def noticed(
    db: Database, workplace: Workplace, run: str, portal: str = "", *, drafts: bool
) -> bool:
    """Whether `notices` gives any; the papers themselves are not made for it."""
    day = date.fromisoformat(run[:10])
    approved = approved_notices(db, day, portal)
    if not drafts:
        return bool(approved)
    if workplace.watchlist.monitor.trial:
        return False
    units = [one.id for one in workplace.watchlist.portals if portal in ("", one.id)]
    if any(row.period == day.isoformat() and row.unit in units for row in approved.values()):
        return True
    period = period_of(PaperKind.NOTICE, day)
    return any(is_named(one) for unit in units for one in problems_of(db, workplace, period, unit))

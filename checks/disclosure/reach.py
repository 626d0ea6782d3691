"""How far back the lists were read: what was not met there may be said to be missing, or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from checks.disclosure.period import Period
from checks.judging import unproven, unread_rows
from checks.judging.dates import shown
from crawler.portals import Role
from crawler.records import Cause, Dossier, Entry, Evidence, NamedColumn, ReadState, Section

Unseen = tuple[Cause, str]
"""Why something may be there unseen, and the name of the section where it may be."""


def unseen_in(dossier: Dossier, roles: Iterable[Role], period: Period) -> Unseen | None:
    """Why something of the period may stand in these sections although it was not met.

    Of a year that is over some list must still show what was before it.
    """
    looked = tuple(roles)
    for role in looked:
        section = dossier.section(role)
        cause = unproven(dossier, role) or cut_off(section.unread_before, period.first)
        cause = cause or _behind(dossier, role, period)
        cause = cause or begins_later(dossier.entries(role), period, period.first)
        if cause is not None:
            return cause, section.name or role.chinese
    dated = any(shown(row.date) for role in looked for row in dossier.entries(role))
    if looked and period.last < period.today and not dated:
        return Cause.AMBIGUOUS, looked[0].chinese
    return None


def unseen_in_column(named: NamedColumn, first: date | None) -> Cause | None:
    """Why something from `first` on may stand in a column although it was not met."""
    if named.state in (ReadState.UNOBSERVABLE, ReadState.PART):
        return named.cause or Cause.UNREADABLE
    return cut_off(named.unread_before, first)


def begins_later(rows: Iterable[Entry], period: Period, first: date | None) -> Cause | None:
    """The doubt about a year that is over, where a list no longer shows what was before `first`.

    What was there then may have been taken down since, as when a site was rebuilt.
    """
    if first is None or period.last >= period.today:
        return None
    days = [day for row in rows if (day := shown(row.date)) is not None]
    return Cause.AMBIGUOUS if days and min(days) > first else None


def cut_off(unread_before: date | None, first: date | None) -> Cause | None:
    """The limit of the visit, where rows of the period may lie before what was read."""
    if unread_before is None or (first is not None and unread_before <= first):
        return None
    return Cause.LIMIT


def _behind(dossier: Dossier, role: Role, period: Period) -> Cause | None:
    """Why a page of the period behind a row was not read."""
    for row, miss in unread_rows(dossier, role):
        day = shown(row.date)
        if day is None or period.holds(day):
            return miss.cause
    return None


def looked_at(dossier: Dossier, roles: Iterable[Role]) -> tuple[Evidence, ...]:
    """The pages of the sections that were looked through, each once."""
    sections = (dossier.section(role) for role in roles)
    return tuple(dict.fromkeys(_proofs(sections)))


def _proofs(sections: Iterable[Section]) -> Iterator[Evidence]:
    for section in sections:
        yield from section.evidence[:_MOST]


_MOST = 3

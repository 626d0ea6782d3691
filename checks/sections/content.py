"""What stands in a section: entries, records, dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from checks.judging.dates import exists
from crawler.portals import Role
from crawler.records import (
    AnnualReport,
    Cause,
    Document,
    Dossier,
    Entrances,
    Entry,
    Interpretation,
    ReadState,
    StaticPage,
)

_NO_THINGS = (StaticPage, Entrances)


def things_in(dossier: Dossier, role: Role) -> int:
    """How many entries or records a section holds, single pages of text and what they
    offer to click left out."""
    held = {r.url for r in dossier.records if r.role is role and not isinstance(r, _NO_THINGS)}
    return max(dossier.section(role).entries, len(held))


def newest(dossier: Dossier, role: Role) -> date | None:
    """The newest date in a section that is not after the moment, wherever in its lists it is."""
    return max(_dates(dossier, role), default=None)


def _dates(dossier: Dossier, role: Role) -> Iterator[date]:
    told = dossier.section(role).newest_on
    if told is not None and told <= dossier.today:
        yield told
    for record in dossier.records:
        if record.role is not role:
            continue
        if isinstance(record, Entry):
            field = record.date
        elif isinstance(record, Document | Interpretation | AnnualReport):
            field = record.published_on
        else:
            continue
        if field is not None and field.value is not None and exists(field, dossier):
            yield field.value


def newer_unseen(dossier: Dossier, role: Role, unproven: Cause | None) -> Cause | None:
    """Why something newer than what was read may be in a section; None if it may not.

    A list cut by a limit shows its newest rows if they run from newest to oldest; a column that
    was left out shows nothing.
    """
    section = dossier.section(role)
    if unproven is None or section.state is not ReadState.PART:
        return unproven
    rows = [r for r in dossier.entries(role) if not r.pinned]
    days = [r.date.value for r in rows if r.date is not None and r.date.value is not None]
    whole = len(days) == len(rows) and len({r.list_url for r in rows}) <= section.list_pages
    ordered = len(days) > 1 and all(a >= b for a, b in pairwise(days))
    left_out = [m for m in dossier.misses if m.url in section.urls or (m.column and m.role is role)]
    cut = unproven is Cause.LIMIT and not left_out
    return None if cut and whole and ordered and len(section.urls) <= 1 else unproven

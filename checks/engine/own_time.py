"""A dossier as of a moment before it was read (回头看): what is dated later is left out.

What bears no date (leaders, single pages, probes) stays as it was read: of the time itself
nothing is known of it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime

from crawler.portals import Role
from crawler.records import (
    AnnualReport,
    Document,
    Dossier,
    Entry,
    Field,
    Interpretation,
    Message,
    Record,
    Section,
)
from crawler.records.moments import beijing_date


def as_of_then(dossier: Dossier, moment: datetime) -> Dossier:
    """The dossier, and those above it, as of `moment`; one read before it only gets that moment.

    A reply dated later is taken off its message, a row, document or report dated later is gone.
    """
    day = beijing_date(moment)
    kept: list[Record] = []
    gone: Counter[Role] = Counter()
    for record in dossier.records:
        shown_on = _shown_on(record)
        if shown_on is not None and shown_on > day:
            gone[record.role] += isinstance(record, Entry)
            continue
        kept.append(_message_then(record, day) if isinstance(record, Message) else record)
    return replace(
        dossier,
        as_of=moment,
        records=tuple(kept),
        sections={
            role: _section_then(section, day, kept, gone[role])
            for role, section in dossier.sections.items()
        },
        sightings=tuple(one for one in dossier.sightings if one.at < moment),
        higher=tuple(as_of_then(one, moment) for one in dossier.higher),
    )


def _shown_on(record: Record) -> date | None:
    """The day since which a record has been there, by its own words; None where it bears none."""
    fields: tuple[Field[date] | None, ...] = ()
    if isinstance(record, Entry):
        fields = (record.date,)
    elif isinstance(record, Document):
        fields = (record.published_on, record.issued_on, record.signed_on)
    elif isinstance(record, (Interpretation, AnnualReport)):
        fields = (record.published_on,)
    elif isinstance(record, Message):
        fields = (record.submitted_on, record.accepted_on, record.published_on)
    return next((one.value for one in fields if one is not None and one.value is not None), None)


def _message_then(message: Message, day: date) -> Message:
    replies = tuple(
        reply
        for reply in message.replies
        if reply.replied_on is None
        or reply.replied_on.value is None
        or reply.replied_on.value <= day
    )
    closed = message.closed_on
    later = closed is not None and closed.value is not None and closed.value > day
    return replace(message, replies=replies, closed_on=None if later else closed)


def _section_then(section: Section, day: date, kept: list[Record], gone: int) -> Section:
    if section.newest_on is None or section.newest_on <= day:
        return section
    dates = [
        one.date.value
        for one in kept
        if isinstance(one, Entry) and one.role == section.role and one.date and one.date.value
    ]
    return replace(
        section,
        newest_on=max(dates, default=None),
        entries=max(0, section.entries - gone),
    )

"""What tells of a registered emergency, and in which span of time each piece was published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from checks.engine.requirement import Requirement
from checks.matching.rows import page_key
from checks.matching.words import plain
from crawler.portals import Emergency, Role
from crawler.records import (
    BEIJING,
    Document,
    Dossier,
    Entry,
    Field,
    Interpretation,
    Record,
    SoughtPage,
    Source,
    beijing,
)

_NO_RELEASES = frozenset({Role.MESSAGE_BOARD, Role.LEADERS, Role.HOME, Role.SEARCH})


class Release(NamedTuple):
    """A piece that tells of an emergency: published not before `first` and not after `last`.

    `record` is None for what the operator has entered of other channels.
    """

    title: str
    first: datetime
    last: datetime
    record: Record | None


class Told(NamedTuple):
    """The releases on an emergency in the order of time, and those that tell no day."""

    dated: tuple[Release, ...]
    undated: tuple[Record, ...]


def emergencies_of(
    dossier: Dossier, row: Requirement, first: datetime | None, last: datetime
) -> list[Emergency]:
    """The registered emergencies of the row's grades within the period, in the order of time."""
    grades = tuple(row.terms["grades"])
    return sorted(
        (
            one
            for one in dossier.portal.emergencies
            if (not grades or one.grade in grades)
            and (first is None or first <= one.at)
            and one.at <= min(last, dossier.as_of)
        ),
        key=lambda one: (one.at, one.name),
    )


def releases_on(
    dossier: Dossier, event: Emergency, terms: Mapping[str, Any], conference: bool
) -> Told:
    """What was published of an emergency after it happened, or of a conference on it."""
    words = _plain(event.words)
    excluded = _plain(terms["excluded_words"])
    if conference:
        excluded = (*excluded, *_plain(terms["announcing_words"]))
    also = _plain(terms["conference_words"]) if conference else ()
    dated: list[Release] = []
    undated: list[Record] = []
    for title, records in _things(dossier):
        if not _tells(title, records, words, terms) or any(word in title for word in excluded):
            continue
        if conference and not any(word in title for word in also):
            continue
        spans = [span for one in records if (span := _span(one, event.at, dossier.as_of))]
        if spans:
            first, last, record = min(spans, key=lambda one: (one[1] - one[0], one[0]))
            if last >= event.at and first <= dossier.as_of:
                dated.append(Release(record.title, first, last, record))
        else:
            undated.append(records[0])
    told = event.conference_at if conference else event.released_at
    if told is not None and told <= dossier.as_of:
        title = "登记的新闻发布会" if conference else "登记的首次发布"
        dated.append(Release(title, told, told, None))
    return Told(tuple(sorted(dated, key=lambda one: (one.last, one.first))), tuple(undated))


def unread_bare(
    dossier: Dossier, event: Emergency, terms: Mapping[str, Any], limit: datetime
) -> Record | None:
    """What was published in time under a title that names nothing (情况通报), its text not read."""
    for _, records in _things(dossier):
        named = any(_is_bare(one, terms) for one in records)
        if not named or any(_text(one) for one in records):
            continue
        spans = [span for one in records if (span := _span(one, event.at, dossier.as_of))]
        if any(first <= limit and last >= event.at for first, last, _ in spans):
            return records[0]
    return None


def _tells(
    title: str, records: Sequence[Record], words: Sequence[str], terms: Mapping[str, Any]
) -> bool:
    """Whether a piece tells of an emergency: by its title, or a bare one by its text."""
    if any(word in title for word in words):
        return True
    bare = any(_is_bare(one, terms) for one in records)
    return bare and any(word in _text(one) for one in records for word in words)


def _is_bare(record: Record, terms: Mapping[str, Any]) -> bool:
    return any(re.search(pattern, plain(record.title)) for pattern in terms["bare_patterns"])


def _text(record: Record) -> str:
    return plain(record.text) if isinstance(record, SoughtPage | Document) else ""


def _things(dossier: Dossier) -> Iterator[tuple[str, list[Record]]]:
    """Pages and rows that may be releases, those of one page together."""
    found: dict[str, list[Record]] = {}
    for record in dossier.records:
        page = isinstance(record, SoughtPage | Document | Interpretation)
        row = isinstance(record, Entry) and not record.inline
        if (page or row) and record.role not in _NO_RELEASES:
            found.setdefault(page_key(dossier, record.url), []).append(record)
    for records in found.values():
        yield plain(" ".join(one.title for one in records)), records


def _span(record: Record, at: datetime, now: datetime) -> tuple[datetime, datetime, Record] | None:
    """From when to when a record may have been published; None without a date that is seen."""
    field: Field[Any] | None = None
    if isinstance(record, Entry):
        field = record.date
    elif isinstance(record, SoughtPage | Document | Interpretation):
        field = record.published_on
    if field is None or field.value is None or field.source is Source.COMMENT:
        return None
    if field.at is not None:
        moment = beijing(field.at)
        return moment, moment, record
    start = datetime.combine(field.value, time(), BEIJING)
    end = start + timedelta(days=1)
    # On the day itself it was published after the emergency, and not later than now.
    return max(start, at) if end > at else start, min(end, now) if start <= now else end, record


def _plain(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(plain(word) for word in words)

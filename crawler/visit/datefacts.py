"""The days that an address and a header tell, and all those of a page together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from crawler.records.dating import DateFact, Witness
from crawler.records.model import Entry, Field, Source
from crawler.records.moments import beijing, beijing_date

_EARLIEST, _LATEST = 1995, 2100
"""Before the first there were no government sites; what an address holds then is a number."""
_MOST = 2_000
"""Characters of an address that are looked at."""
_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<sep>[-/_.]?)(?P<m>0[1-9]|1[0-2]|[1-9](?=[-/_.]))"
    r"(?P=sep)(?P<d>0[1-9]|[12]\d|3[01]|[1-9](?=[-/_.]|$))(?!\d)"
)
_MONTH = re.compile(r"(?:^|/)(?P<y>(?:19|20)\d{2})(?P<sep>[-/]?)(?P<m>0[1-9]|1[0-2])(?=/)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_PAGE = frozenset({Source.LABEL, Source.TEXT, Source.META})


def address_date(url: str) -> DateFact | None:
    """The day, or else the month, that the path of an address holds; None if it holds none.

    The last day counts: folders above may be those of a column. A number that only happens to
    look like a day is told like one; what an address says is no more than that.
    """
    try:
        path = urlsplit(url[:_MOST]).path
    except ValueError:
        return None
    for pattern, month in ((_DAY, False), (_MONTH, True)):
        for match in reversed(list(pattern.finditer(path))):
            day = _possible(match["y"], match["m"], "1" if month else match["d"])
            if day is not None:
                return DateFact(Witness.ADDRESS, day, match.group().strip("/"), month=month)
    return None


def modified_date(header: str) -> DateFact | None:
    """The day of a Last-Modified header (RFC 9110, section 8.8.2); None if it tells none."""
    if _YEAR.search(header[:64]) is None:
        return None  # of two digits, or of four that no server wrote, years are guessed
    try:
        moment = parsedate_to_datetime(header.strip()[:64])
        moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        at = beijing(moment)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if not _EARLIEST <= at.year <= _LATEST:
        return None
    return DateFact(Witness.MODIFIED, at.date(), header.strip()[:64], "Last-Modified", at=at)


def seen_date(first_seen_at: datetime) -> DateFact:
    """The night of the first sight as a fact."""
    at = beijing(first_seen_at)
    return DateFact(Witness.SEEN, beijing_date(at), at.isoformat(), at=at)


def facts_of(
    url: str,
    published: Field[date] | None,
    tags: Iterable[Field[date]],
    rows: Iterable[Entry],
    modified: str,
    first_seen_at: datetime | None,
) -> tuple[DateFact, ...]:
    """All that tells of the day of a page, each once, in the order of `Witness`.

    `published` is what its reader took for the day of publication, `tags` are the days of its
    <meta> tags, `rows` the list rows that lead to it, `modified` the header Last-Modified.
    """
    found: list[DateFact | None] = []
    if published is not None and published.source in (Source.LABEL, Source.TEXT):
        found.append(_told(Witness.SHOWN, published))
    own = [published] if published is not None and published.source is Source.META else []
    found += [_told(Witness.META, tag) for tag in (*own, *tags)]
    found += [_told(Witness.ROW, row.date) for row in rows]
    found += [address_date(url), modified_date(modified) if modified else None]
    found.append(seen_date(first_seen_at) if first_seen_at is not None else None)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def own_day(published: Field[date] | None) -> date | None:
    """The day of publication that a page itself bears, not only the row that leads to it."""
    return published.value if published is not None and published.source in _PAGE else None


def _told(witness: Witness, told: Field[date] | None) -> DateFact | None:
    if told is None or told.value is None:
        return None
    return DateFact(witness, told.value, told.raw[:80], told.label, at=told.at)


def _possible(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if _EARLIEST <= found.year <= _LATEST else None

"""What was due month by month and was put up on one day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from checks.content.entries import Entries, Hit, Terms
from checks.judging.bench import proof
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Entry

_MONTH = re.compile(r"(?:(20\d\d)年)?(?<!\d)(1[0-2]|0?[1-9])月份?(?!\d|日|下|上|中)")
_SHORTEST = 4


def batch_dump(entries: Entries, terms: Terms) -> Iterator[Hit]:
    """What was due month by month and was put up on one day."""
    groups: dict[tuple[Role, date, str], dict[date, Entry]] = defaultdict(dict)
    for row in entries.rows:
        day, found = entries.day(row), _MONTH.findall(plain(row.title))
        if len(found) == 1:
            stem = _MONTH.sub("", plain(row.title))
            month = _month_of(found[0], day)
            if len(stem) >= _SHORTEST and month is not None:
                groups[row.role, day, stem].setdefault(month, row)
    for (_, day, _), months in groups.items():
        first = min(months)
        late = day - first > timedelta(days=int(terms["batch_age_days"]))
        if late and len(months) >= int(terms["batch_periods"]):
            row = months[first]
            yield row.title, proof(row, *(one.title for _, one in sorted(months.items())))


def _month_of(told: tuple[str, str], day: date) -> date | None:
    """The last day of the month that a title names; the latest such one before its own day."""
    year, month = int(told[0] or day.year), int(told[1])
    if not told[0] and month > day.month:
        year -= 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return month_end(following) if following <= day else None


def month_end(day: date) -> date:
    """The last day of the month before the one that a day lies in."""
    return day.replace(day=1) - timedelta(days=1)

"""Ground truth of the gazettes: when they appeared, against what they say and what was signed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta

from demo import workdays
from demo.files import Told
from demo.truth import GOVERNMENT, Truth, View

GAP_DAYS = 20
GRACE_DAYS = 10
PUBLIC_DAYS = 20
MONTHLY = "月刊"
WINDOW = timedelta(days=365)
OLD_STOCK = timedelta(days=180)


def cadence(view: View, told: list[Told]) -> Iterator[Truth]:
    """Whether the gazette of a city or county appeared in time."""
    check, today = "gazette_cadence", view.unit.as_of
    if view.unit.kind not in GOVERNMENT:
        return
    column = view.unit.by_role("gazette")
    if column is None or not column.items:
        yield view.say(check, view.home, "inapplicable", note="no gazette")
        return
    days = sorted(item.on for item in column.items)
    monthly = any(MONTHLY in item.title for item in column.items)
    inside = [day for day in days if day >= today - WINDOW]
    for start, end in [*itertools.pairwise(inside), (days[-1], today)]:
        if monthly:
            due = workdays.after(_month_later(start), GRACE_DAYS)
            late = due is not None and end > due
        else:
            used = workdays.between(start, end)
            late = used is not None and used > GAP_DAYS and _waited(told, start, end)
        if late:
            yield view.say(check, view.home, "failed", start.isoformat(), note="no issue")
            return
    yield view.say(check, view.home, "passed", note="monthly" if monthly else "")


def _waited(told: list[Told], start: date, end: date) -> bool:
    """Whether a document signed meanwhile came out late."""
    for one in told:
        facts = one.facts
        if one.unseen or not facts.own or facts.bulk or not start < facts.signed <= end:
            continue
        if facts.published - facts.signed > OLD_STOCK:
            continue
        used = workdays.between(facts.signed, min(facts.published, facts.seen_earlier or date.max))
        if used is not None and used > PUBLIC_DAYS:
            return True
    return False


def _month_later(day: date) -> date:
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))

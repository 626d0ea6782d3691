"""Statutory dates of a month (法定时限): from the rulebooks, and from dates.toml for the rest."""

from __future__ import annotations

import calendar as months
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from checks.calendar import WorkCalendar
from checks.calendar.working_days import WEEKEND
from checks.engine.attesting import Attestation, Key, is_settled
from checks.engine.requirement import Assessment, Rulebook
from crawler.portals import Portal

_OFFICE = "office"


@dataclass(frozen=True)
class StatutoryDate:
    """A day by which a duty has to be done, whom it binds, and where that is written.

    `portals` are ids; empty for a duty of the issuing office itself.
    """

    on: date
    title: str
    basis: str
    portals: tuple[str, ...] = ()
    assumed: bool = False


def month_after(day: date) -> tuple[date, date]:
    """First and last day of the month after that of `day`."""
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first, first.replace(day=months.monthrange(first.year, first.month)[1])


def statutory_dates(
    first: date,
    last: date,
    portals: Iterable[Portal],
    rulebooks: Iterable[Rulebook],
    attested: Mapping[Key, Attestation] = MappingProxyType({}),
) -> tuple[StatutoryDate, ...]:
    """The dates from `first` to `last` that bind any of the portals, earliest first.

    What persons `attested` of a manual row as met or as not applicable is done: it binds no more.
    """
    units = tuple(portals)
    books = tuple(rulebooks)
    found = [one for book in books for one in _of_rulebook(book, first, last, units)]
    found += [one for book in books for one in _of_rows(book, first, last, units, attested)]
    for row in _table():
        on = _date_in(str(row["month_day"]), first, last)
        binds = set(row["binds"])
        bound = tuple(u.id for u in units if "all" in binds or u.kind.value in binds)
        if on is not None and (bound or _OFFICE in binds):
            found.append(
                StatutoryDate(on, row["title"], row["basis"], bound, bool(row.get("assumed")))
            )
    return tuple(sorted(found, key=lambda one: (one.on, one.title)))


def days_off(first: date, last: date, calendar: WorkCalendar) -> tuple[list[date], list[date]]:
    """Official holidays other than plain weekends, and make-up days, from `first` to `last`.

    Raises CalendarGap for a year without data.
    """
    off, make_up = [], []
    day = first
    while day <= last:
        reason = calendar.off_reason(day)
        if reason is not None and reason != WEEKEND:
            off.append(day)
        if reason is None and day in calendar.workdays:
            make_up.append(day)
        day += timedelta(days=1)
    return off, make_up


def _of_rulebook(
    book: Rulebook, first: date, last: date, units: tuple[Portal, ...]
) -> list[StatutoryDate]:
    found = []
    for row in (one for clause in book.requirements for one in clause.measures()):
        by_kind = row.terms.get("due_month_day")
        if not isinstance(by_kind, Mapping):
            continue
        days: dict[date, list[str]] = {}
        for unit in units:
            if book.id not in unit.rulebooks or not row.binds_body(unit):
                continue
            on = _date_in(str(by_kind.get(unit.kind.value, "")), first, last)
            if on is not None and book.in_force(on):
                days.setdefault(on, []).append(unit.id)
        found += [
            StatutoryDate(on, row.title, row.basis_text, tuple(bound)) for on, bound in days.items()
        ]
    return found


def _of_rows(
    book: Rulebook,
    first: date,
    last: date,
    units: tuple[Portal, ...],
    attested: Mapping[Key, Attestation],
) -> list[StatutoryDate]:
    """The days that rows of a rulebook name themselves."""
    found = []
    for row in book.requirements:
        on = row.due_on
        if on is None or not first <= on <= last or not (book.in_force(on) or book.settling(on)):
            continue
        bound = tuple(
            unit.id
            for unit in units
            if book.id in unit.rulebooks
            and row.binds_body(unit)
            and not (
                row.assessment is Assessment.MANUAL
                and is_settled(row, attested.get((unit.id, book.id, row.id)), on)
            )
        )
        if bound:
            found.append(StatutoryDate(on, row.title, row.basis_text, bound, row.due_assumed))
    return found


def _date_in(month_day: str, first: date, last: date) -> date | None:
    month, _, day = month_day.partition("-")
    if not (month.isdigit() and day.isdigit()):
        return None
    for year in range(first.year, last.year + 1):
        try:
            on = date(year, int(month), int(day))
        except ValueError:  # 29 February of another year
            continue
        if first <= on <= last:
            return on
    return None


@cache
def _table() -> tuple[dict[str, Any], ...]:
    data = tomllib.loads((Path(__file__).parent / "dates.toml").read_text("utf-8"))
    return tuple(data["dates"])

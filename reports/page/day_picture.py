"""The due-date sum drawn on a small calendar: one month grid each, counted days numbered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from markupsafe import Markup, escape

from checks.calendar import Day
from checks.engine.finding import Finding
from reports.wording import WEEKDAYS, day_text

_CELL = 34
_HEAD = 40
_MOST_MONTHS = 4
_ONE_DAY = timedelta(days=1)


def day_picture(finding: Finding) -> Markup:
    """One SVG for each month that the sum touches; empty without a sum or for a very long one.

    The day of settlement is marked too where it falls within the months drawn.
    """
    if not finding.day_count:
        return Markup("")
    dates = [day.date for day in finding.day_count]
    if finding.due_on:
        dates.append(finding.due_on)
    first, last = min(dates), max(dates)
    months = list(_months(first, last))
    if len(months) > _MOST_MONTHS:
        return Markup("")
    return Markup("").join(_month(year, month, finding) for year, month in months)


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _month(year: int, month: int, finding: Finding) -> Markup:
    # Only the weeks from the first marked day of the month to the last are drawn.
    days = {day.date: day for day in finding.day_count}
    marked = {*days, finding.due_on, finding.settled_on}
    whole = [date(year, month, 1) + n * _ONE_DAY for n in range(31)]
    whole = [day for day in whole if day.month == month]
    weeks = [_monday(day) for day in whole if day in marked]
    if not weeks:
        return Markup("")
    drawn = [day for day in whole if min(weeks) <= _monday(day) <= max(weeks)]
    parts = []
    for day in drawn:
        row = (_monday(day) - min(weeks)).days // 7
        kind, note = _kind(day, days.get(day), finding)
        settled = day == finding.settled_on
        parts.append(
            _cell(day, day.weekday() * _CELL, _HEAD + row * _CELL, kind, note, settled=settled)
        )
    names = Markup("").join(
        Markup('<text class="w" x="{}" y="33">{}</text>').format(i * _CELL + _CELL // 2, name)
        for i, name in enumerate(WEEKDAYS)
    )
    width, rows = 7 * _CELL, (max(weeks) - min(weeks)).days // 7 + 1
    return Markup(
        '<svg class="month" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" '
        'aria-label="{label}"><text class="m" x="{c}" y="14">{label}</text>{names}{cells}</svg>'
    ).format(
        w=width, h=_HEAD + rows * _CELL + 1, c=width // 2, label=f"{year}年{month}月",
        names=names, cells=Markup("").join(parts),
    )  # fmt: skip


def _monday(day: date) -> date:
    return day - day.weekday() * _ONE_DAY


def _kind(day: date, counted: Day | None, finding: Finding) -> tuple[str, str]:
    number = f"第{counted.day}日" if counted and counted.day else ""
    if day == finding.due_on:
        return "due", number or "到期"
    if counted is None:
        return "", ""
    if counted.off is not None:
        return "off", counted.off
    return ("on", number) if number else ("start", "起算")


def _cell(day: date, x: int, y: int, kind: str, note: str, *, settled: bool) -> Markup:
    middle = x + _CELL // 2
    if not kind and not settled:
        return Markup('<text class="d" x="{}" y="{}">{}</text>').format(middle, y + 15, day.day)
    ring = Markup("")
    if settled:
        ring = Markup('<rect class="settled" x="{}" y="{}" width="31" height="31" rx="5"/>').format(
            x + 1.5, y + 1.5
        )
    hint = f"{day_text(day)}：{note or ''}{'（办结）' if settled else ''}"
    return Markup(
        '<g class="{kind}"><title>{hint}</title>'
        '<rect x="{x}" y="{y}" width="32" height="32" rx="5"/>{ring}'
        '<text class="d" x="{middle}" y="{top}">{day}</text>'
        '<text class="n" x="{middle}" y="{low}">{note}</text></g>'
    ).format(
        kind=kind or "plain", hint=hint, x=x + 1, y=y + 1, ring=ring, middle=middle, top=y + 15,
        low=y + 27, day=day.day, note=escape((note or "办结")[:4]),
    )  # fmt: skip

"""The due-date sum drawn on a small calendar: one month grid each, counted days numbered."""

from __future__ import annotations

from markupsafe import Markup, escape

from checks.engine.finding import Finding
from reports.day_grid import GridDay, GridMonth, day_grid
from reports.page.day_words import IN_CHINESE, DayWords

_CELL = 34
_HEAD = 40


def day_picture(finding: Finding, words: DayWords = IN_CHINESE) -> Markup:
    """One SVG for each month that the sum touches; empty without a sum or for a very long one.

    The day of settlement is marked too where it falls within the months drawn.
    """
    return Markup("").join(_month(month, words) for month in day_grid(finding))


def _month(month: GridMonth, words: DayWords) -> Markup:
    parts = [
        _cell(day, words, day.on.weekday() * _CELL, _HEAD + row * _CELL)
        for row, week in enumerate(month.weeks)
        for day in week
        if day is not None
    ]
    names = Markup("").join(
        Markup('<text class="w" x="{}" y="33">{}</text>').format(i * _CELL + _CELL // 2, name)
        for i, name in enumerate(words.weekdays)
    )
    width = 7 * _CELL
    return Markup(
        '<svg class="month" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" '
        'aria-label="{label}"><text class="m" x="{c}" y="14">{label}</text>{names}{cells}</svg>'
    ).format(
        w=width, h=_HEAD + len(month.weeks) * _CELL + 1, c=width // 2,
        label=words.month(month), names=names, cells=Markup("").join(parts),
    )  # fmt: skip


def _cell(drawn: GridDay, words: DayWords, x: int, y: int) -> Markup:
    day, kind, settled = drawn.on, drawn.kind, drawn.settled
    middle = x + _CELL // 2
    if not kind and not settled:
        return Markup('<text class="d" x="{}" y="{}">{}</text>').format(middle, y + 15, day.day)
    ring = Markup("")
    if settled:
        ring = Markup('<rect class="settled" x="{}" y="{}" width="31" height="31" rx="5"/>').format(
            x + 1.5, y + 1.5
        )
    return Markup(
        '<g class="{kind}"><title>{hint}</title>'
        '<rect x="{x}" y="{y}" width="32" height="32" rx="5"/>{ring}'
        '<text class="d" x="{middle}" y="{top}">{day}</text>'
        '<text class="n" x="{middle}" y="{low}">{note}</text></g>'
    ).format(
        kind=kind or "plain", hint=words.spoken(drawn), x=x + 1, y=y + 1, ring=ring,
        middle=middle, top=y + 15, low=y + 27, day=day.day, note=escape(words.short(drawn)),
    )  # fmt: skip

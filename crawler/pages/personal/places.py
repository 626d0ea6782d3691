"""Where in the lines and tables of a page numbers stand that may be personal data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from crawler.pages.markup.sheets import Sheet, Table
from crawler.pages.words.masking import mask
from crawler.pages.words.numbers import (
    Number,
    accounts,
    identity_numbers,
    label_before,
    may_hold,
    mobiles,
)

_MOST_COLUMNS = 30


@dataclass
class Found:
    """Numbers of one detector in one column of a table, or in the text."""

    place: str
    excerpt: str
    first: str
    columns: tuple[str, ...] = ()
    caption: str = ""
    digits: set[str] = field(default_factory=set)


Places = dict[tuple[str, str, str], Found]
"""By detector, by the text or table it stands in, by the head of its column."""


def places_in(sheet: Sheet, today: date) -> Places:
    """Every place of a sheet in which such numbers stand, in their order."""
    found: Places = {}
    for where, lines in (("正文", sheet.lines), ("页面隐藏内容", sheet.hidden)):
        _in_lines(lines, where, today, found)
    for number, table in enumerate(sheet.tables, 1):
        _in_table(table, number, today, found)
    return found


def _in_lines(lines: Iterable[str], where: str, today: date, found: Places) -> None:
    for line in lines:
        for number in identity_numbers(line, "", today):
            label = label_before(line, number.start)
            _note(found, number, where, "", where, label)


def _in_table(table: Table, order: int, today: date, found: Places) -> None:
    at = table.heads()
    heads = table.rows[at] if at >= 0 else ()
    columns = tuple(mask(head)[:30] for head in heads[:_MOST_COLUMNS])
    for line, row in enumerate(table.rows, 1):
        below = line > at + 1 and len(row) == len(heads)
        for place, cell in enumerate(row):
            head = heads[place] if below else ""
            # Beside its label in a row of two, or under its head.
            label = head or (row[place - 1] if place and len(row) <= 8 else "")
            for number in _numbers(cell, head, label, today):
                where = f"第{order}个表格第{line}行" + (f"“{mask(head)[:20]}”列" if head else "")
                old = _note(found, number, f"t{order}", head, where, label or "")
                if below and not old.columns:
                    old.columns, old.caption = columns, mask(table.caption)


def _numbers(cell: str, head: str, label: str, today: date) -> Iterator[Number]:
    if not may_hold(cell):
        return
    yield from identity_numbers(cell, label, today)
    yield from accounts(cell, head, today)
    if head:
        yield from mobiles(cell)


def _note(
    found: Places,
    number: Number,
    group: str,
    head: str,
    where: str,
    label: str,
) -> Found:
    known = found.get((number.detector, group, head))
    if known is None:
        said = mask(label)[:20]
        left = masked(number)
        known = Found(where, f"{said}：{left}" if said else left, number.digits)
        found[number.detector, group, head] = known
    known.digits.add(number.digits)
    return known


def masked(number: Number) -> str:
    """What may be shown of a number: its first and last digits."""
    digits = number.digits
    kept = {"id_number": 6, "mobile": 3}.get(number.detector, 4)
    last = 1 if number.detector == "id_number" else 4
    return digits[:kept] + "*" * (len(digits) - kept - last) + digits[-last:]

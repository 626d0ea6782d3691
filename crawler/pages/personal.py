"""Personal data: numbers that a page or attachment shows unmasked, told without keeping them.

What leaves this reader is the detector, the place, a hash and what is left of the number once
masked. The hash is keyed by the page itself: it tells two numbers of one page apart and nothing
else, and nobody who has not the page can try numbers against it.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from crawler.pages.filetexts import sheet_of_file
from crawler.pages.masking import mask
from crawler.pages.numbers import (
    Number,
    accounts,
    identity_numbers,
    label_before,
    may_hold,
    mobiles,
)
from crawler.pages.page import Page
from crawler.pages.sheets import Sheet, Table, sheet_of
from crawler.pages.task import Task
from crawler.records.model import Candidate, PersonalData, Snapshot
from crawler.records.moments import beijing_date

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]+")
_MOST_PLACES = 40
_MOST_COLUMNS = 30
_HASH = 16


@dataclass
class _Found:
    """Numbers of one detector in one column of a table, or in the text."""

    place: str
    excerpt: str
    first: str
    columns: tuple[str, ...] = ()
    caption: str = ""
    digits: set[str] = field(default_factory=set)


def read_personal(page: Page, task: Task, snapshot: Snapshot, column: str) -> PersonalData | None:
    """The numbers of a page that may be personal data; None if there are none."""
    if not _may_hold(page):
        return None
    title = task.entry.title if task.entry is not None else page.title or task.label
    return personal_in(
        sheet_of(page), task, snapshot, title, column, page.html.encode("utf-8", "replace")
    )


def read_personal_file(
    task: Task, title: str, snapshot: Snapshot, kind: str, content_type: str, body: bytes
) -> PersonalData | None:
    """The numbers of an attachment; None if there are none, or if its format is not read."""
    sheet = sheet_of_file(kind, body, content_type) if snapshot.status == 200 else None
    return personal_in(sheet, task, snapshot, title, "", body) if sheet is not None else None


def personal_in(
    sheet: Sheet, task: Task, snapshot: Snapshot, title: str, column: str, content: bytes
) -> PersonalData | None:
    """The numbers of lines and tables; `content` is what the hashes are keyed by."""
    today = beijing_date(snapshot.captured_at)
    found: dict[tuple[str, str, str], _Found] = {}
    for where, lines in (("正文", sheet.lines), ("页面隐藏内容", sheet.hidden)):
        _in_lines(lines, where, today, found)
    for number, table in enumerate(sheet.tables, 1):
        _in_table(table, number, today, found)
    if not found:
        return None
    secret = hashlib.sha256(b"gongkai personal data\0" + content).digest()
    candidates = tuple(
        Candidate(
            detector,
            len(one.digits),
            one.place,
            hmac.new(secret, one.first.encode(), hashlib.sha256).hexdigest()[:_HASH],
            one.excerpt,
            one.columns,
            one.caption,
        )
        for (detector, _, _), one in list(found.items())[:_MOST_PLACES]
    )
    return PersonalData(
        task.url, mask(title), task.role, snapshot, candidates, mask(column), task.linked_from
    )


def _may_hold(page: Page) -> bool:
    """Whether a page is worth a look, by its bare text; most are not."""
    tables = "<td" in page.html or "<th" in page.html
    return may_hold(_INVISIBLE.sub("", page.root.text()), tables=tables)


def _in_lines(
    lines: Iterable[str], where: str, today: date, found: dict[tuple[str, str, str], _Found]
) -> None:
    for line in lines:
        for number in identity_numbers(line, "", today):
            label = label_before(line, number.start)
            _note(found, number, where, "", where, label)


def _in_table(
    table: Table, order: int, today: date, found: dict[tuple[str, str, str], _Found]
) -> None:
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
    found: dict[tuple[str, str, str], _Found],
    number: Number,
    group: str,
    head: str,
    where: str,
    label: str,
) -> _Found:
    known = found.get((number.detector, group, head))
    if known is None:
        said = mask(label)[:20]
        left = masked(number)
        known = _Found(where, f"{said}：{left}" if said else left, number.digits)
        found[number.detector, group, head] = known
    known.digits.add(number.digits)
    return known


def masked(number: Number) -> str:
    """What may be shown of a number: its first and last digits."""
    digits = number.digits
    kept = {"id_number": 6, "mobile": 3}.get(number.detector, 4)
    last = 1 if number.detector == "id_number" else 4
    return digits[:kept] + "*" * (len(digits) - kept - last) + digits[-last:]

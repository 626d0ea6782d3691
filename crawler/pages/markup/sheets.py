"""What a page or file shows, as lines and tables: the form in which it is searched for numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import Shown, shown
from crawler.pages.words.numbers import plain

_LONG = re.compile(r"\d{6}")
_FORM = re.compile(
    r"(?:户主|本人|申请人|联系人|家庭|法定代表人)?(?:姓名|性别|民族|年龄|出生(?:年月|日期)|籍贯|身份证(?:号码?)?|证件号码?|"
    r"(?:联系|手机|办公)?电话(?:号码)?|手机号?码?|联系方式|(?:家庭|通讯|详细)?(?:住址|地址)|(?:银行)?[账帐]号|开户(?:行|银行)|学历|职务|单位)[:：]?"
)
"""Labels of a form."""
_HEADS = 6
"""Rows at the top of a table among which its heads stand."""
_ABOVE = 3
_MOST_CELLS = 60


@dataclass(frozen=True)
class Table:
    """A table: what stands over it, and its rows of cells."""

    caption: str
    rows: tuple[tuple[str, ...], ...]

    def heads(self) -> int:
        """The number of the row with the heads of the columns; -1 if it has none.

        A form, with its labels beside the values, has none.
        """
        for number, row in enumerate(self.rows[:_HEADS]):
            filled = [cell for cell in row if cell]
            words = all(not _LONG.search(cell) and len(cell) <= 30 for cell in filled)
            following = self.rows[number + 1] if number + 1 < len(self.rows) else ()
            if len(filled) >= 2 and words:
                form = len(following) != len(row) or any(map(_FORM.fullmatch, following))
                return -1 if form else number
        return -1


@dataclass(frozen=True)
class Sheet:
    """The lines of a page or file that stand in no table, its tables, and what it hides."""

    lines: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    hidden: tuple[str, ...] = ()


def sheet_of(page: Page) -> Sheet:
    """The lines and tables of a page as a reader sees them."""
    view = shown(page)
    inside: set[int] = set()
    tables = tuple(_tables(view, inside))
    lines = tuple(
        plain(line.text) for number, line in enumerate(view.lines) if number not in inside
    )
    return Sheet(lines, tables, tuple(plain(text) for text in view.hidden))


def table_of(rows: Sequence[Sequence[str]], caption: str = "") -> Table:
    """A table of raw cells; rows of a single cell over its heads are part of its caption."""
    cells = tuple(tuple(plain(cell) for cell in row[:_MOST_CELLS]) for row in rows)
    table = Table(caption, cells)
    above = [c for row in cells[: max(table.heads(), 0)] for c in row if c and not _LONG.search(c)]
    return Table(" ".join((caption, *above)).strip()[:200], cells)


def _tables(view: Shown, inside: set[int]) -> Iterator[Table]:
    rows: dict[int, list[int]] = {}
    for index, box in enumerate(view.boxes):
        if box.tag == "tr":
            rows.setdefault(_around(view, index), []).append(index)
    for members in rows.values():
        grid = []
        for row in members:
            cells = [view.boxes[c] for c in view.boxes[row].children]
            cells = [cell for cell in cells if cell.tag in ("td", "th")]
            # A cell with a table of its own in it lays the page out.
            if any(_holds_rows(view, c) for c in view.boxes[row].children):
                continue
            inside.update(number for c in cells for number in range(c.start, c.end))
            texts = ["".join(line.text for line in view.lines[c.start : c.end]) for c in cells]
            grid.append(
                [t for t, c in zip(texts, cells, strict=True) for t in (t, *[""] * (c.span - 1))]
            )
        if grid:
            start = view.boxes[members[0]].start
            above = [line.text for line in view.lines[max(0, start - _ABOVE) : start]]
            caption = " ".join(text for text in above if len(text) <= 60 and not _LONG.search(text))
            yield table_of(grid, plain(caption))


def _holds_rows(view: Shown, index: int) -> bool:
    stack, steps = [*view.boxes[index].children], 0
    while stack and steps < 50:
        steps += 1
        one = stack.pop()
        if view.boxes[one].tag == "tr":
            return True
        stack += view.boxes[one].children
    return False


def _around(view: Shown, index: int) -> int:
    """The table in which a row stands."""
    parent = view.boxes[index].parent
    while parent > 0 and view.boxes[parent].tag in ("tbody", "thead", "tfoot"):
        parent = view.boxes[parent].parent
    return parent

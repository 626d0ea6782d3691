"""Rows of a workbook that people filled in: every cell read strictly, every fault by its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from scheduler.casework.sheet import blank, day_of, text_of

_ROWS = 20_000
_COLUMNS = 200
_PLACES = 4
_DIGITS = 12
_FULL = 100


class Faults:
    """The faults of a workbook, gathered as it is read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[str] = []

    def sheet(self, name: str) -> str:
        """How a sheet is named in a fault."""
        return f"{self.file}: sheet {name!r}"

    def note(self, where: str, text: str) -> None:
        """Note a fault."""
        self.problems.append(f"{where}: {text}")


class Row:
    """One row being read. What is wrong with a cell is noted, and something harmless returned.

    `where` names file, sheet and row; `place` is the short form that is stored. Whoever reads a
    row asks at its end whether it is `sound`.
    """

    def __init__(self, where: str, place: str, cells: Mapping[str, Any], faults: Faults) -> None:
        self.where = where
        self.place = place
        self.cells = cells
        self.sound = True
        self._faults = faults
        self._unreadable: set[str] = set()

    def fault(self, name: str, text: str) -> None:
        """Note a fault of a column; of a cell that cannot be read, nothing more than that."""
        self.sound = False
        if name in self._unreadable:
            return
        self._faults.note(f"{self.where}: column {name}", text)

    def _cannot_read(self, name: str, error: ValueError) -> None:
        # A cell is looked at several times, and an empty text would be a fault of its own.
        self.fault(name, str(error).removeprefix(f"{name}: "))
        self._unreadable.add(name)

    def filled(self, name: str) -> bool:
        """Whether something stands in a column."""
        return name in self.cells and not blank(self.cells[name].value)

    def text(self, name: str) -> str:
        """The text of a column, empty if nothing stands there."""
        if not self.filled(name):
            return ""
        try:
            return text_of(name, self.cells[name])
        except ValueError as error:
            self._cannot_read(name, error)
            return ""

    def needed(self, name: str) -> str:
        """The text of a column that must be filled in."""
        if not self.filled(name):
            self.fault(name, "is missing")
        return self.text(name)

    def day(self, name: str) -> date | None:
        """The date of a column."""
        if not self.filled(name):
            return None
        try:
            return day_of(name, self.cells[name])
        except ValueError as error:
            self._cannot_read(name, error)
            return None

    def needed_day(self, name: str) -> date:
        """The date of a column that must be filled in."""
        if not self.filled(name):
            self.fault(name, "is missing")
        return self.day(name) or date.min

    def mark(self, name: str) -> Decimal:
        """The mark of a column that must be filled in, from 0 to 100."""
        value = self.number(name)
        if not 0 <= value <= _FULL:
            self.fault(name, f"{value} is not from 0 to {_FULL}")
        return value

    def number(self, name: str) -> Decimal:
        """The number of a column that must be filled in, with at most four decimals."""
        if isinstance(getattr(self.cells.get(name), "value", None), datetime):
            self.fault(name, "a date where a number is wanted")
            return Decimal(0)
        text = self.needed(name)
        if not text:
            return Decimal(0)
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal("nan")
        if not value.is_finite() or abs(value.adjusted()) > _DIGITS:
            self.fault(name, f"{text[:40]!r} is no number")
            return Decimal(0)
        places = value.normalize().as_tuple().exponent
        if isinstance(places, int) and -places > _PLACES:
            self.fault(name, f"{text[:40]} has more than {_PLACES} decimals")
        return value


def rows_of(
    sheet: Any, faults: Faults, known: Sequence[str], wanted: Sequence[str]
) -> Iterator[Row]:
    """The rows below a sheet's headings that have something in them.

    Headings stand in the first row: those of `wanted` must be there, and none but `known`.
    """
    where = faults.sheet(sheet.title)
    if sheet.max_row > _ROWS or sheet.max_column > _COLUMNS:
        faults.note(where, f"more than {_ROWS} rows or {_COLUMNS} columns")
        return
    columns = _headings(sheet, where, faults, known, wanted)
    if columns is None:
        return
    for span in sheet.merged_cells.ranges:
        faults.note(f"{where}: row {span.min_row}", f"merged cells ({span.coord})")
    for cells in sheet.iter_rows(min_row=2):
        filled = [cell for cell in cells if not blank(cell.value)]
        if not filled:
            continue
        number = filled[0].row
        named = {columns[cell.column]: cell for cell in cells if cell.column in columns}
        row = Row(f"{where}: row {number}", f"{sheet.title}!{number}", named, faults)
        stray = [cell.column_letter for cell in filled if cell.column not in columns]
        if stray:
            row.fault(stray[0], "something stands below no heading")
        else:
            yield row


def _headings(
    sheet: Any, where: str, faults: Faults, known: Sequence[str], wanted: Sequence[str]
) -> Mapping[int, str] | None:
    found: dict[int, str] = {}
    before = len(faults.problems)
    for cell in next(sheet.iter_rows(min_row=1, max_row=1), ()):
        if blank(cell.value):
            continue
        name = str(cell.value).strip()
        if name not in known:
            faults.note(f"{where}: row 1", f"column {name[:40]!r} is not known")
        elif name in found.values():
            faults.note(f"{where}: row 1", f"column {name!r} is there twice")
        found[cell.column] = name
    for name in wanted:
        if name not in found.values():
            faults.note(f"{where}: row 1", f"column {name!r} is missing")
    return None if len(faults.problems) > before else found

"""Where a line stands in a table: whether in a grid of values, and what stands to its left."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.pages.markup.lines import Box, Line

_CELLS = ("td", "th")
_SHORT_CELL = 3
"""Lines of a cell that holds a value; one with more holds a part of the page."""


def cell_of(boxes: Sequence[Box], line: Line) -> int:
    """The index of the innermost table cell that a line stands in; -1 if in none."""
    index = line.box
    while index > 0 and boxes[index].tag not in _CELLS:
        index = boxes[index].parent
    return index if index > 0 else -1


def in_grid(boxes: Sequence[Box], line: Line) -> bool:
    """Whether a line is a value of a table: in a short cell, in rows of several filled cells.

    A table that only lays out the page (a menu beside the text) has long cells or a single row.
    """
    cell = cell_of(boxes, line)
    if cell < 0 or boxes[cell].end - boxes[cell].start > _SHORT_CELL:
        return False
    row = boxes[cell].parent
    rows = boxes[boxes[row].parent].children
    return _filled(boxes, row) > 1 and sum(_filled(boxes, one) > 1 for one in rows) > 1


def left_of(boxes: Sequence[Box], line: Line) -> Box | None:
    """The cell to the left of the cell that a line stands in, or None."""
    cell = cell_of(boxes, line)
    if cell < 0:
        return None
    row = boxes[boxes[cell].parent].children
    place = row.index(cell)
    return boxes[row[place - 1]] if place else None


def _filled(boxes: Sequence[Box], row: int) -> int:
    """How many cells of a row say anything."""
    return sum(
        boxes[one].end > boxes[one].start for one in boxes[row].children if boxes[one].tag in _CELLS
    )

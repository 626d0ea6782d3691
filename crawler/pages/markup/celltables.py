"""Labels and values in tables: side by side along a row, or a row of labels over one of values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from crawler.pages.markup.outerlabels import (
    OF_ANSWER,
    ONE_DAY,
    TEXTS,
    label_in,
    without_outer,
)
from crawler.pages.markup.shown import Box, Shown
from crawler.pages.words.text import key

_LEAST_ROWS = 4
_LONGEST_JOINT = 24
_JOINT = re.compile(r"[/／、]")
_ASKS_FOR_DAY = re.compile(r"(?:日期|时间)$")
_OWN_LABEL = re.compile(r"([^:：]{2,12})[:：]\s*\S")


@dataclass(frozen=True)
class Pair:
    """A label and its value. The label stands in line `start`; the value ends before `end`.

    `group` numbers the table, list or line that both stand in: pairs of one group belong
    together. `row` is the row of its table, from 1, or 0. `offset` orders pairs of one line.
    """

    slug: str
    label: str
    raw: str
    start: int
    end: int
    group: str
    row: int = 0
    offset: int = 0
    whole: bool = False  # the label fills its line, the value stands in other lines


def table_pairs(view: Shown, labels: Mapping[str, str], taken: set[int]) -> Iterator[Pair]:
    """Every pair that stands in table cells; the lines they fill are added to `taken`."""
    rows: dict[int, list[int]] = {}
    for index, box in enumerate(view.boxes):
        if box.tag == "tr" and not box.template:
            rows.setdefault(_table_of(view, index), []).append(index)
    told: dict[int, str | None] = {}
    for table, members in rows.items():
        grid = [[view.boxes[c] for c in view.boxes[row].children if view.boxes[c].tag in
                 ("td", "th")] for row in members]  # fmt: skip
        slugs = _values_of_two(
            [
                [
                    told[cell.start]
                    if cell.start in told and cell.end > cell.start
                    else label_in(view, cell, labels)
                    for cell in row
                ]
                for row in grid
            ]
        )
        skip, columns = -1, -1
        for number, (row, known) in enumerate(zip(grid, slugs, strict=True)):
            if number == skip or len(row) > 60:
                continue
            if _is_header(grid, slugs, number):
                if _is_header_of_one(grid, slugs, number):
                    skip = number + 1
                    yield from _columns(view, row, known, grid[skip], f"t{table}", number, taken)
                else:
                    columns = number
                    if _of_answers(known) or _of_letters(known):
                        taken.update(line for cell in row for line in range(cell.start, cell.end))
                continue
            if columns >= 0 and len(row) == len(grid[columns]) and _of_letters(slugs[columns]):
                heads = list(zip(grid[columns], slugs[columns], strict=True))
                yield from _letter(view, row, heads, f"t{table}r{number}", number, taken)
                continue
            answers = columns >= 0 and ("reply" in known or _of_answers(slugs[columns]))
            if answers and len(row) == len(grid[columns]):
                group = f"t{table}r{number}"
                yield from _stage(view, row, known, slugs[columns], group, number, taken)
                continue
            known = _without_empty(view, row, known, labels)
            known, outer = without_outer(view, row, known, labels, taken, told)
            for line in outer:
                label = view.lines[line].text
                yield Pair("noise", label, "", line, line + 1, f"t{table}", number + 1)
            yield from _along_row(view, row, known, labels, f"t{table}", number, taken)


def _values_of_two(slugs: list[list[str | None]]) -> list[list[str | None]]:
    """The labels of a table's cells, without the values that read as labels (留言人 | 网友).

    Where a table has two columns and labels of several kinds down the first, the second holds
    values.
    """
    if len(slugs) < _LEAST_ROWS or any(len(row) > 2 for row in slugs):
        return slugs
    two = [row for row in slugs if len(row) == 2]
    first = [row[0] for row in two if row[0] is not None and row[0] != "noise"]
    second = sum(row[1] is not None for row in two)
    if len(first) * 4 < len(two) * 3 or len(set(first)) < _LEAST_ROWS or second * 3 > len(two):
        return slugs
    return [[row[0], None] if len(row) == 2 and row[0] else row for row in slugs]


def _without_empty(
    view: Shown, row: list[Box], known: list[str | None], labels: Mapping[str, str]
) -> list[str | None]:
    """The labels of a row but for those that stand without a value beside a cell of its own label.

    成文日期： | 发布日期：2026-09-21
    """
    return [
        None if slug not in (None, *TEXTS) and cell.end - cell.start == 1
        and _labels_itself(view, cell, slug, labels) else slug
        for slug, cell in zip(known, [*row[1:], *row[-1:]], strict=True)
    ]  # fmt: skip


def _labels_itself(view: Shown, cell: Box, slug: str | None, labels: Mapping[str, str]) -> bool:
    head = _OWN_LABEL.match(view.text(cell.start, cell.end))
    own = labels.get(key(head[1])) if head is not None else None
    return own is not None and own != slug


def _table_of(view: Shown, row: int) -> int:
    index = view.boxes[row].parent
    return (
        view.boxes[index].parent if view.boxes[index].tag in ("tbody", "thead", "tfoot") else index
    )


def _is_header(grid: list[list[Box]], slugs: list[list[str | None]], number: int) -> bool:
    """Two or more labels side by side, and no cell that could be the value of one."""
    row, known = grid[number], slugs[number]
    labelled = len(known) - known.count(None)
    if labelled < 2:
        return False
    others = sum(1 for cell, slug in zip(row, known, strict=True) if slug is None and
                 cell.end > cell.start and cell.tag != "th")  # fmt: skip
    if labelled <= others * 2:
        return False
    pairs = sum(1 for a, b in pairwise(known) if a and b)
    return (
        pairs > 0
        and number + 1 < len(grid)
        and len(grid[number + 1]) == len(row)
        and (sum(slug is not None for slug in slugs[number + 1]) * 2 <= len(row))
    )


def _is_header_of_one(grid: list[list[Box]], slugs: list[list[str | None]], number: int) -> bool:
    """Whether exactly one row of values follows; more of them are a list of other things."""
    if number + 2 >= len(grid):
        return True
    if len(grid[number + 2]) != len(grid[number]):
        return True
    below = zip(slugs[number], slugs[number + 2], strict=True)  # an answer may be named as a stage
    return any(slug is not None and (slug != "reply" or head) for head, slug in below)


def _columns(
    view: Shown, row: list[Box], known: list[str | None], values: list[Box], group: str,
    number: int, taken: set[int],
) -> Iterator[Pair]:  # fmt: skip
    for position, (cell, slug, value) in enumerate(zip(row, known, values, strict=True)):
        taken.update(range(cell.start, cell.end))
        if value.end - value.start == 1:
            taken.add(value.start)
        if slug is not None and not value.has_input:
            # The lines between a label and its value are those of the other columns.
            whole = cell.end == value.start
            yield Pair(slug, view.text(cell.start, cell.end), view.text(value.start, value.end),
                       cell.start if whole or value.end == value.start else value.start,
                       max(value.end, cell.end), group, number + 2, position, whole)  # fmt: skip


def _joint_label(label: str, value: str, labels: Mapping[str, str]) -> str | None:
    """The field of a label joined of several, beside one value: 生成日期/有效日期 | 2026-03-05.

    Only where all of them mean one field, or all ask for a day and one day is all that is given:
    that is the day of the first.
    """
    parts = [key(part) for part in _JOINT.split(label)]
    first = labels.get(parts[0])
    if len(label) > _LONGEST_JOINT or len(parts) < 2 or first is None or first == "noise":
        return None
    if all(labels.get(part) == first for part in parts):
        return first
    days = all(map(_ASKS_FOR_DAY.search, parts)) and ONE_DAY.fullmatch(value.strip())
    return first if days else None


def _of_answers(columns: list[str | None]) -> bool:
    """Whether the columns of a table are those of answers and of nothing else."""
    own = set(columns)
    return "reply" in own and bool(own & {"replied_on", "dated"}) and own <= OF_ANSWER


def _of_letters(columns: list[str | None]) -> bool:
    """Whether each row below is a letter with what was written or answered."""
    own = set(columns)
    return bool(own & {"letter", "reply"}) and bool(own & {"submitted_on", "number"})


def _letter(
    view: Shown, row: list[Box], heads: list[tuple[Box, str | None]], group: str, number: int,
    taken: set[int],
) -> Iterator[Pair]:  # fmt: skip
    """The cells of a letter's row, under the labels that head their columns."""
    for position, (cell, (head, slug)) in enumerate(zip(row, heads, strict=True)):
        taken.update(range(cell.start, cell.end))
        if slug is not None and cell.end > cell.start:
            label, value = view.text(head.start, head.end), view.text(cell.start, cell.end)
            yield Pair(slug, label, value, cell.start, cell.end, group, number + 1, position)


def _stage(
    view: Shown, row: list[Box], known: list[str | None], columns: list[str | None], group: str,
    number: int, taken: set[int],
) -> Iterator[Pair]:  # fmt: skip
    """What an answer's row holds: of a table of answers or of stages (环节 单位 时间 意见)."""
    stage = known.index("reply") if "reply" in known else -1
    label = view.text(row[stage].start, row[stage].end) if stage >= 0 else ""
    other = ("body", "dated", "reply_body", "replied_on")
    free = [n for n, slug in enumerate(columns) if n != stage and slug not in other]
    text = max(free, key=lambda n: len(view.text(row[n].start, row[n].end)), default=stage)
    as_answer = {"body": "reply_body", "dated": "replied_on", "status": None}
    for cell in row:
        taken.update(range(cell.start, cell.end))
    for position, (cell, slug) in enumerate(zip(row, columns, strict=True)):
        slug = "reply" if position == text else as_answer.get(slug or "", slug)
        if slug is not None and position != stage:
            yield Pair(slug, label, view.text(cell.start, cell.end), cell.start, cell.end, group,
                       number + 1, position, slug != "reply")  # fmt: skip


def _along_row(
    view: Shown, row: list[Box], known: list[str | None], labels: Mapping[str, str], group: str,
    number: int, taken: set[int],
) -> Iterator[Pair]:  # fmt: skip
    position = 0
    while position + 1 < len(row):
        slug, value = known[position], row[position + 1]
        cell = row[position]
        if slug is None and known[position + 1] is None:
            slug = _joint_label(view.text(cell.start, cell.end),
                                view.text(value.start, value.end), labels)  # fmt: skip
        if slug is None:
            position += 1
            continue
        if (
            known[position + 1] is not None
            and position + 2 < len(row)
            and (known[position + 2] is None and row[position + 2].end > row[position + 2].start)
        ):
            position += 1  # two labels, then a value: the first has no cell of its own
            continue
        taken.update(range(cell.start, cell.end))
        if value.end - value.start == 1:
            taken.add(value.start)
        if not value.has_input:
            yield Pair(slug, view.text(cell.start, cell.end), view.text(value.start, value.end),
                       cell.start, value.end, group, number + 1, position, True)  # fmt: skip
        position += 2

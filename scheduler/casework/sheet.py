"""The sheet that a unit sends back (整改反馈表), read strictly: every fault names its cell."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from crawler.errors import GongkaiError
from crawler.portals.values import web_address

NUMBER = "问题编号"
MEASURE = "整改措施"
LINK = "整改链接"
REPORTED = "反馈时间"
DISPUTE = "申诉"
EXPLANATION = "情况说明"
ANSWERS = (MEASURE, LINK, REPORTED, DISPUTE, EXPLANATION)
"""The columns that a unit fills in; only they, and the number, are read."""

_ID = re.compile(r"[0-9a-f]{16}")
_DATE = re.compile(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?")
_FILE_BYTES = 5_000_000
_UNPACKED_BYTES = 100_000_000
_ROWS = 20_000
_TEXT = 2_000
_HEADER_WITHIN = 20


class SheetError(GongkaiError):
    """A sheet that cannot be taken; `problems` has one line per faulty row."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


@dataclass(frozen=True)
class Answer:
    """What a unit wrote about one case. `where` names file, sheet and row."""

    where: str
    case_id: str
    measure: str = ""
    link: str = ""
    dispute: str = ""
    explanation: str = ""
    reported_on: date | None = None

    @property
    def empty(self) -> bool:
        """Whether the unit wrote nothing that can be acted on."""
        return not (self.measure or self.link or self.dispute or self.explanation)


def read_answers(path: Path) -> tuple[Answer, ...]:
    """The answers of a workbook; raises SheetError with every faulty row."""
    book = open_book(path)
    problems: list[str] = []
    answers: list[Answer] = []
    found = False
    for sheet in book.worksheets:
        where = f"{path.name}: sheet {sheet.title!r}"
        header = _header(sheet, where, problems)
        if header is None:
            continue
        found = True
        row, columns = header
        answers.extend(_rows(sheet, where, row, columns, problems))
    if not found and not problems:
        problems.append(f"{path.name}: no sheet has a column {NUMBER!r} with one of its answers")
    problems.extend(_twice(answers))
    if problems:
        raise SheetError(problems)
    return tuple(one for one in answers if not one.empty)


def open_book(path: Path) -> Any:
    """The workbook of a file that somebody sent, within limits; SheetError if it is none."""
    from openpyxl import load_workbook  # slow to load, and only sheets need it

    try:
        if path.stat().st_size > _FILE_BYTES:
            raise SheetError([f"{path.name}: larger than {_FILE_BYTES} bytes"])
        with zipfile.ZipFile(path) as packed:
            size = sum(item.file_size for item in packed.infolist())
        if size > _UNPACKED_BYTES:
            raise SheetError([f"{path.name}: larger than {_UNPACKED_BYTES} bytes when unpacked"])
        return load_workbook(path, data_only=False, keep_links=False)
    except OSError as error:
        raise SheetError([f"{path}: cannot be read: {error.strerror or error}"]) from None
    except SheetError:
        raise
    except Exception as error:
        # A bent workbook can raise nearly anything in the library.
        text = f"{path.name}: no workbook (.xlsx) that can be read: {type(error).__name__}"
        raise SheetError([text]) from None


def _header(sheet: Any, where: str, problems: list[str]) -> tuple[int, Mapping[str, int]] | None:
    for row in sheet.iter_rows(min_row=1, max_row=_HEADER_WITHIN):
        names = [(_heading(cell.value), cell.column) for cell in row]
        if NUMBER not in [name for name, _ in names]:
            continue
        columns: dict[str, int] = {}
        for name, column in names:
            if name in columns:
                problems.append(f"{where}: row {row[0].row}: column {name!r} is there twice")
            elif name in (NUMBER, *ANSWERS):
                columns[name] = column
        if not columns.keys() & set(ANSWERS):
            known = "、".join(ANSWERS)
            problems.append(f"{where}: row {row[0].row}: none of the columns {known}")
            return None
        return row[0].row, columns
    return None


def _heading(value: object) -> str:
    text = re.sub(r"\s+", "", value) if isinstance(value, str) else ""
    return re.sub(r"[（(].*", "", text)


def _rows(
    sheet: Any, where: str, header: int, columns: Mapping[str, int], problems: list[str]
) -> Iterator[Answer]:
    if sheet.max_row > header + _ROWS:
        problems.append(f"{where}: more than {_ROWS} rows")
        return
    merged = _merged(sheet, columns)
    for row in range(header + 1, sheet.max_row + 1):
        cells = {name: sheet.cell(row, column) for name, column in columns.items()}
        if all(blank(cell.value) for cell in cells.values()) and row not in merged:
            continue
        place = f"{where}: row {row}"
        try:
            if row in merged:
                raise ValueError(f"{merged[row]}: merged cells")
            yield _answer(place, cells)
        except ValueError as error:
            problems.append(f"{place}: column {error}")


def _merged(sheet: Any, columns: Mapping[str, int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for span in sheet.merged_cells.ranges:
        for name, column in columns.items():
            if span.min_col <= column <= span.max_col:
                last = min(span.max_row, span.min_row + _ROWS)
                found.update(dict.fromkeys(range(span.min_row, last + 1), name))
    return found


def _answer(where: str, cells: Mapping[str, Any]) -> Answer:
    texts = {name: text_of(name, cell) for name, cell in cells.items() if name != REPORTED}
    number = texts[NUMBER].lower()
    if not _ID.fullmatch(number):
        raise ValueError(f"{NUMBER}: {texts[NUMBER][:40]!r} is no number of a case")
    link = texts.get(LINK, "")
    if link:
        try:
            link = web_address(link.partition("#")[0])
        except ValueError as error:
            raise ValueError(f"{LINK}: {error}") from None
    return Answer(
        where,
        number,
        measure=texts.get(MEASURE, ""),
        link=link,
        dispute=texts.get(DISPUTE, ""),
        explanation=texts.get(EXPLANATION, ""),
        reported_on=day_of(REPORTED, cells[REPORTED]) if REPORTED in cells else None,
    )


def blank(value: object) -> bool:
    """Whether a cell's value is nothing to read."""
    return value is None or (isinstance(value, str) and not value.strip())


def text_of(name: str, cell: Any) -> str:
    """A cell's text on one line; ValueError naming the column for formulas, errors and dates."""
    if cell.data_type == "f":
        raise ValueError(f"{name}: a formula; write the text itself")
    if cell.data_type == "e":
        raise ValueError(f"{name}: an error value ({cell.value})")
    if cell.value is None:
        return ""
    if isinstance(cell.value, (datetime, date)):
        raise ValueError(f"{name}: a date where text is wanted")
    text = re.sub(r"[\x00-\x1f\x7f\s]+", " ", str(cell.value)).strip()
    if len(text) > _TEXT:
        raise ValueError(f"{name}: more than {_TEXT} characters")
    return text


def day_of(name: str, cell: Any) -> date | None:
    """A cell's date, None if it is empty; ValueError naming the column if it is no date."""
    value = cell.value
    if cell.data_type == "f":
        raise ValueError(f"{name}: a formula; write the date itself")
    if blank(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    match = _DATE.match(str(value).strip())
    try:
        if match is None:
            raise ValueError
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        raise ValueError(f"{name}: {str(value)[:40]!r} is no date") from None


def _twice(answers: Iterable[Answer]) -> Iterator[str]:
    first: dict[str, str] = {}
    for one in answers:
        if one.case_id in first:
            yield f"{one.where}: column {NUMBER}: {one.case_id} stands in {first[one.case_id]} too"
        first.setdefault(one.case_id, one.where)

import os
import signal
from collections.abc import Callable, Mapping
from datetime import date, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

import scheduler.casework.acts as acts
from checks.engine.case import Stage
from checks.engine.workflow import Action
from reports.answer_sheet import HEADINGS, write_answer_sheet
from scheduler.casework.measuring import to_measure
from scheduler.casework.rectification import handed_out, take_answers
from scheduler.casework.sheet import SheetError, read_answers
from scheduler.cli.cases import as_row
from tests.scheduler.casework.builders import (
    CASE,
    DAY,
    FAIL,
    LATE,
    NIGHT,
    books,
    case_now,
    do,
    finding,
    night,
    workplace,
)

SECOND = finding(path="b.html", title="=cmd|' /C calc'!A0")
LATE_ONE = finding(row_id=LATE)
HEAD = ["问题编号", "整改措施", "整改链接", "反馈时间", "申诉", "情况说明"]
LINK = "http://www.yunxi.test/new.html"


def sheet(path: Path, *rows: list[Any], head: list[Any] = HEAD, title: str = "反馈") -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = title
    page.append(["云溪县整改反馈表"])
    page.append(head)
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def issued(folder: Path) -> tuple[Any, Any]:
    db, place = books(folder), workplace(folder)
    night(db, place, 0, FAIL, SECOND, LATE_ONE)
    for one in (FAIL, SECOND, LATE_ONE):
        do(db, place, Action.ISSUE, 0.3, one.case_id)
    return db, place


def test_the_sheet_goes_out_and_comes_back(tmp_path: Path) -> None:
    db, place = issued(tmp_path)
    rows = [(as_row(view), None) for view in handed_out(db, place, "yunxi", NIGHT + DAY)]
    path = write_answer_sheet(tmp_path / "t.xlsx", "云溪县人民政府", rows)
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_answers(path) == ()
    book = load_workbook(path)
    page = book.active
    assert page is not None
    heads = [cell.value for cell in page[2]]
    assert tuple(heads) == HEADINGS
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}
    column = {name: heads.index(name) + 1 for name in heads}
    numbers = {page.cell(row, 1).value: row for row in range(3, page.max_row + 1)}
    assert numbers.keys() == {FAIL.case_id, SECOND.case_id, LATE_ONE.case_id}
    page.cell(numbers[CASE], column["整改措施"], "已补充")
    page.cell(numbers[CASE], column["整改链接"], LINK)
    page.cell(numbers[CASE], column["反馈时间"], datetime(2026, 11, 20))  # noqa: DTZ001
    page.cell(numbers[SECOND.case_id], column["申诉"], "非本单位职责")
    page.cell(numbers[SECOND.case_id], column["整改链接"], LINK)
    page.cell(numbers[LATE_ONE.case_id], column["情况说明"], "因机构改革")
    # Columns in another order, and one of the unit's own.
    page.move_range(f"A2:A{page.max_row}", cols=len(heads) + 1)
    page.cell(2, len(heads) + 4, "备注2")
    book.save(path)
    taken = take_answers(db, place, read_answers(path), "李某", NIGHT + DAY, "yunxi")
    stages = {case.id: case.stage for case in taken.cases}
    assert stages == {
        CASE: Stage.REPORTED, SECOND.case_id: Stage.DISPUTED, LATE_ONE.case_id: Stage.REPORTED,
    }  # fmt: skip
    assert to_measure(db) == ("yunxi",)
    again = take_answers(db, place, read_answers(path), "李某", NIGHT + 2 * DAY)
    assert (again.cases, again.known) == ((), 3)


def _merged(page: Any) -> None:
    page.merge_cells("B3:B4")


def _formula(page: Any) -> None:
    page["C3"] = '=HYPERLINK("http://x")'


def _error(page: Any) -> None:
    page["B3"].value = "#REF!"
    page["B3"].data_type = "e"


@pytest.mark.parametrize(
    ("bend", "says"),
    [
        (_merged, "sheet '反馈': row 3: column 整改措施: merged cells"),
        (_formula, "sheet '反馈': row 3: column 整改链接: a formula"),
        (_error, "sheet '反馈': row 3: column 整改措施: an error value"),
    ],
)
def test_bent_cells(tmp_path: Path, bend: Callable[[Any], None], says: str) -> None:
    path = sheet(tmp_path / "t.xlsx", [CASE, "改", LINK], [SECOND.case_id, "改", LINK])
    book = load_workbook(path)
    bend(book.active)
    book.save(path)
    with pytest.raises(SheetError, match=says):
        read_answers(path)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({0: "12"}, "column 问题编号: '12' is no number of a case"),
        ({0: None}, "column 问题编号: '' is no number of a case"),
        ({2: "ftp://x/y"}, "column 整改链接"),
        ({2: "见附件"}, "column 整改链接"),
        ({2: "http://169.254.1.1/"}, "column 整改链接"),
        ({3: "下周"}, "column 反馈时间: '下周' is no date"),
        ({3: "2026-13-01"}, "column 反馈时间"),
        ({1: "长" * 2001}, "column 整改措施: more than 2000 characters"),
        ({1: date(2026, 11, 20)}, "column 整改措施: a date"),
    ],
)
def test_rows_that_cannot_be_read(tmp_path: Path, row: Mapping[int, Any], says: str) -> None:
    cells: list[Any] = [CASE, "已改", LINK, "2026年11月20日", None, None]
    for index, value in row.items():
        cells[index] = value
    with pytest.raises(SheetError) as caught:
        read_answers(sheet(tmp_path / "t.xlsx", cells))
    assert caught.value.problems[0].startswith("t.xlsx: sheet '反馈': row 3: ")
    assert says in caught.value.problems[0]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (["0" * 16, "改", LINK], "there is no case 0000000000000000"),
        ([CASE, "改", LINK, "2026-11-25"], "反馈时间: 2026-11-25 is still to come"),
        ([CASE, "改", LINK, "2026-11-19"], "反馈时间: 2026-11-19 is before 2026-11-20"),
        ([CASE, "改", LINK, None, "有异议"], "申诉: either it is mended"),
        ([CASE, None, None, None, "有异议"], "整改链接: an appeal names"),
        ([LATE_ONE.case_id, None, LINK], "情况说明: it cannot be mended"),
    ],
)
def test_rows_that_do_not_fit_the_books(tmp_path: Path, row: list[Any], says: str) -> None:
    db, place = issued(tmp_path)
    path = sheet(tmp_path / "t.xlsx", [SECOND.case_id, "已改", LINK], row)
    before = list(db.query("SELECT * FROM case_events"))
    with pytest.raises(SheetError) as caught:
        take_answers(db, place, read_answers(path), "李某", NIGHT + DAY)
    (problem,) = caught.value.problems
    assert says in problem
    assert problem.startswith("t.xlsx: sheet '反馈': row 4")
    assert list(db.query("SELECT * FROM case_events")) == before


def test_another_units_rows_and_stages_that_refuse(tmp_path: Path) -> None:
    db, place = issued(tmp_path)
    do(db, place, Action.WAIVE, 0.5, reason="误判")
    path = sheet(tmp_path / "t.xlsx", [CASE, "已改", LINK], [SECOND.case_id, "已改", LINK])
    with pytest.raises(SheetError, match="its stage is waived"):
        take_answers(db, place, read_answers(path), "李某", NIGHT + DAY)
    with pytest.raises(SheetError) as caught:
        take_answers(db, place, read_answers(path), "李某", NIGHT + DAY, "shuiwu")
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (["编号", "整改措施"], "no sheet has a column '问题编号'"),
        (["问题编号", "措施"], "none of the columns"),
        (["问题编号", "整改措施", "整改措施"], "column '整改措施' is there twice"),
    ],
)
def test_heads_that_were_changed(tmp_path: Path, head: list[str], says: str) -> None:
    with pytest.raises(SheetError, match=says):
        read_answers(sheet(tmp_path / "t.xlsx", [CASE, "改", "改"], head=head))


def test_a_case_named_twice_and_heads_with_notes(tmp_path: Path) -> None:
    head = ["问题编号（勿改）", " 整改\n措施 "]
    path = sheet(tmp_path / "t.xlsx", [CASE, "改"], [CASE, "又改"], head=head)
    with pytest.raises(SheetError, match=r"row 4: column 问题编号: .* stands in .*row 3 too"):
        read_answers(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"<html></html>", b"\xd0\xcf\x11"])
def test_files_that_are_no_workbook(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(content)
    with pytest.raises(SheetError, match=r"t\.xlsx"):
        read_answers(path)
    with pytest.raises(SheetError, match="cannot be read"):
        read_answers(tmp_path / "missing.xlsx")


def _import_and_die(folder: Path, after: int) -> None:
    place = workplace(folder)
    db = books(folder)
    real, count = acts.record_step, 0

    def record(*arguments: Any) -> None:
        nonlocal count
        real(*arguments)
        count += 1
        if count == after:
            os.kill(os.getpid(), signal.SIGKILL)

    acts.record_step = record
    take_answers(db, place, read_answers(folder / "t.xlsx"), "李某", NIGHT + DAY)


@pytest.mark.parametrize("after", [1, 2])
def test_killed_in_the_middle_of_an_import(tmp_path: Path, after: int) -> None:
    db, place = issued(tmp_path)
    rows = [[FAIL.case_id, "已改", LINK], [SECOND.case_id, "已改", LINK]]
    path = sheet(tmp_path / "t.xlsx", *rows)
    child = get_context("spawn").Process(target=_import_and_die, args=(tmp_path, after))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    case = case_now(db)
    assert case is not None
    assert case.stage is Stage.ISSUED
    taken = take_answers(db, place, read_answers(path), "李某", NIGHT + DAY)
    assert len(taken.cases) == 2

"""A town's data folder, and workbooks of it as people fill them in."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from sqlite_utils import Database

from checks.appraisal.inputs import Adjustment, Aspect, Choice, Input, Mark, PeerMark, RoundChoice
from checks.appraisal.plan import Part
from checks.engine.scoring import Score
from crawler.portals import Round
from crawler.records import BEIJING, encode
from reports.appraisal import layout
from reports.appraisal.template import write_template
from scheduler.casework.frozen import Frozen
from scheduler.store import open_store
from tests.checks.appraisal.builders import PLAN

AT = datetime(2021, 3, 1, 9, 0, tzinfo=BEIJING)
WATCHLIST = """
[monitor]
data = "data"
rulebooks = ["standing"]

[[monitor.rounds]]
id = "2020-1"
start_on = 2020-01-01
end_on = 2020-06-30

[[monitor.rounds]]
id = "2020-2"
start_on = 2020-07-01
end_on = 2020-12-31

[[portals]]
id = "ww"
name = "无为市人民政府"
kind = "county"
home = "http://www.ww.test/"

[[portals]]
id = "jy"
name = "市教育局"
kind = "department"
home = "http://www.jy.test/"
"""
Cells = Mapping[tuple[str, int, str], Any]
"""What is written: sheet, row, heading → value."""


def town(folder: Path) -> Path:
    """A folder with a watchlist; returns its path."""
    path = folder / "gongkai.toml"
    path.write_text(WATCHLIST, "utf-8")
    return path


def template(folder: Path, name: str = "a.xlsx") -> Path:
    path = folder / name
    path.unlink(missing_ok=True)
    return write_template(path, PLAN)


def write(path: Path, cells: Cells) -> Path:
    """Fill in cells of a workbook; a row of 0 is the next free one of the sheet."""
    book = load_workbook(path)
    for (sheet, row, name), value in cells.items():
        page = book[sheet]
        heads = {cell.value: cell.column for cell in page[1]}
        page.cell(row, heads[name], value)
    book.save(path)
    return path


def row_of(sheet: str, text: str, path: Path, column: int = 1) -> int:
    page = load_workbook(path)[sheet]
    return next(row for row in range(2, page.max_row + 1) if page.cell(row, column).value == text)


def fill(path: Path, given: tuple[Input, ...]) -> Path:
    """Write inputs into a workbook at the places where people would."""
    book = load_workbook(path)
    for one in given:
        _FILL[type(one)](book, one)
    book.save(path)
    return path


def _cells(page: Any, row: int, values: Mapping[str, Any]) -> None:
    heads = {cell.value: cell.column for cell in page[1]}
    for name, value in values.items():
        page.cell(row, heads[name], value)


def _free(page: Any) -> int:
    return next(r for r in range(2, page.max_row + 2) if page.cell(r, 1).value is None)


def _setting(book: Any, one: Choice) -> None:
    rule = next(rule for rule in PLAN.settings if rule.key == one.setting)
    page = book[layout.SETTINGS]
    row = next(r for r in range(2, page.max_row + 1) if page.cell(r, 1).value == rule.title)
    value = rule.choices.get(one.value) or (one.value if rule.text else float(one.value))
    _cells(page, row, {layout.VALUE: value})


def _mark(book: Any, one: Mark) -> None:
    page = book[layout.PROFESSIONAL if one.part is Part.PROFESSIONAL else layout.SOCIAL]
    values = {
        layout.UNIT: PLAN.unit(one.unit).name, layout.LEVEL: PLAN.level(one.level).title,
        layout.MEMBER: one.member or None, layout.MARK: float(one.mark),
        layout.TESTED: one.tested_on, layout.SOURCE: one.source,
    }  # fmt: skip
    _cells(page, _free(page), values)


def _peer(book: Any, one: PeerMark) -> None:
    county = one.unit in {unit.id for unit in PLAN.counties}
    name = layout.CITY_OVERALL
    if county:
        name = layout.COUNTY_FIELD if one.aspect is Aspect.FIELD else layout.COUNTY_OVERALL
    page, rater = book[name], PLAN.unit(one.rater).name
    row = next(r for r in range(2, page.max_row + 1) if page.cell(r, 1).value == rater)
    _cells(page, row, {layout.RATED: one.rated_on, PLAN.unit(one.unit).name: float(one.mark)})


def _round(book: Any, one: RoundChoice) -> None:
    page = book[layout.DAILY]
    _cells(page, _free(page), {layout.ROUND: one.round})


def _points(book: Any, one: Adjustment) -> None:
    page = book[layout.POINTS]
    rule = next(rule for rule in PLAN.adjustments if rule.rule == one.rule)
    values = {
        layout.UNIT: PLAN.unit(one.unit).name, layout.RULE: rule.title, layout.RANK: one.rank,
        layout.PROOF: one.proof, layout.APPROVER: one.approver, layout.APPROVED: one.approved_on,
    }  # fmt: skip
    _cells(page, _free(page), values)


def _portal(book: Any, one: Any) -> None:
    page, name = book[layout.PORTALS], PLAN.unit(one.unit).name
    row = next(r for r in range(2, page.max_row + 1) if page.cell(r, 2).value == name)
    _cells(page, row, {layout.PORTAL: one.portal})


_FILL: dict[type, Any] = {
    Choice: _setting,
    Mark: _mark,
    PeerMark: _peer,
    RoundChoice: _round,
    Adjustment: _points,
}


def fill_all(path: Path, given: tuple[Input, ...]) -> Path:
    """As `fill`, with the portals of units."""
    from checks.appraisal.inputs import PortalOf

    _FILL[PortalOf] = _portal
    return fill(path, given)


def store(folder: Path) -> Database:
    (folder / "data").mkdir(exist_ok=True)
    return open_store(folder / "data" / "gongkai.db")


def freeze(db: Database, name: str, day: date, scores: Mapping[tuple[str, str], str]) -> None:
    """Put a frozen round with these scores into the books."""
    made = tuple(
        Score(portal, book, day, Decimal(value), Decimal(value), Decimal(value), Decimal(1),
              veto=False, lines=())
        for (portal, book), value in scores.items()
    )  # fmt: skip
    inputs = {"portals": {one.portal: {"run": day.isoformat(), "cases": {}} for one in made}}
    frozen = Frozen(Round(name, day.replace(day=1), day), AT, "王某", made, inputs)
    text = json.dumps(encode(frozen), ensure_ascii=False, sort_keys=True)
    db.table("frozen_rounds").insert(
        {
            "round": name,
            "frozen_at": AT.isoformat(),
            "person": "王某",
            "run": day.isoformat(),
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "data": text,
        }
    )

"""Every fault of a workbook by sheet, row and column; nothing is taken unless all is right."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import copy
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from checks.appraisal.inputs import (
    Adjustment,
    Aspect,
    Choice,
    Counterpart,
    Input,
    Inputs,
    Mark,
    PeerMark,
    PortalOf,
    RoundChoice,
    SpreadReason,
)
from checks.appraisal.plan import Level, Part
from checks.errors import AppraisalError
from crawler.portals import Round
from reports.appraisal import layout
from scheduler.appraisal.ground import Given, Ground
from scheduler.appraisal.reading import read_workbook
from tests.checks.appraisal.builders import PLAN, points
from tests.scheduler.appraisal.builders import Cells, template, write

GROUND = Ground(
    plan=PLAN,
    inputs=Inputs(),
    portals=frozenset({"ww", "jy"}),
    rounds={
        "2020-1": Round("2020-1", date(2020, 1, 1), date(2020, 6, 30)),
        "2020-2": Round("2020-2", date(2020, 7, 1), date(2021, 1, 10)),
        "2026-11": Round("2026-11", date(2026, 11, 1), date(2026, 11, 30)),
    },
    requirements={"standing": frozenset({"interaction-1"})},
)
WINTER = date(2021, 1, 10)
POWER = "权力配置信息公开专项未完成，每单位扣分"
EMPTY_ROW = 71  # the first of the professional part below what is written in advance
# Row 2 of a marks sheet is 无为市 本级, row 3 its townships; rows 2 to 8 of the register are
# counties, 9 to 11 zones, 13 市教育局.


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return template(tmp_path_factory.mktemp("blank"))


@pytest.fixture
def book(blank: Path, tmp_path: Path) -> Path:
    return Path(copy(blank, tmp_path / "a.xlsx"))


def taken(path: Path, cells: Cells, ground: Ground = GROUND) -> tuple[Given, ...]:
    return read_workbook(write(path, cells), ground)


def faults(path: Path, cells: Cells, ground: Ground = GROUND) -> list[str]:
    with pytest.raises(AppraisalError) as error:
        taken(path, cells, ground)
    return error.value.problems


def row(sheet: str, number: int, **cells: Any) -> Cells:
    return {(sheet, number, name): value for name, value in cells.items()}


def mark_row(number: int = 2, sheet: str = layout.PROFESSIONAL, **changes: Any) -> Cells:
    cells = {layout.MARK: 90, layout.TESTED: WINTER, layout.SOURCE: "甲公司"}
    return row(sheet, number, **(cells | changes))


def points_row(number: int = 2, **changes: Any) -> Cells:
    cells = {
        layout.UNIT: "市教育局", layout.RULE: "权力配置信息公开专项未完成", layout.PROOF: "某通报",
        layout.APPROVER: "李某", layout.APPROVED: WINTER,
    }  # fmt: skip
    return row(layout.POINTS, number, **(cells | changes))


def setting_row(key: str, value: Any) -> Cells:
    number = next(n for n, rule in enumerate(PLAN.settings, 2) if rule.key == key)
    return {(layout.SETTINGS, number, layout.VALUE): value}


def test_an_empty_template_has_no_fault(book: Path) -> None:
    assert read_workbook(book, GROUND) == ()


def test_what_a_workbook_gives(book: Path) -> None:
    cells = {
        **setting_row("power_points", 2),
        **setting_row("spread_of", "该测评单位给出的最高分"),
        **setting_row("county_rulebook", "standing"),
        **row(layout.PORTALS, 2, 门户编号="ww"),
        **mark_row(门户编号="ww", 年报测评日期=date(2021, 2, 25)),
        **mark_row(3, 成员单位="无城镇", 得分="80.5", 测评日期="2021年1月5日"),
        **mark_row(sheet=layout.SOCIAL, 测评日期=date(2020, 11, 25)),
        **row(layout.COUNTY_FIELD, 2, 测评日期=WINTER, 无为市=88.25, 湾沚区=77),
        **row(layout.CITY_OVERALL, 2, 测评日期=WINTER, 市教育局=60, 差距说明="各家相当"),
        **row(layout.DAILY, 2, 轮次编号="2020-1", 权重=2),
        **points_row(),
        **points_row(3, 单位="无为县", 项目="进入全省政务公开工作先进单位", 全省名次=12),
        **row(layout.COUNTERPARTS, 2, 环节="社会评议", 外部指标="在线互动", 指标体系="standing",
              指标编号="interaction-1"),
    }  # fmt: skip
    wanted: set[Input] = {
        Choice("power_points", "2"),
        Choice("spread_of", "highest"),
        Choice("county_rulebook", "standing"),
        PortalOf("wuwei", "ww"),
        Mark(Part.PROFESSIONAL, "wuwei", Level.OWN, "", Decimal(90), WINTER, "甲公司",
             date(2021, 2, 25), "ww"),
        Mark(Part.PROFESSIONAL, "wuwei", Level.TOWNSHIP, "无城镇", Decimal("80.5"),
             date(2021, 1, 5), "甲公司"),
        Mark(Part.SOCIAL, "wuwei", Level.OWN, "", Decimal(90), date(2020, 11, 25), "甲公司"),
        PeerMark("fagai", "wuwei", Aspect.FIELD, Decimal("88.25"), WINTER),
        PeerMark("fagai", "wanzhi", Aspect.FIELD, Decimal(77), WINTER),
        PeerMark("wuwei", "jiaoyu", Aspect.OVERALL, Decimal(60), WINTER),
        SpreadReason("wuwei", Aspect.OVERALL, "各家相当"),
        RoundChoice("2020-1", Decimal(2)),
        Adjustment("jiaoyu", "special_power", "某通报", "李某", WINTER),
        Adjustment("wuwei", "provincial_rank", "某通报", "李某", WINTER, 12),
        Counterpart(Part.SOCIAL, "在线互动", "standing", "interaction-1"),
    }  # fmt: skip
    found = taken(book, cells)
    assert {one.one for one in found} == wanted
    peer = next(one for one in found if one.kind == "peer_mark")
    assert peer.place == "互评县区（领域）!2（无为市）"


def test_every_fault_is_named(book: Path) -> None:
    cells = {
        **setting_row("power_points", 200),
        **row(layout.PORTALS, 2, 门户编号="nowhere"),
        **mark_row(得分=101, 测评日期="昨天", 测评机构=None, 作废="对"),
        **mark_row(4, 得分="=1+1"),
        **mark_row(EMPTY_ROW, 单位="某局", 层级="村", 得分=1.23456),
        **row(layout.DAILY, 2, 轮次编号="x", 权重=0),
    }
    cells = {key: value for key, value in cells.items() if value is not None}
    sheet = f"a.xlsx: sheet '{layout.PROFESSIONAL}'"
    assert faults(book, cells) == [
        f"a.xlsx: sheet '{layout.SETTINGS}': row 3: column 值: '200' is not a number from 0 to 100",
        f"a.xlsx: sheet '{layout.PORTALS}': row 2: column 门户编号: 'nowhere' is no portal of the"
        " watchlist",
        f"{sheet}: row 2: column 得分: 101 is not from 0 to 100",
        f"{sheet}: row 2: column 测评日期: '昨天' is no date",
        f"{sheet}: row 2: column 测评机构: is missing",
        f"{sheet}: row 2: column 作废: '对' is not 是",
        f"{sheet}: row 4: column 成员单位: is missing",
        f"{sheet}: row 4: column 得分: a formula; write the text itself",
        f"{sheet}: row 71: column 单位: '某局' is not on the register",
        f"{sheet}: row 71: column 层级: '村' is none of 本级、乡镇（街道）、县（市）区直单位",
        f"{sheet}: row 71: column 得分: 1.23456 has more than 4 decimals",
        f"a.xlsx: sheet '{layout.DAILY}': row 2: column 轮次编号: 'x' is no round of the watchlist",
    ]


@pytest.mark.parametrize(
    "cells, said",
    [
        (mark_row(测评日期=date(2020, 12, 19)), "column 测评日期: 2020-12-19 lies outside"),
        (mark_row(测评日期=date(2021, 2, 21)), "column 测评日期: 2021-02-21 lies outside"),
        (mark_row(年报测评日期=date(2021, 2, 20)), "column 年报测评日期: 2021-02-20: the annual"),
        (mark_row(年报测评日期=date(2021, 3, 3)), "column 年报测评日期: 2021-03-03 lies after"),
        (mark_row(sheet=layout.SOCIAL), "column 测评日期: 2021-01-10 lies outside the window"),
        (mark_row(成员单位="某镇"), "column 成员单位: stays empty"),
        (mark_row(EMPTY_ROW, 单位="市教育局", 层级="乡镇（街道）", 成员单位="某镇"),
         "column 层级: 市教育局 has no lower level"),
        (mark_row(得分=True), "column 得分: 'True' is no number"),
        (mark_row(得分=WINTER), "column 得分: a date where a number is wanted"),
        (mark_row(得分="nan"), "column 得分: 'nan' is no number"),
        (mark_row(得分="1e999999"), "column 得分: '1e999999' is no number"),
        (row(layout.COUNTY_OVERALL, 2, 无为市=80), "column 测评日期: is missing"),
        (row(layout.COUNTY_OVERALL, 2, 无为市=80, 测评日期=date(2021, 1, 21)),
         "column 测评日期: 2021-01-21 lies outside the window"),
        (row(layout.COUNTY_OVERALL, 2, 无为市=-1, 测评日期=WINTER), "column 无为市: -1 is not"),
        (row(layout.CITY_OVERALL, 9, 测评单位="市教育局", 市教育局=99, 测评日期=WINTER),
         "column 市教育局: 市教育局 rates itself"),
        (row(layout.COUNTY_OVERALL, 18, 测评单位="市水务局", 无为市=99, 测评日期=WINTER),
         "column 无为市: 市水务局 does not rate 无为市"),
        (row(layout.DAILY, 2, 轮次编号="2020-1", 权重=0), "column 权重: 0 is not above 0"),
        (row(layout.DAILY, 2, 轮次编号=date(2020, 1, 1)), "column 轮次编号: a date where text"),
        (points_row(), f"column 项目: first fill in on sheet '设置': {POWER}"),
        (points_row(项目="进入全省政务公开工作先进单位", 全省名次=1),
         "column 项目: does not apply to 市教育局 (三（五）1)"),
        (points_row(单位="无为市", 项目="进入全省政务公开工作先进单位"),
         "column 全省名次: is missing"),
        (points_row(单位="无为市", 项目="进入全省政务公开工作先进单位", 全省名次=0),
         "column 全省名次: 0 is no rank"),
        (points_row(项目="随便"), "column 项目: '随便' is no rule of the plan"),
        (setting_row("spread_of", "都行"), "column 值: '都行' is none of 满分100分、"),
        (setting_row("county_rulebook", "none"), "column 值: 'none' is no rulebook"),
        (row(layout.COUNTERPARTS, 2, 环节="社会评议", 外部指标="x", 指标体系="standing",
             指标编号="y"), "column 指标编号: 'y' is no row of standing"),
        (mark_row(作废="是"), "column 作废: nothing of this is recorded"),
    ],
)  # fmt: skip
def test_one_fault(book: Path, cells: Cells, said: str) -> None:
    (fault,) = faults(book, cells)
    assert said in fault
    assert fault.startswith("a.xlsx: sheet '")
    assert ": row " in fault


def test_proof_approver_and_day_must_be_there(book: Path) -> None:
    cells = {**setting_row("power_points", 2), **points_row()}
    for name in (layout.PROOF, layout.APPROVER, layout.APPROVED):
        cells = {key: value for key, value in cells.items() if key[2] != name}
    assert [one.split(": column ")[1] for one in faults(book, cells)] == [
        "依据材料: is missing", "批准人: is missing", "批准日期: is missing",
    ]  # fmt: skip


def test_a_rule_of_once_holds_over_all_imports(book: Path) -> None:
    kept = replace(GROUND, inputs=Inputs((
        Choice("power_points", "2"), points("jiaoyu", "special_power", proof="另一通报"),
    )))  # fmt: skip
    (fault,) = faults(book, points_row(), kept)
    assert "column 项目: once for a unit only (recorded before: '另一通报')" in fault
    both = {**points_row(), **points_row(3, 依据材料="又一通报")}
    (fault,) = faults(book, both, replace(GROUND, inputs=Inputs((Choice("power_points", "2"),))))
    assert "row 3: column 项目: once for a unit only (加扣分!2)" in fault


def test_the_same_thing_twice(book: Path) -> None:
    cells = {**mark_row(), **mark_row(EMPTY_ROW, 单位="无为市", 层级="本级")}
    (fault,) = faults(book, cells)
    assert "row 71: the same stands in 专业机构测评!2 too" in fault


def test_what_was_given_can_be_taken_back(book: Path) -> None:
    given = taken(book, {**mark_row(), **row(layout.CITY_OVERALL, 2, 测评日期=WINTER, 市教育局=60)})
    inputs = Inputs(tuple(one.one for one in given if one.one is not None))
    back = {
        **mark_row(作废="是"),
        **row(layout.CITY_OVERALL, 2, 市教育局="作废"),
    }
    found = taken(book, back, replace(GROUND, inputs=inputs))
    assert {(one.kind, one.key, one.void) for one in found} == {
        (one.kind, one.key, True) for one in given
    }


def test_a_round_of_another_year_is_refused_and_can_be_taken_back(book: Path) -> None:
    cells = row(layout.DAILY, 2, 轮次编号="2026-11")
    assert faults(book, cells) == [
        f"a.xlsx: sheet '{layout.DAILY}': row 2: column 轮次编号:"
        " '2026-11' (2026-11-01 to 2026-11-30) lies outside the plan's year 2020"
    ]
    inputs = Inputs((RoundChoice("2026-11"),))
    (back,) = taken(book, cells | row(layout.DAILY, 2, 作废="是"), replace(GROUND, inputs=inputs))
    assert (back.key, back.void) == ("2026-11", True)


def test_a_setting_of_the_workbook_holds_for_its_own_rows(book: Path) -> None:
    late = mark_row(年报测评日期=date(2021, 3, 3))
    assert len(taken(book, {**late, **setting_row("report_grace_days", 30)})) == 2


CHANGES: list[tuple[Callable[[Any], None], str]] = [
    (lambda b: b.create_sheet("别的"), "sheet '别的': is no sheet of the template"),
    (lambda b: b.remove(b[layout.GUIDE]), "has no sheet '填写说明': not made from the template"),
    (lambda b: b[layout.GUIDE].cell(2, 2, "x-2021"), "'x-2021' is not 'wuhu-2020'"),
    (lambda b: b[layout.SOCIAL].cell(1, 4, "分数"), "row 1: column '分数' is not known"),
    (lambda b: b[layout.DAILY].cell(1, 2, "轮次编号"), "column '轮次编号' is there twice"),
    (lambda b: b[layout.DAILY].cell(2, 9, "x"), "row 2: column I: something stands below no head"),
    (lambda b: b[layout.DAILY].merge_cells("A2:A3"), "row 2: merged cells (A2:A3)"),
    (lambda b: b[layout.DAILY].cell(20_001, 1, "x"), "more than 20000 rows or 200 columns"),
    (lambda b: b[layout.DAILY].cell(1, 201, "x"), "more than 20000 rows or 200 columns"),
]


@pytest.mark.parametrize("change, said", CHANGES, ids=range(len(CHANGES)))
def test_a_workbook_of_another_shape(book: Path, change: Callable[[Any], None], said: str) -> None:
    opened = load_workbook(book)
    change(opened)
    opened.save(book)
    assert any(said in fault for fault in faults(book, {}))


def test_a_file_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with pytest.raises(AppraisalError, match="cannot be read"):
        read_workbook(path, GROUND)
    path.write_bytes(b"x")
    with pytest.raises(AppraisalError, match="no workbook"):
        read_workbook(path, GROUND)
    with ZipFile(path, "w") as packed:
        packed.writestr("a", "b")
    with pytest.raises(AppraisalError, match="no workbook"):
        read_workbook(path, GROUND)


def test_nothing_that_was_typed_is_a_formula_in_the_template(blank: Path) -> None:
    for sheet in load_workbook(blank).worksheets:
        for cells in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in cells)

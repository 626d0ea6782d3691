import time
from dataclasses import replace
from pathlib import Path

import openpyxl

from checks.engine.case import CaseState
from reports.ledger import COLUMNS, ledger_rows
from reports.workbook import sheet_names, write_workbook
from tests.reports.builders import CALENDAR, county_night, evidence, finding, judged, portal, report

HEADINGS = [
    "序号", "责任单位", "一级指标", "二级指标", "栏目", "信息标题", "问题链接", "问题描述",
    "标准及依据", "分值", "扣分", "证据编号", "发现时间", "整改时限", "整改措施", "整改链接",
    "反馈时间", "状态", "复核结果", "复核人", "复核时间", "申诉", "备注",
]  # fmt: skip


def test_the_workbook_is_the_form_of_the_office(tmp_path: Path) -> None:
    night = county_night()
    copies = frozenset(e.sha256 for j in night.judged for e in j.finding.evidence)
    book = openpyxl.load_workbook(write_workbook(night, tmp_path / "l.xlsx", copies))
    assert book.sheetnames == ["汇总", *(portal.name for portal in night.portals)]
    summary = book["汇总"]
    assert "示例数据" in summary["A3"].value
    assert summary["A5"].value == "云州市人民政府"
    assert summary["D5"].value == float(night.scores[0].value or 0)
    sheet = book["云溪县人民政府"]
    assert [cell.value for cell in sheet[1]] == HEADINGS
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:W9"
    assert sheet.max_row == 9
    assert sheet["G2"].hyperlink.target == sheet["G2"].value
    assert sheet["L2"].hyperlink.target.startswith("copies/")
    assert [sheet.cell(row, 1).value for row in range(2, 10)] == list(range(1, 9))
    assert {sheet.cell(row, 18).value for row in range(2, 10)} >= {"已确认待下发", "疑似（待核实）"}
    assert all("示例数据" in sheet.cell(row, 23).value for row in range(2, 10))


def test_rows_tell_the_rule_the_sum_and_the_section() -> None:
    rows = {row.cells["二级指标"]: row for row in ledger_rows(county_night())}
    reply = rows["留言按期答复"].cells
    assert "期限计算：起算日" in str(reply["问题描述"])
    assert "第32项" in str(reply["标准及依据"])
    assert str(reply["整改措施"]).startswith("建议：")
    assert rows["应设栏目齐全"].cells["栏目"] == "政府公报"
    assert reply["栏目"] == "互动留言"
    assert reply["整改时限"] == ""  # old stock: nothing to mend by a day
    counted = next(ledger_rows(replace(report(judged()), calendar=CALENDAR)))
    assert counted.cells["整改时限"] == "2026年12月2日"
    assert set(reply) <= {heading for heading, _ in COLUMNS}
    assert rows["留言按期答复"].copy_link == ""


def test_a_suspected_row_names_no_points_before_it_is_confirmed() -> None:
    sure, suspected = ledger_rows(report(judged(), judged(finding(number=2), CaseState.SUSPECTED)))
    assert (sure.cells["分值"], sure.cells["扣分"]) == (100.0, 100.0)
    assert (suspected.cells["分值"], suspected.cells["扣分"]) == ("待确认", "待确认")


def test_sheet_names_are_taken_by_excel() -> None:
    names = sheet_names(["a/b[c]:*?\\'", "甲" * 40, "甲" * 40, "", "汇总", "History", "\x00"])
    assert names[0] == "abc"
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 for name in names)
    assert "汇总" not in names
    assert "History" not in names


def test_many_rows_and_long_texts_are_written_in_time(tmp_path: Path) -> None:
    long = judged(finding(title="长" * 50_000, subject="http://a.test/" + "x" * 5000))
    one = judged()
    items = [
        replace(one, finding=replace(one.finding, subject=f"http://a.test/{n}", day_count=()))
        for n in range(3000)
    ]
    night = report(long, *items, scores=())
    started = time.process_time()
    book = openpyxl.load_workbook(write_workbook(night, tmp_path / "l.xlsx"), read_only=True)
    assert time.process_time() - started < 60
    assert sum(1 for _ in book.worksheets[1].iter_rows()) == 3002
    assert list(tmp_path.iterdir()) == [tmp_path / "l.xlsx"]


def test_a_portal_without_problems_has_a_sheet_of_its_own(tmp_path: Path) -> None:
    portals = (portal(id="a", name="甲"), portal(), portal(id="z", name="乙"))
    items = (judged(finding(evidence=(evidence(1, "=1+1"),), title="=1+1")),)
    book = openpyxl.load_workbook(
        write_workbook(report(*items, portals=portals, scores=()), tmp_path / "l.xlsx")
    )
    assert [sheet.max_row for sheet in book.worksheets[1:]] == [1, 2, 1]
    title = book.worksheets[2]["F2"]
    assert (title.value, title.data_type, title.quotePrefix) == ("=1+1", "s", True)

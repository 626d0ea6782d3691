"""The sheet that a unit fills in and sends back (整改反馈表): its problems, and empty columns."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import xlsxwriter

from checks.engine.case import Stage
from checks.engine.requirement import Requirement
from reports.casework import CaseRow
from reports.ledger import COLUMNS
from reports.safety import address, shown
from reports.subjects import place_of, title_of
from reports.wording import SAMPLE, STAGES, area_of, day_text
from reports.writing import replacing

NUMBER = "问题编号"
EMPTY = ("整改措施", "整改链接", "反馈时间", "申诉", "情况说明")
_SHOWN = (
    "序号", "责任单位", "一级指标", "二级指标", "信息标题", "问题链接", "问题描述", "标准及依据",
    "发现时间", "整改时限", "状态", "备注",
)  # fmt: skip
HEADINGS = (NUMBER, *_SHOWN[:-2], *EMPTY, *_SHOWN[-2:])
_HELP = (
    "请只填写“整改措施”“整改链接”“反馈时间”“申诉”“情况说明”各栏，勿改动“问题编号”。"
    "有异议的填写“申诉”，并在“整改链接”中给出网址；不可补正的填写“情况说明”。"
)


def write_answer_sheet(
    path: Path,
    unit: str,
    rows: Iterable[tuple[CaseRow, Requirement | None]],
    *,
    sample: bool = False,
) -> Path:
    """Write the sheet of a unit, replacing it whole; no text in it can be a formula."""
    widths = dict(COLUMNS) | {NUMBER: 20, "情况说明": 36, "反馈时间": 14}
    with replacing(path) as part:
        options = {"strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(str(part), options)
        sheet = book.add_worksheet("整改反馈表")
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        head = book.add_format({"bold": True, "text_wrap": True, "border": 1})
        fill = book.add_format(
            {"bold": True, "text_wrap": True, "border": 1, "bg_color": "#FFF2CC"}
        )
        text = f"{unit}整改反馈表" + (f"（{SAMPLE}）" if sample else "") + f"　{_HELP}"
        sheet.write_string(0, 0, text)
        for column, name in enumerate(HEADINGS):
            sheet.set_column(column, column, widths.get(name, 14))
            sheet.write_string(1, column, name, fill if name in EMPTY else head)
        for number, (row, requirement) in enumerate(rows, 1):
            cells = _cells(number, row, requirement)
            for column, name in enumerate(HEADINGS):
                sheet.write_string(number + 1, column, cells.get(name, ""), wrap)
        sheet.freeze_panes(2, 1)
        book.close()
    return path


def _cells(number: int, row: CaseRow, requirement: Requirement | None) -> dict[str, str]:
    case, finding = row.case, row.finding
    notes = []
    if case.work.incurable:
        notes.append("不可补正，请填写情况说明")
    if row.handling != row.unit:
        notes.append(f"承办单位：{shown(row.handling)}")
    if row.stage is Stage.OVERDUE:
        notes.append("已逾期")
    cells = {
        NUMBER: case.id,
        "序号": str(number),
        "责任单位": shown(row.unit),
        "发现时间": day_text(case.first_failed_on),
        "整改时限": day_text(row.due.mend_by),
        "状态": STAGES[row.stage],
        "备注": "；".join(notes),
    }
    if finding is not None:
        cells["信息标题"] = title_of(finding, 2000)
        cells["问题链接"] = address(place_of(finding))
        cells["问题描述"] = shown(finding.statement)
    if requirement is not None:
        cells["一级指标"] = area_of(requirement)
        cells["二级指标"] = requirement.title
        basis = (requirement.summary, requirement.basis_text)
        cells["标准及依据"] = "\n".join(t for t in basis if t)
    return cells

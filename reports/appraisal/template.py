"""The workbook that people fill in for an appraisal (考评数据表), registers filled in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

from checks.appraisal.plan import Part, Plan
from checks.matching.titles import in_marks
from reports.appraisal import layout
from reports.appraisal.layout import Column, Matrix, Sheet
from reports.safety import shown
from reports.wording import SAMPLE
from reports.writing import replacing

CONFIDENTIAL = "考评过程和结果保密，未经批准不得对外提供"


def write_template(path: Path, plan: Plan, *, sample: bool = False) -> Path:
    """Write the empty workbook of a plan, replacing it whole; no text in it can be a formula."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with replacing(path) as part:
        book = xlsxwriter.Workbook(str(part), options)
        formats = _formats(book)
        _guide(book, plan, formats, sample)
        known = {one.name: one for one in layout.sheets(plan)}
        order = [layout.SETTINGS, layout.PORTALS, layout.PROFESSIONAL]
        for name in order:
            _list(book, plan, known.pop(name), formats)
        for matrix in layout.matrices(plan):
            _matrix(book, matrix, formats)
        for sheet in known.values():
            _list(book, plan, sheet, formats)
        book.close()
    return path


def _formats(book: Any) -> Mapping[str, Any]:
    boxed = {"border": 1, "text_wrap": True, "valign": "vcenter"}
    day = {"num_format": "yyyy-mm-dd"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "head": book.add_format({**boxed, "bold": True, "bg_color": "#E3E9F2"}),
        "fill": book.add_format({**boxed, "bold": True, "bg_color": "#FFF2CC"}),
        "cell": book.add_format(boxed),
        # quote_prefix keeps a text a text when somebody edits the cell.
        "quoted": book.add_format({**boxed, "quote_prefix": True}),
        "day": book.add_format({**boxed, **day}),
    }


def _guide(book: Any, plan: Plan, formats: Mapping[str, Any], sample: bool) -> None:
    sheet = book.add_worksheet(layout.GUIDE)
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 100)
    title = f"{plan.year}年度政务公开考评数据表" + (f"（{SAMPLE}）" if sample else "")
    sheet.write_string(0, 0, title, formats["title"])
    sheet.write_string(1, 0, layout.PLAN)
    sheet.write_string(1, 1, plan.id)
    for number, (head, text) in enumerate(_guide_rows(plan), 2):
        sheet.write_string(number, 0, head, formats["text"])
        sheet.write_string(number, 1, text, formats["text"])


def _guide_rows(plan: Plan) -> list[tuple[str, str]]:
    windows = "；".join(
        f"{rule.title}{rule.start_on}至{rule.end_on}" for rule in plan.parts if rule.start_on
    )
    weights = "、".join(f"{rule.title}{rule.weight}%" for rule in plan.parts if rule.weight)
    rules = "、".join(rule.title for rule in plan.adjustments)
    return [
        ("依据", f"{in_marks(plan.title)}。{weights}，另加、扣分。"),
        ("保密", f"{CONFIDENTIAL}。"),
        ("填写", "只填黄色表头的列；不改表名、表头和单位名称；不写公式，不合并单元格。"),
        ("时间", f"测评日期须在测评时间内，否则整份不予导入：{windows}。"),
        ("得分", "0至100分，至多四位小数。未评的留空，留空为缺项，不按零分计。"),
        (layout.PROFESSIONAL, "县（市）区的乡镇（街道）和直属单位各占一行，写明成员单位。"),
        ("双向互评", "每行一家测评单位，每列一个被评单位；差距不足的须填“差距说明”。"),
        (layout.DAILY, "填写计入日常测评的轮次编号；权重留空为1。得分取自已封存的轮次。"),
        (layout.POINTS, f"每项写明依据材料、批准人和日期。项目：{rules}。"),
        (layout.VOID, "要撤回已导入的内容，照原样写出并在“作废”列填“是”；互评得分格填“作废”。"),
        ("更正", "改动后重新导入，以最后一次为准；以前的内容保留备查。"),
    ]


def _list(book: Any, plan: Plan, one: Sheet, formats: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(one.name)
    sheet.freeze_panes(1, 0)
    for index, column in enumerate(one.columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(0, index, column.name, formats["fill" if column.fill else "head"])
    for number, row in enumerate(one.rows, 1):
        for index, column in enumerate(one.columns):
            text = row[index] if index < len(row) else ""
            _put(sheet, number, index, text, column, formats)
    last = len(one.rows) + one.spare
    for number in range(len(one.rows) + 1, last + 1):
        for index, column in enumerate(one.columns):
            _put(sheet, number, index, "", column, formats)
    for index, column in enumerate(one.columns):
        words = _words(plan, one.name, column.name)
        if words:
            sheet.data_validation(1, index, max(last, 1), index, _choice(words))
    if one.name == layout.SETTINGS:
        for number, rule in enumerate(plan.settings, 1):
            if rule.choices:
                sheet.data_validation(number, 1, number, 1, _choice([*rule.choices.values()]))


def _choice(words: list[str]) -> Mapping[str, object]:
    return {"validate": "list", "source": words, "error_type": "warning"}


def _put(
    sheet: Any, row: int, index: int, text: str, column: Column, formats: Mapping[str, Any]
) -> None:
    day = column.name in (layout.TESTED, layout.REPORT_TESTED, layout.APPROVED)
    if text:
        sheet.write_string(row, index, shown(text), formats["quoted"])
    else:
        sheet.write_blank(row, index, None, formats["day" if day else "cell"])


def _words(plan: Plan, sheet: str, column: str) -> list[str]:
    """What a column can hold, where that is a short list (a sheet takes 255 characters)."""
    if column == layout.VOID:
        return [layout.YES]
    if column == layout.LEVEL:
        return [rule.title for rule in plan.levels]
    if column == layout.RULE:
        return [rule.title for rule in plan.adjustments]
    if column == layout.PART and sheet == layout.COUNTERPARTS:
        return [plan.part(part).title for part in (Part.PROFESSIONAL, Part.SOCIAL)]
    return []


def _matrix(book: Any, one: Matrix, formats: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(one.name)
    sheet.freeze_panes(1, 3)
    heads = [(layout.RATER, 20), (layout.RATED, 13), (layout.REASON, 30)]
    heads += [(unit.name, 9) for unit in one.units]
    for index, (name, width) in enumerate(heads):
        sheet.set_column(index, index, width)
        fill = name in (layout.RATED, layout.REASON)
        sheet.write_string(0, index, name, formats["fill" if fill else "head"])
    for number, rater in enumerate(one.raters, 1):
        sheet.write_string(number, 0, rater.name, formats["quoted"])
        sheet.write_blank(number, 1, None, formats["day"])
        for index in range(2, len(heads)):
            sheet.write_blank(number, index, None, formats["cell"])

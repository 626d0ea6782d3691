"""The unit's own ledger as a sheet for a mail: every problem told or known, without any score."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from io import BytesIO

import xlsxwriter

from checks.engine.outcome import Outcome
from crawler.records.moments import beijing
from reports.findings import in_order
from reports.ledger import COLUMNS, ledger_rows
from reports.model import JudgedFinding, RunReport
from reports.safety import is_formula_like
from reports.wording import SAMPLE

MOST_ROWS = 2_000
"""More rows make no mail; the office hands such a ledger over otherwise."""
_NO_SCORES = frozenset({"分值", "扣分"})
_HEADINGS = ("责任单位", "问题编号", *(h for h, _ in COLUMNS if h not in ("序号", "责任单位")))
_CELL_CHARACTERS = 8_000
_WIDTHS = {"问题编号": 18} | dict(COLUMNS)


def ledger_sheet(report: RunReport, problems: Collection[JudgedFinding]) -> bytes | None:
    """An Excel file with these problems; None for none, and for too many.

    The unit enters 整改措施, 整改链接 and 反馈时间 and sends it back; 问题编号 tells the rows
    apart.
    """
    wanted = {judged.finding.case_id for judged in problems}
    if not 0 < len(wanted) <= MOST_ROWS:
        return None
    headings = ["序号", *(h for h in _HEADINGS if h not in _NO_SCORES)]
    out = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": "整改台账", "created": beijing(report.as_of)})
        head = book.add_format({"bold": True, "border": 1, "bg_color": "#E3E9F2"})
        style = {"border": 1, "valign": "top", "text_wrap": True}
        text, quoted = book.add_format(style), book.add_format({**style, "quote_prefix": True})
        sheet = book.add_worksheet("整改台账")
        for column, heading in enumerate(headings):
            sheet.set_column(column, column, _WIDTHS.get(heading, 12))
            sheet.write_string(0, column, heading, head)
        sheet.freeze_panes(1, 2)
        number = 0
        for number, values in enumerate(_rows(report, problems), 1):
            for column, heading in enumerate(headings):
                value = str(values.get(heading, ""))[:_CELL_CHARACTERS]
                form = quoted if is_formula_like(value) else text
                sheet.write_string(number, column, value, form)
        sheet.autofilter(0, 0, max(1, number), len(headings) - 1)
    return out.getvalue()


def _rows(
    report: RunReport, problems: Collection[JudgedFinding]
) -> Iterator[dict[str, str | float | int]]:
    """The ledger's cells of these problems, numbered through, with remarks that name no score."""
    own = replace(report, judged=tuple(problems), scores=(), unlisted=())
    failed = [j for j in in_order(own) if j.finding.outcome is Outcome.FAILED]
    for number, (judged, row) in enumerate(zip(failed, ledger_rows(own), strict=True), 1):
        remarks = [SAMPLE] if report.sample else []
        if not judged.requirement.curable:
            remarks.append("不可补正，请提交情况说明")
        yield {
            **row.cells,
            "序号": number,
            "问题编号": judged.finding.case_id,
            "备注": "；".join(remarks),
        }

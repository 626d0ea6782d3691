"""The unit's own ledger as a sheet for a mail: every problem told or known, without any score."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from io import BytesIO

import xlsxwriter

from checks.engine.outcome import Outcome
from crawler.records.moments import beijing
from reports.findings import in_order
from reports.ledger import COLUMNS, ledger_rows
from reports.mail.terms import term_text
from reports.model import JudgedFinding, RunReport
from reports.remedies import remedy_of
from reports.safety import is_formula_like, shown
from reports.wording import SAMPLE, UNLISTED, day_text

MOST_ROWS = 2_000
"""More rows make no mail; the office hands such a ledger over otherwise."""
_NO_SCORES = frozenset({"分值", "扣分"})
_ANSWERS = ("整改措施", "整改链接", "反馈时间", "申诉", "情况说明")
"""The columns that are the unit's to fill in: empty, so that a sheet that comes back untouched
answers nothing (docs/cases.md)."""
_SHOWN = tuple(
    h
    for h, _ in COLUMNS
    if h not in ("序号", "责任单位", "备注", *_ANSWERS) and h not in _NO_SCORES
)
_HEADINGS = ("序号", "责任单位", "问题编号", *_SHOWN, "整改建议", *_ANSWERS, "备注")
_CELL_CHARACTERS = 8_000
_WIDTHS = {"问题编号": 18, "整改建议": 36, "情况说明": 30} | dict(COLUMNS)


def ledger_sheet(report: RunReport, problems: Collection[JudgedFinding]) -> bytes | None:
    """An Excel file with these problems; None for none, and for too many.

    The unit fills in the columns of its answer and sends it back, as it does with the sheet that
    the office hands out (整改反馈表); 问题编号 tells the rows apart.
    """
    wanted = {judged.finding.case_id for judged in problems}
    if not 0 < len(wanted) <= MOST_ROWS:
        return None
    out = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": "整改台账", "created": beijing(report.as_of)})
        plain = {"bold": True, "border": 1}
        head = book.add_format({**plain, "bg_color": "#E3E9F2"})
        fill = book.add_format({**plain, "bg_color": "#FFF2CC"})
        style = {"border": 1, "valign": "top", "text_wrap": True}
        text, quoted = book.add_format(style), book.add_format({**style, "quote_prefix": True})
        sheet = book.add_worksheet("整改台账")
        for column, heading in enumerate(_HEADINGS):
            sheet.set_column(column, column, _WIDTHS.get(heading, 12))
            sheet.write_string(0, column, heading, fill if heading in _ANSWERS else head)
        sheet.freeze_panes(1, 3)
        number = 0
        for number, values in enumerate(_rows(report, problems), 1):
            for column, heading in enumerate(_HEADINGS):
                value = str(values.get(heading, ""))[:_CELL_CHARACTERS]
                form = quoted if is_formula_like(value) else text
                sheet.write_string(number, column, value, form)
        sheet.autofilter(0, 0, max(1, number), len(_HEADINGS) - 1)
    return out.getvalue()


def _rows(
    report: RunReport, problems: Collection[JudgedFinding]
) -> Iterator[dict[str, str | float | int]]:
    """The ledger's cells of these problems, numbered through, with remarks that name no score."""
    own = replace(report, judged=tuple(problems), unlisted=(), scores=())
    failed = [j for j in in_order(own) if j.finding.outcome is Outcome.FAILED]
    for number, (judged, row) in enumerate(zip(failed, ledger_rows(own), strict=True), 1):
        cells = {name: text for name, text in row.cells.items() if name not in _ANSWERS}
        yield {
            **cells,
            "序号": number,
            "问题编号": judged.finding.case_id,
            "整改时限": term_text(judged, report, telling=True),
            "整改建议": remedy_of(judged),
            "备注": "；".join(_remarks(judged, row.cells, sample=report.sample)),
        }


def _remarks(
    judged: JudgedFinding, cells: Mapping[str, str | float | int], *, sample: bool
) -> Iterator[str]:
    """What else is to be said, and what the unit has answered already; no score."""
    if sample:
        yield SAMPLE
    if not judged.requirement.curable:
        yield "不可补正，请填写“情况说明”"
    if judged.handling:
        yield f"承办单位：{shown(judged.handling)}"
    if judged.platform:
        yield f"平台运维单位：{shown(judged.platform)}"
    case = judged.case
    if case is None:
        return
    if case.work.unlisted_on is not None:
        yield f"{UNLISTED}（{day_text(case.work.unlisted_on)}起）"
    if case.work.reported_at is not None:
        yield f"{cells.get('反馈时间', '')}已反馈：{cells.get('整改措施', '')}"
    if case.work.disputed_at is not None:
        yield str(cells.get("申诉", ""))

"""The Excel ledger (台账): a summary sheet, then one sheet per portal.

Rows stream to disk, so a hundred thousand problems need no more memory than ten. Text is only
ever written as text: no cell can be a formula, whatever a page said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.url import Url

from checks.engine.outcome import Outcome
from checks.engine.requirement import Rulebook
from crawler.portals import Portal
from reports.attested import COLUMNS as ATTESTED
from reports.attested import MARK, NOTE, attested_rows
from reports.banner import banner
from reports.footing import footing
from reports.ledger import COLUMNS, LedgerRow, ledger_rows
from reports.model import RunReport, Standing
from reports.safety import is_formula_like, shown, web_link
from reports.wording import KINDS, SAMPLE_BANNER, moment_text
from reports.writing import replacing

_CELL_CHARACTERS = 32_000  # a cell holds 32,767
_LINKS_PER_SHEET = 60_000  # a sheet holds 65,530
_LINK_CHARACTERS = 2_000  # a link holds 2,079
_COUNTED = (Standing.PROBLEM, Standing.SUSPECTED, Standing.OLD_STOCK, Standing.WAIVED)
_ROWS_PER_SHEET = 1_000_000  # a sheet holds 1,048,576
_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f']")

_SUMMARY = (
    ("单位", 26), ("类别", 14), ("指标体系", 22), ("得分", 10), ("最低", 10), ("最高", 10),
    ("采集覆盖率", 12), ("得分依据", 30), ("单项否决", 10), ("已确认问题", 12), ("疑似", 8),
    ("存量问题", 10), ("免予扣分", 10), ("无法判定", 10),
)  # fmt: skip


class _CopyLink(Url):  # type: ignore[misc]
    """A link to a file beside the workbook, with slashes that every office suite follows.

    The library writes backslashes, which only Excel on Windows takes for a path.
    """

    def _target(self) -> str:
        return str(super()._target()).replace("\\", "/")


def write_workbook(
    report: RunReport, path: Path, copies: frozenset[str] = frozenset(), *, held: bool = False
) -> Path:
    """Write the ledger of a run to `path`, replacing it whole.

    `copies` are the digests of the archived copies that were written beside it. With `held` the
    scores are not released, and nothing that follows from them is told.
    """
    if held:
        report = replace(report, scores=())
    with replacing(path) as part:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "tmpdir": str(path.parent),
        }
        with xlsxwriter.Workbook(str(part), options) as book:
            book.set_properties({"title": f"政务公开问题台账 {report.run}"})
            formats = _formats(book)
            names = sheet_names([portal.name for portal in report.portals])
            _summary(book.add_worksheet("汇总"), report, formats)
            sheets = dict(zip((p.id for p in report.portals), names, strict=True))
            if report.attested or report.owed:
                _attested(book.add_worksheet(MARK), report, formats)
            groups = groupby(ledger_rows(report, copies, held=held), key=lambda row: row.portal)
            waiting = next(groups, None)
            for portal_id, name in sheets.items():
                rows: Iterable[LedgerRow] = ()
                if waiting is not None and waiting[0] == portal_id:
                    rows = waiting[1]
                _ledger(book.add_worksheet(name), rows, formats, sample=report.sample)
                if waiting is not None and waiting[0] == portal_id:
                    waiting = next(groups, None)
    return path


def sheet_names(titles: Sequence[str]) -> list[str]:
    """Names that Excel takes: at most 31 characters, none forbidden, no two alike."""
    used = {"汇总", MARK, "history"}
    names = []
    for index, title in enumerate(titles, 1):
        base = _SHEET_NAME.sub("", shown(title)).strip()[:31] or f"单位{index}"
        name, turn = base, 2
        while name.casefold() in used:
            ending = f"（{turn}）"
            name, turn = base[: 31 - len(ending)] + ending, turn + 1
        used.add(name.casefold())
        names.append(name)
    return names


def _formats(book: Any) -> dict[str, Any]:
    base = {
        "font_name": "宋体",
        "font_size": 10,
        "valign": "top",
        "text_wrap": True,
        "border": 1,
        "border_color": "#C9CED6",
    }
    return {
        "text": book.add_format(base),
        # quote_prefix keeps the text a text when somebody edits the cell or saves it as CSV.
        "quoted": book.add_format({**base, "quote_prefix": True}),
        "number": book.add_format({**base, "num_format": "0.00", "align": "right"}),
        "count": book.add_format({**base, "num_format": "0", "align": "right"}),
        "share": book.add_format({**base, "num_format": "0.0%", "align": "right"}),
        "link": book.add_format({**base, "font_color": "#1F4E9E", "underline": 1}),
        "head": book.add_format(
            {**base, "bold": True, "bg_color": "#E3E9F2", "align": "center", "valign": "vcenter"}
        ),
        "title": book.add_format({"font_name": "黑体", "font_size": 14}),
        "note": book.add_format({"font_name": "宋体", "font_size": 10, "font_color": "#555555"}),
        "sample": book.add_format(
            {"font_name": "宋体", "font_size": 10, "bold": True, "font_color": "#9C3B00"}
        ),
    }


def _text(sheet: Any, row: int, column: int, text: str, formats: Mapping[str, Any]) -> None:
    text = text[:_CELL_CHARACTERS]
    sheet.write_string(row, column, text, formats["quoted" if is_formula_like(text) else "text"])


def _head(
    sheet: Any, row: int, columns: Sequence[tuple[str, int]], formats: Mapping[str, Any]
) -> None:
    for column, (_, width) in enumerate(columns):
        sheet.set_column(column, column, width)
    sheet.set_row(row, 24)
    for column, (heading, _) in enumerate(columns):
        sheet.write_string(row, column, heading, formats["head"])
    sheet.freeze_panes(row + 1, 2 if row == 0 else 1)


def _print_setup(sheet: Any, head_row: int, *, sample: bool) -> None:
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head_row)
    sheet.set_footer("&L" + (SAMPLE_BANNER if sample else "") + "&R第 &P 页，共 &N 页")


def _ledger(
    sheet: Any, rows: Iterable[LedgerRow], formats: Mapping[str, Any], *, sample: bool
) -> None:
    _head(sheet, 0, COLUMNS, formats)
    _print_setup(sheet, 0, sample=sample)
    links = number = 0
    for number, row in enumerate(islice(rows, _ROWS_PER_SHEET), 1):
        for column, (heading, _) in enumerate(COLUMNS):
            value = row.cells.get(heading, "")
            link = _link(heading, row) if links < _LINKS_PER_SHEET else None
            if isinstance(value, int):
                sheet.write_number(number, column, value, formats["count"])
            elif isinstance(value, float):
                sheet.write_number(number, column, value, formats["number"])
            elif link and value:
                link.text = value[:_CELL_CHARACTERS]
                sheet.write_url(number, column, link, formats["link"])
                links += 1
            else:
                _text(sheet, number, column, value, formats)
    sheet.autofilter(0, 0, max(1, number), len(COLUMNS) - 1)


def _attested(sheet: Any, report: RunReport, formats: Mapping[str, Any]) -> None:
    """The sheet of what persons attested and what is owed, apart from what was measured."""
    sheet.write_string(0, 0, NOTE, formats["note"])
    _head(sheet, 1, ATTESTED, formats)
    _print_setup(sheet, 1, sample=report.sample)
    number = 1
    for number, row in enumerate(attested_rows(report), 2):
        for column, text in enumerate(row):
            _text(sheet, number, column, text, formats)
    sheet.autofilter(1, 0, max(2, number), len(ATTESTED) - 1)


def _link(heading: str, row: LedgerRow) -> Url | None:
    if heading == "问题链接":
        link = web_link(row.page_link)
        return Url(link) if link and len(link) <= _LINK_CHARACTERS else None
    if heading == "证据编号" and row.copy_link:
        return _CopyLink("external:" + row.copy_link)
    return None


def _summary(sheet: Any, report: RunReport, formats: Mapping[str, Any]) -> None:
    for column, (_, width) in enumerate(_SUMMARY):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, "政务公开常态化监测问题台账（汇总）", formats["title"])
    cut = f"测评批次：{report.run}　数据截止：{moment_text(report.data_cut)}"
    sheet.write_string(1, 0, cut, formats["note"])
    notes = [text] if (text := banner(report)) else []
    if report.trial:
        notes.append("试运行：只监测，不下发、不计分。")
    sheet.write_string(2, 0, " ".join(notes), formats["sample"])
    _head(sheet, 3, _SUMMARY, formats)
    _print_setup(sheet, 3, sample=report.sample)
    counts = Counter((j.finding.portal, j.finding.rulebook, j.standing) for j in report.judged)
    unseen = Counter(
        (j.finding.portal, j.finding.rulebook)
        for j in report.judged
        if j.finding.outcome is Outcome.CANT_TELL
    )
    row = 3
    for portal in report.portals:
        for rulebook in report.rulebooks:
            if rulebook.id in portal.rulebooks:
                row += 1
                numbers = [counts[portal.id, rulebook.id, standing] for standing in _COUNTED]
                numbers.append(unseen[portal.id, rulebook.id])
                _summary_row(sheet, row, portal, rulebook, report, formats)
                for column, count in enumerate(numbers, 9):
                    sheet.write_number(row, column, count, formats["count"])
    sheet.autofilter(3, 0, max(row, 4), len(_SUMMARY) - 1)


def _summary_row(
    sheet: Any,
    row: int,
    portal: Portal,
    rulebook: Rulebook,
    report: RunReport,
    formats: Mapping[str, Any],
) -> None:
    score = next(
        (s for s in report.scores if (s.portal, s.rulebook) == (portal.id, rulebook.id)), None
    )
    _text(sheet, row, 0, shown(portal.name), formats)
    _text(sheet, row, 1, KINDS[portal.kind], formats)
    _text(sheet, row, 2, rulebook.title, formats)
    values = (score.value, score.low, score.high) if score else (None, None, None)
    for column, value in enumerate(values, 3):
        if value is None:
            _text(sheet, row, column, "—", formats)
        else:
            sheet.write_number(row, column, float(value), formats["number"])
    if score:
        sheet.write_number(row, 6, float(score.coverage), formats["share"])
    else:
        _text(sheet, row, 6, "", formats)
    basis = footing(score, rulebook) if score else None
    text = "。".join(t for t in (basis.warning, basis.text) if t) if basis else ""
    _text(sheet, row, 7, text, formats)
    _text(sheet, row, 8, "不合格" if score and score.veto else "", formats)

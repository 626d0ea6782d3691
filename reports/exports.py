"""Findings as files for people (xlsx, csv) and for programs (jsonl), written row by row."""

from __future__ import annotations

import codecs
import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, islice
from typing import IO, Any

import xlsxwriter

from checks.engine.case import CaseState
from checks.engine.workflow import state_shown
from reports.day_sums import sum_in_words
from reports.findings import csv_value, finding_row
from reports.model import JudgedFinding, RunReport, Standing
from reports.remedies import remedy_of
from reports.safety import address, is_formula_like, shown, web_link
from reports.subjects import place_of, title_of
from reports.wording import (
    CAUSES,
    OUTCOMES,
    SAMPLE,
    STATES,
    area_of,
    aspect_name,
    measured_text,
    moment_text,
)

COLUMNS: tuple[tuple[str, int], ...] = (
    ("批次", 12), ("单位", 20), ("指标体系", 20), ("一级指标", 14), ("测评指标", 24),
    ("信息标题", 36), ("页面地址", 40), ("具体事项", 18), ("结果", 14), ("原因", 16),
    ("判定语句", 50), ("到期日", 12), ("办结日", 12), ("实测", 12), ("期限计算", 36),
    ("首次发现", 12), ("问题状态", 16), ("存量问题", 9), ("整改时限", 12), ("整改措施", 36),
    ("问题编号", 19), ("存证网址", 40), ("采集时间", 20), ("SHA-256", 68), ("引文", 50),
    ("备注", 10),
)  # fmt: skip
"""Headings and their widths in characters."""
_CELL_CHARACTERS = 32_000  # a cell holds 32,767
_LINKS_PER_SHEET = 60_000  # a sheet holds 65,530
_LINK_CHARACTERS = 2_000  # a link holds 2,079
_ROWS_PER_SHEET = 1_000_000  # a sheet holds 1,048,576
_LINKED = "页面地址"

_repeated = lru_cache(maxsize=4096)(shown)
"""What the same few texts come to, row after row."""

Judged = Iterable[JudgedFinding]
Writer = Callable[[RunReport, Judged, IO[bytes]], None]


def cells(judged: JudgedFinding, report: RunReport, names: Mapping[str, str]) -> dict[str, str]:
    """A finding by heading, every text harmless and masked; pieces of proof one a line."""
    finding, case, row = judged.finding, judged.case, judged.requirement
    state = state_shown(case) if case is not None else None
    if state is None and judged.standing is Standing.SUSPECTED:
        state = CaseState.SUSPECTED
    proofs = finding.evidence
    return {
        "批次": report.run,
        "单位": _repeated(names.get(finding.portal, finding.portal)),
        "指标体系": _repeated(names.get(f"book:{finding.rulebook}", finding.rulebook)),
        "一级指标": _repeated(area_of(row)),
        "测评指标": _repeated(row.title),
        "信息标题": title_of(finding, 2000),
        _LINKED: address(place_of(finding), 20_000),
        "具体事项": _repeated(aspect_name(finding.aspect or "")),
        "结果": OUTCOMES[finding.outcome],
        "原因": CAUSES[finding.cause] if finding.cause else "",
        "判定语句": shown(finding.statement),
        "到期日": _day(finding.due_on),
        "办结日": _day(finding.settled_on),
        "实测": measured_text(finding.measured, finding.unit),
        "期限计算": sum_in_words(finding),
        "首次发现": _day(case.first_failed_on if case else None),
        "问题状态": STATES[state] if state else "",
        "存量问题": "是" if judged.old_stock else "",
        "整改时限": _day(judged.mend_by),
        "整改措施": _repeated(remedy_of(judged)),
        "问题编号": finding.case_id,
        "存证网址": "\n".join(address(one.url, 20_000) for one in proofs),
        "采集时间": "\n".join(moment_text(one.captured_at) for one in proofs),
        "SHA-256": "\n".join(one.sha256 for one in proofs),
        "引文": "\n".join(shown(one.quote) for one in proofs),
        "备注": SAMPLE if report.sample else "",
    }


def write_jsonl(report: RunReport, judged: Judged, out: IO[bytes]) -> None:
    """The rows of `gongkai findings --format jsonl` (DESIGN 3.3)."""
    for one in judged:
        line = json.dumps(finding_row(one, report), ensure_ascii=False, allow_nan=False)
        out.write(line.encode("utf-8", "replace") + b"\n")


def write_csv(report: RunReport, judged: Judged, out: IO[bytes]) -> None:
    """CSV that Excel opens as UTF-8; text that could start a formula is neutralised."""
    out.write(codecs.BOM_UTF8)
    names = _names(report)
    # A wrapper that is thrown away would close the file with itself.
    text = io.TextIOWrapper(out, "utf-8", errors="replace", newline="", write_through=False)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([heading for heading, _ in COLUMNS])
    for one in judged:
        told = cells(one, report, names)
        writer.writerow([csv_value(told[heading]) for heading, _ in COLUMNS])
    text.flush()
    text.detach()


def write_xlsx(report: RunReport, judged: Judged, out: IO[bytes]) -> None:
    """A workbook whose rows go to disk one by one; every cell is text, none a formula."""
    names = _names(report)
    with tempfile.TemporaryDirectory() as folder:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "tmpdir": folder,
        }
        with xlsxwriter.Workbook(out, options) as book:
            book.set_properties({"title": f"测评记录 {report.run}"})
            formats = _formats(book)
            told = (cells(one, report, names) for one in judged)
            for number, rows in enumerate(_parted(told), 1):
                name = "测评记录" if number == 1 else f"测评记录{number}"
                _sheet(book.add_worksheet(name), rows, formats, sample=report.sample)


WRITERS: Mapping[str, tuple[Writer, str]] = {
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "jsonl": (write_jsonl, "application/x-ndjson; charset=utf-8"),
}
"""How an ending is written, and its media type."""


def _names(report: RunReport) -> Mapping[str, str]:
    units = {portal.id: portal.name for portal in report.portals}
    return units | {f"book:{book.id}": book.title for book in report.rulebooks}


def _day(day: object) -> str:
    return str(day) if day else ""


def _parted(rows: Iterator[dict[str, str]]) -> Iterator[Iterator[dict[str, str]]]:
    """The rows of one sheet after the other; one sheet where there are none."""
    yield islice(rows, _ROWS_PER_SHEET)
    for first in rows:
        yield islice(chain((first,), rows), _ROWS_PER_SHEET)


def _formats(book: Any) -> Mapping[str, Any]:
    base = {"font_name": "宋体", "font_size": 10, "valign": "top"}
    head = {"bold": True, "bg_color": "#E3E9F2", "align": "center", "valign": "vcenter"}
    return {
        "text": book.add_format(base),
        # quote_prefix keeps the text a text when somebody edits the cell or saves it as CSV.
        "quoted": book.add_format({**base, "quote_prefix": True}),
        "link": book.add_format({**base, "font_color": "#1F4E9E", "underline": 1}),
        "head": book.add_format({**base, **head}),
    }


def _sheet(
    sheet: Any, rows: Iterable[dict[str, str]], formats: Mapping[str, Any], *, sample: bool
) -> None:
    for column, (_, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L" + (SAMPLE if sample else "") + "&R第 &P 页，共 &N 页")
    for column, (heading, _) in enumerate(COLUMNS):
        sheet.write_string(0, column, heading, formats["head"])
    number = 0
    for number, row in enumerate(rows, 1):
        for column, (heading, _) in enumerate(COLUMNS):
            text = row[heading][:_CELL_CHARACTERS]
            link = web_link(text) if heading == _LINKED and number <= _LINKS_PER_SHEET else None
            if link and len(link) <= _LINK_CHARACTERS:
                sheet.write_url(number, column, link, formats["link"], link)
            elif text:
                kind = "quoted" if is_formula_like(text) else "text"
                sheet.write_string(number, column, text, formats[kind])
    sheet.autofilter(0, 0, max(1, number), len(COLUMNS) - 1)

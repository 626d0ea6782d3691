"""What persons attested and what is still owed (人工认定), as one table and as lines of a mail.

The files that were handed in are never shown: a row names the beginning of their digest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from checks.engine.attesting import Attestation, Owed, Verdict
from checks.engine.requirement import Requirement
from crawler.records.moments import beijing_date
from reports.model import RunReport
from reports.safety import shown
from reports.wording import ASSESSMENTS, VERDICTS, day_text

MARK = "人工认定"
COLUMNS = (
    ("单位", 26), ("指标体系", 22), ("指标", 26), ("依据", 34), ("测评方式", 12), ("期限", 14),
    ("认定结果", 12), ("认定人", 12), ("认定日期", 14), ("理由", 30), ("材料编号", 16),
    ("计分", 12),
)  # fmt: skip
"""Headings of the table, with the widths of a sheet's columns."""
NOTE = (
    "人工认定的指标由具名人员查阅材料后认定，不是系统测评所得；默认列在得分之外，"
    "监测名单另有设置的才计入得分。认定材料单独保存，不随报告发出。"
)
_UNITS_SHOWN = 5


def attested_rows(report: RunReport) -> tuple[tuple[str, ...], ...]:
    """One row for each attestation in force, then one for each that is owed; cells as COLUMNS."""
    known = [_row(one, report) for one in report.attested]
    made = tuple(row for row in known if row is not None)
    return made + tuple(_owed_row(one, report) for one in report.owed)


def owed_lines(
    found: Iterable[Owed], names: Mapping[str, str], today: date, most: int = 12
) -> tuple[str, ...]:
    """What is owed, a line for each row and date: by when, what, and which units."""
    grouped: dict[tuple[date, str, str], list[str]] = defaultdict(list)
    titles: dict[tuple[date, str, str], Requirement] = {}
    for one in found:
        key = (one.due_on, one.rulebook, one.requirement.id)
        grouped[key].append(shown(names.get(one.portal, one.portal), 60))
        titles[key] = one.requirement
    lines = []
    for key, units in list(grouped.items())[:most]:
        row, due = titles[key], key[0]
        when = f"已于{day_text(due)}到期" if due < today else f"{day_text(due)}到期"
        who = "、".join(units[:_UNITS_SHOWN]) + ("等" if len(units) > _UNITS_SHOWN else "")
        assumed = "，期限为推定" if row.due_assumed else ""
        lines.append(
            f"{shown(row.title, 80)}（{row.id}）{when}{assumed}，{len(units)}个单位未认定：{who}"
        )
    if len(grouped) > most:
        lines.append(f"另有 {len(grouped) - most} 项。")
    return tuple(lines)


def _row(one: Attestation, report: RunReport) -> tuple[str, ...] | None:
    book = next((book for book in report.rulebooks if book.id == one.rulebook), None)
    row = next((r for r in book.requirements if r.id == one.requirement), None) if book else None
    if book is None or row is None:
        return None
    late = row.due_on is not None and one.day > row.due_on and one.verdict is Verdict.MET
    verdict = f"{MARK}：{VERDICTS[one.verdict]}" + ("（晚于期限）" if late else "")
    return (
        *_what(one.portal, row, book.title, report),
        day_text(row.due_on) or row.cadence,
        verdict,
        shown(one.person, 60),
        _day(one),
        shown(one.reason, 300),
        one.sha256[:12],
        MARK + "计入得分" if _counts(one, report) else "不计分",
    )


def _day(one: Attestation) -> str:
    """The day that it speaks of, and the day of its recording where it was given an earlier one."""
    if one.noted_at is None or beijing_date(one.noted_at) <= beijing_date(one.at):
        return day_text(one.day)
    return f"{day_text(one.day)}（{day_text(beijing_date(one.noted_at))}补录）"


def _owed_row(one: Owed, report: RunReport) -> tuple[str, ...]:
    book = next((book.title for book in report.rulebooks if book.id == one.rulebook), "")
    state = "逾期未认定" if one.due_on < report.today else "待认定"
    row = one.requirement
    return (
        *_what(one.portal, row, book, report),
        day_text(one.due_on),
        state,
        *("",) * 4,
        "不计分",
    )


def _what(portal: str, row: Requirement, book: str, report: RunReport) -> tuple[str, ...]:
    try:
        name = shown(report.portal(portal).name)
    except KeyError:
        name = shown(portal)
    return name, book, row.title, shown(row.basis_text, 200), ASSESSMENTS[row.assessment]


def _counts(one: Attestation, report: RunReport) -> bool:
    """Whether it is part of the portal's score of this run."""
    return any(
        line.attested == one.said
        for score in report.scores
        if (score.portal, score.rulebook) == (one.portal, one.rulebook)
        for line in score.lines
        if line.requirement == one.requirement and line.attested is not None
    )

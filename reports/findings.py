"""The findings export (测评记录): one object a line, UTF-8, stable order (DESIGN 3.3)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.table import Table
from rich.text import Text

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.workflow import state_shown
from crawler.records.moments import stamp
from reports.model import JudgedFinding, RunReport
from reports.safety import address, cell, shown
from reports.wording import OUTCOMES, SAMPLE, STATES, aspect_name

FINDING_KEYS = (
    "run", "portal", "rulebook", "requirement", "sources", "check", "subject", "aspect", "title",
    "outcome", "cause", "due_on", "settled_on", "measured", "unit", "statement", "day_count",
    "evidence", "case", "rulebook_version", "basis", "old_stock", "requirement_title", "sample",
)  # fmt: skip
"""The keys of a row, in this order; those after `case` are additions to the contract."""


def finding_row(judged: JudgedFinding, report: RunReport) -> dict[str, Any]:
    """One finding as a JSON object with the keys of FINDING_KEYS, in their order."""
    finding, case = judged.finding, judged.case
    book = next((r for r in report.rulebooks if r.id == finding.rulebook), None)
    row = {
        "run": report.run,
        "portal": finding.portal,
        "rulebook": finding.rulebook,
        "requirement": finding.requirement,
        "sources": list(finding.sources),
        "check": finding.check,
        "subject": address(finding.subject, 20_000),
        "aspect": None if finding.aspect is None else shown(finding.aspect),
        "title": shown(finding.title),
        "outcome": finding.outcome.value,
        "cause": finding.cause.value if finding.cause else None,
        "due_on": finding.due_on.isoformat() if finding.due_on else None,
        "settled_on": finding.settled_on.isoformat() if finding.settled_on else None,
        "measured": _number(finding.measured),
        "unit": finding.unit,
        "statement": shown(finding.statement),
        "day_count": _days(finding),
        "evidence": [
            {
                "url": address(item.url, 20_000),
                "captured_at": stamp(item.captured_at),
                "sha256": item.sha256,
                "quote": shown(item.quote),
            }
            for item in finding.evidence
        ],
        "case": None
        if case is None
        else {
            "id": case.id,
            "state": state_shown(case).value,
            "first_failed_on": case.first_failed_on.isoformat(),
            "resolved_on": case.resolved_on.isoformat() if case.resolved_on else None,
        },
        "rulebook_version": report.version_of(book) if book else "",
        "basis": finding.basis.value,
        "old_stock": judged.old_stock,
        "requirement_title": judged.requirement.title,
        "sample": report.sample,
    }
    return {key: row[key] for key in FINDING_KEYS}


def finding_rows(
    report: RunReport, outcomes: frozenset[Outcome] | None = None
) -> Iterator[dict[str, Any]]:
    """The rows of a run in stable order: portal, rulebook, requirement (as listed), subject."""
    for judged in in_order(report):
        if outcomes is None or judged.finding.outcome in outcomes:
            yield finding_row(judged, report)


def in_order(report: RunReport) -> list[JudgedFinding]:
    """The run's findings in the order of every output, however they were handed in."""
    portals = {portal.id: index for index, portal in enumerate(report.portals)}
    requirements = {
        (rulebook.id, requirement.id): (outer, inner)
        for outer, rulebook in enumerate(report.rulebooks)
        for inner, requirement in enumerate(rulebook.requirements)
    }
    last = (len(report.rulebooks), 0)

    def place(judged: JudgedFinding) -> tuple[Any, ...]:
        finding = judged.finding
        return (
            portals.get(finding.portal, len(portals)),
            finding.portal,
            requirements.get((finding.rulebook, finding.requirement), last),
            finding.rulebook,
            finding.requirement,
            finding.subject,
            finding.identity,
            finding.aspect or "",
        )

    return sorted(report.judged, key=place)


def to_jsonl(rows: Iterable[Mapping[str, Any]]) -> str:
    """One JSON object a line; text that is no valid UTF-8 has been replaced before."""
    return "".join(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in rows)


def to_csv(rows: Iterable[Mapping[str, Any]], keys: tuple[str, ...] = FINDING_KEYS) -> str:
    """The rows as CSV with a header line, for people: aspects in Chinese, as in the sentences.

    Lists and objects are JSON, formulas are neutralised.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(keys)
    for row in rows:
        told = {**row, "aspect": aspect_name(row.get("aspect") or "")}
        writer.writerow([csv_value(told.get(key)) for key in keys])
    return out.getvalue()


def csv_value(value: object) -> object:
    """A JSON value as a CSV cell: numbers stay numbers, text can start no formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, str):
        return cell(value)
    return cell(json.dumps(value, ensure_ascii=False))


def to_table(rows: Iterable[Mapping[str, Any]], *, sample: bool = False) -> Table:
    """The rows as a table for a terminal, in Chinese; crawled text is no markup there."""
    table = Table(title=Text(f"测评记录（{SAMPLE}）" if sample else "测评记录"), show_lines=False)
    for heading in ("单位", "指标", "结果", "问题状态", "到期日", "标题", "说明"):
        table.add_column(heading, overflow="fold")
    states = {state.value: word for state, word in STATES.items()}
    outcomes = {outcome.value: word for outcome, word in OUTCOMES.items()}
    for row in rows:
        case = row["case"]
        cells = (
            row["portal"], row["requirement_title"], outcomes[row["outcome"]],
            states[case["state"]] if case else "", row["due_on"] or "", row["title"],
            row["statement"],
        )  # fmt: skip
        table.add_row(*(Text(str(item)) for item in cells))
    return table


def _days(finding: Finding) -> list[dict[str, Any]]:
    return [
        {"date": day.date.isoformat(), "day": day.day}
        if day.off is None
        else {"date": day.date.isoformat(), "off": day.off}
        for day in finding.day_count
    ]


def _number(value: float | None) -> int | float | None:
    # JSON has one kind of number; 31.0 working days are shown as 31.
    return int(value) if value is not None and float(value).is_integer() else value

"""Cases as rows for tables, CSV and JSON lines, and their history in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rich.table import Table
from rich.text import Text

from checks.engine.case import Case, Stage
from checks.engine.causes import Why
from checks.engine.deadlines import Deadlines
from checks.engine.finding import Finding
from checks.engine.workflow import Step, state_shown
from crawler.records.moments import stamp
from reports.safety import address, shown
from reports.wording import ACTIONS, ACTORS, SAMPLE, STAGES, STATES, UNLISTED, WHYS, moment_text

CASE_KEYS = (
    "id", "portal", "unit", "handling", "platform", "state", "stage", "stage_name", "overdue",
    "rulebook", "requirement", "check", "subject", "aspect", "title", "statement",
    "first_failed_on", "opened_on", "resolved_on", "sign_by", "appeal_by", "mend_by", "recheck_by",
    "measure", "link", "reported_at", "recheck", "rechecked_at", "rechecked_by", "explanation",
    "dispute", "dispute_link", "decided", "unlisted_on", "waived_until", "incurable", "private",
    "sample",
)  # fmt: skip
"""The keys of a case row, in this order."""


@dataclass(frozen=True)
class CaseRow:
    """One case with its bodies and dates: 责任单位 `unit`, 承办单位, 平台运维单位."""

    case: Case
    portal: str
    unit: str
    handling: str
    platform: str
    finding: Finding | None
    due: Deadlines
    stage: Stage
    overdue: bool


@dataclass(frozen=True)
class Entry:
    """One event of a case's history, and the case after it."""

    at: datetime
    run: str
    case: Case
    step: Step | None
    cause: Why | None
    effect: bool


def case_row(row: CaseRow, *, sample: bool = False) -> dict[str, Any]:
    """One case as a JSON object with the keys of CASE_KEYS."""
    case, work, finding = row.case, row.case.work, row.finding
    made: dict[str, Any] = {
        "id": case.id,
        "portal": row.portal,
        "unit": row.unit,
        "handling": shown(row.handling),
        "platform": shown(row.platform),
        "state": state_shown(case).value,
        "stage": row.stage.value,
        "stage_name": STAGES[row.stage],
        "overdue": row.overdue,
        "rulebook": finding.rulebook if finding else None,
        "requirement": finding.requirement if finding else None,
        "check": finding.check if finding else None,
        "subject": address(finding.subject, 20_000) if finding else None,
        "aspect": shown(finding.aspect) if finding and finding.aspect else None,
        "title": shown(finding.title) if finding else None,
        "statement": shown(finding.statement) if finding else None,
        "first_failed_on": case.first_failed_on.isoformat(),
        "opened_on": _iso(case.opened_on),
        "resolved_on": _iso(case.resolved_on),
        "sign_by": _iso(row.due.sign_by),
        "appeal_by": _iso(row.due.appeal_by),
        "mend_by": _iso(row.due.mend_by),
        "recheck_by": _iso(row.due.recheck_by),
        "measure": shown(work.measure),
        "link": shown(work.link),
        "reported_at": _moment(work.reported_at),
        "recheck": work.recheck,
        "rechecked_at": _moment(work.rechecked_at),
        "rechecked_by": shown(work.rechecked_by) if work.rechecked_by else None,
        "explanation": shown(work.explanation),
        "dispute": shown(work.dispute),
        "dispute_link": shown(work.dispute_link),
        "decided": work.decided,
        "unlisted_on": _iso(work.unlisted_on),
        "waived_until": _iso(work.waived_until),
        "incurable": work.incurable,
        "private": work.private,
        "sample": sample,
    }
    return {key: made[key] for key in CASE_KEYS}


def to_case_table(rows: Iterable[Mapping[str, Any]], *, sample: bool = False) -> Table:
    """The rows for a terminal."""
    table = Table(title=Text(f"问题（{SAMPLE}）" if sample else "问题"))
    for heading in ("问题编号", "责任单位", "承办单位", "环节", "整改时限", "标题", "问题描述"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        stage = row["stage_name"] + ("（页面已撤下或不再列出）" if row["unlisted_on"] else "")
        handling = row["handling"] if row["handling"] != row["unit"] else ""
        cells = (
            row["id"], row["unit"], handling, stage + ("（逾期）" if row["overdue"] else ""),
            row["mend_by"] or "", row["title"] or "", row["statement"] or "",
        )  # fmt: skip
        table.add_row(*(Text(str(cell)) for cell in cells))
    return table


def case_text(row: CaseRow, entries: Iterable[Entry]) -> str:
    """One case and its history in plain lines."""
    case, finding, due = row.case, row.finding, row.due
    lines = [
        f"问题 {case.id}：{STAGES[row.stage]}（{STATES[state_shown(case)]}）",
        f"责任单位：{row.unit}　承办单位：{shown(row.handling)}"
        + (f"　平台运维单位：{shown(row.platform)}" if row.platform else ""),
    ]
    if finding is not None:
        lines += [
            f"标题：{shown(finding.title)}",
            f"链接：{address(finding.subject)}",
            f"问题描述：{shown(finding.statement)}",
        ]
    if case.work.unlisted_on:
        lines.append(f"{UNLISTED}（{case.work.unlisted_on}起）")
    dates = (
        ("签收时限", due.sign_by), ("申诉时限", due.appeal_by), ("整改时限", due.mend_by),
        ("复核时限", due.recheck_by),
    )  # fmt: skip
    lines += [f"{name}：{day}" for name, day in dates if day]
    lines.append("经过：")
    lines += [f"  {line}" for line in _entries(entries)]
    return "\n".join(lines) + "\n"


def _entries(entries: Iterable[Entry]) -> Iterator[str]:
    for one in entries:
        head = moment_text(one.at)
        if one.step is None:
            why = f"（{WHYS[one.cause]}）" if one.cause else ""
            gone = "；" + UNLISTED if one.case.work.unlisted_on else ""
            yield f"{head} 监测 {one.run}：{STAGES[one.case.stage]}{why}{gone}"
            continue
        step = one.step
        said = [shown(text) for text in (step.to, step.measure, step.link, step.reason) if text]
        if step.until:
            said.append(f"至{step.until}")
        lost = "" if one.effect else "（监测重做后不再适用）"
        yield (
            f"{head} {shown(step.person)}（{ACTORS[step.actor]}）{ACTIONS[step.action]}{lost}"
            + (f"：{'；'.join(said)}" if said else "")
            + f" → {STAGES[one.case.stage]}"
        )


def entry_row(one: Entry) -> dict[str, Any]:
    """One event as a JSON object."""
    step = one.step
    return {
        "at": stamp(one.at),
        "run": one.run or None,
        "state": state_shown(one.case).value,
        "stage": one.case.stage.value,
        "person": step.person if step else None,
        "role": step.actor.value if step else None,
        "action": step.action.value if step else None,
        "reason": step.reason if step else None,
        "link": step.link if step else None,
        "measure": step.measure if step else None,
        "to": step.to if step else None,
        "until": _iso(step.until) if step else None,
        "cause": one.cause.value if one.cause else None,
        "unlisted": one.case.work.unlisted_on is not None,
        "effect": one.effect,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(moment: datetime | None) -> str | None:
    return stamp(moment) if moment else None

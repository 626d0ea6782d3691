"""Judgements apart from the current books, in words: looks back and compared rulebooks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.table import Table
from rich.text import Text

from checks.engine.finding import Finding
from checks.engine.requirement import Rulebook
from checks.engine.scoring import Score
from checks.engine.shifts import Shift
from crawler.portals import Portal
from reports.findings import finding_rows
from reports.model import JudgedFinding, RunReport
from reports.safety import address, shown
from reports.wording import OUTCOMES, SAMPLE, WHYS

LOOKBACK = "回头看：不计入当前得分，不产生问题，不发提醒"
COMPARISON = "指标体系比较：不入库"


def report_apart(
    name: str,
    as_of: datetime,
    portals: Sequence[Portal],
    book: Rulebook,
    findings: Iterable[Finding],
    *,
    sample: bool,
) -> RunReport:
    """Findings as a report of their own, without cases: what the exports are made from."""
    rows = {row.id: row for row in book.requirements}
    judged = tuple(
        JudgedFinding(one, None, rows[one.requirement])
        for one in findings
        if one.requirement in rows
    )
    return RunReport(name, as_of, tuple(portals), (book,), judged, sample=sample)


def finding_lines(report: RunReport, head: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The findings as objects of the export, each with `head` before it."""
    for row in finding_rows(report):
        yield {"record": "finding", **head, **row}


def score_line(score: Score, head: Mapping[str, Any]) -> dict[str, Any]:
    """A score as an object of the export, with `head` before it."""

    def number(value: object) -> float | None:
        return None if value is None else float(str(value))

    return {
        "record": "score",
        **head,
        "portal": score.portal,
        "rulebook": score.rulebook,
        "day": score.day.isoformat(),
        "score": number(score.value),
        "low": number(score.low),
        "high": number(score.high),
        "coverage": number(score.coverage),
        "veto": score.veto,
        "failed": sum(line.failed for line in score.lines),
        "suspected": sum(line.suspected for line in score.lines),
        "passed": sum(line.passed for line in score.lines),
    }


def shift_line(shift: Shift) -> dict[str, Any]:
    """A change between two judgements as an object of the export."""
    one = shift.finding
    return {
        "record": "change",
        "portal": one.portal,
        "check": one.check,
        "subject": address(one.subject, 20_000),
        "title": shown(one.title),
        "before": _side(shift.before),
        "after": _side(shift.after),
        "cause": shift.why.value,
        "cause_name": WHYS[shift.why],
    }


def _side(finding: Finding | None) -> dict[str, Any] | None:
    if finding is None:
        return None
    return {
        "rulebook": finding.rulebook,
        "requirement": finding.requirement,
        "outcome": finding.outcome.value,
        "due_on": finding.due_on.isoformat() if finding.due_on else None,
        "statement": shown(finding.statement),
    }


def scores_table(
    title: str, sides: Sequence[tuple[str, Mapping[str, Score]]], portals: Sequence[Portal],
    *, sample: bool,
) -> Table:  # fmt: skip
    """Scores of one or more sides, one row per portal that any of them judged."""
    table = Table(title=Text(title + (f"（{SAMPLE}）" if sample else "")))
    table.add_column("单位", overflow="fold")
    for name, _ in sides:
        for heading in (f"{shown(name, 60)} 得分", "区间"):
            table.add_column(heading, justify="right")
    for portal in portals:
        if any(portal.id in scores for _, scores in sides):
            cells = [shown(portal.name)]
            for _, scores in sides:
                cells += _score_cells(scores.get(portal.id))
            table.add_row(*(Text(cell) for cell in cells))
    return table


def shifts_table(found: Sequence[Shift], portals: Sequence[Portal], *, most: int = 500) -> Table:
    """Who would change and why; beyond `most` rows they are only counted."""
    causes = Counter(WHYS[one.why] for one in found)
    why = "，".join(f"{word} {count} 项" for word, count in causes.most_common()) or "无变化"
    names = {portal.id: portal.name for portal in portals}
    table = Table(title=Text(f"变化 {len(found)} 项：{why}"))
    for heading in ("单位", "指标", "事项", "结果", "到期日", "原因"):
        table.add_column(heading, overflow="fold")
    for one in found[:most]:
        table.add_row(
            *(
                Text(cell)
                for cell in (
                    shown(names.get(one.finding.portal, one.finding.portal)),
                    _pair(one, lambda f: f.requirement),
                    shown(one.finding.title, 120),
                    _pair(one, lambda f: OUTCOMES[f.outcome]),
                    _pair(one, lambda f: f.due_on.isoformat() if f.due_on else "—"),
                    WHYS[one.why],
                )
            )
        )
    if len(found) > most:
        table.caption = f"另有 {len(found) - most} 项，见 --format jsonl。"
    return table


def _pair(shift: Shift, word: Any) -> str:
    left = "（无）" if shift.before is None else word(shift.before)
    right = "（无）" if shift.after is None else word(shift.after)
    return str(left) if left == right else f"{left} → {right}"


def _score_cells(score: Score | None) -> list[str]:
    if score is None or score.value is None:
        return ["—", "—" if score is None or score.low is None else f"{score.low}–{score.high}"]
    return [f"{score.value:.2f}" + ("（不合格）" if score.veto else ""),
            "—" if score.low is None else f"{score.low:.2f}–{score.high:.2f}"]  # fmt: skip

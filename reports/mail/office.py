"""The openness office's digest: counts by unit first, then by unit and indicator, within bounds.

A person reads it. A few new problems are told in full, by a rule that the mail states, further
ones on one line each, the rest as counts; the report has them all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from checks.engine.outcome import Outcome
from checks.engine.requirement import Scoring
from reports.day_sums import mending_day
from reports.mail.digest import Digest
from reports.mail.items import PARTS, item, line, unit_of
from reports.model import JudgedFinding, RunReport
from reports.safety import shown
from reports.wording import OUTCOMES

IN_FULL = 8
"""New problems told in full, at most one of a unit's indicator."""
LINES_PER_GROUP = 3
LINES_PER_PART = 40
RULE = (
    f"新增问题按单位、指标归并；详列至多{IN_FULL}项，每个单位每项指标至多1项："
    "先单项否决，再整改时限近的，再到期日早的。其余每组至多列"
    f"{LINES_PER_GROUP}条、各部分至多列{LINES_PER_PART}条，余下只计数。"
)

_PLACES = {
    "new": "问题（按指标）", "overdue": "问题（按指标）", "standing": "问题（按指标）",
    "nearly_due": "未到期事项”“问题（按指标）", "mended": "较上次变化",
    "retracted": "较上次变化", "suspected": "疑似与存量", "old_stock": "疑似与存量",
    "unconfirmed": "问题（按指标）",
}  # fmt: skip
_OFFICE_PARTS = (
    ("unconfirmed", "隐私待人工核实"),
    ("suspected", "疑似（待核实）"),
    ("old_stock", "存量（不扣分）"),
)
_COUNTED = tuple(part for part in PARTS if part[0] != "retracted")
"""What has a column of its own in the table of units."""
_NOTES = {
    "unconfirmed": "个人隐私类问题须经人工核实才通知单位，请尽快核实；核实前不下发。",
    "suspected": "须隔日再次查看、结果一致才确认；确认前不通知单位、不扣分。",
}
_COUNTS_ONLY = frozenset({"standing", "old_stock"})


@dataclass(frozen=True)
class Group:
    """The problems of one unit under one indicator: in full, on a line, and how many more."""

    unit: str
    indicator: str
    count: int
    full: tuple[dict[str, object], ...]
    lines: tuple[tuple[str, str, str | None], ...]

    @property
    def more(self) -> int:
        """How many are only counted."""
        return self.count - len(self.full) - len(self.lines)


def office_values(report: RunReport, parts: Digest) -> dict[str, Any]:
    """What the office's templates show."""
    outcomes = Counter(judged.finding.outcome for judged in report.judged)
    sections = []
    for name, heading in PARTS + _OFFICE_PARTS:
        found: tuple[JudgedFinding, ...] = getattr(parts, name)
        if found:
            groups = _groups(name, found, report)
            sections.append((name, heading, len(found), _NOTES.get(name, ""), groups))
    return {
        "run": report.run,
        "outcomes": [(OUTCOMES[outcome], outcomes[outcome]) for outcome in Outcome],
        "headings": [heading for _, heading in _COUNTED]
        + ["隐私待核实", "疑似", "存量", "无法判定"],
        "counts": _counts(report, parts),
        "rule": RULE if parts.new else "",
        "sections": sections,
        "places": _PLACES,
        "errors": len(report.check_errors),
        "preflight": [shown(line) for line in report.preflight],
    }


def _counts(report: RunReport, parts: Digest) -> list[tuple[str, list[int]]]:
    """One row per unit, as in the headings, and the sums in a last row where there are several."""
    names = [name for name, _ in _COUNTED + _OFFICE_PARTS]
    told = Counter((name, j.finding.portal) for name in names for j in getattr(parts, name))
    unseen = Counter(
        j.finding.portal for j in report.judged if j.finding.outcome is Outcome.CANT_TELL
    )
    rows = [
        (shown(portal.name, 60), [*(told[name, portal.id] for name in names), unseen[portal.id]])
        for portal in report.portals
    ]
    if len(rows) > 1:
        rows.append(("合计", [sum(column) for column in zip(*(c for _, c in rows), strict=True)]))
    return rows


def _groups(name: str, found: Sequence[JudgedFinding], report: RunReport) -> list[Group]:
    """The problems by unit and indicator, which is the order in which they come."""

    def urgency(judged: JudgedFinding) -> tuple[bool, date, date]:
        finding = judged.finding
        veto = judged.requirement.scoring is Scoring.VETO
        return (not veto, mending_day(judged, report) or date.max, finding.due_on or date.max)

    grouped = [sorted(group, key=urgency) for _, group in groupby(found, _kind)]
    first = sorted((group[0] for group in grouped), key=urgency) if name == "new" else []
    full = {id(judged) for judged in first[:IN_FULL]}
    left = 0 if name in _COUNTS_ONLY else LINES_PER_PART
    out = []
    for group in grouped:
        short = [judged for judged in group if id(judged) not in full]
        lines = short[: min(left, LINES_PER_GROUP)]
        left -= len(lines)
        out.append(
            Group(
                unit=unit_of(group[0], report),
                indicator=group[0].requirement.title,
                count=len(group),
                full=tuple(item(judged, report) for judged in group if id(judged) in full),
                lines=tuple(line(judged, report) for judged in lines),
            )
        )
    return out


def _kind(judged: JudgedFinding) -> tuple[str, str, str]:
    return judged.finding.portal, judged.finding.rulebook, judged.finding.requirement

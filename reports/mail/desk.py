"""What awaits the office itself (待办): counts, each with the command that lists or settles it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from checks.engine.case import Case, CaseState, Stage
from reports.model import JudgedFinding, RunReport
from reports.wording import day_text

_ANSWERED = frozenset({Stage.REPORTED, Stage.RECHECKING})


@dataclass(frozen=True)
class Task:
    """One line: what awaits the office, and the command to look at it."""

    text: str
    command: str


def desk(report: RunReport, *, by_mail: bool = True) -> tuple[Task, ...]:
    """What the office has to do as of a run, what presses first.

    `by_mail` says that a unit's accepted mail issues its problems; then only those of units
    without an address await a person.
    """
    open_ones = [
        (judged, judged.case)
        for judged in (*report.judged, *report.unlisted)
        if judged.case is not None and not judged.old_stock
    ]
    reachable = {portal.id for portal in report.portals if portal.contacts}

    def those(holds: Callable[[JudgedFinding, Case], bool]) -> list[JudgedFinding]:
        return [judged for judged, case in open_ones if holds(judged, case)]

    def to_issue(judged: JudgedFinding, case: Case) -> bool:
        reached = by_mail and judged.finding.portal in reachable
        return case.stage is Stage.TO_SIGN and not reached

    found = [
        _task(
            "隐私类问题待人工核实",
            those(lambda _, case: case.stage is Stage.TO_VERIFY and _is_confirmed(case)),
            "gongkai cases --stage to_verify --private",
        ),
        _task(
            "申诉待裁定",
            those(lambda _, case: case.stage is Stage.DISPUTED),
            "gongkai cases --stage disputed",
            until=_left(
                report.today, (j.due.decide_by for j, c in open_ones if c.stage is Stage.DISPUTED)
            ),
        ),
        _task(
            "情况说明待认可",
            those(lambda _, case: case.stage in _ANSWERED and bool(case.work.explanation)),
            "gongkai cases --stage reported --stage rechecking",
            until=_left(
                report.today,
                (
                    j.due.recheck_by
                    for j, c in open_ones
                    if c.stage in _ANSWERED and c.work.explanation
                ),
            ),
        ),
        _task(
            "已反馈待复核",
            those(lambda _, case: case.stage in _ANSWERED and not case.work.explanation),
            "gongkai cases --stage reported --stage rechecking",
            until=_left(
                report.today,
                (
                    j.due.recheck_by
                    for j, c in open_ones
                    if c.stage in _ANSWERED and not c.work.explanation
                ),
            ),
        ),
        _task(
            "页面已撤下或不再列出，待人工核实",
            those(
                lambda judged, case: (
                    case.work.unlisted_on is not None and case.state is not CaseState.SUSPECTED
                )
            ),
            "gongkai cases --unlisted",
        ),
        _task(
            "待审签下发" if not by_mail else "单位未登记联系邮箱，待人工下发",
            those(to_issue),
            "gongkai cases --stage to_sign",
        ),
        _task(
            "系统复测通过，待销号",
            those(lambda _, case: case.stage is Stage.RETEST_PASSED),
            "gongkai case close --all-passed --person 姓名",
        ),
        _task(
            "逾期未反馈，待督办",
            those(lambda judged, _: judged.stage is Stage.OVERDUE),
            "gongkai cases --overdue",
        ),
    ]
    told = [task for task in found if task is not None]
    if report.owed:
        late = sum(one.due_on < report.today for one in report.owed)
        words = f"（{late} 项已超过时限）" if late else ""
        told.append(Task(f"人工认定事项待认定 {len(report.owed)} 项{words}", "gongkai attest due"))
    unsigned = sum(one.unsigned for one in report.amendments)
    if unsigned:
        told.append(Task(f"规则变更待说明理由 {unsigned} 项", "gongkai changes list --unsigned"))
    return tuple(told)


def unsigned_lines(report: RunReport, most: int = 8) -> tuple[str, ...]:
    """The changes of rulebook, roster and terms that nobody signed yet, a line each."""
    unsigned = [one for one in report.amendments if one.unsigned]
    lines = [f"（编号{one.id}）{one.in_short()}" for one in unsigned[:most]]
    if len(unsigned) > most:
        lines.append(f"另有 {len(unsigned) - most} 项。")
    return tuple(lines)


def _is_confirmed(case: Case) -> bool:
    return case.state in (CaseState.OPEN, CaseState.REOPENED)


def _task(text: str, found: list[JudgedFinding], command: str, until: str = "") -> Task | None:
    return Task(f"{text} {len(found)} 项{until}", command) if found else None


def _left(today: date, days: Iterable[date | None]) -> str:
    """How long there is for the first of them, and how many are late already."""
    known = sorted(day for day in days if day is not None)
    if not known:
        return ""
    late = sum(day < today for day in known)
    if late:
        return f"（{late} 项已超过时限）"
    left = (known[0] - today).days
    when = "今日到期" if left == 0 else f"还剩{left}天"
    return f"（最早一项{day_text(known[0])}到期，{when}）"

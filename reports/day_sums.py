"""Due dates for people: a sum in words (期限计算), the same everywhere, and the time to mend."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from checks.calendar import CalendarGap, Day, WorkCalendar
from checks.engine.case import Case, CaseState
from checks.engine.finding import Finding
from crawler.records.moments import beijing_date
from reports.model import JudgedFinding, RunReport, Standing
from reports.wording import short_day

_TOLD_ONE_BY_ONE = 3
_TO_MEND = frozenset({CaseState.OPEN, CaseState.NOTIFIED, CaseState.RECTIFYING, CaseState.REOPENED})
RECTIFY_WORKING_DAYS = 10
"""The usual term for mending (整改), from the day a problem's present state began."""


def sum_in_words(finding: Finding) -> str:
    """起算日9月28日（周一）不计；第1日9月29日（周二）；…；到期日为10月9日（周五）。

    Empty without a sum.
    Neighbouring days off for one reason, and longer runs of working days, are told as spans.
    """
    if not finding.day_count:
        return ""
    runs = groupby(finding.day_count, key=lambda day: (day.off, day.day == 0))
    text = "；".join(_run(tuple(run)) for _, run in runs)
    if finding.due_on is not None:
        text += f"；到期日为{short_day(finding.due_on)}"
    return text + "。"


def mend_by(
    case: Case | None, calendar: WorkCalendar, working_days: int = RECTIFY_WORKING_DAYS
) -> date | None:
    """The last day for mending a confirmed problem (整改时限).

    None for a problem that is not confirmed or is closed, and where the sum leaves the years
    with calendar data.
    """
    if case is None or case.state not in _TO_MEND:
        return None
    try:
        return calendar.add(beijing_date(case.since), working_days)
    except CalendarGap:
        return None


def mending_day(judged: JudgedFinding, report: RunReport) -> date | None:
    """The day set by the office, else the usual term; None for what counts for nothing."""
    if judged.mend_by is not None or report.calendar is None:
        return judged.mend_by
    if judged.standing is not Standing.PROBLEM:
        return None
    return mend_by(judged.case, report.calendar)


def _run(run: tuple[Day, ...]) -> str:
    first, last = run[0], run[-1]
    if first.off is not None:
        until = f"至{short_day(last.date)}" if last is not first else ""
        return f"{short_day(first.date)}{until}{first.off}不计"
    if first.day == 0:
        return f"起算日{short_day(first.date)}不计"
    if len(run) > _TOLD_ONE_BY_ONE:
        return f"第{first.day}日{short_day(first.date)}至第{last.day}日{short_day(last.date)}"
    return "、".join(f"第{day.day}日{short_day(day.date)}" for day in run)

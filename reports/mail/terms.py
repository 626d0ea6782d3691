"""By when something is to be done, as a mail says it: the term in force, or the one that begins
with this very mail."""

from __future__ import annotations

from datetime import date, timedelta

from checks.engine.case import CaseState, Stage
from checks.engine.deadlines import Deadlines
from checks.engine.outcome import Outcome
from reports.day_sums import mending_day
from reports.mail.digest import is_urgent
from reports.model import JudgedFinding, RunReport
from reports.wording import day_text, moment_text

AT_ONCE = "立即"
_NAMED = {Stage.EXTENDED: "延期至", Stage.SHELVED: "挂账至"}


def term_label(judged: JudgedFinding, *, telling: bool = False) -> str:
    """What the term is called; 建议 before it runs.

    `telling` says that the mail goes to the unit, so that the term begins with it.
    """
    case = judged.case
    named = case is not None and case.work.due_on is not None
    if case is not None and named:
        return _NAMED.get(case.stage, "延期至")
    done = judged.finding.settled_on is not None
    name = "提交情况说明时限" if done and not judged.requirement.curable else "整改时限"
    return name if _runs(judged, telling) else f"建议{name}"


def term_text(judged: JudgedFinding, report: RunReport, *, telling: bool = False) -> str:
    """The term in words: a day, for personal data the hour; what presses says so first."""
    if judged.finding.outcome is Outcome.PENDING:
        return ""  # the duty's own due date is told, and no other
    if judged.due.mend_at is not None:
        if judged.case is not None and judged.case.work.issued_at is not None:
            return f"{moment_text(judged.due.mend_at)}前"
        term = (judged.told_due or Deadlines()).mend_at
        if telling and term is not None:
            # The hours run from the mail's arrival, which nobody knows yet.
            return f"收到本提醒后{(term - report.as_of) // timedelta(hours=1)}小时内"
        return AT_ONCE
    day = day_text(last_day(judged, report, telling=telling))
    if is_urgent(judged):
        return f"{AT_ONCE}，最迟{day}" if day else AT_ONCE
    return day


def last_day(judged: JudgedFinding, report: RunReport, *, telling: bool = False) -> date | None:
    """The day by which something is to be done; None where none is set."""
    if judged.finding.outcome is Outcome.PENDING:
        return judged.finding.due_on
    if telling and judged.told_due is not None:
        return judged.told_due.mend_by
    return mending_day(judged, report)


def _runs(judged: JudgedFinding, telling: bool) -> bool:
    """Whether the term runs: the case was issued, or this mail issues it."""
    if telling and judged.told_due is not None:
        return True
    case = judged.case
    return case is not None and case.state not in (CaseState.OPEN, CaseState.REOPENED)

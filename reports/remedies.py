"""What is left to do about a finding (整改措施), the same in mail, ledger and report."""

from __future__ import annotations

from checks.engine.outcome import Outcome
from reports.model import JudgedFinding, Standing

_DONE_LATE = "提交情况说明（已超期办结，不可补正）。"
_STILL_DUE = "逾期不可补正，办结后提交情况说明。"


def remedy_of(judged: JudgedFinding) -> str:
    """What to do; empty where nothing is asked, and while a problem is only suspected.

    What was done late cannot be done again: what remains is to explain and to do better.
    """
    finding, requirement = judged.finding, judged.requirement
    suspected = judged.standing is Standing.SUSPECTED
    if finding.outcome not in (Outcome.FAILED, Outcome.PENDING) or suspected:
        return ""
    if requirement.curable or finding.outcome is Outcome.PENDING:
        return requirement.remedy
    done, counts = finding.settled_on is not None, judged.standing is Standing.PROBLEM
    text, explain = (
        (requirement.remedy_late, _DONE_LATE) if done else (requirement.remedy, _STILL_DUE)
    )
    if not counts:  # old stock and what is waived need no explanation
        return text
    return explain + text if done else text + explain

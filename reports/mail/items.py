"""One problem as a mail tells it."""

from __future__ import annotations

from datetime import date

from checks.engine.outcome import Outcome
from reports.day_sums import mending_day, sum_in_words
from reports.mail.digest import is_urgent
from reports.model import JudgedFinding, RunReport
from reports.remedies import remedy_of
from reports.safety import address, shown, web_link
from reports.subjects import place_of, title_of
from reports.wording import STATES, area_of, day_text

AT_ONCE = "立即"
PARTS = (
    ("new", "新增"),
    ("nearly_due", "临期"),
    ("overdue", "逾期"),
    ("standing", "未销号"),
    ("mended", "系统复测通过"),
    ("retracted", "误报核销"),
)
"""The parts of a digest and what they are called, in the order of every mail."""


def item(judged: JudgedFinding, report: RunReport) -> dict[str, object]:
    """All that a recipient must know of it, as text; never what it costs."""
    finding, requirement = judged.finding, judged.requirement
    return {
        "unit": unit_of(judged, report),
        "title": title_of(finding),
        "url": address(place_of(finding)),
        "link": web_link(place_of(finding)),
        "indicator": f"{area_of(requirement)} — {requirement.title}",
        "rule": requirement.summary,
        "basis": requirement.basis_text,
        "statement": shown(finding.statement, 500),
        "sum": sum_in_words(finding),
        "due": day_text(finding.due_on),
        "mend_by": AT_ONCE if _at_once(judged) else day_text(mending_day(judged, report)),
        "mend_label": mend_label(judged),
        "remedy": remedy_of(judged),
        "state": STATES[judged.case.state] if judged.case else "",
        "number": judged.case.id if judged.case else finding.case_id,
    }


def last_day(judged: JudgedFinding, report: RunReport) -> date | None:
    """The day by which something is to be done; None where none is set, and for at once."""
    if judged.finding.outcome is Outcome.PENDING:
        return judged.finding.due_on
    return None if _at_once(judged) else mending_day(judged, report)


def _at_once(judged: JudgedFinding) -> bool:
    """What presses has no proposed term: at once, unless the office set a day."""
    return judged.mend_by is None and is_urgent(judged)


def mend_label(judged: JudgedFinding) -> str:
    """A term that nobody has set yet is a proposal: it runs from the confirmation."""
    return "整改时限" if judged.mend_by is not None else "建议整改时限"


def unit_of(judged: JudgedFinding, report: RunReport) -> str:
    """The name of the unit; its id for one that the run does not have."""
    try:
        return shown(report.portal(judged.finding.portal).name)
    except KeyError:
        return shown(judged.finding.portal)


def line(judged: JudgedFinding, report: RunReport) -> tuple[str, str, str | None]:
    """A problem on one line: title with the day that counts, address, link if it may be one."""
    day = day_text(last_day(judged, report))
    word = "到期日" if judged.finding.outcome is Outcome.PENDING else mend_label(judged)
    dated = day and judged.finding.outcome is not Outcome.PASSED
    text = title_of(judged.finding, 80) + (f"（{word}{day}）" if dated else "")
    return text, address(place_of(judged.finding), 300), web_link(place_of(judged.finding))

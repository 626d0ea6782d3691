"""One problem as a mail tells it."""

from __future__ import annotations

from collections.abc import Iterable

from checks.engine.case import CaseState, Stage
from checks.engine.causes import Why
from checks.engine.outcome import Outcome
from checks.engine.workflow import state_shown
from reports.day_sums import sum_in_words
from reports.mail.digest import is_lifted
from reports.mail.terms import last_day, term_label, term_text
from reports.model import JudgedFinding, RunReport
from reports.remedies import remedy_of
from reports.safety import address, shown, web_link
from reports.subjects import place_of, title_of
from reports.wording import STAGES, STATES, WHYS, area_of, day_text

_SAYS_MORE = frozenset(
    {Stage.OVERDUE, Stage.RETURNED, Stage.REJECTED, Stage.TRANSFERRED, Stage.SHELVED}
)

PARTS = (
    ("new", "新增"),
    ("nearly_due", "临期"),
    ("overdue", "逾期"),
    ("returned", "退回重改"),
    ("unlisted", "页面已撤下"),
    ("standing", "未销号"),
    ("mended", "系统复测通过"),
    ("lifted", "核销或免予处理"),
)
"""The parts of a digest and what they are called, in the order of every mail."""


def item(judged: JudgedFinding, report: RunReport, *, telling: bool = False) -> dict[str, object]:
    """All that a recipient must know of it, as text; never what it costs.

    `telling` says that the mail goes to the unit: the term of a new problem begins with it.
    """
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
        "mend_by": term_text(judged, report, telling=telling),
        "mend_label": term_label(judged, telling=telling),
        "remedy": remedy_of(judged),
        "stage": _stage(judged),
        "bodies": _bodies(judged, report),
        "state": STATES[state_shown(judged.case)] if judged.case else "",
        "number": judged.case.id if judged.case else finding.case_id,
    }


def _stage(judged: JudgedFinding) -> str:
    """The stage, where it tells the unit more than that it knows of the problem."""
    return STAGES[judged.stage] if judged.stage in _SAYS_MORE else ""


def _bodies(judged: JudgedFinding, report: RunReport) -> str:
    """承办单位, where it is another than the unit."""
    name = shown(judged.handling, 60)
    return f"承办单位：{name}" if name and name != unit_of(judged, report) else ""


def platforms(found: Iterable[JudgedFinding], report: RunReport, *, several: bool) -> list[str]:
    """平台运维单位 of the units of these problems, once each; with the unit where several are."""
    named: dict[str, None] = {}
    for judged in found:
        unit, name = unit_of(judged, report), shown(judged.platform, 60)
        if name and name != unit:
            named[f"{unit}：{name}" if several else name] = None
    return list(named)


def why_lifted(judged: JudgedFinding) -> str:
    """Why nothing is asked about a problem any more."""
    case = judged.case
    if case is None:
        return ""
    if case.stage is Stage.RETRACTED:
        why = WHYS[judged.taken_back or Why.CALENDAR]
        due = judged.finding.due_on
        new = f"，新的到期日为{day_text(due)}" if due else ""
        return f"误报核销：{why}，期限重新计算{new}，原问题不成立"
    if case.stage is Stage.UPHELD:
        return "申诉成立，误报核销"
    if case.state is CaseState.WAIVED:
        until = case.work.waived_until
        return "免予扣分" + (f"（至{day_text(until)}）" if until else "")
    return "情况说明已认可，予以销号"


def unit_of(judged: JudgedFinding, report: RunReport) -> str:
    """The name of the unit; its id for one that the run does not have."""
    try:
        return shown(report.portal(judged.finding.portal).name)
    except KeyError:
        return shown(judged.finding.portal)


def line(
    judged: JudgedFinding, report: RunReport, *, telling: bool = False
) -> tuple[str, str, str | None]:
    """A problem on one line: title with the day that counts, address, link if it may be one."""
    note = _note(judged, report, telling)
    text = title_of(judged.finding, 80) + (f"（{note}）" if note else "")
    return text, address(place_of(judged.finding), 300), web_link(place_of(judged.finding))


def _note(judged: JudgedFinding, report: RunReport, telling: bool) -> str:
    case = judged.case
    if case is not None and is_lifted(case):
        return why_lifted(judged)
    if case is not None and case.work.unlisted_on is not None:
        return f"自{day_text(case.work.unlisted_on)}起未再看到"
    if judged.finding.outcome is Outcome.PASSED:
        return ""
    if judged.finding.outcome is Outcome.PENDING:
        day = day_text(last_day(judged, report))
        return f"到期日{day}" if day else ""
    day = term_text(judged, report, telling=telling)
    label = term_label(judged, telling=telling)
    return "，".join(text for text in (_stage(judged), f"{label}{day}" if day else "") if text)

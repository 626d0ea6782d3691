"""The ledger (台账): one row for each problem, with the columns that offices and units use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from checks.engine.case import Case, CaseState, Casework, Stage
from checks.engine.causes import Why
from checks.engine.outcome import Outcome
from checks.engine.registry import checks
from checks.engine.workflow import state_shown
from crawler.records.moments import beijing_date
from reports.charges import Charge, charges
from reports.copies import copy_path
from reports.day_sums import mending_day, sum_in_words
from reports.findings import in_order
from reports.model import JudgedFinding, RunReport, Standing
from reports.remedies import remedy_of
from reports.safety import address, shown
from reports.subjects import place_of, title_of
from reports.wording import SAMPLE, STAGES, STATES, UNLISTED, WHYS, area_of, day_text, role_name

COLUMNS: tuple[tuple[str, int], ...] = (
    ("序号", 6), ("责任单位", 18), ("一级指标", 12), ("二级指标", 18), ("栏目", 14),
    ("信息标题", 34), ("问题链接", 34), ("问题描述", 48), ("标准及依据", 44), ("分值", 8),
    ("扣分", 8), ("证据编号", 16), ("发现时间", 15), ("整改时限", 15), ("整改措施", 36),
    ("整改链接", 24), ("反馈时间", 12), ("状态", 14), ("复核结果", 12), ("复核人", 10),
    ("复核时间", 12), ("申诉", 12), ("备注", 30),
)  # fmt: skip
"""Headings and their widths in characters, in the order of the form."""


UNRELEASED = "未发布"
"""Stands for what follows from scores that are not released."""


@dataclass(frozen=True)
class LedgerRow:
    """One problem: `cells` by heading; where its page and its archived copy lead, if anywhere."""

    portal: str
    cells: Mapping[str, str | float | int]
    page_link: str
    copy_link: str


def ledger_rows(
    report: RunReport, copies: frozenset[str] = frozenset(), *, held: bool = False
) -> Iterator[LedgerRow]:
    """Every problem of the run, numbered per unit, in the order of every output.

    With `held` the scores are not released: what a problem costs is not told.

    Confirmed problems, suspected ones and old stock alike: their state and remark tell them
    apart. After a unit's failures stand the problems whose page is no longer judged, those that
    passed on re-measurement and await their closing (销号), and those taken back this day because
    calendar or rule moved their due date.
    """
    costs = charges(report)
    free = Charge(Decimal(0), Decimal(0))
    number: dict[str, int] = {}
    for judged in _listed(report):
        portal = judged.finding.portal
        number[portal] = number.get(portal, 0) + 1
        charge = costs.get(judged.finding.case_id, free)
        row = _row(judged, number[portal], charge, report, copies)
        if held:
            row = replace(row, cells={**row.cells, "分值": UNRELEASED, "扣分": UNRELEASED})
        yield row


def _listed(report: RunReport) -> Iterator[JudgedFinding]:
    ordered = in_order(report)
    portals = dict.fromkeys(
        [portal.id for portal in report.portals] + [one.finding.portal for one in ordered]
    )
    for portal in portals:
        own = [one for one in ordered if one.finding.portal == portal]
        yield from (one for one in own if one.finding.outcome is Outcome.FAILED)
        yield from (one for one in report.unlisted if one.finding.portal == portal)
        yield from (one for one in own if _awaits_closing(one) or _taken_back(one, report))


def _awaits_closing(judged: JudgedFinding) -> bool:
    return (
        judged.finding.outcome is not Outcome.FAILED
        and judged.case is not None
        and judged.case.work.stage is Stage.RETEST_PASSED
    )


def _taken_back(judged: JudgedFinding, report: RunReport) -> bool:
    case = judged.case
    retracted = case is not None and case.stage is Stage.RETRACTED
    return retracted and case is not None and case.resolved_on == report.today


def _row(
    judged: JudgedFinding,
    number: int,
    charge: Charge,
    report: RunReport,
    copies: frozenset[str],
) -> LedgerRow:
    finding, requirement, case = judged.finding, judged.requirement, judged.case
    sum_text = sum_in_words(finding)
    remedy = remedy_of(judged)
    suspected = judged.standing is Standing.SUSPECTED
    proofs = [item for item in finding.evidence if item.sha256]
    proof = next((item for item in proofs if item.sha256 in copies), proofs[0] if proofs else None)
    cells: dict[str, str | float | int] = {
        "序号": number,
        "责任单位": _unit(judged, report),
        "一级指标": area_of(requirement),
        "二级指标": requirement.title,
        "栏目": judged.section or section_of(judged),
        "信息标题": title_of(finding, 2000),
        "问题链接": address(place_of(finding)),
        "问题描述": shown(finding.statement) + (f"期限计算：{sum_text}" if sum_text else ""),
        "标准及依据": "\n".join(t for t in (requirement.summary, requirement.basis_text) if t),
        "分值": "待确认" if suspected else float(charge.points),
        "扣分": "待确认" if suspected else float(charge.deducted),
        "证据编号": proof.sha256[:16] if proof else "",
        "发现时间": day_text(case.first_failed_on if case else report.today),
        "整改时限": day_text(mending_day(judged, report)),
        "整改措施": f"建议：{remedy}" if remedy else "",
        "状态": state_word(judged),
        "复核结果": "",
        "备注": remark(judged, charge, sample=report.sample),
    }
    cells |= _casework(case)
    copy = copy_path(proof.sha256) if proof and proof.sha256 in copies else ""
    return LedgerRow(finding.portal, cells, place_of(finding), copy)


def _unit(judged: JudgedFinding, report: RunReport) -> str:
    try:
        return shown(report.portal(judged.finding.portal).name)
    except KeyError:
        return shown(judged.finding.portal)


def section_of(judged: JudgedFinding) -> str:
    """The section that the finding names or that its check reads first, in Chinese."""
    for text in (judged.finding.identity, judged.finding.aspect or ""):
        name = role_name(text)
        if name != text:
            return name
    built = checks().get(judged.finding.check)
    return role_name(built.check.reads[0]) if built is not None and built.check.reads else ""


def _casework(case: Case | None) -> dict[str, str | float | int]:
    """What unit and office did about a problem; nothing where they did nothing."""
    if case is None:
        return {}
    work = case.work
    said = work.measure or (f"情况说明：{work.explanation}" if work.explanation else "")
    results = {"passed": "系统复测通过", "failed": "复测未通过"}
    cells: dict[str, str] = {
        "整改措施": shown(said),
        "整改链接": address(work.link) if work.link else "",
        "反馈时间": _day(work.reported_at),
        "复核结果": results.get(work.recheck or "", ""),
        "复核人": shown(work.rechecked_by) if work.rechecked_by else "",
        "复核时间": _day(work.rechecked_at),
        "申诉": _appeal(work),
    }
    return {heading: text for heading, text in cells.items() if text}


def _appeal(work: Casework) -> str:
    if work.disputed_at is None:
        return ""
    decided = {"accepted": "申诉成立", "rejected": "申诉不成立"}.get(work.decided or "", "申诉中")
    link = f"（{address(work.dispute_link)}）" if work.dispute_link else ""
    return f"{decided}：{shown(work.dispute)}{link}"


def _day(moment: datetime | None) -> str:
    return day_text(beijing_date(moment)) if moment else ""


def state_word(judged: JudgedFinding) -> str:
    """The state of a failure's problem in Chinese; one without a case is new tonight.

    The stage of the office's workflow, where it says more than the state.
    """
    case = judged.case
    if case is not None:
        stage = judged.stage or case.stage
        state = state_shown(case)
        plain = Casework() if state is not CaseState.RESOLVED else None
        says_more = plain is None or stage is not replace(case, state=state, work=plain).stage
        return STAGES[stage] if says_more else STATES[state]
    new = CaseState.OPEN if judged.standing is Standing.PROBLEM else CaseState.SUSPECTED
    return STATES[new]


def remark(judged: JudgedFinding, charge: Charge, *, sample: bool) -> str:
    """The 备注: old stock or incurable, why nothing is deducted, sample data."""
    parts = [SAMPLE] if sample else []
    if charge.note:
        parts.append(charge.note)
    if judged.standing is Standing.PROBLEM and not judged.requirement.curable:
        parts.append("不可补正，请提交情况说明")
    if judged.case is not None and judged.case.stage is Stage.RETRACTED:
        parts.append(f"期限重新计算，{WHYS[judged.why or Why.CALENDAR]}")
    if judged.handling:
        parts.append(f"承办单位：{shown(judged.handling)}")
    if judged.platform:
        parts.append(f"平台运维单位：{shown(judged.platform)}")
    if judged.case is not None and judged.case.work.unlisted_on is not None:
        parts.append(f"{UNLISTED}（{day_text(judged.case.work.unlisted_on)}起）")
    return "；".join(parts)

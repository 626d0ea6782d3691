"""What each single problem costs: a score line's deduction, shared among those that caused it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from checks.engine.stock import fell_due
from reports.model import JudgedFinding, RunReport, Standing, line_of

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Charge:
    """What a problem costs: `points` the row could give, `deducted` of them, or why nothing."""

    points: Decimal
    deducted: Decimal
    note: str = ""


def charges(report: RunReport) -> Mapping[str, Charge]:
    """The charge of every failed finding, by case id.

    A row's deduction is split evenly; the split is rounded half up, so its sum may differ from
    the row's own figure, which is the one that counts, by a few hundredths.
    """
    groups: dict[tuple[str, str, str], list[JudgedFinding]] = defaultdict(list)
    for judged in report.judged:
        if judged.standing is not Standing.OTHER:
            finding = judged.finding
            groups[finding.portal, finding.rulebook, finding.requirement].append(judged)
    notes = {
        judged.finding.case_id: _free(judged, report, groups)
        for group in groups.values()
        for judged in group
    }
    out: dict[str, Charge] = {}
    scores = {(score.portal, score.rulebook): score for score in report.scores}
    for (portal, rulebook, requirement), group in groups.items():
        score = scores.get((portal, rulebook))
        line = line_of(score, requirement) if score else None
        points = line.points if line else Decimal(0)
        paying = [j for j in group if not notes[j.finding.case_id]]
        each = Decimal(0)
        if line is not None and paying:
            share = line.deducted / (line.failed or len(paying))
            each = share.quantize(_CENT, ROUND_HALF_UP)
        for judged in group:
            note = notes[judged.finding.case_id]
            out[judged.finding.case_id] = Charge(points, Decimal(0) if note else each, note)
    return out


def _free(
    judged: JudgedFinding,
    report: RunReport,
    groups: Mapping[tuple[str, str, str], list[JudgedFinding]],
) -> str:
    # Why a failure costs nothing; empty if it costs. The order is that of the scoring.
    standing, finding, requirement = judged.standing, judged.finding, judged.requirement
    if standing is Standing.OLD_STOCK:
        return "存量问题，不扣分"
    if standing is Standing.WAIVED:
        return "免予扣分"
    if standing is Standing.SUSPECTED:
        return "疑似问题，待核实，不扣分"
    if _in_other_round(judged, report):
        return "不属于本测评轮次，不扣分"
    other = requirement.deduct_with
    if other:
        dearer = groups.get((finding.portal, finding.rulebook, other), [])
        if any(
            j.finding.subject == finding.subject
            and j.standing is Standing.PROBLEM
            and not _in_other_round(j, report)
            for j in dearer
        ):
            return "同一事项已在关联指标扣分"
    return "试运行期间不扣分" if report.trial else ""


def _in_other_round(judged: JudgedFinding, report: RunReport) -> bool:
    due = fell_due(judged.finding)
    if judged.requirement.curable or due is None or not report.rounds:
        return False
    return not any(
        r.start_on <= report.today <= r.end_on and r.start_on <= due <= r.end_on
        for r in report.rounds
    )

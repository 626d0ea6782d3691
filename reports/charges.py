"""What each single problem costs: a score line's deduction, shared among those that caused it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from checks.engine.stock import fell_due
from reports.model import JudgedFinding, RunReport, Standing, line_of
from reports.wording import CHARGES

_CENT = Decimal("0.01")
_FREE = {
    Standing.OLD_STOCK: "old_stock",
    Standing.WAIVED: "waived",
    Standing.SUSPECTED: "suspected",
}


@dataclass(frozen=True)
class Charge:
    """What a problem costs in the run's score: `points` the row could give, `deducted` of them.

    `note` says why nothing, or what counts otherwise from the next score on.
    """

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
        if judged.counted is not Standing.OTHER:
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
            cost = Decimal(0) if note else each
            out[judged.finding.case_id] = Charge(points, cost, _since(judged) or note)
    return out


def _free(
    judged: JudgedFinding,
    report: RunReport,
    groups: Mapping[tuple[str, str, str], list[JudgedFinding]],
) -> str:
    # Why a failure costs nothing; empty if it costs. The order is that of the scoring.
    standing, finding, requirement = judged.counted, judged.finding, judged.requirement
    if standing in _FREE:
        return CHARGES[_FREE[standing]]
    if _in_other_round(judged, report):
        return CHARGES["other_round"]
    other = requirement.deduct_with
    if other:
        dearer = groups.get((finding.portal, finding.rulebook, other), [])
        if any(
            j.finding.subject == finding.subject
            and j.counted is Standing.PROBLEM
            and not _in_other_round(j, report)
            for j in dearer
        ):
            return CHARGES["elsewhere"]
    return CHARGES["trial"] if report.trial else ""


def _since(judged: JudgedFinding) -> str:
    """What persons did after the run, which counts from the next score on; empty for nothing."""
    if judged.counted is judged.standing:
        return ""
    if judged.standing is Standing.WAIVED:
        return CHARGES["waived_since"]
    if judged.standing is Standing.PROBLEM and judged.counted is Standing.WAIVED:
        return CHARGES["reinstated_since"]
    return CHARGES["confirmed_since"] if judged.standing is Standing.PROBLEM else ""


def _in_other_round(judged: JudgedFinding, report: RunReport) -> bool:
    due = fell_due(judged.finding)
    if judged.requirement.curable or due is None or not report.rounds:
        return False
    return not any(
        r.start_on <= report.today <= r.end_on and r.start_on <= due <= r.end_on
        for r in report.rounds
    )

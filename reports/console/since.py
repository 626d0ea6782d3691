"""A problem of a past run: its case as the run counted it, and what has become of it since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from checks.engine.case import Case
from checks.engine.workflow import may_go_out, state_shown
from reports.charges import Charge
from reports.model import JudgedFinding, RunReport
from reports.wording import STATES


@dataclass(frozen=True)
class Shown:
    """How a case is shown: the case whose state is named, and what is said beside it.

    `note` is why it costs nothing or otherwise from the next score on; `now` is the case as it
    stands now, None where that state is shown already or the note tells of it.
    """

    case: Case | None
    note: str = ""
    now: Case | None = None


def with_later(report: RunReport, later: Mapping[str, Case]) -> RunReport:
    """A report whose cases stand as they do now, each with how its score counted it.

    A finding that is told without a case (a unit may not know of it) stays without.
    """
    judged = tuple(
        replace(one, case=later[one.finding.case_id], scored=one.scored or one.case)
        if one.case is not None and one.finding.case_id in later
        else one
        for one in report.judged
    )
    return replace(report, judged=judged)


def shown_case(judged: JudgedFinding, cost: Charge | None, *, past: bool, unit: bool) -> Shown:
    """How the case of a finding is shown; of a past run it is named as the run's score counted it.

    Not to a unit that was not to know of it then.
    """
    note = cost.note if cost is not None else ""
    case = judged.case
    if past and judged.scored is not None and not (unit and not may_go_out(judged.scored)):
        case = judged.scored
    if case is None or judged.case is None:
        return Shown(case, note)
    state = state_shown(case)
    if note == STATES[state]:
        note = ""
    moved = state_shown(judged.case) is not state and not note
    return Shown(case, note, judged.case if moved else None)

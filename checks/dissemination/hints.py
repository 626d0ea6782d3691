"""Hints about the days of the rows that pass policies on, which were shown otherwise before."""

from __future__ import annotations

from datetime import date
from functools import partial

from checks.calendar import WorkCalendar
from checks.dissemination.reposts import Passed
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.judging import Bench, working_days
from checks.judging.backdating import doubt_of, other_day, with_hint


def with_hints(
    bench: Bench, finding: Finding, told: list[Passed], calendar: WorkCalendar
) -> Finding:
    """The finding with the hints about the days of the rows that passed the policies on; what
    came late is left open where every late row once showed a day in time."""
    limit, dossier = int(bench.requirement.terms["max_working_days"]), bench.dossier

    def outcome(day: date, on: date) -> Outcome:
        late = working_days(calendar, on, limit, day, dossier.today).late
        return Outcome.FAILED if late else Outcome.PASSED

    doubts = [
        (one, doubt_of(dossier, one[1].row.url, one[1].on) if one[1].row is not None else None)
        for one in told
        if finding.outcome is not Outcome.FAILED or one[2].late
    ]
    if finding.outcome is Outcome.FAILED and any(
        doubt is None or outcome(other_day(doubt), one[0].on) is Outcome.FAILED
        for one, doubt in doubts
    ):
        return finding
    for (policy, _, _), doubt in doubts:
        finding = with_hint(bench, finding, doubt, partial(outcome, on=policy.on))
    return finding

"""What a unit may be told of its own: no suspicion, nothing that a person must confirm first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checks.engine.outcome import Outcome
from checks.engine.workflow import may_go_out
from reports.console.books import CaseEvent
from reports.model import JudgedFinding


def for_unit(judged: JudgedFinding) -> bool:
    """Whether a unit may see it: a failure once it may go out, confirmed by a second read or,
    for privacy, by a person.
    """
    if judged.finding.outcome is not Outcome.FAILED:
        return True
    return judged.case is not None and may_go_out(judged.case)


def own_view(judged: JudgedFinding) -> JudgedFinding:
    """A finding as a unit sees it: without a case that it may not know of."""
    if judged.case is None or may_go_out(judged.case):
        return judged
    return replace(judged, case=None, scored=None, stage=None, mend_by=None)


def own_history(history: Sequence[CaseEvent]) -> tuple[CaseEvent, ...]:
    """What a unit may see of a case's history: what came since it may know of the case."""
    first = (at for at, one in enumerate(history) if may_go_out(one.case))
    return tuple(history[next(first, len(history)) :])

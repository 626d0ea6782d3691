"""What fell due when: old stock (存量问题) and rounds (测评轮次) go by it, and by nothing else."""

from __future__ import annotations

from datetime import date

from checks.engine.finding import Finding
from checks.engine.registry import checks


def fell_due(finding: Finding) -> date | None:
    """The day on which the act that a finding judges fell due; None if what is judged is no act.

    The date that a notice sets for a state (complete, linked, findable by then) is none: what is
    not so is owed every day from then on, so it is never of the past.
    """
    built = checks().get(finding.check)
    return finding.due_on if built is None or built.check.falls_due else None


def is_old_stock(finding: Finding, baseline_on: date | None) -> bool:
    """Whether what it judges fell due before monitoring began: listed, not scored."""
    due = fell_due(finding)
    return baseline_on is not None and due is not None and due < baseline_on

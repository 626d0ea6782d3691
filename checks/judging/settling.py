"""The hint about the day that settled a finding, for checks that do not weigh days themselves."""

from __future__ import annotations

from datetime import date

from checks.engine.finding import Finding
from checks.judging.backdating import PAGES, Doubt, by_due, doubt_of, with_hint
from checks.judging.bench import Bench


def with_settling_hint(bench: Bench, finding: Finding) -> Finding:
    """The finding with what speaks against its day, where a page that it cites bears that day.

    It rests on that day if it passed by its due date, or failed after it; otherwise it says
    something else, and the day is none of its matter.
    """
    settled, due = finding.settled_on, finding.due_on
    if settled is None or due is None or not bench.dossier.doubts:
        return finding
    if finding.outcome is not by_due(settled, due):
        return finding
    return with_hint(bench, finding, _cited(bench, finding, settled), lambda day: by_due(day, due))


def _cited(bench: Bench, finding: Finding, settled: date) -> Doubt | None:
    cited = {(one.url, one.sha256) for one in finding.evidence}
    for url, doubts in bench.dossier.doubts.items():
        if any((one.snapshot.url, one.snapshot.sha256) in cited for one in doubts):
            doubt = doubt_of(bench.dossier, url, settled, PAGES)
            if doubt is not None and doubt.dated_on == settled:
                return doubt
    return None

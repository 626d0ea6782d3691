"""Writing the papers of a run, and putting it into the feed."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from checks.engine.scoring import Score
from reports.model import ReportFiles, RunReport
from reports.publish import write_reports
from scheduler.casework.frozen import Frozen
from scheduler.casework.rounds import workplace_of
from scheduler.moments import now
from scheduler.reporting.feeding import mark_final, publish, shown_scores
from scheduler.reporting.gathering import gather
from scheduler.store.runs import stored_run
from scheduler.workplace import Workplace


def write(db: Database, workplace: Workplace, report: RunReport) -> ReportFiles:
    """Write report, workbook, exports and feed of a run; the feed's latest is the newest run."""
    files = write_reports(report, workplace.places.report(report.run))
    publish(db, workplace, report, now())
    return files


def publish_frozen(db: Database, workplace: Workplace, frozen: Frozen, at: datetime) -> None:
    """Say in the feed that a round is final, and give the scores that were frozen.

    They are others than those of the night where an appeal was upheld since; a run whose scores
    stay as they are keeps its edition, and with it its release.
    """
    mark_final(db, workplace.places, frozen.round.id, at)
    for run in frozen.runs:
        shown = shown_scores(workplace.places, run)
        told = {
            (s.portal, s.rulebook): _figures(s)
            for s in frozen.scores
            if frozen.run_of(s.portal, s.rulebook) == run
        }
        if shown and any(shown.get(key, told[key]) != told[key] for key in told):
            then = workplace_of(db, workplace, run)
            publish(db, then, gather(db, then, stored_run(db, then, run)), at)


def _figures(score: Score) -> tuple[float | None, float | None, float | None]:
    low, value, high = (
        None if one is None else float(one) for one in (score.low, score.value, score.high)
    )
    return low, value, high

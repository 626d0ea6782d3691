"""What is to be done at a moment, from what was due and what the books say: pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.portals.schedule import Schedule
from scheduler.store.jobs import JobRow, State
from scheduler.timetable import Due, Job, deadline_of

Rows = Mapping[tuple[Job, str], JobRow]
"""The rows of the books by (job, day)."""


@dataclass(frozen=True)
class Step:
    """One job to do now. `note` says what it lacks, such as the night it should rest on."""

    job: Job
    day: str
    portals: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Plan:
    """`missed` are nights that can no longer be made, `steps` what to do, in order."""

    missed: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


def plan(
    schedule: Schedule, dues: Sequence[Due], rows: Rows, specials: Sequence[JobRow], now: datetime
) -> Plan:
    """What to do now of everything that was due up to now.

    A portal cannot be read in the past: of several nights that were missed only the last is
    made, and only on its own day. Special runs follow the night, papers come last.
    """
    nights = [due for due in dues if due.job is Job.NIGHTLY]
    missed: list[str] = []
    steps: list[Step] = []
    for due in nights:
        row = rows.get((due.job, due.day.isoformat()))
        if row is not None and row.over:
            continue
        if due is not nights[-1] or not _in_time(schedule, due, row, now):
            missed.append(due.day.isoformat())
        elif _may_begin(row, now):
            steps.append(Step(due.job, due.day.isoformat()))
    for row in specials:
        if _may_begin(row, now):
            steps.append(Step(row.job, row.day, row.portals))
    for due in dues:
        if due.job is not Job.NIGHTLY:
            row = rows.get((due.job, due.day.isoformat()))
            if (row is None or not row.over) and _may_begin(row, now):
                steps.extend(_paper(schedule, due, nights, rows, now))
    return Plan(tuple(missed), tuple(steps))


def late_night(schedule: Schedule, dues: Sequence[Due], rows: Rows, now: datetime) -> Due | None:
    """The last night, if its deadline passed and it has not started."""
    nights = [due for due in dues if due.job is Job.NIGHTLY]
    if not nights or deadline_of(schedule, nights[-1]) > now:
        return None
    row = rows.get((Job.NIGHTLY, nights[-1].day.isoformat()))
    begun = row is not None and (row.started_at is not None or row.over)
    return None if begun else nights[-1]


def _in_time(schedule: Schedule, due: Due, row: JobRow | None, now: datetime) -> bool:
    """Whether the night may still be begun, or gone on with where it was begun in time."""
    grace = timedelta(hours=schedule.grace_hours)
    if row is not None and row.as_of is not None:
        return now - row.as_of <= grace
    # Later it would bear the date of the next one, which would replace it.
    return now.astimezone(due.at.tzinfo).date() == due.day and now - due.at <= grace


def _may_begin(row: JobRow | None, now: datetime) -> bool:
    return row is None or row.retry_at is None or row.retry_at <= now


def _paper(
    schedule: Schedule, due: Due, nights: Sequence[Due], rows: Rows, now: datetime
) -> list[Step]:
    """The paper, if the night it rests on is over or was waited for long enough."""
    step = Step(due.job, due.day.isoformat())
    before = [night for night in nights if night.at <= due.at]
    if not before:
        return [step]
    basis = before[-1].day.isoformat()
    row = rows.get((Job.NIGHTLY, basis))
    if row is not None and row.state is State.DONE:
        return [step]
    over = row is not None and row.over
    if not over and now - due.at < timedelta(hours=schedule.wait_hours):
        return []
    return [Step(step.job, step.day, note=f"{basis}的夜间监测未完成，依据此前最近一次监测编制")]

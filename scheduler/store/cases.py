"""Cases in `gongkai.db`: a log of events, so that any past date can be asked for.

A night's event holds the case as the night left it; a person's holds what the person did, which
is applied again on reading. So a night that is made again replaces its own events only, and what
persons did afterwards still holds. Events go by their moment, the night's before a person's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlite_utils import Database

from checks.engine.case import Case
from checks.engine.cases import advance
from checks.engine.causes import Why
from checks.engine.finding import Finding
from checks.engine.workflow import Action, Step, act
from checks.errors import WorkflowError
from crawler.records import encode
from crawler.records.codec import revive
from crawler.records.moments import BEIJING, stamp

_ORDER = "ORDER BY at, person IS NOT NULL, run, id"
_DECIDING = (Action.CONFIRM, Action.WAIVE, Action.REINSTATE, Action.ACCEPT)
"""What persons do that makes a problem cost something, or nothing."""


@dataclass(frozen=True)
class Event:
    """One entry of a case's history, and the case after it.

    `step` is what a person did, None for a night's own. `cause` is why a night moved it.
    `effect` is false for an act that no longer applied once a night before it was made again.
    """

    case_id: str
    portal: str
    run: str
    at: datetime
    case: Case
    step: Step | None = None
    cause: Why | None = None
    effect: bool = True


def cases_before(
    db: Database, run: str, portal: str, as_of: datetime | None = None
) -> dict[str, Case]:
    """The cases of a portal as the runs before `run`, and persons before `as_of`, left them."""
    if as_of is None:
        return _latest(db, "run < ? AND portal = ?", [run, portal])
    condition = "portal = ? AND CASE WHEN person IS NULL THEN run < ? ELSE at < ? END"
    return _latest(db, condition, [portal, run, stamp(as_of)])


@dataclass(frozen=True)
class Later:
    """A run after one that is made again: its name, its moment, and the cases as it left them."""

    run: str
    at: datetime
    cases: Mapping[str, Case]


def cases_after(
    db: Database, run: str, portal: str, as_of: datetime, only: str = ""
) -> dict[str, Case]:
    """The cases of a portal (or `only` one) as the runs up to `run`, and persons before it, left
    them.
    """
    condition = "portal = ? AND CASE WHEN person IS NULL THEN run <= ? ELSE at < ? END"
    values = [portal, run, stamp(as_of)]
    if only:
        condition, values = f"case_id = ? AND {condition}", [only, *values]
    return _latest(db, condition, values)


def keep_later(db: Database, portal: str, later: Later) -> None:
    """Let a later run stand as it did after an earlier one was made again.

    A night writes only what it changes: without this a case that an earlier night opened would
    be gone from the later ones too, which saw it for themselves.
    """
    now = cases_after(db, later.run, portal, later.at)
    own = {
        str(row["case_id"])
        for row in db.query(
            "SELECT case_id FROM case_events WHERE run = ? AND portal = ? AND person IS NULL",
            [later.run, portal],
        )
    }
    lost = [i for i in changed(now, later.cases) if i not in own]
    db.table("case_events").insert_all(
        _row(i, portal, later.run, later.at, later.cases[i]) for i in lost
    )


def cases_as_of(db: Database, run: str, portal: str) -> dict[str, Case]:
    """The cases of a portal as they stood after `run`, with what persons did until the next."""
    return _latest(db, "run <= ? AND portal = ?", [run, portal])


def causes_of(db: Database, run: str, portal: str) -> dict[str, Why]:
    """Why a run moved cases of a portal, by case."""
    rows = db.query(
        "SELECT case_id, cause FROM case_events WHERE run = ? AND portal = ?"
        " AND person IS NULL AND cause IS NOT NULL",
        [run, portal],
    )
    return {str(row["case_id"]): Why(row["cause"]) for row in rows}


def retraction_causes(db: Database, run: str, portal: str) -> dict[str, Why]:
    """Why cases of a portal were taken back (误报核销) up to a run: the calendar or a rule."""
    rows = db.query(
        "SELECT case_id, cause FROM case_events WHERE run <= ? AND portal = ?"
        " AND person IS NULL AND cause IN (?, ?) AND state = 'resolved'"
        f" {_ORDER}",
        [run, portal, Why.CALENDAR.value, Why.RULE.value],
    )
    return {str(row["case_id"]): Why(row["cause"]) for row in rows}


def cases_on(
    db: Database, day: date | None = None, only: Iterable[str] | None = None
) -> dict[str, Event]:
    """The last event of every case (or of `only` some) up to the end of that Beijing date.

    Without a date it is the last of all.
    """
    condition, values = _until(day)
    if only is not None:
        condition += " AND case_id IN (SELECT value FROM json_each(?))"
        values = [*values, json.dumps(list(only))]
    found: dict[str, Event] = {}
    for event in _events(db, condition, values):
        found[event.case_id] = event
    return found


def events_until(db: Database, day: date | None = None, portal: str = "") -> Iterator[Event]:
    """Every event (of a portal) up to the end of that Beijing date (or of all), oldest first."""
    condition, values = _until(day)
    if portal:
        condition, values = f"portal = ? AND {condition}", [portal, *values]
    yield from _events(db, condition, values)


def decided_after(db: Database, portal: str, as_of: datetime) -> dict[str, Case]:
    """The cases of a portal whose charge persons decided on since a run, as they stand now."""
    rows = db.query(
        "SELECT DISTINCT case_id FROM case_events WHERE portal = ? AND at >= ?"
        " AND person IS NOT NULL"
        " AND (action IS NULL OR action IN (SELECT value FROM json_each(?)))",
        [portal, stamp(as_of), json.dumps(_DECIDING)],
    )
    decided = [str(row["case_id"]) for row in rows]
    if not decided:
        return {}
    return {case_id: event.case for case_id, event in cases_on(db, only=decided).items()}


def moved_after(db: Database, day: date) -> dict[str, Case]:
    """The cases that moved after the end of a Beijing day, as they stand now."""
    before, values = _until(day)
    rows = db.query(f"SELECT DISTINCT case_id FROM case_events WHERE NOT ({before})", values)
    moved = [str(row["case_id"]) for row in rows]
    return {case_id: event.case for case_id, event in cases_on(db, only=moved).items()}


def history(db: Database, case_id: str, day: date | None = None) -> tuple[Event, ...]:
    """What happened to one case, oldest first, up to the end of that Beijing date."""
    condition, values = _until(day)
    return tuple(_events(db, f"case_id = ? AND {condition}", [case_id, *values]))


def version_of(db: Database, case_id: str) -> str:
    """What a case's history is, as a digest: any further event, a night's too, is another.

    Not the number of its last event: a night that is made again gives numbers anew.
    """
    rows = db.query(
        f"SELECT at, run, person, state, step, data FROM case_events WHERE case_id = ? {_ORDER}",
        [case_id],
    )
    digest = hashlib.sha256()
    for row in rows:
        digest.update(json.dumps(list(row.values()), ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()


def _until(day: date | None) -> tuple[str, list[str]]:
    if day is None:
        return "1", []
    end = datetime.combine(day + timedelta(days=1), datetime.min.time(), BEIJING)
    return "at < ?", [stamp(end)]


def _latest(db: Database, condition: str, values: list[str]) -> dict[str, Case]:
    return {event.case_id: event.case for event in _events(db, condition, values)}


def _events(db: Database, condition: str, values: list[str]) -> Iterator[Event]:
    known: dict[str, Case] = {}
    for row in db.query(f"SELECT * FROM case_events WHERE {condition} {_ORDER}", values):
        event = _event(row, known.get(str(row["case_id"])))
        known[event.case_id] = event.case
        yield event


def _event(row: Mapping[str, Any], before: Case | None) -> Event:
    stored = revive(Case, json.loads(row["data"]))
    step = revive(Step, json.loads(row["step"])) if row["step"] else None
    case, effect = stored, True
    if step is not None and before is not None:
        try:
            case = act(before, step)
        except WorkflowError:
            case, effect = before, False
    return Event(
        str(row["case_id"]),
        str(row["portal"]),
        str(row["run"]),
        datetime.fromisoformat(row["at"]),
        case,
        step,
        Why(row["cause"]) if row["cause"] else None,
        effect,
    )


def move_on(
    before: Mapping[str, Case], findings: Iterable[Finding], as_of: datetime
) -> dict[str, Case]:
    """The cases after a run, by their findings alone: pure; `before` is not changed."""
    after = dict(before)
    for finding in findings:
        case = advance(after.get(finding.case_id), finding, as_of)
        if case is not None:
            after[finding.case_id] = case
    return after


def changed(before: Mapping[str, Case], after: Mapping[str, Case]) -> Iterator[str]:
    """The cases that a run changed. When one last failed changes every night and is no change."""
    for case_id, case in after.items():
        known = before.get(case_id)
        if known is None or replace(known, last_failed_at=case.last_failed_at) != case:
            yield case_id


def record_changes(
    db: Database,
    run: str,
    portal: str,
    before: Mapping[str, Case],
    after: Mapping[str, Case],
    as_of: datetime,
    causes: Mapping[str, Why] | None = None,
) -> None:
    """Write one event per case that a night changed; a rerun replaces them, not the persons'."""
    db.execute(
        "DELETE FROM case_events WHERE run = ? AND portal = ? AND person IS NULL", [run, portal]
    )
    rows = []
    for case_id in changed(before, after):
        cause = (causes or {}).get(case_id)
        rows.append(_row(case_id, portal, run, as_of, after[case_id], cause=cause))
    db.table("case_events").insert_all(rows)


def record_step(db: Database, portal: str, run: str, case: Case, step: Step) -> None:
    """Write what a person did, and the case after it."""
    row = _row(case.id, portal, run, step.at, case, step=step)
    db.table("case_events").insert(row)


def _row(
    case_id: str,
    portal: str,
    run: str,
    at: datetime,
    case: Case,
    *,
    step: Step | None = None,
    cause: Why | None = None,
) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "portal": portal,
        "run": run,
        "at": stamp(at),
        "state": case.state.value,
        "person": step.person if step else None,
        "reason": (step.reason or None) if step else None,
        "data": _json(case),
        "action": step.action.value if step else None,
        "actor": step.actor.value if step else None,
        "cause": cause.value if cause else None,
        "step": _json(step) if step else None,
    }


def _json(value: Case | Step) -> str:
    return json.dumps(encode(value), ensure_ascii=False, sort_keys=True)


__all__ = [
    "Event",
    "cases_as_of",
    "cases_before",
    "cases_on",
    "causes_of",
    "changed",
    "history",
    "move_on",
    "moved_after",
    "record_changes",
    "record_step",
    "retraction_causes",
]

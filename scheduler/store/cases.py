"""Cases in `gongkai.db`: a log of changes, so that any past date can be asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from checks.engine.case import Case
from checks.engine.cases import advance
from checks.engine.finding import Finding
from crawler.records import encode
from crawler.records.codec import revive
from crawler.records.moments import stamp


def cases_before(db: Database, run: str, portal: str) -> dict[str, Case]:
    """The cases of a portal as the runs before `run` left them."""
    return _latest(db, "run < ?", run, portal)


def cases_as_of(db: Database, run: str, portal: str) -> dict[str, Case]:
    """The cases of a portal as they stood after `run`."""
    return _latest(db, "run <= ?", run, portal)


def _latest(db: Database, condition: str, run: str, portal: str) -> dict[str, Case]:
    rows = db.query(
        f"SELECT case_id, data FROM case_events WHERE {condition} AND portal = ? ORDER BY run, id",
        [run, portal],
    )
    found: dict[str, Case] = {}
    for row in rows:
        case = revive(Case, json.loads(row["data"]))
        assert isinstance(case, Case)
        found[str(row["case_id"])] = case
    return found


def move_on(
    before: Mapping[str, Case], findings: Iterable[Finding], as_of: datetime
) -> dict[str, Case]:
    """The cases after a run: pure; `before` is not changed."""
    after = dict(before)
    for finding in findings:
        case = advance(after.get(finding.case_id), finding, as_of)
        if case is not None:
            after[finding.case_id] = case
    return after


def record_changes(
    db: Database,
    run: str,
    portal: str,
    before: Mapping[str, Case],
    after: Mapping[str, Case],
    as_of: datetime,
) -> None:
    """Write one event per case that changed its state in this run; a rerun replaces them."""
    db.execute(
        "DELETE FROM case_events WHERE run = ? AND portal = ? AND person IS NULL", [run, portal]
    )
    rows = []
    for case_id, case in after.items():
        known = before.get(case_id)
        # When it last failed changes every night; it is no change of the case.
        if known is not None and replace(known, last_failed_at=case.last_failed_at) == case:
            continue
        rows.append(
            {
                "case_id": case_id,
                "portal": portal,
                "run": run,
                "at": stamp(as_of),
                "state": case.state.value,
                "person": None,
                "reason": None,
                "data": json.dumps(encode(case), ensure_ascii=False, sort_keys=True),
            }
        )
    db.table("case_events").insert_all(rows)


__all__ = ["cases_as_of", "cases_before", "move_on", "record_changes"]

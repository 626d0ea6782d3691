"""Findings as the console filters, counts and lists them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database

from checks.engine.case import CaseState, Stage
from checks.engine.outcome import Outcome
from reports.console.books import FindingRow, Wanted

_LAST = """
(SELECT {what} FROM case_events AS e WHERE e.case_id = f.case_id AND e.run <= ?
 ORDER BY e.at DESC, e.person IS NOT NULL DESC, e.run DESC, e.id DESC LIMIT 1)
"""
GOES_OUT = _LAST.format(
    what="json_extract(e.data, '$.state') <> 'suspected'"
    " AND coalesce(json_extract(e.data, '$.work.stage'), '') <> 'to_verify'"
)
"""Of a finding `f`: whether its unit may be told of it, by its case as of a run (one value)."""
_STATE = "json_extract(e.data, '$.state')"


def rows(
    db: Database, wanted: Wanted, order: Sequence[str], after: int = 0, most: int = 0
) -> Iterator[FindingRow]:
    """The findings of a run that are asked for, by unit, requirement and address.

    Unit by unit: of a night of many units only those on the page are looked at.
    """
    left = most if most else -1
    found = counts(db, wanted)
    place = {portal: number for number, portal in enumerate(order)}
    for portal in sorted(found, key=lambda one: (place.get(one, len(place)), one)):
        if after >= found[portal]:
            after -= found[portal]
            continue
        where, values = _where(replace(wanted, portal=portal))
        sql = (
            f"SELECT f.*, {_LAST.format(what='e.data')} AS case_data FROM findings AS f"
            f" WHERE f.id IN (SELECT f.id FROM findings AS f WHERE {where})"
            " ORDER BY f.rank, f.subject, coalesce(f.aspect, ''), f.place, f.id LIMIT ? OFFSET ?"
        )
        for row in db.query(sql, [wanted.run, *values, left, after]):
            yield _row(row)
        if left >= 0:
            left -= min(left, found[portal] - after)
            if left == 0:
                return
        after = 0


def counts(db: Database, wanted: Wanted) -> dict[str, int]:
    """How many findings are asked for, by unit."""
    where, values = _where(wanted)
    sql = f"SELECT f.portal, count(*) AS n FROM findings AS f WHERE {where} GROUP BY f.portal"
    return {row["portal"]: row["n"] for row in db.query(sql, values)}


def _where(wanted: Wanted) -> tuple[str, list[Any]]:
    parts, values = ["f.first_run <= ?", "f.last_run >= ?"], [wanted.run, wanted.run]
    for column in ("portal", "rulebook", "requirement"):
        if given := getattr(wanted, column):
            parts.append(f"f.{column} = ?")
            values.append(given)
    if wanted.portal:
        parts.append("EXISTS (SELECT 1 FROM run_portals AS p WHERE p.run = ? AND p.portal = ?)")
        values += [wanted.run, wanted.portal]
    else:
        parts.append("f.portal IN (SELECT portal FROM run_portals WHERE run = ?)")
        values.append(wanted.run)
    if wanted.outcome is not None:
        parts.append("f.outcome = ?")
        values.append(wanted.outcome.value)
    for column, sign, day in (("due_on", ">=", wanted.due_from), ("due_on", "<=", wanted.due_to)):
        if day is not None:
            parts.append(f"f.{column} {sign} ?")
            values.append(day.isoformat())
    if wanted.text:
        # instr: the trigram index of SQLite finds no words of two characters.
        parts.append(
            "(instr(f.title, ?) OR instr(f.statement, ?) OR instr(f.subject, ?) OR f.case_id = ?)"
        )
        values += [wanted.text] * 4
    if wanted.case_states:
        names = json.dumps([state.value for state in wanted.case_states])
        parts.append(f"{_LAST.format(what=_STATE)} IN (SELECT value FROM json_each(?))")
        values += [wanted.run, names]
    if wanted.days:
        since = date.fromisoformat(wanted.run[:10]) - timedelta(days=wanted.days)
        first = _LAST.format(what="json_extract(e.data, '$.first_failed_on')")
        parts.append(f"f.outcome = 'failed' AND {first} <= ?")
        values += [wanted.run, since.isoformat()]
    if wanted.for_unit:
        parts.append(f"(f.outcome <> 'failed' OR {GOES_OUT})")
        values.append(wanted.run)
    return " AND ".join(parts), values


def _row(row: dict[str, Any]) -> FindingRow:
    case = json.loads(row["case_data"]) if row["case_data"] else None
    failed_on = case.get("first_failed_on") if case else None
    return FindingRow(
        case_id=row["case_id"],
        portal=row["portal"],
        rulebook=row["rulebook"],
        requirement=row["requirement"],
        check=row["check"],
        subject=row["subject"],
        aspect=row["aspect"],
        title=row["title"],
        outcome=Outcome(row["outcome"]),
        statement=row["statement"],
        due_on=date.fromisoformat(row["due_on"]) if row["due_on"] else None,
        state=CaseState(case["state"]) if case else None,
        stage=Stage(case["work"]["stage"]) if case and case.get("work", {}).get("stage") else None,
        first_failed_on=date.fromisoformat(failed_on) if failed_on else None,
    )

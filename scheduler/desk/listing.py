"""Findings as the console filters, counts and lists them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
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
_STATE = "json_extract(e.data, '$.state')"


def rows(
    db: Database, wanted: Wanted, order: Sequence[str], after: int = 0, most: int = 0
) -> Iterator[FindingRow]:
    """The findings of a run that are asked for, by unit, requirement and address."""
    what = f"f.*, {_LAST.format(what='e.data')} AS case_data"
    sql, asked = _asked(what, wanted, order, after, most)
    for row in db.query(sql, [wanted.run, *asked]):
        yield _row(row)


def stored(
    db: Database, wanted: Wanted, order: Sequence[str], at_once: int = 500
) -> Iterator[list[dict[str, Any]]]:
    """All that is asked for in the order of `rows`, some rows of the books at a time.

    Only their numbers are held: a row has the finding's `portal` and `data` and its `case_data`.
    """
    sql, asked = _asked("f.id", wanted, order)
    numbers = [row[0] for row in db.execute(sql, asked)]
    last = _LAST.format(what="e.data")
    for start in range(0, len(numbers), at_once):
        yield list(
            db.query(
                f"SELECT f.portal, f.data, {last} AS case_data FROM json_each(?) AS n"
                " JOIN findings AS f ON f.id = n.value ORDER BY n.key",
                [wanted.run, json.dumps(numbers[start : start + at_once])],
            )
        )


def _asked(
    what: str, wanted: Wanted, order: Sequence[str], after: int = 0, most: int = 0
) -> tuple[str, list[Any]]:
    """The query for `what`, and its values after those of `what`."""
    where, values = _where(wanted)
    sql = (
        f"SELECT {what} FROM findings AS f"
        " LEFT JOIN json_each(?) AS place ON place.value = f.portal"
        f" WHERE {where}"
        " ORDER BY coalesce(place.key, 1000000), f.portal, f.rank, f.subject,"
        " coalesce(f.aspect, ''), f.place, f.id LIMIT ? OFFSET ?"
    )
    return sql, [json.dumps(list(order)), *values, most or -1, after]


def count(db: Database, wanted: Wanted) -> int:
    """How many findings are asked for."""
    where, values = _where(wanted)
    found = db.query(f"SELECT count(*) AS n FROM findings AS f WHERE {where}", values)
    return int(next(iter(found))["n"])


def _where(wanted: Wanted) -> tuple[str, list[Any]]:
    parts, values = ["f.first_run <= ?", "f.last_run >= ?"], [wanted.run, wanted.run]
    for column in ("portal", "rulebook", "requirement"):
        if given := getattr(wanted, column):
            parts.append(f"f.{column} = ?")
            values.append(given)
    if wanted.portal:
        values_of_portal = wanted.portal
        parts.append("EXISTS (SELECT 1 FROM run_portals AS p WHERE p.run = ? AND p.portal = ?)")
        values += [wanted.run, values_of_portal]
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
        issued = _LAST.format(what="json_extract(e.data, '$.work.issued_at')")
        parts.append(f"(f.outcome <> 'failed' OR {issued} IS NOT NULL)")
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

"""Findings as the console filters, counts and lists them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database

from checks.engine.case import Case
from checks.engine.outcome import Outcome
from checks.engine.workflow import may_go_out, state_shown
from crawler.records.codec import revive
from reports.console.books import FindingRow, Wanted

_LAST = """
(SELECT {what} FROM case_events AS e WHERE e.case_id = f.case_id AND e.run <= ?
 ORDER BY e.at DESC, e.person IS NOT NULL DESC, e.run DESC, e.id DESC LIMIT 1)
"""
GOES_OUT = _LAST.format(
    what="json_extract(e.data, '$.state') <> 'suspected'"
    " AND coalesce(json_extract(e.data, '$.work.stage'), '') <> 'to_verify'"
    " AND json_extract(e.data, '$.opened_on') IS NOT NULL"
    " AND (coalesce(json_extract(e.data, '$.work.private'), 0) = 0"
    "  OR json_extract(e.data, '$.work.confirmed_by') IS NOT NULL)"
)
"""Of a finding `f`: whether its unit may be told of it, by its case as of a run (one value)."""
STATE_SHOWN = _LAST.format(
    what="CASE WHEN json_extract(e.data, '$.work.stage') = 'to_verify' THEN 'suspected'"
    " ELSE json_extract(e.data, '$.state') END"
)
"""Of a finding `f`: the state in which its case is told as of a run (one value)."""
_ORDER = "f.rank, f.subject, coalesce(f.aspect, ''), f.place, f.id"


def rows(
    db: Database, wanted: Wanted, order: Sequence[str], after: int = 0, most: int = 0
) -> Iterator[FindingRow]:
    """The findings of a run that are asked for, by unit, requirement and address.

    Unit by unit: of a night of many units only those on the page are looked at.
    """
    left = most if most else -1
    found = counts(db, wanted)
    for portal in _sorted(found, order):
        if after >= found[portal]:
            after -= found[portal]
            continue
        where, values = where_of(replace(wanted, portal=portal))
        sql = (
            f"SELECT f.*, {_LAST.format(what='e.data')} AS case_data FROM findings AS f"
            f" WHERE f.id IN (SELECT f.id FROM findings AS f WHERE {where})"
            f" ORDER BY {_ORDER} LIMIT ? OFFSET ?"
        )
        for row in db.query(sql, [wanted.run, *values, left, after]):
            yield _row(row, wanted.for_unit)
        if left >= 0:
            left -= min(left, found[portal] - after)
            if left == 0:
                return
        after = 0


def stored(
    db: Database, wanted: Wanted, order: Sequence[str], at_once: int = 500
) -> Iterator[list[dict[str, Any]]]:
    """All that is asked for in the order of `rows`, some rows of the books at a time.

    A row has the finding's `portal` and `data` and its `case_data`; of a unit only the numbers of
    its rows are held.
    """
    last = _LAST.format(what="e.data")
    for portal in _sorted(counts(db, wanted), order):
        where, values = where_of(replace(wanted, portal=portal))
        sql = f"SELECT f.id FROM findings AS f WHERE {where} ORDER BY {_ORDER}"
        numbers = [row[0] for row in db.execute(sql, values)]
        for start in range(0, len(numbers), at_once):
            yield list(
                db.query(
                    f"SELECT f.portal, f.data, {last} AS case_data FROM json_each(?) AS n"
                    " JOIN findings AS f ON f.id = n.value ORDER BY n.key",
                    [wanted.run, json.dumps(numbers[start : start + at_once])],
                )
            )


def _sorted(portals: Iterable[str], order: Sequence[str]) -> list[str]:
    """Units in the order given; others after them."""
    place = {portal: number for number, portal in enumerate(order)}
    return sorted(portals, key=lambda one: (place.get(one, len(place)), one))


def counts(db: Database, wanted: Wanted) -> dict[str, int]:
    """How many findings are asked for, by unit."""
    where, values = where_of(wanted)
    sql = f"SELECT f.portal, count(*) AS n FROM findings AS f WHERE {where} GROUP BY f.portal"
    return {row["portal"]: row["n"] for row in db.query(sql, values)}


def where_of(wanted: Wanted) -> tuple[str, list[Any]]:
    """The condition on `findings AS f` that asks for them, and its values."""
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
        parts.append(f"{STATE_SHOWN} IN (SELECT value FROM json_each(?))")
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


def _row(row: dict[str, Any], for_unit: bool = False) -> FindingRow:
    case = revive(Case, json.loads(row["case_data"])) if row["case_data"] else None
    if for_unit and case is not None and not may_go_out(case):
        case = None
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
        state=state_shown(case) if case else None,
        stage=case.stage if case else None,
        first_failed_on=case.first_failed_on if case else None,
    )

"""Inputs of appraisals in `gongkai.db`: only ever added to, the last of a key being in force."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from checks.appraisal.inputs import KINDS, Input
from checks.appraisal.plan import Plan
from crawler.records import encode
from crawler.records.codec import revive
from crawler.records.moments import stamp

RELEASE, WITHDRAW, EXPORT = "release", "withdraw", "export"


@dataclass(frozen=True)
class Origin:
    """Where an input comes from: the import, and sheet and row in its file.

    `plan_sha256` is the text of the plan that it was held against.
    """

    number: int
    at: str
    person: str
    file: str
    sha256: str
    plan_sha256: str
    place: str = ""


@dataclass(frozen=True)
class Stored:
    """An input in force (`one` is None where it was taken back), with its origin."""

    kind: str
    key: str
    one: Input | None
    origin: Origin


@dataclass(frozen=True)
class Entry:
    """What is to be stored: as Stored, before it has an origin."""

    kind: str
    key: str
    place: str
    one: Input | None


_LAST = """
SELECT i.kind, i.key, i.void, i.place, i.data, m.id AS number, m.at, m.person, m.file, m.sha256,
 m.plan_sha256
FROM appraisal_inputs AS i JOIN appraisal_imports AS m ON m.id = i."import"
WHERE i.plan = ?
"""


def inputs_in_force(db: Database, plan: str) -> tuple[Stored, ...]:
    """The last input of every key, by kind and key; those taken back are not among them."""
    last: dict[tuple[str, str], Stored] = {}
    for one in all_inputs(db, plan):
        last[one.kind, one.key] = one
    return tuple(last[key] for key in sorted(last) if last[key].one is not None)


def all_inputs(db: Database, plan: str) -> tuple[Stored, ...]:
    """Every input ever given, oldest first."""
    found = []
    for row in db.query(f"{_LAST} ORDER BY i.id", [plan]):
        one = None if row["void"] else revive(KINDS[row["kind"]], json.loads(row["data"]))
        names = ("number", "at", "person", "file", "sha256", "plan_sha256", "place")
        origin = Origin(**{name: row[name] for name in names})
        found.append(Stored(row["kind"], row["key"], one, origin))
    return tuple(found)


def add_inputs(
    db: Database,
    plan: Plan,
    entries: Iterable[Entry],
    *,
    person: str,
    at: datetime,
    file: str,
    sha256: str,
) -> tuple[int, int]:
    """Add what is new, all or none; returns how many were added and how many known before.

    What is in force already with the same words is not added again, so that a workbook which
    grows can be brought in over and over.
    """
    with db.atomic():
        known = {(one.kind, one.key): one.one for one in inputs_in_force(db, plan.id)}
        given = list(entries)
        new = [one for one in given if known.get((one.kind, one.key)) != one.one]
        if new:
            row = {
                "plan": plan.id, "plan_sha256": plan.sha256, "at": stamp(at), "person": person,
                "file": file, "sha256": sha256,
            }  # fmt: skip
            number = db.table("appraisal_imports").insert(row).last_pk
            db.table("appraisal_inputs").insert_all(
                {
                    "import": number,
                    "plan": plan.id,
                    "kind": one.kind,
                    "key": one.key,
                    "void": int(one.one is None),
                    "place": one.place,
                    "data": json.dumps(encode(one.one), ensure_ascii=False, sort_keys=True),
                }
                for one in new
            )
    return len(new), len(given) - len(new)


def log_act(
    db: Database, plan: str, person: str, action: str, digest: str, note: str, at: datetime
) -> None:
    """Log that a person released a result, took the release back, or handed it on.

    `digest` is that of the result; of an export that of the file, its receiver being the note.
    """
    row = {"plan": plan, "at": stamp(at), "person": person, "action": action}
    with db.atomic():
        db.table("appraisal_log").insert({**row, "digest": digest, "note": note})


def released_digest(db: Database, plan: str) -> str | None:
    """The digest of the result that is released; None if none is."""
    rows = list(
        db.query(
            "SELECT action, digest FROM appraisal_log WHERE plan = ? AND action IN (?, ?)"
            " ORDER BY id DESC LIMIT 1",
            [plan, RELEASE, WITHDRAW],
        )
    )
    return str(rows[0]["digest"]) if rows and rows[0]["action"] == RELEASE else None


def acts(db: Database, plan: str) -> list[dict[str, Any]]:
    """The log of releases, withdrawals and exports, oldest first."""
    columns = "at, person, action, digest, note"
    sql = f"SELECT {columns} FROM appraisal_log WHERE plan = ? ORDER BY id"
    return [dict(row) for row in db.query(sql, [plan])]

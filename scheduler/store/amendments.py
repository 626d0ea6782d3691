"""The log of changes of rulebook, roster and terms, and who signed them: it only grows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from crawler.errors import GongkaiError
from crawler.records.moments import stamp
from reports.amendments import Amendment


@dataclass(frozen=True)
class Law:
    """One thing that judging goes by as it is now: its kind, name, digest, version and text."""

    kind: str
    name: str
    sha256: str
    version: str
    text: str


def last_laws(db: Database) -> dict[tuple[str, str], Amendment]:
    """The last entry of each thing, by kind and name."""
    rows = db.query(
        f"{_ALL} WHERE a.id IN (SELECT max(id) FROM amendments GROUP BY kind, name) ORDER BY a.id"
    )
    found = [_amendment(row) for row in rows]
    return {(one.kind, one.name): one for one in found}


def keep_text(db: Database, law: Law) -> None:
    """Keep a text under its digest; one that is there already stays."""
    db.table("rule_texts").insert({"sha256": law.sha256, "text": law.text}, ignore=True)


def text_of(db: Database, sha256: str) -> str | None:
    """The text of that digest; None if it was never kept."""
    rows = list(db.query("SELECT text FROM rule_texts WHERE sha256 = ?", [sha256]))
    return str(rows[0]["text"]) if rows else None


def log_amendment(
    db: Database,
    law: Law,
    before: tuple[str, str],
    run: str,
    lines: Iterable[str],
    now: datetime,
    *,
    initial: bool = False,
) -> None:
    """Add an entry; `before` is digest and version of what was there, empty for nothing."""
    db.table("amendments").insert(
        {
            "kind": law.kind,
            "name": law.name,
            "from_sha256": before[0],
            "from_version": before[1],
            "to_sha256": law.sha256,
            "to_version": law.version,
            "first_run": run,
            "noted_at": stamp(now),
            "initial": int(initial),
            "lines": json.dumps(list(lines), ensure_ascii=False),
        }
    )


def amendments(
    db: Database, *, unsigned: bool = False, run: str | None = None
) -> tuple[Amendment, ...]:
    """The log, oldest first; only what nobody signed yet, or what began with a run."""
    found = tuple(_amendment(row) for row in db.query(f"{_ALL} ORDER BY a.id"))
    return tuple(
        one
        for one in found
        if (not unsigned or one.unsigned) and (run is None or one.first_run == run)
    )


def sign(db: Database, number: int, person: str, reason: str, at: datetime) -> Amendment:
    """A named person gives the reason of a change.

    Raises GongkaiError for an unknown or signed one, and for what monitoring began with.
    """
    with db.atomic():
        rows = list(db.query(f"{_ALL} WHERE a.id = ?", [number]))
        if not rows:
            raise GongkaiError(f"changes: there is no change number {number}")
        known = _amendment(rows[0])
        if known.initial:
            raise GongkaiError(f"change {number}: monitoring began with it: nothing to sign")
        if known.person:
            raise GongkaiError(f"change {number}: {known.person} signed it already")
        db.table("amendment_signs").insert(
            {"amendment": number, "at": stamp(at), "person": person, "reason": reason}
        )
        return _amendment(next(iter(db.query(f"{_ALL} WHERE a.id = ?", [number]))))


_ALL = (
    "SELECT a.*, s.at AS signed_at, s.person, s.reason FROM amendments AS a"
    " LEFT JOIN amendment_signs AS s ON s.amendment = a.id"
)


def _amendment(row: dict[str, object]) -> Amendment:
    signed = row["signed_at"]
    return Amendment(
        id=int(str(row["id"])),
        kind=str(row["kind"]),
        name=str(row["name"]),
        from_sha256=str(row["from_sha256"]),
        from_version=str(row["from_version"] or ""),
        to_sha256=str(row["to_sha256"]),
        to_version=str(row["to_version"] or ""),
        first_run=str(row["first_run"]),
        noted_at=datetime.fromisoformat(str(row["noted_at"])),
        lines=tuple(json.loads(str(row["lines"]))),
        initial=bool(row["initial"]),
        person=str(row["person"] or ""),
        reason=str(row["reason"] or ""),
        signed_at=datetime.fromisoformat(str(signed)) if signed else None,
    )

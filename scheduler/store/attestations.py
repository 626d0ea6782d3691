"""What persons attested, in `gongkai.db`: a log that only grows; a later word goes first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from checks.engine.attesting import Attestation, Key, Verdict
from crawler.errors import GongkaiError
from crawler.records.moments import stamp


@dataclass(frozen=True)
class Entry:
    """An attestation as the log tells of it: superseded by which, withdrawn by whom and why."""

    attestation: Attestation
    superseded_by: int | None = None
    withdrawn_at: datetime | None = None
    withdrawn_noted_at: datetime | None = None
    withdrawn_by: str = ""
    withdrawn_why: str = ""

    @property
    def in_force(self) -> bool:
        """Whether it is the word that counts."""
        return self.superseded_by is None and self.withdrawn_at is None


def add_attestation(db: Database, made: Attestation, noted_at: datetime) -> Attestation:
    """Add one to the log, as recorded at that moment of the clock; its number is given here."""
    row = {
        "at": stamp(made.at),
        "action": "attest",
        "rulebook": made.rulebook,
        "requirement": made.requirement,
        "portal": made.portal,
        "verdict": made.verdict.value,
        "day": made.day.isoformat(),
        "person": made.person,
        "reason": made.reason,
        "sha256": made.sha256,
        "file": made.file,
        "bytes": made.bytes,
        "noted_at": stamp(noted_at),
    }
    with db.atomic():
        number = db.table("attestations").insert(row).last_pk
    return _attestation(row | {"id": number})


def withdraw(
    db: Database, number: int, person: str, reason: str, at: datetime, noted_at: datetime
) -> Attestation:
    """Take an attestation back from a moment on; the one before it, if it stands, counts again.

    Raises GongkaiError for an unknown one, for one that was taken back already, and for a moment
    before the attestation's own.
    """
    with db.atomic():
        known = next((one for one in log_of(db) if one.attestation.id == number), None)
        if known is None:
            raise GongkaiError(f"attest: there is no attestation number {number}")
        if known.withdrawn_at is not None:
            raise GongkaiError(f"attestation {number}: {known.withdrawn_by} took it back already")
        one = known.attestation
        if at < one.at:
            raise GongkaiError(f"--at: attestation {number} counts only from {one.at}")
        db.table("attestations").insert(
            {
                "at": stamp(at),
                "action": "withdraw",
                "withdraws": number,
                "rulebook": one.rulebook,
                "requirement": one.requirement,
                "portal": one.portal,
                "person": person,
                "reason": reason,
                "noted_at": stamp(noted_at),
            }
        )
    return one


def log_of(db: Database, until: datetime | None = None) -> tuple[Entry, ...]:
    """All attestations, oldest first, with what became of each; only entries up to a moment."""
    rows = [
        row
        for row in db.query("SELECT * FROM attestations ORDER BY id")
        if until is None or datetime.fromisoformat(row["at"]) <= until
    ]
    back = {int(row["withdraws"]): row for row in rows if row["action"] == "withdraw"}
    made = [_attestation(row) for row in rows if row["action"] == "attest"]
    newest: dict[Key, int] = {}
    for one in made:
        if one.id not in back:
            newest[one.key] = one.id
    found = []
    for one in made:
        gone = back.get(one.id)
        later = newest.get(one.key)
        found.append(
            Entry(
                one,
                superseded_by=later if later is not None and later > one.id else None,
                withdrawn_at=datetime.fromisoformat(gone["at"]) if gone else None,
                withdrawn_noted_at=(
                    datetime.fromisoformat(gone["noted_at"]) if gone and gone["noted_at"] else None
                ),
                withdrawn_by=str(gone["person"]) if gone else "",
                withdrawn_why=str(gone["reason"]) if gone else "",
            )
        )
    return tuple(found)


def attested(db: Database, until: datetime) -> dict[Key, Attestation]:
    """The word that counts at a moment, by portal, rulebook and requirement."""
    return {one.attestation.key: one.attestation for one in log_of(db, until) if one.in_force}


def _attestation(row: dict[str, Any]) -> Attestation:
    return Attestation(
        id=int(row["id"]),
        at=datetime.fromisoformat(row["at"]),
        portal=str(row["portal"]),
        rulebook=str(row["rulebook"]),
        requirement=str(row["requirement"]),
        verdict=Verdict(row["verdict"]),
        day=date.fromisoformat(row["day"]),
        person=str(row["person"]),
        reason=str(row["reason"] or ""),
        sha256=str(row["sha256"] or ""),
        file=str(row["file"] or ""),
        bytes=int(row["bytes"] or 0),
        noted_at=datetime.fromisoformat(row["noted_at"]) if row["noted_at"] else None,
    )

"""The tables of versions, attestations and looks back (step m015 of the migrations)."""

from __future__ import annotations

from sqlite_utils import Database


def make_version_tables(db: Database) -> None:
    """Make them; of the logs among them no row ever changes or goes."""
    db.table("rule_texts").create({"sha256": str, "text": str}, pk="sha256", strict=True)
    db.table("amendments").create(
        {
            "id": int,
            "kind": str,  # rulebook, roster, terms, calendar
            "name": str,
            "from_sha256": str,  # empty: there was none
            "from_version": str,
            "to_sha256": str,  # empty: there is none any more
            "to_version": str,
            "first_run": str,
            "noted_at": str,
            "initial": int,  # what monitoring began with
            "lines": str,
        },
        pk="id",
        not_null={"kind", "name", "from_sha256", "to_sha256", "first_run", "noted_at", "initial"},
        strict=True,
    )
    db.table("amendments").create_index(["kind", "name", "id"])
    db.table("amendment_signs").create(
        {"amendment": int, "at": str, "person": str, "reason": str},
        pk="amendment",
        not_null={"at", "person", "reason"},
        foreign_keys=[("amendment", "amendments", "id")],
        strict=True,
    )
    db.table("attestations").create(
        {
            "id": int,
            "at": str,  # when it was recorded
            "action": str,  # attest, withdraw
            "withdraws": int,
            "rulebook": str,
            "requirement": str,
            "portal": str,
            "verdict": str,  # met, not_met, inapplicable
            "day": str,  # the day that it speaks of
            "person": str,
            "reason": str,
            "sha256": str,  # of the file; the file itself lies apart
            "file": str,
            "bytes": int,
        },
        pk="id",
        not_null={"at", "action", "rulebook", "requirement", "portal", "person"},
        strict=True,
    )
    db.table("attestations").create_index(["portal", "rulebook", "requirement", "id"])
    db.table("attestations").create_index(["withdraws"], unique=True)
    for table in ("rule_texts", "amendments", "amendment_signs", "attestations"):
        for verb in ("UPDATE", "DELETE"):
            db.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
                f" BEGIN SELECT raise(ABORT, '{table}: this log only grows'); END"
            )
    db.table("lookbacks").create(
        {"id": str, "made_at": str, "data": str}, pk="id", not_null={"made_at", "data"}, strict=True
    )
    db.table("lookback_judgements").create(
        {"lookback": str, "portal": str, "findings": str, "score": str},
        pk=("lookback", "portal"),
        not_null={"findings", "score"},
        strict=True,
    )

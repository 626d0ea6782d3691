"""The tables of the yearly appraisal, as migration m014 makes them."""

from __future__ import annotations

from sqlite_utils import Database


def appraisal_tables(db: Database) -> None:
    """Imports, inputs and the log of releases: all three only grow.

    The last input of a key is in force; one that is void takes the former back.
    """
    db.table("appraisal_imports").create(
        {
            "id": int,
            "plan": str,
            "plan_sha256": str,
            "at": str,
            "person": str,
            "file": str,
            "sha256": str,  # of the file
        },
        pk="id",
        not_null={"plan", "plan_sha256", "at", "person", "file", "sha256"},
        strict=True,
    )
    db.table("appraisal_inputs").create(
        {
            "id": int,
            "import": int,
            "plan": str,
            "kind": str,  # mark, peer_mark, spread_reason, round, adjustment, setting, portal, …
            "key": str,
            "void": int,
            "place": str,  # sheet and row
            "data": str,
        },
        pk="id",
        not_null={"import", "plan", "kind", "key", "void", "place", "data"},
        foreign_keys=[("import", "appraisal_imports", "id")],
        strict=True,
    )
    db.table("appraisal_inputs").create_index(["plan", "kind", "key", "id"])
    db.table("appraisal_log").create(
        {
            "id": int,
            "plan": str,
            "at": str,
            "person": str,
            "action": str,  # release, withdraw, export
            "digest": str,  # of the result, or of the file handed on
            "note": str,  # of an export: who got it
        },
        pk="id",
        not_null={"plan", "at", "person", "action", "digest"},
        strict=True,
    )
    for table in ("appraisal_imports", "appraisal_inputs", "appraisal_log"):
        for verb in ("UPDATE", "DELETE"):
            db.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT raise(ABORT, 'inputs of an appraisal are only ever added'); END"
            )

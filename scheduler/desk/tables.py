"""The tables of `desk.db`: accounts, sessions, failed tries, and who saw what.

Apart from `gongkai.db`: a login must never wait for a night that is being written.
"""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database, Migrations

from crawler.storage.schema import bring_up
from scheduler.store import open_database

MIGRATIONS = Migrations("desk")


@MIGRATIONS()
def d001_access(db: Database) -> None:
    """Accounts, sessions, tries and the access log, which only grows."""
    db.table("persons").create(
        {
            "name": str,
            "shown": str,
            "role": str,
            "portal": str,
            "password": str,  # argon2 hash; empty for whoever comes by OIDC only
            "made_at": str,
            "disabled_at": str,
        },
        pk="name",
        not_null={"name", "shown", "role", "portal", "password", "made_at"},
        strict=True,
    )
    db.table("sessions").create(
        {
            "sha256": str,  # of the token, which itself is kept nowhere
            "person": str,
            "csrf": str,
            "began_at": str,
            "used_at": str,
        },
        pk="sha256",
        not_null={"sha256", "person", "csrf", "began_at", "used_at"},
        strict=True,
    )
    db.table("sessions").create_index(["person"])
    db.table("tries").create(
        {"key": str, "count": int, "last_at": str}, pk="key", not_null={"key", "count"}, strict=True
    )
    db.table("access_log").create(
        {"id": int, "at": str, "person": str, "what": str, "about": str, "address": str},
        pk="id",
        not_null={"at", "person", "what"},
        strict=True,
    )
    for verb in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER access_log_no_{verb.lower()} BEFORE {verb} ON access_log "
            "BEGIN SELECT raise(ABORT, 'the access log only grows'); END"
        )


def open_desk(path: Path) -> Database:
    """Open (or make) `desk.db`. Raises GongkaiError naming the file where it cannot be used."""
    db = open_database(path)
    try:
        bring_up(db, MIGRATIONS, str(path))
    except BaseException:
        db.close()
        raise
    return db

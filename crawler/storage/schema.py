"""Bringing a database up to the tables that this version of the code works with."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from crawler.errors import GongkaiError


def bring_up(db: Database, migrations: Migrations, where: str) -> None:
    """Apply the migrations that are missing, all in one transaction.

    If it is killed, or the disk is full, the database is as it was, and they are made the next
    time. Of two processes that open the database at once one makes them and the other waits.
    Raises GongkaiError for a database of a newer version, and changes nothing in it, and for an
    older one that can only be read.
    """
    refuse_newer(db, migrations, where)
    if not migrations.pending(db):
        return
    if db.execute("PRAGMA query_only").fetchone()[0]:
        raise GongkaiError(
            f"{where}: was left by an older version of Gongkai, and can only be read here; it is"
            " brought up to date where it can be written: copy the data folder"
        )
    if db.conn.in_transaction:
        migrations.apply(db)
        return
    # The lock is taken before it is asked again what is missing.
    db.execute("BEGIN IMMEDIATE")
    try:
        refuse_newer(db, migrations, where)
        migrations.apply(db)
        db.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


def refuse_newer(db: Database, migrations: Migrations, where: str) -> None:
    """GongkaiError if the database has steps that this version of the code does not know."""
    known = {one.name for one in migrations._migrations}
    unknown = [one.name for one in migrations.applied(db) if one.name not in known]
    if unknown:
        raise GongkaiError(
            f"{where}: was made by a newer version of Gongkai ({', '.join(unknown)}); install that"
            " version, or restore a backup of this one (gongkai restore)"
        )


def applied(db: Database, migrations: Migrations) -> tuple[str, ...]:
    """Names of the steps that a database has been through, in their order."""
    return tuple(one.name for one in migrations.applied(db))

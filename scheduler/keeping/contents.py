"""The files of a data folder as a backup takes them: databases through SQLite's own copying."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database, Migrations

from crawler.storage.migrations import MIGRATIONS as GROUP_STEPS
from crawler.storage.schema import applied
from scheduler.desk.tables import MIGRATIONS as DESK_STEPS
from scheduler.keeping.inventory import BackupError
from scheduler.places import CACHES, Places
from scheduler.store import plain_error
from scheduler.store.looking import open_to_look
from scheduler.store.migrations import MIGRATIONS

GONGKAI, DESK = "gongkai.db", "desk.db"
_PASSING = (".part-", ".gone-")
_BESIDE = ("-wal", "-shm", "-journal", ".part")


def data_files(places: Places, with_archive: bool) -> Iterator[Path]:
    """Every file worth keeping, in order of names. Manifests are taken even without the archive.

    Raises BackupError for a link: what it leads to would be missing after a restore.
    """
    for folder, folders, names in os.walk(places.data, followlinks=False, onerror=_unreadable):
        here = Path(folder)
        folders[:] = sorted(
            name for name in folders if not name.startswith(_PASSING) and name not in CACHES
        )
        for name in sorted((*folders, *names)):
            path = here / name
            if path.is_symlink():
                raise BackupError(f"{path}: is a link; a backup takes files and folders only")
            if name in folders or name == ".lock" or name.startswith(_PASSING):
                continue
            if name.endswith(_BESIDE) or name in CACHES or not path.is_file():
                continue
            manifest = path.parent == places.manifests and path.suffix == ".json"
            if with_archive or manifest or not path.is_relative_to(places.archive):
                yield path


def is_database(path: Path) -> bool:
    """Whether a file is an SQLite database by its name."""
    return path.suffix == ".db"


def copy_database(path: Path, target: Path) -> None:
    """A consistent copy of a database in one file, whatever is going on in it.

    Raises GongkaiError naming the file if it is damaged or held by another process.
    """
    try:
        source = open_to_look(path)
        with closing(source), closing(sqlite3.connect(target)) as copy:
            source.execute("PRAGMA busy_timeout = 30000")
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        raise plain_error(error, str(path)) from error
    target.chmod(0o600)


def forget_sessions(copy: Path) -> None:
    """Take sessions and tries out of a copy of `desk.db`.

    Whoever was put out since the backup must not be in again after a restore.
    """
    with closing(sqlite3.connect(copy)) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE name IN ('sessions', 'tries')"
        ).fetchall():
            connection.execute(f"DELETE FROM {name}")
        connection.commit()
        # What was deleted would else still stand in the file.
        connection.execute("VACUUM")


def migrations_of(name: str) -> Migrations:
    """The migrations of a database, by its path below the data folder."""
    return {GONGKAI: MIGRATIONS, DESK: DESK_STEPS}.get(name, GROUP_STEPS)


def steps_of(name: str, copy: Path) -> tuple[str, ...]:
    """The migrations that a copied database has been through."""
    with closing(sqlite3.connect(copy)) as connection:
        return applied(Database(connection), migrations_of(name))


def _unreadable(error: OSError) -> None:
    raise BackupError(f"{error.filename}: cannot be read: {error.strerror}")

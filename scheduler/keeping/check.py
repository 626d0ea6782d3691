"""Is everything that is kept whole? Every record is read, every database asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from crawler.errors import ArchiveError, GongkaiError
from crawler.fetching.archive import ArchiveReader
from crawler.storage.schema import refuse_newer
from scheduler.apart.verify import check_files, leftovers, unfinished
from scheduler.casework.attesting import attested_faults
from scheduler.evidence.chain import Chain, Fault, read_chain
from scheduler.keeping.contents import migrations_of
from scheduler.keeping.trimming import group_databases
from scheduler.places import Places
from scheduler.store.looking import open_to_look


@dataclass(frozen=True)
class Check:
    """What a check came to. `leftovers` are files that nobody needs; they are no faults."""

    manifests: int
    files: int
    records: int
    databases: int
    faults: tuple[Fault, ...]
    leftovers: tuple[Fault, ...]
    removed: tuple[Fault, ...]


def check_all(places: Places) -> Check:
    """Check the whole data folder; nothing is changed. The caller holds its lock.

    Raises GongkaiError where there is no data folder to check.
    """
    ours = (places.database, places.desk, *group_databases(places))
    databases = [path for path in ours if path.exists()]
    if not databases and not places.archive.is_dir():
        raise GongkaiError(f"{places.data}: there is nothing to check here")
    faults = [fault for path in databases for fault in check_database(places, path)]
    damaged = {fault.where for fault in faults}
    db = None
    if not places.database.exists():
        faults.append(Fault("gongkai.db", "is missing: nobody vouches for the head of the chain"))
    elif "gongkai.db" not in damaged:
        db = Database(open_to_look(places.database))
    try:
        chain = read_chain(db, places) if _has_books(db) else read_chain(None, places)
        if db is not None and "attestations" in db.table_names():
            faults += attested_faults(db, places)
    finally:
        if db is not None:
            db.close()
    faults += chain.faults
    faults += check_files(places, chain)
    records, gone = 0, _gone(chain)
    for name in sorted(chain.pinned):
        path = places.archive / name
        if name.endswith(".warc.gz") and path.is_file():
            try:
                records += ArchiveReader(path).verify(gone.get(name.rpartition("/")[0], ()))
            except (ArchiveError, ValueError, OSError) as error:
                text = str(error).replace(f"{places.archive}/", "")
                faults.append(Fault(name, f"cannot be read whole: {text}"))
    return Check(
        manifests=len(chain.links),
        files=len(chain.pinned),
        records=records,
        databases=len(databases),
        faults=tuple(dict.fromkeys(faults)),
        leftovers=tuple(_leftovers(places, chain)),
        removed=tuple(Fault(one.path, one.words) for one in chain.removed.values()),
    )


def _gone(chain: Chain) -> Mapping[str, frozenset[str]]:
    """By folder of the archive, the files that went by rule.

    A file may outlive its own night for the sake of later ones, and what that night rested on goes.
    """
    found: dict[str, set[str]] = {}
    for name in chain.removed:
        folder, _, file = name.rpartition("/")
        found.setdefault(folder, set()).add(file)
    return {folder: frozenset(names) for folder, names in found.items()}


def check_database(places: Places, path: Path) -> Iterator[Fault]:
    """What SQLite itself finds wrong with a database, and whether it is one of ours."""
    name = path.relative_to(places.data).as_posix()
    steps = migrations_of(name)
    try:
        connection = open_to_look(path)
    except sqlite3.Error as error:
        yield Fault(name, f"cannot be opened: {error}")
        return
    try:
        for (line,) in connection.execute("PRAGMA integrity_check(20)"):
            if line != "ok":
                yield Fault(name, f"integrity_check: {line}")
        refuse_newer(Database(connection), steps, name)
    except (sqlite3.Error, GongkaiError) as error:
        yield Fault(name, f"cannot be used: {error}")
    finally:
        connection.close()


def _leftovers(places: Places, chain: Chain) -> Iterator[Fault]:
    """What `evidence verify` calls leftovers, and the same of the rest of the data folder."""
    within = places.archive.relative_to(places.data).as_posix()
    for one in leftovers(places, chain):
        yield Fault(f"{within}/{one.where}", one.what)
    for path in sorted(places.data.rglob("*")):
        name = path.relative_to(places.data).as_posix()
        if not path.is_file():
            continue
        if not path.is_relative_to(places.archive):
            if unfinished(path):
                yield Fault(name, "was never finished")
        elif path.relative_to(places.archive).as_posix() in chain.removed:
            yield Fault(name, "has a tombstone and is still here (gongkai keep apply)")


def _has_books(db: Database | None) -> bool:
    return db is not None and {"manifests", "removed"} <= set(db.table_names())

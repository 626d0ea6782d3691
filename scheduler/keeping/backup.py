"""Backups of a data folder: one tar file, or a folder that grows by what is new.

A folder keeps each content once, under its digest, in `objects/`; a backup in it is an inventory
in `sets/`. Either kind becomes visible by one renaming at its end: a killed backup leaves nothing
but scraps, which the next one takes away.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from crawler import __version__
from crawler.records.moments import stamp
from scheduler.evidence.chain import Chain, Fault, read_chain
from scheduler.evidence.manifest import code_version
from scheduler.keeping.contents import (
    DESK,
    copy_database,
    data_files,
    forget_sessions,
    is_database,
    steps_of,
)
from scheduler.keeping.inventory import NAME, BackupError, Entry, Inventory
from scheduler.lock import locked
from scheduler.places import Places, make_folder, write_private
from scheduler.store import open_store

_PIECE = 1 << 20
_SUFFIXES = {".tar": "w", ".tar.gz": "w:gz", ".tgz": "w:gz"}
_OTHER_PACKERS = {".zip", ".gz", ".7z", ".rar", ".bz2", ".xz", ".zst"}
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class BackedUp:
    """A backup as made. `copied` counts the bytes that were new in it.

    `faults` are archive files that were not what their manifests say when they were copied.
    """

    path: Path
    inventory: Inventory
    copied: int
    faults: tuple[Fault, ...]


class Target(Protocol):
    """Where files go; each is handed over with its path and comes back with its digest."""

    def add(self, name: str, source: Path, expected: str | None) -> tuple[Entry, int]:
        """Take one file; returns its entry and the bytes that were copied for it."""


def is_tar(target: Path) -> bool:
    """Whether a backup of that name is one file."""
    return any(target.name.endswith(suffix) for suffix in _SUFFIXES)


def back_up(
    places: Places,
    target: Path,
    now: datetime,
    *,
    with_archive: bool = True,
    progress: Progress = lambda what, done, of: None,
) -> BackedUp:
    """Back up a data folder; waits for no run: FolderLockedError while one is going on.

    Raises BackupError where the target cannot be, GongkaiError where a database is damaged.
    """
    target = target.absolute()
    if target == places.data or target.is_relative_to(places.data):
        raise BackupError(f"{target}: lies in the data folder itself")
    if not places.database.exists():
        raise BackupError(f"{places.data}: no run has been made here yet: nothing to back up")
    with locked(places.data, looking=True):
        try:
            if is_tar(target):
                return _to_tar(places, target, now, with_archive, progress)
            return _to_folder(places, target, now, with_archive, progress)
        except OSError as error:
            raise BackupError(f"{target}: cannot be written: {error}") from error


def _to_tar(
    places: Places, target: Path, now: datetime, with_archive: bool, progress: Progress
) -> BackedUp:
    if target.exists():
        raise BackupError(f"{target}: is there already; a backup never replaces another")
    make_folder(target.parent)
    part = target.with_name(f".part-{target.name}")
    mode = next(mode for suffix, mode in _SUFFIXES.items() if target.name.endswith(suffix))
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            options = {"compresslevel": 3} if mode == "w:gz" else {}
            with tarfile.open(  # type: ignore[call-overload]
                fileobj=file, mode=mode, format=tarfile.PAX_FORMAT, **options
            ) as tar:
                made = _fill(places, _Tar(tar), target, now, with_archive, progress)
                content = made.inventory.to_bytes()
                tar.addfile(_info(NAME, len(content)), io.BytesIO(content))
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    _sync_folder(target.parent)
    return made


def _to_folder(
    places: Places, target: Path, now: datetime, with_archive: bool, progress: Progress
) -> BackedUp:
    _is_ours(target)
    with locked(target):
        for name in ("objects", "sets"):
            make_folder(target / name)
        name = f"{now:%Y%m%dT%H%M%S}.json"
        path = target / "sets" / name
        if path.exists():
            raise BackupError(f"{path}: is there already; a backup never replaces another")
        with _scraps(target) as scraps:
            made = _fill(places, _Objects(target, scraps), path, now, with_archive, progress)
        write_private(path, made.inventory.to_bytes())
        _sync_folder(path.parent)
        return made


def _is_ours(target: Path) -> None:
    """Refuse a folder with other things in it, and the name of a file that we do not make."""
    if target.suffix.lower() in _OTHER_PACKERS or (target.exists() and not target.is_dir()):
        raise BackupError(f"{target}: is a file; a backup's name ends in {', '.join(_SUFFIXES)}")
    held = {one.name for one in target.iterdir()} if target.is_dir() else set()
    strange = held - {"objects", "sets", ".lock", ".part-backup"}
    if strange:
        raise BackupError(f"{target}: holds other things ({min(strange)}): not a folder of backups")


def _fill(
    places: Places,
    target: Target,
    path: Path,
    now: datetime,
    with_archive: bool,
    progress: Progress,
) -> BackedUp:
    db = open_store(places.database)
    try:
        chain = read_chain(db, places)
    finally:
        db.close()
    files = list(data_files(places, with_archive))
    entries: list[Entry] = []
    schemas: dict[str, tuple[str, ...]] = {}
    faults = list(chain.faults)
    copied = 0
    for count, source in enumerate(files, 1):
        name = source.relative_to(places.data).as_posix()
        if is_database(source):
            with tempfile.TemporaryDirectory(dir=_room(path), prefix=".part-") as folder:
                copy = Path(folder) / "copy.db"
                copy_database(source, copy)
                if name == DESK:
                    forget_sessions(copy)
                schemas[name] = steps_of(name, copy)
                entry, new = target.add(name, copy, None)
        else:
            expected = _pinned(chain, name)
            entry, new = target.add(name, source, expected)
            if expected is not None and entry.sha256 != expected:
                faults.append(Fault(name, "is not what its manifest pins; it was copied as it is"))
        entries.append(entry)
        copied += new
        if count % max(1, len(files) // 100) == 0 or count == len(files):
            progress("backup", count, len(files))
    inventory = Inventory(
        made_at=stamp(now),
        version=__version__,
        code=code_version(),
        with_archive=with_archive,
        head=chain.head,
        schemas=schemas,
        files=tuple(entries),
    )
    return BackedUp(path, inventory, copied, tuple(faults))


def _pinned(chain: Chain, name: str) -> str | None:
    return chain.pinned.get(name.removeprefix("archive/")) if name.startswith("archive/") else None


def _room(path: Path) -> Path:
    """Where a copy of a database may lie for a moment: beside the backup, not in it."""
    return path.parent.parent / ".part-backup" if path.suffix == ".json" else path.parent


class _Tar:
    """A tar file being written."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar

    def add(self, name: str, source: Path, expected: str | None) -> tuple[Entry, int]:
        with source.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            reader = _Hashing(file)
            self.tar.addfile(_info(name, size), reader)
        return Entry(name, reader.digest.hexdigest(), size), size


class _Objects:
    """A folder of contents by digest."""

    def __init__(self, target: Path, scraps: Path) -> None:
        self.target = target
        self.scraps = scraps

    def add(self, name: str, source: Path, expected: str | None) -> tuple[Entry, int]:
        if expected is not None:
            known = object_path(self.target, expected)
            size = source.stat().st_size
            if known.is_file() and known.stat().st_size == size:
                return Entry(name, expected, size), 0
        part = self.scraps / "object"
        with source.open("rb") as file:
            reader = _Hashing(file)
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as to:
                shutil.copyfileobj(reader, to, _PIECE)
                to.flush()
                os.fsync(to.fileno())
                size = to.tell()
        sha256 = reader.digest.hexdigest()
        path = object_path(self.target, sha256)
        if path.is_file() and path.stat().st_size == size:
            part.unlink()
            return Entry(name, sha256, size), 0
        make_folder(path.parent)
        part.replace(path)
        _sync_folder(path.parent)
        return Entry(name, sha256, size), size


class _Hashing:
    """A file whose digest is made while it is read."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.file.read(size)
        self.digest.update(piece)
        return piece


def object_path(target: Path, sha256: str) -> Path:
    """Where a folder of backups keeps a content."""
    return target / "objects" / sha256[:2] / sha256


@contextmanager
def _scraps(target: Path) -> Iterator[Path]:
    folder = target / ".part-backup"
    shutil.rmtree(folder, ignore_errors=True)
    make_folder(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size = size
    info.mode = 0o600
    return info


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

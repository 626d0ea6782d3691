"""Bringing a backup back: everything is verified before anything is written.

A backup is input like any other: names that lead elsewhere, links and digests that do not agree
are refused. The folder is made beside its place and takes it by one renaming.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from scheduler.keeping.backup import is_tar, object_path
from scheduler.keeping.contents import migrations_of
from scheduler.keeping.inventory import NAME, BackupError, Entry, Inventory, safe_path
from scheduler.places import make_folder

_PIECE = 1 << 20
_INVENTORY_LIMIT = 1 << 30
Take = Callable[[str, BinaryIO, int], None]
"""Called with each file of a backup: its path, its content and its size."""


class Source(Protocol):
    """A backup being read."""

    inventory: Inventory

    def each(self, take: Take) -> None:
        """Hand over every file of the inventory, each once."""


def restore(source: Path, data: Path, name: str | None = None) -> Inventory:
    """Make the data folder `data` out of a backup; `name` is a set of a folder, default the last.

    Raises BackupError if anything in the backup is not as it was written, or if there is
    something in `data`; nothing is written then.
    """
    data = data.absolute()
    _refuse_held(data)
    inventory = verify_backup(source, name)
    part = data.with_name(f".part-restore-{data.name}")
    try:
        shutil.rmtree(part, ignore_errors=True)
        make_folder(part)
        _open(source, name).each(lambda path, file, size: _write(part / path, file))
        _agree(part, inventory)
        for folder, _, _ in os.walk(part, topdown=False):
            _sync(Path(folder))
        _refuse_held(data)
        (data / ".lock").unlink(missing_ok=True)
        part.rename(data)
        _sync(data.parent)
    except OSError as error:
        raise BackupError(f"{data}: cannot be made: {error}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return inventory


def verify_backup(source: Path, name: str | None = None) -> Inventory:
    """Read a whole backup and compare every digest; BackupError at the first that differs."""
    opened = _open(source, name)
    inventory = opened.inventory
    _refuse_newer(inventory, source)
    wanted = {one.path: one for one in inventory.files}

    def check(path: str, file: BinaryIO, size: int) -> None:
        one = wanted.pop(path, None)
        if one is None:
            raise BackupError(f"{source}: {path} is not in the inventory, or there twice")
        if _digest(file) != (one.sha256, one.bytes):
            raise BackupError(f"{source}: {path} was changed: its digest is another")

    opened.each(check)
    if wanted:
        raise BackupError(f"{source}: {min(wanted)} is missing")
    return inventory


def sets_of(source: Path) -> tuple[str, ...]:
    """Names of the backups in a folder of backups, oldest first."""
    return tuple(sorted(one.stem for one in (source / "sets").glob("*.json")))


def _open(source: Path, name: str | None) -> Source:
    if not source.exists():
        raise BackupError(f"{source}: there is no such backup")
    if source.is_file():
        if name is not None:
            raise BackupError(f"{source}: is one backup; it has no sets")
        return _TarSource(source)
    return _FolderSource(source, name)


class _TarSource:
    """A backup in one tar file; its inventory is the last member."""

    def __init__(self, path: Path) -> None:
        self.path = path
        found: Inventory | None = None
        with _reading(path) as tar:
            for member in tar:
                if found is not None:
                    raise BackupError(f"{path}: goes on after its inventory")
                if member.name == NAME:
                    if member.size > _INVENTORY_LIMIT:
                        raise BackupError(f"{path}: its inventory is larger than any of ours")
                    found = Inventory.from_bytes(_content(tar, member, path).read(), str(path))
        if found is None:
            raise BackupError(f"{path}: is no backup of ours, or is cut short: no inventory in it")
        self.inventory = found

    def each(self, take: Take) -> None:
        with _reading(self.path) as tar:
            for member in tar:
                if member.name != NAME:
                    file = _content(tar, member, self.path)
                    take(safe_path(member.name, str(self.path)), file, member.size)


class _FolderSource:
    """One set of a folder of backups."""

    def __init__(self, path: Path, name: str | None) -> None:
        self.path = path
        known = sets_of(path)
        if not known:
            raise BackupError(f"{path}: there is no backup in this folder")
        chosen = known[-1] if name is None else name
        if chosen not in known:
            raise BackupError(f"{path}: has no set {chosen} (it has {', '.join(known)})")
        where = path / "sets" / f"{chosen}.json"
        self.inventory = Inventory.from_bytes(where.read_bytes(), str(where))

    def each(self, take: Take) -> None:
        for one in self.inventory.files:
            path = object_path(self.path, one.sha256)
            if path.is_symlink() or not path.is_file():
                raise BackupError(f"{path}: is missing ({one.path})")
            with path.open("rb") as file:
                take(one.path, file, one.bytes)


@contextmanager
def _reading(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(path, "r:gz" if _zipped(path) else "r:") as tar:
            yield tar
    except (tarfile.TarError, EOFError, zlib.error, ValueError) as error:
        raise BackupError(f"{path}: cannot be read as a backup: {error}") from error
    except OSError as error:
        raise BackupError(f"{path}: cannot be read: {error}") from error


def _zipped(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> BinaryIO:
    if member.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) or member.issparse():
        raise BackupError(f"{path}: {member.name[:100]!r} is no plain file")
    file = tar.extractfile(member)
    assert file is not None
    return file  # type: ignore[return-value]


def _refuse_held(data: Path) -> None:
    if data.is_symlink() or (data.exists() and not data.is_dir()):
        raise BackupError(f"{data}: is no folder")
    if data.is_dir() and any(one.name != ".lock" for one in data.iterdir()):
        raise BackupError(f"{data}: there is something in this folder; name a new one with --data")


def _refuse_newer(inventory: Inventory, source: Path) -> None:
    for name, steps in inventory.schemas.items():
        unknown = set(steps) - {one.name for one in migrations_of(name)._migrations}
        if unknown:
            raise BackupError(
                f"{source}: {name} was made by a newer version of Gongkai"
                f" ({inventory.version}: {', '.join(sorted(unknown))})"
            )


def _write(path: Path, file: BinaryIO) -> None:
    make_folder(path.parent)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    with os.fdopen(os.open(path, flags, 0o600), "wb") as to:
        shutil.copyfileobj(file, to, _PIECE)
        to.flush()
        os.fsync(to.fileno())


def _agree(folder: Path, inventory: Inventory) -> None:
    """The backup was read twice: what was written must be what was verified."""
    for one in inventory.files:
        path = folder / one.path
        with path.open("rb") as file:
            if _digest(file) != (one.sha256, one.bytes):
                raise BackupError(f"{one.path}: was changed while it was restored")


def _digest(file: BinaryIO) -> tuple[str, int]:
    digest = hashlib.sha256()
    size = 0
    while piece := file.read(_PIECE):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


__all__ = ["Entry", "is_tar", "restore", "sets_of", "verify_backup"]

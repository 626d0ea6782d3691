"""What a backup holds: its inventory, written last and vouched for by a digest of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any

from crawler.errors import GongkaiError

FORMAT = 1
NAME = "backup.json"
"""The inventory's name in a tar file."""
_HEX = frozenset("0123456789abcdef")


class BackupError(GongkaiError):
    """A backup that is not whole, was changed, or cannot be used here."""


@dataclass(frozen=True)
class Entry:
    """One file: its path below the data folder, digest and size."""

    path: str
    sha256: str
    bytes: int


@dataclass(frozen=True)
class Inventory:
    """A whole backup. `schemas` are the migrations that each database has been through.

    `version` and `code` tell which Gongkai made it, `head` is the head of the manifest chain.
    """

    made_at: str
    version: str
    code: str
    with_archive: bool
    head: str
    schemas: Mapping[str, tuple[str, ...]]
    files: tuple[Entry, ...]

    def to_bytes(self) -> bytes:
        """JSON text with its own digest."""
        body = {"format": FORMAT} | asdict(self)
        return _dump({"sha256": _digest(body), "backup": body})

    @staticmethod
    def from_bytes(content: bytes, where: str) -> Inventory:
        """The inventory of such a text; BackupError if it was changed or is none of ours."""
        try:
            outer = json.loads(content)
            body: dict[str, Any] = outer["backup"]
            if outer["sha256"] != _digest(body):
                raise BackupError(f"{where}: the inventory was changed: its digest is another")
            if body["format"] != FORMAT:
                raise BackupError(f"{where}: was made by a newer version of Gongkai")
            entries = tuple(Entry(**row) for row in body["files"])
            found = Inventory(
                made_at=str(body["made_at"]),
                version=str(body["version"]),
                code=str(body["code"]),
                with_archive=bool(body["with_archive"]),
                head=str(body["head"]),
                schemas={str(k): tuple(map(str, v)) for k, v in body["schemas"].items()},
                files=entries,
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise BackupError(f"{where}: is no inventory of a backup: {error}") from None
        _check_entries(entries, where)
        return found


def safe_path(name: str, where: str) -> str:
    """The name, if it is a plain path below a folder; BackupError otherwise."""
    path = PurePosixPath(name)
    plain = (
        path.parts
        and not path.is_absolute()
        and path.as_posix() == name
        and ".." not in path.parts
        and "\\" not in name
        and all(ord(character) >= 32 and ord(character) != 127 for character in name)
        and all(len(part.encode("utf-8", "replace")) <= 255 for part in path.parts)
    )
    if not plain:
        raise BackupError(f"{where}: holds a path that leads elsewhere: {name[:100]!r}")
    return name


def _check_entries(entries: tuple[Entry, ...], where: str) -> None:
    seen: set[str] = set()
    for one in entries:
        if not (isinstance(one.path, str) and isinstance(one.sha256, str)):
            raise BackupError(f"{where}: is no inventory of a backup")
        safe_path(one.path, where)
        if len(one.sha256) != 64 or not _HEX.issuperset(one.sha256):
            raise BackupError(f"{where}: {one.path}: {one.sha256[:80]!r} is no digest")
        if type(one.bytes) is not int or one.bytes < 0:
            raise BackupError(f"{where}: {one.path}: has no size")
        if one.path in seen:
            raise BackupError(f"{where}: names {one.path} twice")
        seen.add(one.path)


def _digest(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(_dump(body)).hexdigest()


def _dump(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"

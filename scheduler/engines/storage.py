"""The storage that coordinator and workers share: a folder or an S3-compatible bucket (fsspec).

Every name is written once and never again, so nobody reads what another is writing over.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

from crawler.errors import GongkaiError
from scheduler.places import make_folder

T = TypeVar("T")

_MARKER = "gongkai.json"


class StorageError(GongkaiError):
    """The shared storage cannot be used, or does not hold what it should."""


@dataclass(frozen=True)
class Stored:
    """One file in the storage: its name below the root, digest and size in bytes."""

    name: str
    sha256: str
    bytes: int


@dataclass(frozen=True)
class Storage:
    """A root (folder or address such as s3://bucket/prefix); small, so that it travels.

    Credentials are found by the storage's own library in the environment of each machine.
    """

    root: str
    endpoint: str | None = None

    @cached_property
    def _opened(self) -> tuple[Any, str]:
        from fsspec.core import url_to_fs

        options: dict[str, Any] = {"use_listings_cache": False}
        if self.endpoint is not None:
            options["client_kwargs"] = {"endpoint_url": self.endpoint}
        if "://" not in self.root:
            options = {}
        try:
            fs, path = url_to_fs(self.root, **options)
        except ImportError:
            scheme = self.root.partition("://")[0]
            extra = "gongkai[s3]" if scheme == "s3" else f"the fsspec library for {scheme}"
            raise GongkaiError(f"{self.root}: this storage needs {extra} to be installed") from None
        except (ValueError, OSError) as error:
            raise GongkaiError(f"{self.root}: no storage: {error}") from None
        return fs, str(path).rstrip("/")

    @property
    def _folder(self) -> Path | None:
        """The root as a folder of this machine; None where it is no folder."""
        fs, path = self._opened
        return Path(path) if "file" in _protocols(fs) else None

    def claim(self, owner: str) -> None:
        """Mark the storage as that of one data folder. StorageError if it is another's."""
        found = self.owner()
        if found is None:
            self._try("be written", lambda: self._write(_MARKER, json.dumps({"owner": owner})))
            found = self.owner()
        if found != owner:
            raise StorageError(f"{self.root}: this storage belongs to another data folder")

    def owner(self) -> str | None:
        """Whose storage this is; None if it is nobody's (or not the shared one)."""
        fs, path = self._opened
        try:
            return str(json.loads(fs.cat_file(f"{path}/{_MARKER}"))["owner"])
        except FileNotFoundError:
            return None
        except Exception as error:
            raise StorageError(f"{self.root}: cannot be read: {_short(error)}") from None

    def put(self, path: Path, name: str) -> Stored:
        """Store a file under a name that nobody has used yet."""
        fs, root = self._opened
        stored = Stored(name, *digest_of(path))

        def copy() -> None:
            if self._folder is None:
                fs.put_file(str(path), f"{root}/{name}")
                return
            target = make_folder((self._folder / name).parent) / Path(name).name
            part = target.with_name(f".part-{secrets.token_hex(4)}")
            fs.put_file(str(path), str(part))
            part.chmod(0o600)
            part.replace(target)

        self._try(f"take {name}", copy)
        return stored

    def get(self, stored: Stored, path: Path) -> None:
        """Fetch a file whole or not at all. StorageError if it is missing or was changed."""
        fs, root = self._opened
        make_folder(path.parent)
        part = path.with_name(f".part-{secrets.token_hex(4)}")
        try:
            self._try(
                f"give {stored.name}", lambda: fs.get_file(f"{root}/{stored.name}", str(part))
            )
            if digest_of(part) != (stored.sha256, stored.bytes):
                raise StorageError(f"{self.root}: {stored.name} is not what was stored there")
            part.chmod(0o600)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

    def holds(self, stored: Stored) -> bool:
        """Whether a file of that name and size is there."""
        fs, root = self._opened
        try:
            return bool(fs.info(f"{root}/{stored.name}")["size"] == stored.bytes)
        except FileNotFoundError:
            return False
        except Exception as error:
            raise StorageError(f"{self.root}: cannot be read: {_short(error)}") from None

    def sweep(self, keep: Iterable[str]) -> int:
        """Remove every file that is not named in `keep`; how many were."""
        fs, root = self._opened
        kept = {*keep, _MARKER}
        found = self._try("be listed", lambda: list(fs.find(root)))
        spare = [path for path in found if str(path).removeprefix(f"{root}/") not in kept]
        for path in spare:
            self._try("be swept", partial(fs.rm_file, path))
        if self._folder is not None:
            for folder in sorted(self._folder.rglob("*"), reverse=True):
                if folder.is_dir() and not any(folder.iterdir()):
                    folder.rmdir()
        return len(spare)

    def _write(self, name: str, text: str) -> None:
        fs, root = self._opened
        if self._folder is not None:
            make_folder(self._folder)
        fs.pipe_file(f"{root}/{name}", text.encode())

    def _try(self, what: str, act: Callable[[], T]) -> T:
        try:
            return act()
        except GongkaiError:
            raise
        except Exception as error:
            # The libraries of the many storages have no error in common.
            raise StorageError(f"{self.root}: cannot {what}: {_short(error)}") from None


def digest_of(path: Path) -> tuple[str, int]:
    """sha256 and size of a file."""
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size


def _protocols(fs: Any) -> tuple[str, ...]:
    return (fs.protocol,) if isinstance(fs.protocol, str) else tuple(fs.protocol)


def _short(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]

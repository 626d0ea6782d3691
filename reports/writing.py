"""Writing files: whole or not at all, readable by their owner alone."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def make_folder(folder: Path) -> Path:
    """The folder, made with mode 0700 (as are the missing folders above it)."""
    missing = [part for part in (folder, *folder.parents) if not part.exists()]
    for part in reversed(missing):
        part.mkdir(mode=0o700, exist_ok=True)
    return folder


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that takes its place if the block ends well.

    OSError names `path` where none can be made.
    """
    make_folder(path.parent)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    os.close(handle)
    part = Path(name)
    try:
        yield part
        part.chmod(0o600)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> Path:
    """Write a file atomically with mode 0600."""
    with replacing(path) as part:
        part.write_bytes(data)
    return path


def write_text(path: Path, text: str, *, bom: bool = False) -> Path:
    """Write UTF-8 text atomically; `bom` for CSV files that Excel shall open."""
    return write_bytes(path, text.encode("utf-8-sig" if bom else "utf-8", "replace"))

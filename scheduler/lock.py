"""The lock of a data folder: two runs never write into one folder at once."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.errors import GongkaiError
from scheduler.places import make_folder

_FORBIDDEN = (errno.EROFS, errno.EACCES, errno.EPERM)


class FolderLockedError(GongkaiError):
    """Another run works in the data folder (exit status 4)."""


@contextmanager
def locked(data: Path, *, looking: bool = False) -> Iterator[None]:
    """Hold the lock of the data folder; the kernel frees it however the process ends.

    Whoever is only `looking` needs to write nothing there.
    Raises FolderLockedError where another run holds it, GongkaiError where it cannot be made.
    """
    how = fcntl.LOCK_EX
    try:
        make_folder(data)
        handle = os.open(data / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        if not looking or error.errno not in _FORBIDDEN:
            raise GongkaiError(
                f"{data}: cannot be written ({error.strerror}), and this command writes there"
            ) from None
        if not (data / ".lock").exists():
            yield  # no run has a lock there, nor can make one
            return
        handle, how = _open_to_look(data / ".lock"), fcntl.LOCK_SH
    try:
        try:
            fcntl.flock(handle, how | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 32, 0).decode(errors="replace").strip() or "?"
            raise FolderLockedError(
                f"{data}: the data folder is in use by another run (process {holder})"
            ) from None
        if how == fcntl.LOCK_EX:
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)


def _open_to_look(file: Path) -> int:
    try:
        return os.open(file, os.O_RDONLY)
    except OSError as error:
        raise GongkaiError(f"{file}: cannot be read: {error.strerror}") from None


@contextmanager
def in_turn(folder: Path) -> Iterator[None]:
    """Hold a folder's lock, waiting for whoever holds it; meant for work of seconds."""
    make_folder(folder)
    handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def is_locked(data: Path) -> bool:
    """Whether some run works in a data folder. Nothing is held afterwards."""
    return is_held(data / ".lock", fcntl.LOCK_SH)


def is_held(file: Path, how: int) -> bool:
    """Whether somebody holds a lock on a file beside which `how` cannot be had."""
    try:
        handle = os.open(file, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(handle, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False

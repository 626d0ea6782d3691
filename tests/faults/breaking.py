"""What breaks things: a disk that is full or not, a program that holds the database.

Run as a program it is `gongkai` with something that breaks at one step of the night:
MODULE:NAME BREAK ARGUMENT -- gongkai's own arguments.
"""

from __future__ import annotations

import importlib
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOM = "700m"


def fill(folder: Path) -> None:
    """Leave no byte on a small disk: its bound is set to what is on it."""
    for spare in range(20):
        state = os.statvfs(folder)
        used = (state.f_blocks - state.f_bfree + spare) * state.f_frsize
        if _size(folder, f"{used}"):
            return
    raise AssertionError(f"{folder} cannot be filled")


def empty(folder: Path) -> None:
    """Room again."""
    assert _size(folder, ROOM)


def _size(folder: Path, size: str) -> bool:
    command = ["mount", "-o", f"remount,size={size}", str(folder)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of its own in a folder; skips where none may be mounted."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode != 0:
        pytest.skip("no file system may be mounted here (needs root)")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


@contextmanager
def held(database: Path) -> Iterator[None]:
    """Hold a write lock over a database."""
    db = sqlite3.connect(database, isolation_level=None)
    try:
        db.execute("BEGIN IMMEDIATE")
        yield
    finally:
        db.close()


def hold(database: Path, seconds: float) -> None:
    """Let another process hold a write lock over a database for so long."""
    code = (
        "import sqlite3, sys, time\n"
        "db = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "db.execute('BEGIN IMMEDIATE')\nprint('held', flush=True)\n"
        "time.sleep(float(sys.argv[2]))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(database), str(seconds)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"


def main() -> None:
    where, what, argument, _, *rest = sys.argv[1:]
    module, _, name = where.partition(":")
    owner = importlib.import_module(module)
    step: Any = getattr(owner, name)
    broken: list[float] = []

    def breaks(*arguments: Any, **more: Any) -> Any:
        if not broken:
            broken.append(time.monotonic())
            if what == "fill":
                fill(Path(argument))
            else:
                hold(Path(argument), float(what))
        return step(*arguments, **more)

    setattr(owner, name, breaks)
    sys.argv[1:] = rest
    from scheduler.cli import main as gongkai

    gongkai()


if __name__ == "__main__":
    main()

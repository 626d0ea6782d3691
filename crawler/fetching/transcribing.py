"""The transcripts of a night: every file read once, in a child process, and kept in the archive."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from crawler.errors import ArchiveError
from crawler.fetching.archive import Archive, ArchiveReader
from crawler.fetching.extracting import TOOK
from crawler.fetching.programs import MOST_OUTPUT, PROGRAMS, bare_environment
from crawler.pages.files.formats import format_of
from crawler.pages.files.transcript import Transcript, Why, from_bytes, nothing, to_bytes
from crawler.pages.task import Purpose
from crawler.portals import Limits
from crawler.visit.fetch import Fetch

if TYPE_CHECKING:  # the readers that it knows are dear to load
    from crawler.fetching.fetched import Fetched

MEDIA_TYPE = "application/json"
_AT_ONCE = 2
_ROOT = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from crawler.fetching.extracting import main; main(sys.argv[1:])"  # noqa: E501
_FILES = frozenset({Purpose.FILE, Purpose.TEXT, Purpose.ROSTER})


def transcript_urn(digest: str) -> str:
    """The address under which the transcript of a file with that SHA-256 is archived."""
    return f"urn:gongkai:transcript:{digest}"


def archived_transcript(reader: ArchiveReader, fetch: Fetch) -> bytes:
    """The transcript of a file in an archived night; empty if none was made.

    Raises ArchiveError for one that was changed.
    """
    if fetch.snapshot is None or fetch.task.purpose not in _FILES:
        return b""
    urn = transcript_urn(fetch.snapshot.sha256)
    if not reader.holds(urn):
        return b""
    found = reader.resource(urn).body
    try:
        from_bytes(found)
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveError(f"{reader.path}: {urn}: no transcript: {error}") from error
    return found


class Kept(Protocol):
    """Where transcripts are kept for nights on which their files come again."""

    def transcript(self, given: str) -> bytes | None:
        """The transcript of a file; `given` is all that it depends on but our own code."""

    def keep_transcript(self, given: str, text: bytes) -> None:
        """Keep one."""


class Transcriber:
    """Makes the transcripts of the files that a group's visits fetch, each file once.

    A whole one is carried over from an earlier night, if the same programs would make it.
    """

    def __init__(
        self,
        archive: Archive,
        limits: Limits,
        clock: Callable[[], datetime],
        kept: Kept | None = None,
    ) -> None:
        self._kept = kept
        self._archive = archive
        self._limits = limits
        self._clock = clock
        self._made: dict[str, asyncio.Future[bytes]] = {}
        self._turn = asyncio.Semaphore(_AT_ONCE)

    async def told(self, got: Fetched) -> Fetched:
        """What was fetched, with its transcript if it is a file that has one."""
        shot = got.fetch.snapshot
        if shot is None or shot.status != 200 or got.fetch.task.purpose not in _FILES:
            return got
        kind = format_of(got.body)
        if kind not in TOOK:
            return got
        digest = shot.sha256
        if digest not in self._made:
            self._made[digest] = asyncio.ensure_future(self._make(digest, kind, got.body))
        return replace(got, transcript=await asyncio.shield(self._made[digest]))

    async def _make(self, digest: str, kind: str, body: bytes) -> bytes:
        bounds = (self._limits.text_seconds, self._limits.text_memory)
        given = repr((digest, kind, bounds, _programs(kind))) if self._kept is not None else ""
        text = self._kept.transcript(given) if self._kept is not None else None
        if text is None:
            async with self._turn:
                made = await asyncio.to_thread(transcribe, kind, body, self._limits)
            text = to_bytes(made)
            if self._kept is not None and made.whole:
                self._kept.keep_transcript(given, text)
        self._archive.write_resource(transcript_urn(digest), MEDIA_TYPE, text, self._clock())
        return text


def _programs(kind: str) -> tuple[object, ...]:
    """What is installed for a format: another program, or another version, may say otherwise."""
    found: list[object] = []
    for one in PROGRAMS.get(kind, ()):
        path = shutil.which(one.name)
        if path is not None:
            there = Path(path).stat()
            found.append((path, there.st_size, there.st_mtime_ns))
    return tuple(found)


def transcribe(kind: str, body: bytes, limits: Limits) -> Transcript:
    """The transcript of a file of that format, made in a child process within the bounds.

    Never raises for what a file or its reader does: whatever they do is one cause.
    """
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            return _in_child(kind, body, Path(folder), limits)
    except OSError:
        return nothing(Why.OWN, "监测端未能读取该文件")


def _in_child(kind: str, body: bytes, folder: Path, limits: Limits) -> Transcript:
    path, target = folder / "file", folder / "transcript"
    path.write_bytes(body)
    seconds = limits.text_seconds
    arguments = (kind, str(path), str(seconds), str(limits.text_memory), str(target))
    child = subprocess.Popen(
        (sys.executable, "-I", "-S", "-c", _START, str(_ROOT), *arguments),
        cwd=folder, env=bare_environment(folder), stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        return nothing(Why.LIMIT, "未能在时限内读完文件")
    finally:
        # Whatever the child started, and left behind, goes with it.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    if child.returncode != 0 or not target.is_file() or target.stat().st_size > MOST_OUTPUT:
        return nothing(Why.LIMIT, "读取该文件时中断，超出时间或内存上限")
    try:
        return from_bytes(target.read_bytes())
    except (ValueError, KeyError, TypeError):
        return nothing(Why.OWN, "监测端未能读取该文件")

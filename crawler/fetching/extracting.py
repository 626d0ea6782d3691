"""The child process that reads one file: started for it, bounded, and gone when it is read.

Run with the file's format and path, the seconds and the bytes of memory that it may use; writes the
transcript to the path given last. It imports the standard library and our own readers alone.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from crawler.fetching.programs import MOST_OUTPUT, PROGRAMS, read_by_program
from crawler.pages.files.bundle import OURS, read_bundle, read_ours
from crawler.pages.files.formats import written_by
from crawler.pages.files.transcript import Transcript, Why, nothing, to_bytes

TOOK = frozenset({*OURS, "pdf", "ole", "rtf", "zip"})
"""The formats of files that are read in a child process."""
_PART = 0.8
"""How much of the time a program may take: the rest is for what it said."""


class Reading:
    """Reads files into a folder of its own, each in one below it."""

    def __init__(self, folder: Path, seconds: float, memory: int) -> None:
        """`seconds` and `memory` (bytes) are those of a program that is asked."""
        self._folder = folder
        self._seconds = seconds
        self._memory = memory
        self._count = 0

    def of(self, kind: str, body: bytes) -> Transcript:
        """The transcript of a file of that format (as its bytes tell)."""
        if kind == "zip":
            return read_bundle(body, self.of)
        if kind in OURS:
            return read_ours(kind, body)
        if kind == "ole":
            kind = written_by(body) or "ole"
        if kind == "encrypted":
            return nothing(Why.ENCRYPTED, "文件已加密，需要密码")
        if kind not in PROGRAMS:
            return nothing(Why.FORMAT, "该格式的文件无法读取")
        self._count += 1
        own = self._folder / f"asked-{self._count}"
        own.mkdir()
        return read_by_program(kind, body, own, self._seconds, self._memory)


def main(arguments: list[str]) -> None:
    """Read the file and write its transcript."""
    kind, path, seconds, memory, target = arguments
    _bound(float(seconds), int(memory))
    reading = Reading(Path(path).parent, float(seconds) * _PART, int(memory))
    try:
        found = reading.of(kind, Path(path).read_bytes())
    except MemoryError:
        found = nothing(Why.LIMIT, "读取该文件所需内存超出上限")
    except OSError:
        found = nothing(Why.OWN, "监测端未能读取该文件")
    Path(target).write_bytes(to_bytes(found))


def _bound(seconds: float, memory: int) -> None:
    # The hard limits stay as they are: the office suite may be given more than this process.
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, int(seconds) + 1),
        (resource.RLIMIT_FSIZE, 2 * MOST_OUTPUT),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(what, (most, hard))


if __name__ == "__main__":
    main(sys.argv[1:])

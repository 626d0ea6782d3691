"""Reading only what changed: the reading of a page is carried over where it must be the same.

Readers are pure. What they are given is the address, the bytes with their type and status, the
task without what its list row says of the list (`bare`), a file's transcript, and themselves:
when all of that is the same, so is what comes out, but for the snapshot that it bears. Left out
is what looks at the day of the capture.
"""

from __future__ import annotations

import hashlib
import pickle
import sys
from contextlib import suppress
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from crawler.pages.reading import Reading
from crawler.records.model import Cause, Snapshot
from crawler.spiders import traffic
from crawler.storage.readings import ReadingStore
from crawler.visit.fetch import Fetch

_OWN = "own"
_PARSERS = ("selectolax", "beautifulsoup4", "html5lib", "lxml", "opencc")
_PLAIN = {("datetime", "date"), ("datetime", "datetime"), ("datetime", "timezone"),
          ("datetime", "timedelta"), ("decimal", "Decimal"),
          ("zoneinfo", "ZoneInfo")}  # fmt: skip


_VOCABULARY = ("crawler.records.", "crawler.portals.", "crawler.pages.reading")
_known_classes: dict[tuple[str, str], type] = {}


class _StrangeError(Exception):
    """A reading that bears more than its own page's snapshot, or is none."""


@cache
def readers_version() -> str:
    """Digest of all that decides what is read of given bytes: code, tables, parsers, Python."""
    root = Path(__file__).parents[1]
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".toml"):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(path.read_bytes() + b"\0")
    for name in _PARSERS:
        try:
            digest.update(f"{name} {version(name)}\0".encode())
        except PackageNotFoundError:
            continue
    return digest.hexdigest()


class Remembered:
    """Reads answers, each state of a page once. `count` is of those that were not read again."""

    def __init__(self, path: Path, day: date) -> None:
        """`path` is the file of the group's readings, `day` that of the night."""
        self._store = ReadingStore(path, day)
        self.count = 0

    def read(
        self, fetch: Fetch, content_type: str, body: bytes, transcript: bytes = b""
    ) -> Reading | None:
        """The reading of an answer, as `read_answer` gives it."""
        shot = fetch.snapshot
        if shot is None:
            return traffic.read_answer(fetch, content_type, body, transcript)
        key = key_of(fetch, shot, content_type, transcript)
        known = self._known(key, shot)
        if known is not None:
            return known
        made = traffic.read_answer(fetch, content_type, body, transcript)
        if made is None or made.by_day or made.cause is Cause.SCANNER:
            return made
        with suppress(_StrangeError):
            self._store.put(key, pack(made, shot))
        return made

    def carried(self, fetch: Fetch, content_type: str) -> Reading | None:
        """The reading of a page from an earlier night; None where it is to be read.

        Its bytes need not be at hand: their digest is that of the fetch.
        """
        shot = fetch.snapshot
        return self._known(key_of(fetch, shot, content_type, b""), shot) if shot else None

    def _known(self, key: bytes, shot: Snapshot) -> Reading | None:
        known = self._store.get(key)
        if known is None:
            return None
        with suppress(_StrangeError):
            reading = unpack(known, shot)
            self.count += 1
            return reading
        return None

    def transcript(self, given: str) -> bytes | None:
        """The transcript of a file from an earlier night, made by the same code of the same."""
        return self._store.get(_named(given))

    def keep_transcript(self, given: str, text: bytes) -> None:
        """Keep a transcript for later nights."""
        self._store.put(_named(given), text)

    def close(self) -> None:
        """Keep what was read for later nights."""
        self._store.close()


def _named(given: str) -> bytes:
    return hashlib.sha256(f"transcript {readers_version()} {given}".encode()).digest()


def key_of(fetch: Fetch, shot: Snapshot, content_type: str, transcript: bytes) -> bytes:
    """The digest of everything that a reading rests on."""
    given = (
        readers_version(), fetch.task.wish, fetch.final_url, content_type, shot.url,
        shot.sha256, shot.status, shot.media_type, hashlib.sha256(transcript).hexdigest(),
        fetch.calls,
    )  # fmt: skip
    return hashlib.sha256(repr(given).encode("utf-8", "backslashreplace")).digest()


def pack(reading: Reading, shot: Snapshot) -> bytes:
    """A reading without its snapshot; _StrangeError if it bears another."""
    out = BytesIO()
    _Packer(out, shot).dump(reading)
    return out.getvalue()


def unpack(data: bytes, shot: Snapshot) -> Reading:
    """The reading with the snapshot of tonight; _StrangeError for what is no reading."""
    try:
        reading = _Unpacker(BytesIO(data), shot).load()
    except _StrangeError:
        raise
    except Exception as error:
        # Whatever damaged data makes of the machine: it is read again.
        raise _StrangeError(str(error)) from error
    if not isinstance(reading, Reading):
        raise _StrangeError("no reading")
    return reading


class _Packer(pickle.Pickler):
    def __init__(self, out: BytesIO, shot: Snapshot) -> None:
        super().__init__(out, protocol=5)
        self._shot = shot

    def persistent_id(self, value: Any) -> str | None:
        """The page's own snapshot goes by name."""
        if type(value) is not Snapshot:
            return None
        if value != self._shot:
            raise _StrangeError(f"bears a snapshot of {value.url}")
        return _OWN

    def reducer_override(self, value: Any) -> Any:
        """A time zone by its name: what Python makes of it itself, `getattr`, is never let in."""
        return (ZoneInfo, (value.key,)) if type(value) is ZoneInfo else NotImplemented


class _Unpacker(pickle.Unpickler):
    """Makes values of the crawler's own vocabulary and nothing else."""

    def __init__(self, source: BytesIO, shot: Snapshot) -> None:
        super().__init__(source)
        self._shot = shot

    def persistent_load(self, name: Any) -> Snapshot:
        """Tonight's snapshot where the page's own stood."""
        if name != _OWN:
            raise _StrangeError(f"asks for {name!r}")
        return self._shot

    def find_class(self, module: str, name: str) -> Any:
        """A frozen value or a name of the vocabulary, or a plain date."""
        if (module, name) not in _known_classes:
            _known_classes[module, name] = self._class(module, name)
        return _known_classes[module, name]

    def _class(self, module: str, name: str) -> type:
        if (module, name) in _PLAIN or module.startswith(_VOCABULARY):
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise _StrangeError(f"{module}.{name} has no place in a reading")

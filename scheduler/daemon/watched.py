"""A workplace that is read again whenever one of its files was edited."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scheduler.workplace import Workplace, open_workplace

Fingerprint = tuple[tuple[str, int, int], ...]


def watched_workplace(watchlist: Path, data: Path | None = None) -> Callable[[], Workplace]:
    """A function that gives the workplace as its files are now, read anew only after an edit.

    The function raises GongkaiError for files that cannot be used, every time it is asked.
    """
    known: list[tuple[Fingerprint, Workplace]] = []

    def read() -> Workplace:
        now = fingerprint(watchlist)
        if not known or known[0][0] != now:
            known[:] = [(now, open_workplace(watchlist, data))]
        return known[0][1]

    return read


def fingerprint(watchlist: Path) -> Fingerprint:
    """Names, times and sizes of the files that a workplace is read from."""
    folder = watchlist.parent
    # Below the folder of rulebooks lie the terms that they share.
    files = [watchlist, *folder.glob("calendar/*.toml"), *folder.glob("rulebooks/**/*.toml")]
    found = []
    for path in sorted(files):
        try:
            state = path.stat()
        except OSError:
            continue
        found.append((str(path), state.st_mtime_ns, state.st_size))
    return tuple(found)

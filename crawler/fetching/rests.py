"""What rests: the pages that a night did not ask for, listed once, with where their bytes lie.

One record of the night's archive names them all. Of each it has the address and digest of the
bytes, the moment of the last look at them and the archive file beside the night's that has them:
a record of its own for each would be most of what such a night writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from crawler.errors import ArchiveError
from crawler.fetching.items import file_of_ours
from crawler.records.moments import beijing

RESTS_URN = "urn:gongkai:unasked"
RESTS_TYPE = "application/json"
_VERSION = 1


@dataclass(frozen=True)
class Rest:
    """A page that was not asked for. `file` has its bytes, `captured_at` is when it was last seen.

    `file` is the name of an archive file beside the night's own.
    """

    url: str
    sha256: str
    captured_at: datetime
    file: str


def write_rests(rests: Iterable[Rest]) -> bytes:
    """The list as JSON, by files and addresses; the same bytes for the same pages."""
    files: dict[str, list[tuple[str, str, str]]] = {}
    for one in rests:
        page = (one.url, one.sha256, one.captured_at.isoformat())
        files.setdefault(one.file, []).append(page)
    data = {"version": _VERSION, "files": {name: sorted(files[name]) for name in sorted(files)}}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def read_rests(content: bytes) -> tuple[Rest, ...]:
    """The pages of a list; ArchiveError if it is none, or names a file that is not beside it."""
    try:
        files = json.loads(content)["files"]
        return tuple(
            Rest(str(url), str(sha256), beijing(datetime.fromisoformat(at)), file_of_ours(name))
            for name, pages in files.items()
            for url, sha256, at in pages
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArchiveError(f"{RESTS_URN}: no list of pages: {error}") from error

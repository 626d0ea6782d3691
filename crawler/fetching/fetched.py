"""What came of a task: how its request went, with the bytes or the reading that came back."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.fetching.items import Headers
from crawler.pages.reading import Reading
from crawler.visit.fetch import Fetch

LONGEST_MARK = 64
"""Characters kept of a Last-Modified; a date has 29."""


@dataclass(frozen=True)
class Fetched:
    """A fetch with the bytes that came back, so that they are read without going to the disk.

    `transcript` is what a file says, as archived beside it; empty where none was made.
    `headers` are those of the answer. With `reading`, that of a page which was not asked for and
    whose bytes were read before, come neither bytes nor headers.
    """

    fetch: Fetch
    content_type: str = ""
    body: bytes = b""
    transcript: bytes = b""
    headers: Headers = ()
    reading: Reading | None = None

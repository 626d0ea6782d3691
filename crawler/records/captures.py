"""What is known of addresses from earlier nights: where their bytes lie, and how fresh they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Capture:
    """The last good answer (200) of an address to one request, and where its bytes are kept.

    `request` is empty for a plain GET, else method and digest of the body. `warc` is the name of
    the group's archive file that has the bytes, `kept_at` the moment of judgement of the night
    that wrote them. `whole_at` is that of the last night which was given the bytes, `seen_at` of
    the last that asked, `looked_at` the time of that answer; `task` digests what the last night
    wanted of the page (`bare`), empty where that is not known. `etag` and `modified` are what the
    server said with the bytes, `content_type` what it said of those that are kept (empty where that
    was not noted).
    """

    url: str
    request: str
    sha256: str
    status: int
    warc: str
    kept_at: datetime
    whole_at: datetime
    seen_at: datetime
    etag: str = ""
    modified: str = ""
    looked_at: datetime | None = None
    task: str = ""
    content_type: str = ""


@dataclass(frozen=True)
class Captures:
    """All captures of a group. `doubted` are hosts that were met saying the same of other bytes,
    with the moment of the night that met them: their 304 is not believed."""

    pages: tuple[Capture, ...] = ()
    doubted: Mapping[str, datetime] = field(default_factory=dict)


NO_CAPTURES = Captures()
"""What is known of a group that was never read."""

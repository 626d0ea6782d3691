"""Reading a page that did not change once only: what it says is a matter of its bytes alone.

The readings are the real readers' own; only the moment of capture and the digests in them are
tonight's. The line that shows today's date on every page of a portal counts as no change.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest

from crawler.pages.reading import Reading
from crawler.spiders import traffic
from crawler.visit.fetch import Fetch

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_TODAY = re.compile(rb"<li>.{1,12}\d{4}.{1,4}\d{1,2}.{1,4}\d{1,2}.{1,4}</li>")


def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remember the readings of pages from now on. All captures of a crawl must bear one moment."""
    really = traffic.read_answer
    known: dict[Any, Reading | None] = {}
    steady: dict[str, str] = {}  # tonight's digest of a body → that of the body without its date
    tonight: dict[str, str] = {}  # and back

    def read(
        fetch: Fetch, content_type: str, body: bytes, transcript: bytes = b""
    ) -> Reading | None:
        if fetch.snapshot is None or transcript:
            return really(fetch, content_type, body, transcript)
        at, digest = fetch.snapshot.captured_at, fetch.snapshot.sha256
        steady[digest] = sha256(_TODAY.sub(b"", body, count=1)).hexdigest()
        tonight[steady[digest]] = digest

        def outwards(value: Any) -> Any:
            return _NEVER if value == at else steady.get(value, value)

        def back(value: Any) -> Any:
            return at if value == _NEVER else tonight.get(value, value)

        timeless: Fetch = _with(fetch, outwards)
        key = (timeless.task, timeless.snapshot, timeless.final_url, content_type)
        if key not in known:
            known[key] = really(timeless, content_type, body)
        reading: Reading | None = _with(known[key], back)
        return reading

    monkeypatch.setattr(traffic, "read_answer", read)


def _with(value: Any, swap: Callable[[Any], Any]) -> Any:
    """The value with moments and texts swapped; the very same where nothing is."""
    if isinstance(value, datetime) or (type(value) is str and len(value) == 64):
        return swap(value)
    if isinstance(value, tuple):
        parts = tuple(_with(one, swap) for one in value)
        return parts if any(a is not b for a, b in zip(parts, value, strict=True)) else value
    if is_dataclass(value) and not isinstance(value, type):
        changed = {}
        for one in fields(value):
            before = getattr(value, one.name)
            after = _with(before, swap)
            if after is not before:
                changed[one.name] = after
        return replace(value, **changed) if changed else value
    return value

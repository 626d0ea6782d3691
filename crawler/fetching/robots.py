"""robots.txt after RFC 9309: what it allows, and what its absence or failure means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from protego import Protego

from crawler.records.model import Cause

AGENT = "Gongkai"
"""The product token that robots.txt addresses us by."""

_SIZE = 1_000_000  # bytes parsed; RFC 9309 section 2.5 asks for at least 500 KiB


@dataclass(frozen=True)
class Rules:
    """What one host's robots.txt comes to.

    `cause` is set when nothing of the host may be asked; `detail` says why.
    """

    parsed: Any = None
    cause: Cause | None = None
    detail: str = ""

    def refusal(self, url: str) -> Cause | None:
        """Why that address must not be asked; None if it may."""
        if self.cause is not None:
            return self.cause
        if self.parsed is not None and not self.parsed.can_fetch(url, AGENT):
            return Cause.ROBOTS
        return None

    @property
    def delay(self) -> float:
        """Crawl-delay in seconds, 0 if none is asked for."""
        found = self.parsed.crawl_delay(AGENT) if self.parsed is not None else None
        return float(found) if found and found > 0 else 0.0


def read_rules(status: int, body: bytes) -> Rules:
    """The rules that an answer to /robots.txt stands for.

    4xx: there are none. 5xx: the host counts as unreachable, and nothing of it may be asked
    (RFC 9309 section 2.3.1.4). A page in HTML is a soft 404: none.
    """
    if status >= 500:
        detail = f"robots.txt answers {status}: everything counts as forbidden (RFC 9309)"
        return Rules(cause=Cause.UNREACHABLE, detail=detail)
    start = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if status != 200 or start.startswith(b"<"):
        return Rules()
    text = body[:_SIZE].decode("utf-8", errors="replace").lstrip("\ufeff")
    try:
        return Rules(parsed=Protego.parse(text))
    except (ValueError, RecursionError):
        return Rules()

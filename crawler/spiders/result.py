"""What the night of a portal group came to; light, so that whoever waits for it need not crawl."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crawler.records import Cause
from crawler.records.ledger import HostLedger


@dataclass(frozen=True)
class PortalResult:
    """What the visit of one portal came to.

    `cause` says why the home page itself was not seen, None if it was. `misses` counts the
    pages that were not observed, by cause. `family`, `version` and `confidence` tell the content
    system of its pages. It began at `began` and took so many `seconds`; a result that was noted
    by an earlier version does not say when.
    """

    portal: str
    pages: int
    records: int
    seconds: float
    family: str
    cause: Cause | None = None
    misses: tuple[tuple[str, int], ...] = ()
    version: str = ""
    confidence: float = 0.0
    began: datetime | None = None


@dataclass(frozen=True)
class GroupResult:
    """What a group's night came to; small, so that it travels between processes.

    `errors` are faults of ours (a reader that failed), never of portals.
    """

    run: str
    portals: tuple[PortalResult, ...]
    ledger: tuple[HostLedger, ...] = ()
    errors: tuple[str, ...] = ()
    seconds: float = 0.0

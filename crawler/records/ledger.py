"""The politeness ledger (礼貌采集记录): what one host had to bear in a night."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HostLedger:
    """What one host had to bear. Times in seconds, bytes after decompression.

    `rate` is the most requests a second that it was to be asked: inf for a host on this machine
    that has no bound, None in the books of runs that did not note it.
    """

    host: str
    requests: int = 0
    bytes: int = 0
    peak_per_second: int = 0
    average_per_second: float = 0.0
    retries: int = 0
    complaints: int = 0  # answers 429 and 503
    robots_skips: int = 0
    seconds: float = 0.0
    rate: float | None = None

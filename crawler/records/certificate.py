"""What a host's certificate (证书) showed when a page was asked for over TLS."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Certificate:
    """The certificate of one handshake, as our own libraries took it.

    `fault` is empty where it was accepted; else expired, not_yet, name (it is another host's),
    self_signed, or chain (it leads to no root that we know). `said` are the words of the refusal.
    """

    fault: str = ""
    expires_on: date | None = None
    issuer: str = ""
    said: str = ""

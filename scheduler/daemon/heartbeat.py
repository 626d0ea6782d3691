"""The outward heartbeat: a watcher elsewhere hears that the nights run, and misses us if not."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

import httpx

log = logging.getLogger(__name__)
_PATHS = {"start": "/start", "success": "", "fail": "/fail"}
_SECONDS = 10.0


def ping(address: str, what: str) -> None:
    """Ask the heartbeat's address: what is "start", "success" or "fail". Never raises.

    A watcher that cannot be reached changes nothing here: it will miss us by itself.
    """
    try:
        answer = httpx.get(address + _PATHS[what], timeout=_SECONDS, trust_env=False)
        answer.raise_for_status()
    except httpx.HTTPError as error:
        # The path of such an address is as good as a password, and stays out of the log.
        host = urlsplit(address).netloc
        log.warning("heartbeat %s: %s was not reached: %s", what, host, type(error).__name__)

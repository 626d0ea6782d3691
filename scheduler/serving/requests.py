"""The log of requests: who asked for what, and never with which token."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

log = logging.getLogger("gongkai.requests")
Call = Callable[..., Any]


class RequestLog:
    """Wraps an ASGI application; one line a request.

    The query is left out: somebody may have put a token there by mistake.
    """

    def __init__(self, app: Call) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Call, send: Call) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status, size = time.perf_counter(), 500, 0

        async def watched(message: Any) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            log.info(
                "%s %s %s %d %d bytes %.1f ms",
                scope.get("state", {}).get("reader", "-"),
                quote(scope["method"][:20]),
                quote(scope["path"][:500]),
                status,
                size,
                (time.perf_counter() - started) * 1000,
            )

"""What holds for every request, whatever page it is for: bounds of size, headers of safety."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException

from reports.console.gate import Gate

BODY = 1_000_000
"""Bytes of a request body at the most; nothing that a form of ours sends comes near."""
UPLOADS: Mapping[str, int] = {
    "/attest": 32_000_000,
    "/marks": 12_000_000,
    "/selfcheck": 12_000_000,
}
"""Larger bounds, below the addresses that take files; for persons who are in only."""
QUERY = 8_000
"""Bytes of an address and its query, each, at the most."""
Call = Callable[..., Any]


class Guard:
    """Wraps the console: bounds what comes in, and gives every answer its headers.

    A page that forgets the headers has them nevertheless; one that has others keeps those.
    """

    def __init__(self, app: Call, gate: Gate, refusal: Callable[[Request, int], Call]) -> None:
        self.app = app
        self.gate = gate
        self.refusal = refusal

    async def __call__(self, scope: Any, receive: Call, send: Call) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)

        async def with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.gate.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        if len(scope["query_string"]) > QUERY or len(scope.get("raw_path") or b"") > QUERY:
            self._note(request, f"address beyond {QUERY} bytes")
            await self.refusal(request, 414)(scope, receive, with_headers)
            return
        bound = BODY
        if _takes_files(request):
            # Nobody who is not in makes us keep a file.
            session = await run_in_threadpool(self.gate.session_of, request)
            bound = BODY if session is None else _larger(request)
        told = request.headers.get("content-length", "")
        if told.isdecimal() and (len(told) > 15 or int(told) > bound):
            self._note(request, f"body beyond {bound} bytes")
            await self.refusal(request, 413)(scope, receive, with_headers)
            return
        taken = 0

        async def bounded() -> Any:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > bound:
                self._note(request, f"body beyond {bound} bytes")
                # Whoever reads the body lets it through to where refusals are answered.
                raise HTTPException(413)
            return message

        await self.app(scope, bounded, with_headers)

    def _note(self, request: Request, what: str) -> None:
        session = self.gate.session_of(request)
        name = session.person.name if session is not None else ""
        self.gate.log(request, name, what)


def _larger(request: Request) -> int:
    """Bytes that the address takes of a person who is in; 0 where it takes no files."""
    path = request.url.path
    return max(
        (most for start, most in UPLOADS.items() if path == start or path.startswith(start + "/")),
        default=0,
    )


def _takes_files(request: Request) -> bool:
    return request.method == "POST" and _larger(request) > 0

"""From lines of the feed to an HTTP answer: ETag, 304, gzip."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

from reports.stitching import Piece, piece_of, stitched

JSON, CSV = "application/json", "text/csv; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
_CHUNK = 256 * 1024

COMMON = {
    # Confidential: no shared cache may keep it, and a private one asks before it uses it.
    "Cache-Control": "private, no-cache",
    "Vary": "Authorization, Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'",
}


@dataclass(frozen=True)
class Answer:
    """The content of an answer as pieces; `marks` tell this content from every other."""

    media: str
    pieces: Sequence[Piece]
    marks: Sequence[str]
    modified: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def text_answer(media: str, text: str, modified: str = "") -> Answer:
    """An answer of one text."""
    return Answer(media, [piece_of(text)], [text], modified)


def respond(request: Request, answer: Answer) -> Response:
    """The response to a request for an answer; 304 if the reader has it already."""
    zipped = _takes_gzip(request.headers.get("accept-encoding", ""))
    tag = _etag(answer, zipped)
    headers = {**COMMON, **answer.headers, "ETag": tag}
    if answer.modified:
        moment = datetime.fromisoformat(answer.modified)
        headers["Last-Modified"] = format_datetime(moment.astimezone(UTC), usegmt=True)
    if _known(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    if zipped:
        headers |= {"Content-Encoding": "gzip"}
        body = b"".join(stitched(answer.pieces))
        return Response(body, 200, headers, answer.media)
    headers["Content-Length"] = str(sum(piece.size for piece in answer.pieces))
    if request.method == "HEAD":
        return Response(None, 200, headers, answer.media)
    # Unpacked as it goes out: a day of many units is tens of megabytes.
    plain = (piece.plain for piece in answer.pieces if piece.size)
    return StreamingResponse(_in_chunks(plain), 200, headers, answer.media)


async def _in_chunks(parts: Iterable[bytes]) -> AsyncIterator[bytes]:
    # A few large writes instead of hundreds of small ones. Asynchronous, since Starlette would
    # otherwise send every step of an iterator through its thread pool.
    held: list[bytes] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size >= _CHUNK:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def _etag(answer: Answer, zipped: bool) -> str:
    # Strong: the zipped form has other bytes, and therefore another tag.
    digest = hashlib.sha256(answer.media.encode())
    for mark in answer.marks:
        digest.update(b"\x1f" + mark.encode("utf-8", "replace"))
    return f'"{digest.hexdigest()[:40]}{"-gzip" if zipped else ""}"'


def _known(given: str | None, tag: str) -> bool:
    if given is None:
        return False
    tags = [one.strip().removeprefix("W/") for one in given.split(",")]
    return tag in tags or "*" in tags


def _takes_gzip(accepted: str) -> bool:
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    weight = float(parameter[2:])
                except ValueError:
                    weight = 0.0
        weights[name] = weight
    return weights.get("gzip", weights.get("*", 0.0)) > 0

"""Files handed to a browser: made whole in a temporary file first, then sent piece by piece.

So that a fault while making one is an answer of its own, no half file, and a slow reader holds
neither memory nor the books.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from typing import IO
from urllib.parse import quote

from fastapi.responses import Response, StreamingResponse

from reports.console.gate import HEADERS

_PIECE = 256 * 1024
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"docx": DOCX, "xlsx": XLSX, "pdf": "application/pdf", "zip": "application/zip"}
"""Media types by ending."""


def handed(make: Callable[[IO[bytes]], None], stem: str, ending: str, media_type: str) -> Response:
    """The answer with what `make` writes, as a file to be saved under that name.

    It takes its time: to be called in a turn (reports/console/turns.py).
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115  (the answer closes it)
    try:
        make(file)
        size = file.seek(0, 2)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    headers = {**HEADERS, **disposition(f"{stem}.{ending}"), "Content-Length": str(size)}
    return StreamingResponse(_pieces(file), media_type=media_type, headers=headers)


def handed_bytes(data: bytes, stem: str, ending: str) -> Response:
    """The answer with these bytes, as a file to be saved under that name."""
    headers = {**HEADERS, **disposition(f"{stem}.{ending}")}
    return Response(data, media_type=TYPES[ending], headers=headers)


def disposition(name: str) -> dict[str, str]:
    """The header that names a file, for every browser: in ASCII, and whole (RFC 6266)."""
    stem, _, ending = name.rpartition(".")
    parts = ("".join(c for c in part if c.isascii() and c not in '"\\') for part in stem.split("_"))
    plain = "-".join(("gongkai", *(part for part in parts if part))) + f".{ending}"
    return {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    }


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece

"""Data folders as released versions left them: SQL dumps of the databases, and the archive.

`python -m tests.scheduler.releases VERSION [CHECKOUT]` makes the one of a version, with the code of
that checkout (default: this one). Two nights over a small portal; it is made once per release and
never again.
"""

from __future__ import annotations

import http.server
import shutil
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

HERE = Path(__file__).parent
NIGHTS = ("2026-11-20", "2026-11-21")
PLACE = ("127.77.0.1", 18077)
"""Where the portal stands. Cases go by addresses, so a next night must meet it at the same one;
nothing else uses this corner of the loopback network."""


def released() -> list[str]:
    """Every version that there is a data folder of."""
    return sorted(one.name for one in HERE.iterdir() if (one / "gongkai.toml").exists())


def unpack(version: str, folder: Path) -> Path:
    """The watchlist and the data folder of a version below `folder`; returns the data folder."""
    source = HERE / version
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(source / "gongkai.toml", folder)
    data = folder / "data"
    shutil.copytree(source / "archive", data / "archive")
    for dump in sorted(source.rglob("*.sql")):
        path = data / dump.relative_to(source).with_suffix(".db")
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(dump.read_text("utf-8"))
            connection.execute("PRAGMA journal_mode = WAL")
    return data


@contextmanager
def serving(pages: Mapping[str, str]) -> Iterator[str]:
    """Serve pages at the portal's place; yields its home address."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text = pages.get(self.path)
            body = (text or "没有这个页面").encode()
            self.send_response(200 if text else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
            pass

    server = http.server.ThreadingHTTPServer(PLACE, Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{PLACE[0]}:{PLACE[1]}/"
    finally:
        server.shutdown()
        server.server_close()

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


def released() -> list[str]:
    """Every version that there is a data folder of."""
    return sorted(one.name for one in HERE.iterdir() if (one / "gongkai.toml").exists())


def unpack(version: str, folder: Path, port: int | None = None) -> Path:
    """The watchlist and the data folder of a version below `folder`; returns the data folder.

    With `port` the portal has moved there, in watchlist, databases and their folder; the archive
    stays as it was sealed.
    """
    source = HERE / version
    was = old_port(version)

    def moved(text: str) -> str:
        return text if port is None else text.replace(f"127.0.0.1:{was}", f"127.0.0.1:{port}")

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "gongkai.toml").write_text(
        moved((source / "gongkai.toml").read_text("utf-8")), encoding="utf-8"
    )
    data = folder / "data"
    shutil.copytree(source / "archive", data / "archive")
    for dump in sorted(source.rglob("*.sql")):
        name = dump.relative_to(source).with_suffix(".db").as_posix()
        if port is not None:
            name = name.replace(f"127.0.0.1_{was}", f"127.0.0.1_{port}")
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(moved(dump.read_text("utf-8")))
            connection.execute("PRAGMA journal_mode = WAL")
    return data


def old_port(version: str) -> int:
    """The port at which the portal stood when the version was recorded."""
    (group,) = (one.name for one in (HERE / version / "groups").iterdir())
    return int(group.rpartition("_")[2])


@contextmanager
def serving(pages: Mapping[str, str]) -> Iterator[int]:
    """Serve pages on loopback at a port that the system chooses."""

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

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()

"""`gongkai serve`: the feed over HTTP."""

from __future__ import annotations

import logging
import socket
import sys
from typing import Annotated

import typer

from crawler.errors import GongkaiError
from scheduler.cli.options import DataOption, WatchlistOption, store_of, workplace_for
from scheduler.feeding import not_in_feed

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_GRACE = 20
"""Seconds that answers under way are given at the end."""


def serve(
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port; 0 lets the system choose one.")] = 8000,
) -> None:
    """Serve the score feed over HTTP until it is told to stop (docs/feed.md)."""
    # A second of imports that no other command needs.
    import uvicorn

    from scheduler.serving import make_app

    with workplace_for(watchlist, data) as place:
        # Also makes the tables that a new or an older data folder has not got.
        with store_of(place.places, make=True) as db:
            missing = not_in_feed(db, place.places)
        if missing:
            sys.stderr.write(
                f"gongkai: {len(missing)} runs, the last {missing[-1]}, are not in the feed;"
                " gongkai report --run RUN puts one in\n"
            )
        app = make_app(place.places, place.watchlist.serve)
        listening = _listen(host, port)
        if host not in _LOOPBACK:
            sys.stderr.write(
                "gongkai: tokens travel in the clear here; put a server with TLS in front\n"
            )
        shown = f"[{host}]" if ":" in host else host
        sys.stderr.write(f"serving http://{shown}:{listening.getsockname()[1]}/feed/v1/\n")
        _log_requests()
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_GRACE,
        )
        uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        made = socket.socket(family)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Connections inherit it. Without it a small answer waits 40 ms for the reader's delayed
        # acknowledgement of its first packet; asyncio sets it only where the protocol is named.
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        made.bind((host, port))
        # Whoever reads the line below may connect at once.
        made.listen(128)
    except (OSError, OverflowError) as error:
        raise GongkaiError(f"--host, --port: {host}:{port} cannot be used: {error}") from None
    return made


def _log_requests() -> None:
    handler = logging.StreamHandler(sys.stderr)
    # The server's own clock, with its distance from UTC: other logs can be laid beside it.
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%dT%H:%M:%S%z"))
    log = logging.getLogger("gongkai.requests")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False

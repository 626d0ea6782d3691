"""`gongkai serve`: the console and the feed over HTTP."""

from __future__ import annotations

import ipaddress
import logging
import os
import socket
import ssl
import sys
from pathlib import Path
from typing import Annotated

import typer

from crawler.errors import GongkaiError
from crawler.portals.serve import Oidc
from reports.console.people import Voucher
from scheduler.cli.options import DataOption, WatchlistOption, store_of, workplace_for
from scheduler.ending import end_at_once
from scheduler.moments import now
from scheduler.reporting.feeding import not_in_feed

OIDC_SECRET = "GONGKAI_OIDC_SECRET"
_GRACE = 20
"""Seconds that answers under way are given at the end."""


def serve(
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port; 0 lets the system choose one.")] = 8000,
    certificate: Annotated[
        Path | None, typer.Option(help="TLS: the chain of certificates (PEM).")
    ] = None,
    key: Annotated[Path | None, typer.Option(help="TLS: the certificate's key (PEM).")] = None,
    plain: Annotated[
        bool,
        typer.Option(
            "--behind-tls", help="A server with TLS stands in front: cookies are for TLS only."
        ),
    ] = False,
    proxy: Annotated[
        str,
        typer.Option(
            help="With --behind-tls: addresses of the servers in front, by comma, whose"
            " X-Forwarded-For is believed."
        ),
    ] = "127.0.0.1,::1",
) -> None:
    """Serve the console and the score feed until it is told to stop (docs/console.md, feed.md)."""
    # A second of imports that no other command needs.
    import uvicorn

    from reports.console.app import make_console
    from scheduler.desk.books import StoredDesk
    from scheduler.desk.sessions import DeskPeople
    from scheduler.serving import make_app

    tls, proxies = _tls(certificate, key), _addresses(proxy)
    if not _is_loopback(host) and tls is None and not plain:
        raise GongkaiError(
            f"--host: {host} can be reached from outside: give --certificate and --key, or say"
            " --behind-tls where a server with TLS stands in front"
        )
    with workplace_for(watchlist, data) as place:
        # Also makes the tables that a new or an older data folder has not got.
        with store_of(place.places, make=True) as db:
            people = DeskPeople(place.places.desk, now)
            missing = not_in_feed(db, place.places)
        if missing:
            sys.stderr.write(
                f"gongkai: {len(missing)} runs, the last {missing[-1]}, are not in the feed;"
                " gongkai report --run RUN puts one in\n"
            )
        console = make_console(
            StoredDesk(place),
            people,
            now,
            secure=plain or tls is not None,
            sample=place.watchlist.sample,
            voucher=_voucher(place.watchlist.serve.oidc),
        )
        app = make_app(place.places, place.watchlist.serve, console=console)
        listening = _listen(host, port)
        shown = f"[{host}]" if ":" in host else host
        scheme = "https" if tls else "http"
        where = f"{scheme}://{shown}:{listening.getsockname()[1]}"
        sys.stderr.write(f"serving {where}/ and {where}/feed/v1/\n")
        _log_requests()
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            # Only from the server in front: else anybody could say that they are elsewhere.
            proxy_headers=plain,
            forwarded_allow_ips=proxies,
            timeout_graceful_shutdown=_GRACE,
            ssl_certfile=tls[0] if tls else None,
            ssl_keyfile=tls[1] if tls else None,
        )
        end_at_once()
        uvicorn.Server(config).run(sockets=[listening])


def _voucher(settings: Oidc | None) -> Voucher | None:
    """The provider of [serve.oidc]; GongkaiError without the secret that it knows us by."""
    if settings is None:
        return None
    from scheduler.desk.oidc import OidcLogin

    secret = os.environ.get(OIDC_SECRET, "")
    if not secret:
        raise GongkaiError(f"[serve.oidc]: {OIDC_SECRET} is not set in the environment")
    return OidcLogin(settings, secret, now)


def _tls(certificate: Path | None, key: Path | None) -> tuple[Path, Path] | None:
    """Certificate and key; GongkaiError for half of them or for files that are none."""
    if certificate is None and key is None:
        return None
    if certificate is None or key is None:
        raise GongkaiError("--certificate, --key: TLS needs both")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as error:
        raise GongkaiError(f"--certificate, --key: cannot be used: {error}") from None
    return certificate, key


def _addresses(text: str) -> list[str]:
    """Addresses or networks, each of them one; GongkaiError for what is none, as `*`."""
    found = [one.strip() for one in text.split(",") if one.strip()]
    for one in found:
        try:
            ipaddress.ip_network(one)
        except ValueError:
            raise GongkaiError(f"--proxy: {one!r} is no address and no network") from None
    return found


def _is_loopback(host: str) -> bool:
    """Whether nobody outside this machine reaches the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


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

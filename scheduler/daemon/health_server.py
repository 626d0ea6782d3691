"""The health endpoint: /health (200 or 503, JSON) and /metrics (Prometheus), on loopback."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from scheduler.daemon.health import Health
from scheduler.daemon.metrics import metrics_text

STALE_SECONDS = 300.0
"""A look that is older says that nobody looks any more."""


class HealthServer:
    """Serves the last look that was published; answers even while a night is running."""

    def __init__(self, listen: str, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Listen at "IP:port". Raises OSError where that cannot be."""
        self._monotonic = monotonic
        self._last: tuple[Health, float] | None = None
        name, _, port = listen.rpartition(":")
        name = name.strip("[]")
        family = socket.AF_INET6 if ":" in name else socket.AF_INET

        class Server(ThreadingHTTPServer):
            address_family = family
            daemon_threads = True

        outer = self

        class Handler(BaseHTTPRequestHandler):
            timeout = 10
            server_version = "gongkai"
            sys_version = ""

            def do_GET(self) -> None:
                status, kind, body = outer.answer(self.path.partition("?")[0])
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: object) -> None:
                """Nothing: a probe every few seconds would fill the log."""

        self._server = Server((name, int(port)), Handler)
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(
            target=self._server.serve_forever, name="health", daemon=True
        )
        self._thread.start()

    def publish(self, health: Health) -> None:
        """Show this look from now on."""
        self._last = (health, self._monotonic())

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Status, type and body for a path."""
        if path not in ("/health", "/metrics"):
            return 404, "text/plain; charset=utf-8", b"/health or /metrics\n"
        if self._last is None:
            return 503, "application/json", b'{"status": "starting"}\n'
        health, at = self._last
        if path == "/metrics":
            return 200, "text/plain; version=0.0.4; charset=utf-8", metrics_text(health)
        age = self._monotonic() - at
        if age > STALE_SECONDS:
            body = json.dumps({"status": "failing", "reasons": [f"no look for {age:.0f} s"]})
            return 503, "application/json", body.encode() + b"\n"
        kind = "application/json; charset=utf-8"
        return 200 if health.ok else 503, kind, health.as_json()

    def close(self) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()

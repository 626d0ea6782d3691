"""Health file, endpoint, metrics, heartbeat, and what systemd is told."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from scheduler.daemon.health import Health, look, write_health
from scheduler.daemon.health_server import STALE_SECONDS, HealthServer
from scheduler.daemon.heartbeat import ping
from scheduler.daemon.metrics import metrics_text
from scheduler.daemon.notify import notify
from scheduler.lock import locked
from tests.scheduler.daemon.clockwork import Clockwork

ROOT = Path(__file__).parents[3]
WELL = Health("2026-11-20T02:00:00+08:00", (), ())


def test_health_fails_when_a_night_is_overdue_and_recovers(tmp_path: Path) -> None:
    work = Clockwork(tmp_path)
    work.go("2026-11-02T01:00")
    server = HealthServer("127.0.0.1:0")
    try:
        url = f"http://127.0.0.1:{server.port}/health"
        assert httpx.get(url).json() == {"status": "starting"}
        server.publish(look(work.daemon, work.at))
        assert httpx.get(url).status_code == 200
        with locked(tmp_path / "data"):
            work.go("2026-11-02T06:00")
        server.publish(look(work.daemon, work.at))
        failing = httpx.get(url)
        assert failing.status_code == 503
        assert failing.json()["reasons"] == [
            "2026-11-02的夜间监测应于01:30开始，至最迟时间仍未开始"
        ]
        work.go("2026-11-02T06:10")
        server.publish(look(work.daemon, work.at))
        assert httpx.get(url).status_code == 200
    finally:
        server.close()


def test_a_warning_is_told_and_is_no_failure(tmp_path: Path) -> None:
    work = Clockwork(tmp_path)
    work.go("2026-12-01T00:30")
    health = look(work.daemon, work.at)
    assert health.ok
    assert "2027" in health.warnings[0]


def test_a_look_that_is_too_old_says_that_nobody_looks() -> None:
    at = [0.0]
    server = HealthServer("127.0.0.1:0", lambda: at[0])
    try:
        server.publish(WELL)
        at[0] = STALE_SECONDS
        assert server.answer("/health")[0] == 200
        at[0] += 1
        assert server.answer("/health")[0] == 503
    finally:
        server.close()


def test_the_health_file_is_private_and_whole(tmp_path: Path) -> None:
    write_health(WELL, tmp_path)
    path = tmp_path / "health.json"
    assert json.loads(path.read_bytes())["status"] == "ok"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["health.json"]


def test_metrics_tell_jobs_and_alarms_and_no_score(tmp_path: Path) -> None:
    work = Clockwork(tmp_path)
    work.until("2026-11-04T12:00")
    work.free = 1.0
    work.go("2026-11-04T12:10")
    text = metrics_text(look(work.daemon, work.at)).decode()
    assert 'gongkai_jobs{job="nightly",state="done"} 3.0' in text
    assert "gongkai_open_alarms 1.0" in text
    assert "gongkai_outbox_waiting 1.0" in text
    assert "gongkai_healthy 0.0" in text
    assert "score" not in text


class Beats(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.heard.append(self.path)  # type: ignore[attr-defined]
        self.send_response(500 if "refuse" in self.path else 200)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        pass


def test_the_heartbeat_is_heard_and_its_failure_harms_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Beats)
    server.heard = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        for what in ("start", "success", "fail"):
            ping(f"{base}/secret", what)
        assert server.heard == ["/secret/start", "/secret", "/secret/fail"]  # type: ignore[attr-defined]
        ping(f"{base}/refuse-secret", "start")
    finally:
        server.shutdown()
        server.server_close()
    ping(f"{base}/secret", "start")
    assert len(caplog.messages) == 2
    assert "secret" not in "".join(caplog.messages)


def test_systemd_is_told_over_its_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    assert not notify("READY=1")
    for name in (str(tmp_path / "notify"), "@gongkai-test-notify"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
            systemd.bind("\0" + name[1:] if name.startswith("@") else name)
            monkeypatch.setenv("NOTIFY_SOCKET", name)
            assert notify("READY=1")
            assert systemd.recv(100) == b"READY=1"
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    assert not notify("READY=1")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
@pytest.mark.parametrize("name", ["gongkai.service", "gongkai-serve.service"])
def test_the_unit_is_one_that_systemd_takes(tmp_path: Path, name: str) -> None:
    command = tmp_path / "gongkai"
    command.write_text("#!/bin/sh\n")
    command.chmod(0o755)
    text = (ROOT / "deploy" / name).read_text("utf-8")
    unit = tmp_path / name
    unit.write_text(text.replace("/opt/gongkai/.venv/bin/gongkai", str(command)), "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")

"""Several nights: cases, mail, reruns, kills."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler

from demo import build, serve
from tests.end_to_end.conftest import ROOT, findings_of, gongkai, write_watchlist


class Sink(MessageHandler):
    """Keeps what it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.messages.append(message)


def essence(rows: list[dict[str, Any]]) -> list[Any]:
    """Findings without the moments at which pages were captured and their digests."""
    return [
        {k: v for k, v in row.items() if k not in ("evidence",)}
        | {"evidence": [(e["url"], e["quote"]) for e in row["evidence"]]}
        for row in rows
    ]


@pytest.mark.slow
def test_suspicion_is_confirmed_a_day_later_and_mail_waits_for_its_server(tmp_path: Path) -> None:
    sink = Sink()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with serve(build(date(2026, 11, 20))) as serving:
        write_watchlist(tmp_path, serving, f"127.0.0.1:{port}")
        one = gongkai("run", "--as-of", "2026-11-20T02:00", "--portal", "baisha", folder=tmp_path)
        assert one.returncode == 0, one.stderr
        first = {(r["check"], r["subject"], r["aspect"]): r for r in findings_of(tmp_path)}
        server = Controller(sink, hostname="127.0.0.1", port=port)
        server.start()
        try:
            two = gongkai(
                "run", "--as-of", "2026-11-21T02:00", "--portal", "baisha", folder=tmp_path
            )
        finally:
            server.stop()
        assert two.returncode == 0, two.stderr
        second = {(r["check"], r["subject"], r["aspect"]): r for r in findings_of(tmp_path)}
        # Some portals of the date again, and an earlier date again: nothing else moves.
        for moment, portal in (("2026-11-21T02:00", "shuiwu"), ("2026-11-20T02:00", "baisha")):
            done = gongkai(
                "run", "--as-of", moment, "--portal", portal, "--no-alerts", folder=tmp_path
            )
            assert done.returncode == 0, done.stderr
    suspected = [k for k, r in first.items() if r["case"] and r["case"]["state"] == "suspected"]
    assert suspected
    for key in suspected:
        assert second[key]["case"]["state"] == "open"
        assert second[key]["case"]["first_failed_on"] == "2026-11-20"
    subjects = [str(message["Subject"]) for message in sink.messages]
    assert len(subjects) == 1  # the second night's tells what the first one's could not
    portals = {row["portal"] for row in findings_of(tmp_path)}
    assert portals == {"baisha", "shuiwu"}
    latest = json.loads((tmp_path / "data/feed/v1/latest.json").read_text("utf-8"))
    assert latest["run"] == "2026-11-21"
    assert {score["portal"] for score in latest["scores"]} == portals
    for run in ("2026-11-20", "2026-11-21"):
        done = gongkai("evidence", "verify", "--run", run, folder=tmp_path)
        assert done.returncode == 0, done.stdout
    again = gongkai("alert", folder=tmp_path)
    assert again.stdout.startswith("sent 0")


def start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "scheduler", "run", "--as-of", "2026-11-20T02:00", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill_some(folder: Path, times: int, longest: float, *arguments: str) -> None:
    chance = random.Random(42)
    for _ in range(times):
        process = start(folder, *arguments)
        time.sleep(chance.uniform(0.3, longest))
        # The whole process group at once: parent and workers, as when the power goes.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.parametrize(
    ("portals", "times", "longest"),
    [
        pytest.param(("--portal", "baisha", "--portal", "shuiwu"), 4, 7.0, marks=pytest.mark.slow),
        pytest.param((), 14, 32.0, marks=pytest.mark.slow),
    ],
)
def test_killed_at_any_moment_and_started_again_gives_the_same(
    tmp_path: Path, portals: tuple[str, ...], times: int, longest: float
) -> None:
    calm, rough = tmp_path / "calm", tmp_path / "rough"
    calm.mkdir()
    rough.mkdir()
    with serve(build(date(2026, 11, 20))) as serving:
        for folder in (calm, rough):
            write_watchlist(folder, serving)
        process = start(calm, *portals)
        assert process.wait() == 0
        kill_some(rough, times, longest, *portals)
        process = start(rough, *portals)
        assert process.wait() == 0
    assert essence(findings_of(rough)) == essence(findings_of(calm))
    done = gongkai("evidence", "verify", folder=rough)
    assert done.returncode == 0, done.stdout
